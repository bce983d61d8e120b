/**
 * Corrections after upheld complaints, for staff: the task of whoever published, and what the complaint's handlers see
 * of it.
 */
import { first, sql, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { historyOf, type Case } from '../../../kernel/cases/case.ts'
import { clockLines, clocksOf, type StepClock } from '../../../kernel/cases/clocks.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { visible } from '../../../kernel/cases/seeing.ts'

export type CorrectionRow = {
  text: string
  by_post: string
  by_place: string
  asked_at: Date
  due_at: Date | null
  met_at: Date | null
  met_how: 'corrected' | 'withdrawn' | 'waived' | null
  notice_code: string
  notice_title: string
  holder: string
}
export type CorrectionTask = CorrectionRow & {
  noticeId: string
  lamp: Lamp
  clock: string[]
  pastClocks: StepClock[]
  mine: boolean
}

/** The newest correction that a report asked for. */
export function correctionOfReport(db: Db, actor: Actor, reportId: string): Promise<CorrectionRow | undefined> {
  return first(
    db,
    sql<CorrectionRow>`
      SELECT x.text, x.by_post, x.by_place, x.asked_at, c.due_at, x.met_at, x.met_how,
        n.code AS notice_code, n.title AS notice_title, r.name AS holder
      FROM report_corrections x
      JOIN notices n ON n.id = x.notice_id
      JOIN regions r ON r.id = x.holder_id
      JOIN cases c ON c.subject_kind = 'correction' AND c.subject_id = x.id
      WHERE x.report_id = ${reportId} AND ${visible('c', actor.personId)}
      ORDER BY x.asked_at DESC
      LIMIT 1`,
  )
}

/**
 * One task by its case, for the place that has it and those above; nothing of the complaint is here. 404 for others.
 */
export async function correctionTask(db: Db, actor: Actor, caseId: string, ctx: Context): Promise<CorrectionTask> {
  const c = await first(db, sql<Case>`SELECT * FROM cases WHERE id = ${caseId} AND subject_kind = 'correction'`)
  const mine = c !== undefined && actor.posts.some((p) => p.regionId === c.holder_id)
  if (!c || !(mine || postFor(actor, 'report.oversee', c.holder_path ?? c.path))) throw notFound('没有这件更正。')
  const row = (await first(
    db,
    sql<CorrectionRow & { noticeId: string }>`
      SELECT x.text, x.by_post, x.by_place, x.asked_at, ${c.due_at}::timestamptz AS due_at, x.met_at,
        x.met_how, n.id AS "noticeId", n.code AS notice_code, n.title AS notice_title, r.name AS holder
      FROM report_corrections x
      JOIN notices n ON n.id = x.notice_id
      JOIN regions r ON r.id = x.holder_id
      WHERE x.id = ${c.subject_id}`,
  ))!
  return {
    ...row,
    lamp: lampAt(c, ctx.now),
    ...clockLines(clocksOf(c.procedure, await historyOf(db, c.id), ctx.calendar, ctx.now)),
    mine,
  }
}
