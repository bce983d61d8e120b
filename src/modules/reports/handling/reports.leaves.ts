/** Leaves of a report in the public log: codes and times only. */
import type { Tx } from '../../../platform/db.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Context } from '../../../kernel/cases/times.ts'

/** A practice village leaves none. */
export async function reportLeaf(
  tx: Tx,
  report: { id: string; code: string; slug: string; practice: boolean },
  id: string,
  kind: 'reply' | 'closing',
  ctx: Context,
): Promise<void> {
  if (report.practice) return
  await stageLeaf(tx, {
    id,
    subjectId: report.id,
    at: ctx.now,
    entry: { v: 1, kind, county: ctx.county, region: report.slug, code: report.code, at: entryTime(ctx.now) },
  })
}
