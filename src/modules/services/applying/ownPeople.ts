/**
 * Staff through whose hands an application would go and whose name stands in it, as the applicant's, of the household
 * or of anybody else that is named in a field of its own: they and their near relatives stay away from it.
 */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { bar } from '../../../kernel/cases/bars.ts'
import { plainName } from '../../../kernel/cases/named.ts'
import type { Leg } from '../../../kernel/cases/route.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Office } from '../../../kernel/office.ts'
import { comesBefore, type Newcomers } from '../../../kernel/people/newcomers.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { opened } from '../deciding/people.ts'

/** The places through which a way leads, with those that are asked beside. */
export const placesOf = (route: readonly Leg[]): string[] => [
  ...new Set(route.flatMap((leg) => [leg.holder.id, ...(leg.ask?.units ?? [])])),
]

/**
 * Bars from the case the staff of these places who bear a name that stands in a field of the application, however it is
 * written.
 */
export async function barOwnPeople(
  tx: Tx,
  caseId: string,
  answers: Answers,
  places: readonly string[],
  now: Context['now'],
): Promise<void> {
  const known = namesIn(answers)
  if (known.size === 0) return
  const staff = await rows(
    tx,
    sql<{ id: string; name: string }>`
      SELECT DISTINCT p.id, p.name
      FROM persons p
      JOIN appointments a ON a.person_id = p.id
      WHERE a.region_id = ANY(${[...places]}::text[])
        AND ${notOverBy('a', dayOf(now))}`,
  )
  for (const s of staff) if (known.has(plainName(s.name))) await bar(tx, caseId, s.id)
}

/** Longer than any name, with room for a few between commas. */
const longest = 60

/**
 * What may be a name among the answers, as names are held against one another: whole fields, and what commas part in
 * them.
 */
function namesIn(answers: Answers): ReadonlySet<string> {
  const texts = Object.values(answers)
    .flatMap((a) => (Array.isArray(a) ? a.flatMap((row) => (typeof row === 'string' ? row : Object.values(row))) : a))
    .filter((text) => text.length <= longest)
  return new Set(
    texts
      .flatMap((text) => [text, ...text.split(/[、，,;；/\n]/)])
      .map(plainName)
      .filter((name) => name.length >= 2),
  )
}

/**
 * Applications on their way through the places where somebody comes into office are looked at again: they may be
 * theirs.
 */
export const applicationsAgain =
  ({ secret }: Pick<Office, 'secret'>): Newcomers =>
  async (tx, people, now) => {
    const found = await rows(
      tx,
      sql<{ id: string; case_id: string; answers: Buffer; route: Leg[] | null }>`
        SELECT a.id, c.id AS case_id, a.answers, c.route
        FROM applications a
        JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
        WHERE c.closed_at IS NULL
          AND ${comesBefore(people, sql`a.path`)}
        ORDER BY a.sent_at`,
    )
    if (found.length === 0) return
    const theirs = await rows(
      tx,
      sql<{ name: string }>`SELECT name FROM persons WHERE id = ANY(${[...people]}::text[])`,
    )
    for (const a of found) {
      const answers = opened<Answers>(secret, 'answers', a.id, a.answers)
      const told = namesIn(answers)
      if (theirs.some(({ name }) => told.has(plainName(name))))
        await barOwnPeople(tx, a.case_id, answers, placesOf(a.route ?? []), now)
    }
  }
