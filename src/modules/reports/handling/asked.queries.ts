/** What others ask of a person's posts: joint handling, opinions, orders from above; soonest due first. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { caseLink } from '../../../kernel/cases/procedure.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
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

/** At most 100 that wait for an answer. */
export async function askedOf(db: Db, actor: Actor, now: Date): Promise<AskedRow[]> {
  const found = await rows(
    db,
    sql<Omit<AskedRow, 'lamp' | 'link'> & { warn_at: Date | null; procedure: string; subject_id: string }>`
      SELECT c.procedure, c.subject_id, q.id, q.case_id AS "caseId", q.kind, c.title, r.name AS place,
        left(q.ask, 60) AS ask, q.due_at, q.warn_at
      FROM case_requests q
      JOIN cases c ON c.id = q.case_id
      JOIN regions r ON r.id = c.region_id
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
  return found.map(({ warn_at, procedure, subject_id, ...q }) => ({
    ...q,
    link: caseLink({ procedure, id: q.caseId, subject_id }),
    lamp: lampAt({ due_at: q.due_at, warn_at, paused_at: null }, now),
  }))
}
