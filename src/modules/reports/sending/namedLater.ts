/**
 * Whom the reporter of a complaint names later (in an addition, with a rating, when asking again) is kept from it as if
 * named at once; so is who comes into office later and was named before.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { overTheBarred, type Context } from '../../../kernel/cases/act.ts'
import { bar, barRelatives } from '../../../kernel/cases/bars.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { contextIn } from '../../../kernel/cases/office.ts'
import { meant, namedIn } from '../../../kernel/cases/named.ts'
import { holdersFrom, keepFromNamed, namedAt } from '../../../kernel/cases/namedBy.ts'
import { comesBefore, type Newcomers } from '../../../kernel/people/newcomers.ts'
import type { Office } from '../../../kernel/office.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { pastTheVillage, type ReportKind } from '../reports.schema.ts'

/**
 * Bars who is named in the words of a rating of a complaint; of another report where they are not satisfied: they
 * complain, whatever it began as. Who is satisfied and tells a wrong all the same keeps its doer away.
 */
export async function barNamedLater(tx: Tx, c: Case, text: string, ctx: Context, dissatisfied = false): Promise<void> {
  const report = await first(tx, sql<{ kind: ReportKind }>`SELECT kind FROM reports WHERE id = ${c.subject_id}`)
  if (!report) return
  await keepFromNamed(tx, c, [text], ctx.now, dissatisfied || c.guarded || pastTheVillage.includes(report.kind))
}

/**
 * What whoever adds something says of a post holder whom their words name: that they complain about them, or only
 * mention them.
 */
export type Meaning = 'about' | 'mention'
export const meaningOf = (typed: string | undefined): Meaning | undefined =>
  typed === 'about' || typed === 'mention' ? typed : undefined

/**
 * Words added to a report, by the reporter or by an invited outsider. Of a complaint who is named is barred; of another
 * report whoever writes is asked first, as in the first form, what is meant: 422 beside the field `meant` until they
 * have said. With nobody left who may know of it, it goes to the place above (`overTheBarred`, which the caller calls
 * when all is written).
 */
export async function barAdded(
  tx: Tx,
  c: Case,
  text: string,
  meaning: Meaning | undefined,
  ctx: Context,
): Promise<void> {
  const report = await first(tx, sql<{ kind: ReportKind }>`SELECT kind FROM reports WHERE id = ${c.subject_id}`)
  const complains = c.guarded || (report && pastTheVillage.includes(report.kind))
  if (!complains && meaning === 'mention') return
  if (!complains && meaning === undefined && (await namedAt(tx, c.path, text, dayOf(ctx.now))).length > 0)
    throw invalid('您写到了干部的名字。是对这个人有意见吗？请选一个，再提交。', { field: 'meant' })
  await keepFromNamed(tx, c, [text], ctx.now)
}

type Told = {
  id: string
  case_id: string
  path: string
  kind: ReportKind
  words: string
  about: Buffer | null
  guarded: boolean
}

/**
 * Reports where somebody comes into office are looked at again: complaints, ended ones too, by whom they are about and
 * by all that was written; others while they are open, by who is named. With nobody left who may know of it, a report
 * goes to the place above.
 */
export const reportsAgain =
  ({ secret }: Pick<Office, 'secret'>): Newcomers =>
  async (tx, people, now) => {
    const vault = vaultOf(secret)
    const there = new Map<string, Awaited<ReturnType<typeof holdersFrom>>>()
    let ctx: Context | undefined
    for (const r of await toldOver(tx, people)) {
      const holders = there.get(r.path) ?? (await holdersFrom(tx, r.path, dayOf(now), people))
      there.set(r.path, holders)
      const about = r.about === null ? '' : vault.open<string>('about', r.id, r.about)
      const named = [...meant(about, holders, true), ...namedIn(r.words, holders)].map((h) => h.personId)
      if (named.length === 0) continue
      for (const person of new Set(named)) await bar(tx, r.case_id, person)
      ctx ??= await contextIn(tx, now)
      await overTheBarred(tx, r.case_id, ctx)
    }
    await barRelatives(tx, people, 'report')
  }

/** All that was written in reports below the places and bureaux where these persons hold posts. */
const toldOver = (tx: Tx, people: readonly string[]): Promise<Told[]> =>
  rows(
    tx,
    sql<Told>`
      SELECT p.id, c.id AS case_id, p.path, p.kind, p.about, c.guarded,
        concat_ws(E'\n', p.text, p.spot,
          (SELECT string_agg(a.text, E'\n') FROM report_additions a WHERE a.report_id = p.id),
          (SELECT string_agg(x.reason, E'\n') FROM report_ratings x WHERE x.report_id = p.id),
          (SELECT string_agg(f.name, E'\n') FROM report_files f WHERE f.report_id = p.id)) AS words
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE (c.guarded OR c.closed_at IS NULL OR p.kind = ANY(${[...pastTheVillage]}::text[]))
        AND ${comesBefore(people, sql`p.path`)}
      ORDER BY p.received_at`,
  )
