/** Leaves of a report in the public log: codes and times only. */
import { first, sql, type Tx } from '../../../platform/db.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { rootOf } from '../../../kernel/cases/holder.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { complaint } from '../reports.procedure.ts'

/**
 * The place that the log names with a report: its own; of a complaint, and of what somebody is kept from, the county's.
 * A receipt of the village that nobody there finds would tell who is meant.
 */
export async function loggedAt(tx: Tx, place: { path: string; slug: string }, isKept: boolean): Promise<string> {
  if (!isKept) return place.slug
  const top = await rootOf(tx, place.path)
  const found = top && (await first(tx, sql<{ slug: string }>`SELECT slug FROM regions WHERE id = ${top.id}`))
  return found?.slug ?? place.slug
}

/** A practice village leaves none. */
export async function reportLeaf(
  tx: Tx,
  report: { id: string; code: string; path: string; slug: string; practice: boolean },
  id: string,
  kind: 'reply' | 'closing',
  c: Pick<Case, 'guarded' | 'procedure'>,
  ctx: Context,
): Promise<void> {
  if (report.practice) return
  const region = await loggedAt(tx, report, c.guarded || c.procedure === complaint.code)
  await stageLeaf(tx, {
    id,
    subjectId: report.id,
    at: ctx.now,
    entry: { v: 1, kind, county: ctx.county, region, code: report.code, at: entryTime(ctx.now) },
  })
}
