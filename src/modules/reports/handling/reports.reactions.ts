/**
 * What follows when a report's case has moved, by whatever hand: pages that show it are stale; an end is a leaf and may
 * be drawn for a call-back.
 */
import { createHash } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Reaction } from '../../../kernel/cases/reactions.ts'
import { endCorrection, meetCorrections } from '../corrections/corrections.ts'
import { answeredSteps } from '../reports.procedure.ts'
import { reportLeaf } from './reports.leaves.ts'

export const followReport: Reaction = async (tx, c, event, ctx) => {
  const report = (await first(
    tx,
    sql<{
      id: string
      code: string
      path: string
      slug: string
      practice: boolean
    }>`
      SELECT p.id, p.code, p.path, r.slug, r.practice
      FROM reports p
      JOIN regions r ON r.id = p.region_id
      WHERE p.id = ${c.subject_id}`,
  ))!
  await bump(tx, [report.slug])
  await keepOutcome(tx, c, event.to_step!, ctx.now)
  if (event.action === 'waive') await endCorrection(tx, c.subject_id, 'waived', ctx)
  if (!procedureOf(c.procedure).steps[event.to_step!]?.end) return
  await reportLeaf(tx, report, newId(ctx.now.getTime()), 'closing', c, ctx)
  if (!drawn(report.code, ctx.rules.number('report.callbackPercent'))) return
  await sql`
    INSERT INTO report_callbacks (id, report_id, chosen_at)
    SELECT ${newId(ctx.now.getTime())}, ${report.id}, ${ctx.now}
    WHERE NOT EXISTS (SELECT 1 FROM report_callbacks WHERE report_id = ${report.id} AND called_at IS NULL)`.execute(tx)
}

/** A corrected or withdrawn notice ends what upheld complaints asked of it, and their cases go on. */
export const followNotice: Reaction = async (tx, c, event, ctx) => {
  const how =
    event.action === 'publish'
      ? 'corrected'
      : event.action === 'withdraw' || event.action === 'takedown'
        ? 'withdrawn'
        : undefined
  if (how) await meetCorrections(tx, c.subject_id, how, ctx)
}

/**
 * What the statistics read, kept beside the report: when it was first answered and by whom, whether late, when closed.
 * Those merged into it were answered with it.
 */
async function keepOutcome(tx: Tx, c: Case, step: string, now: Date) {
  if (c.missed_at !== null) await keepLateness(tx, [c])
  if (answeredSteps.includes(step)) {
    await sql`
      UPDATE reports
      SET first_answered_at = coalesce(first_answered_at, ${now}), answered_by = ${c.holder_id},
        answered_level = (SELECT level FROM regions WHERE id = ${c.holder_id})
      WHERE id = ${c.subject_id} OR id IN (SELECT m.subject_id FROM cases m WHERE m.merged_into = ${c.id})`.execute(tx)
  }
  const closed = c.closed_at === null ? null : dayOf(now)
  await sql`
    UPDATE reports
    SET closed_on = ${closed}
    WHERE (id = ${c.subject_id} OR id IN (SELECT m.subject_id FROM cases m WHERE m.merged_into = ${c.id}))
      AND closed_on IS DISTINCT FROM ${closed}::date`.execute(tx)
}

/** Reports whose cases missed a limit are late, for good. */
export async function keepLateness(tx: Tx, cases: readonly Pick<Case, 'subject_id'>[]): Promise<void> {
  await sql`
    UPDATE reports p
    SET late = true
    FROM cases c
    WHERE c.subject_kind = 'report'
      AND c.subject_id = p.id
      AND c.missed_at IS NOT NULL
      AND p.id = ANY(${cases.map((c) => c.subject_id)}::text[])
      AND NOT p.late`.execute(tx)
}

/** By its code, so that nobody chooses whom to ask. */
export function drawn(code: string, percent: number): boolean {
  return createHash('sha256').update(`callback ${code}`).digest().readUInt32BE(0) % 100 < percent
}
