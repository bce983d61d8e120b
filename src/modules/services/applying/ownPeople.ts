/**
 * Staff through whose hands an application would go and whose name stands in it, as the applicant's, of the household
 * or of anybody else that is named in a field of its own: they and their near relatives stay away from it.
 */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import type { Answers, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { wordsOf } from '../../../kernel/asked/fields.ts'
import { overTheBarred, type Context } from '../../../kernel/cases/act.ts'
import { bar } from '../../../kernel/cases/bars.ts'
import { namedIn, plainName } from '../../../kernel/cases/named.ts'
import { holdersFrom, keepFromNamed } from '../../../kernel/cases/namedBy.ts'
import { contextIn } from '../../../kernel/cases/office.ts'
import type { Leg } from '../../../kernel/cases/route.ts'
import type { Office } from '../../../kernel/office.ts'
import { comesBefore, type Newcomers } from '../../../kernel/people/newcomers.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { opened } from '../deciding/people.ts'
import type { Service } from '../list/services.schema.ts'
import { papersOfApplication } from './papers.ts'
import { wholeForm } from './wholeForm.ts'

/**
 * Bars from the case of an application whoever should not have it in hand: staff whose name stands in a field of its
 * own, and whom its words, or the names of its papers, name or accuse. Asked whenever answers come in; where nobody is
 * left then, the caller takes it on (`overTheBarred`) when all is written.
 */
export async function barWhomItConcerns(
  tx: Tx,
  c: { id: string; path: string },
  { form, answers, papers }: { form: AskedForm; answers: Answers; papers: readonly string[] },
  places: readonly string[],
  now: Context['now'],
): Promise<void> {
  await barOwnPeople(tx, c.id, answers, places, now)
  await keepFromNamed(tx, c, [...wordsOf(form, answers), ...papers], now)
}

/** The places through which a way leads, with those that are asked beside. */
export const placesOf = (route: readonly Leg[]): string[] => [
  ...new Set(route.flatMap((leg) => [leg.holder.id, ...(leg.ask?.units ?? [])])),
]

/**
 * Bars from the case the staff of these places who bear a name that stands in a field of the application, however it is
 * written.
 */
async function barOwnPeople(
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
      sql<{ id: string; case_id: string; path: string; answers: Buffer; route: Leg[] | null; service: Service }>`
        SELECT a.id, c.id AS case_id, a.path, a.answers, c.route, s.definition AS service
        FROM applications a
        JOIN services s ON s.code = a.service_code AND s.version = a.service_version
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
    const there = new Map<string, Awaited<ReturnType<typeof holdersFrom>>>()
    let ctx: Context | undefined
    for (const a of found) {
      const answers = opened<Answers>(secret, 'answers', a.id, a.answers)
      const told = namesIn(answers)
      if (theirs.some(({ name }) => told.has(plainName(name))))
        await barOwnPeople(tx, a.case_id, answers, placesOf(a.route ?? []), now)
      const holders = there.get(a.path) ?? (await holdersFrom(tx, a.path, dayOf(now), people))
      there.set(a.path, holders)
      const papers = (await papersOfApplication(tx, a.id)).map((p) => p.name)
      for (const h of namedIn([...wordsOf(wholeForm(a.service), answers), ...papers].join('\n'), holders))
        await bar(tx, a.case_id, h.personId)
      ctx ??= await contextIn(tx, now)
      await overTheBarred(tx, a.case_id, ctx)
    }
  }
