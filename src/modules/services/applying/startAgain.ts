/**
 * A new application that begins with what an earlier one said (照上次的再办一件): text only; papers are offered, signatures
 * are made anew.
 */
import { first, sql, type Db } from '../../../platform/db.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isFile, options, placedFields, steersOthers } from '../../../kernel/asked/fields.ts'
import { opened } from '../deciding/people.ts'
import type { ApplicationRow } from '../deciding/application.ts'
import type { Service } from '../list/services.schema.ts'

/** The earlier answers that today's form still asks for and still takes. */
export function answersAgain(
  secret: string,
  service: Pick<Service, 'form'>,
  before: Pick<ApplicationRow, 'id' | 'answers'>,
): Answers {
  const kept = opened<Answers>(secret, 'answers', before.id, before.answers)
  return Object.fromEntries(
    placedFields(service.form).flatMap(({ field }) => {
      const answer = kept[field.key]
      if (answer === undefined || isFile(field.kind)) return []
      const known = !steersOthers(field.kind) || [answer].flat().every((a) => options(field).includes(String(a)))
      return known ? [[field.key, answer]] : []
    }),
  )
}

/**
 * The newest application of a person of the register for a service; a clerk has compared the card for it or is about
 * to.
 */
export async function lastOf(db: Db, residentId: string, service: string): Promise<{ id: string } | undefined> {
  return first(
    db,
    sql<{ id: string }>`
      SELECT id
      FROM applications
      WHERE resident_id = ${residentId} AND service_code = ${service} AND state IN ('sent', 'done', 'refused')
      ORDER BY sent_at DESC
      LIMIT 1`,
  )
}

/** "照 2026 年 9 月 3 日那件填好了……", for the top of the new form. */
export const sayAgain = (day: string): string =>
  `照 ${day}那件填好了。请从头看一遍，变了的改过来；照片可以用以前交过的，签名要重新签。`
