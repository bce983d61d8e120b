/** A bad rating as whoever follows it up reads it. */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { handling } from '../../../kernel/cases/may.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { opened } from '../deciding/people.ts'

/** The case of a bad rating. 404 for cases of other rooms. */
export async function followCase(
  db: Db | Tx,
  caseId: string,
): Promise<{ subject_id: string; region_id: string; path: string }> {
  const found = await first(
    db,
    sql<{
      subject_id: string
      region_id: string
      path: string
    }>`SELECT subject_id, region_id, path FROM cases WHERE id = ${caseId} AND subject_kind = 'follow'`,
  )
  if (!found) throw notFound('没有这件差评回访。')
  return found
}

/** A bad rating with its words, for whoever follows up. */
export async function followOf(db: Db, secret: string, actor: Actor, caseId: string) {
  const c = await first(
    db,
    sql<Parameters<typeof handling>[1]>`SELECT * FROM cases WHERE id = ${caseId} AND subject_kind = 'follow'`,
  )
  if (!c || (!handling(actor, c) && !postFor(actor, 'application.oversee', c.path)))
    throw notFound('没有这件差评回访。')
  const a = (await first(
    db,
    sql<{
      id: string
      code: string
      stars: number
      rating_text: Uint8Array | null
      service: string
      place: string
      rated_at: Date
      answer: string
    }>`
      SELECT a.id, a.code, a.stars, a.rating_text, s.name AS service, r.name AS place, a.rated_at, f.answer
      FROM application_follows f
      JOIN applications a ON a.id = f.application_id
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      JOIN regions r ON r.id = a.region_id
      WHERE f.id = ${c.subject_id}`,
  ))!
  return {
    code: a.code,
    service: a.service,
    place: a.place,
    stars: a.stars,
    ratedOn: dayOf(a.rated_at),
    text: a.rating_text ? opened<string>(secret, 'rating', a.id, a.rating_text) : '',
    answer: a.answer,
    dueAt: c.due_at,
    open: c.closed_at === null && handling(actor, c) !== undefined,
  }
}
