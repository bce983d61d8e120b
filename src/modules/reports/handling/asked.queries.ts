/** What others ask of a person's posts: joint handling, opinions, orders from above; soonest due first. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { lampOfAsked, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { caseLink } from '../../../kernel/cases/procedure.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { concealed, knownOf } from './conceal.ts'
import { visible } from '../../../kernel/cases/seeing.ts'

export type AskedRow = {
  id: string
  caseId: string
  link: string
  kind: 'joint' | 'consult' | 'order'
  title: string
  place: string
  ask: string
  due_at: Date | null
  lamp: Lamp
}

type Found = Omit<AskedRow, 'lamp' | 'link'> & {
  warn_at: Date | null
  procedure: string
  subject_id: string
  contact: Uint8Array | null
}

/** At most 100 that wait for an answer. */
export async function askedOf(db: Db, secret: string, actor: Actor, now: Date): Promise<AskedRow[]> {
  const found = await rows(
    db,
    sql<Found>`
      SELECT c.procedure, c.subject_id, q.id, q.case_id AS "caseId", q.kind, c.title, r.name AS place,
        q.ask, q.due_at, q.warn_at, p.contact
      FROM case_requests q
      JOIN cases c ON c.id = q.case_id
      JOIN regions r ON r.id = c.region_id
      LEFT JOIN reports p ON c.subject_kind = 'report' AND p.id = c.subject_id
      WHERE q.region_id = ANY(${actor.posts.map((p) => p.regionId)}::text[])
        AND q.answered_at IS NULL
        AND q.withdrawn_at IS NULL
        AND EXISTS (
          SELECT 1
          FROM unnest(
            ${actor.posts.map((p) => p.regionId)}::text[],
            ${actor.posts.map((p) => p.function as string)}::text[]
          ) AS p (place, post)
          WHERE p.place = q.region_id AND p.post = ANY(q.functions)
        )
        AND ${visible('c', actor.personId)}
      ORDER BY q.due_at
      LIMIT 100`,
  )
  const vault = vaultOf(secret)
  return found.map(({ warn_at, procedure, subject_id, contact, ...q }) => {
    const known = knownOf(contact ? [vault.open('contact', subject_id, contact)] : [])
    return {
      ...q,
      title: concealed(q.title, known),
      ask: concealed(q.ask, known).slice(0, 60),
      link: caseLink({ procedure, id: q.caseId, subject_id }),
      lamp: lampOfAsked({ due_at: q.due_at, warn_at }, now),
    }
  })
}
