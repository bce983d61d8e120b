/**
 * What the reporter does with the receipt in hand: add, rate, ask the next level, reopen. The caller has checked the
 * receipt.
 */
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import {
  actAsParty,
  lock,
  noteBy,
  overTheBarred,
  partyHand,
  type Context,
  type Locked,
} from '../../../kernel/cases/act.ts'
import { resumeByParty } from '../../../kernel/cases/pause.ts'
import { tellHolder } from '../../../kernel/cases/telling.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Rating } from '../reports.schema.ts'
import { barAdded, barNamedLater, type Meaning } from '../sending/namedLater.ts'

type Own = { id: string; code: string; slug: string; practice: boolean }

/** The report of a receipt whose second half was right. */
export async function ownReport(tx: Tx, code: string): Promise<Own> {
  const found = await first(
    tx,
    sql<Own>`
      SELECT p.id, p.code, r.slug, r.practice
      FROM reports p
      JOIN regions r ON r.id = p.region_id
      WHERE p.code = ${code}`,
  )
  if (!found) throw notFound('没有这个编号，请核对一下。')
  return found
}

/** Where a report is worked on: the last of those that it went into, locked. */
async function goingOn(tx: Tx, own: Locked): Promise<Locked> {
  let at = own
  while (at.c.merged_into !== null) {
    const into: { subject_id: string } | undefined = await first(
      tx,
      sql<{ subject_id: string }>`SELECT subject_id FROM cases WHERE id = ${at.c.merged_into}`,
    )
    at = await lock(tx, { subjectKind: 'report', subjectId: into!.subject_id })
  }
  return at
}

/**
 * Adds words, and `files` by their names, to a report that is still open, or that went into one: there its handler
 * reads them. A clock that stood still to wait for the reporter goes on; one that runs does not notice. `meaning`: what
 * is said of somebody in office whom the words name; 422 beside `meant` where they name one and nothing is said of it.
 */
export async function addTo(
  tx: Tx,
  report: Own,
  text: string,
  ctx: Context,
  files: readonly string[] = [],
  meaning?: Meaning,
): Promise<void> {
  if (text.trim().length < 2) throw invalid('请写几个字再提交。', { field: 'text' })
  const at = await goingOn(tx, await lock(tx, { subjectKind: 'report', subjectId: report.id }))
  const { c } = at
  if (c.closed_at !== null) throw conflict('这件事已经办结，要补充请选“重新办理”。')
  await barAdded(tx, c, [text, ...files].join('\n'), meaning, ctx)
  await sql`
    INSERT INTO report_additions (id, report_id, text, at)
    VALUES (${newId(ctx.now.getTime())}, ${report.id}, ${text.trim()}, ${ctx.now})`.execute(tx)
  const added = await noteBy(tx, c, partyHand, 'add', {}, ctx.now)
  await tellHolder(tx, c, added, (title) => `“${title}”：反映人补充了情况，请看。`, 'added', ctx)
  const stop = at.history.findLast((e) => e.action === 'suspend')
  if (c.paused_at !== null && stop?.detail['waits'] !== 'others')
    await resumeByParty(tx, { c, history: [...at.history, added] }, ctx)
  await overTheBarred(tx, c.id, ctx)
}

/** Rates the answer. Dissatisfied the first time, the next level takes it up; the second time it closes as it is. */
export async function rate(
  tx: Tx,
  report: Own,
  rating: Rating,
  reason: string,
  party: 'reporter' | 'supporter',
  ctx: Context,
): Promise<'closed' | 'again'> {
  const locked = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  if (locked.c.step !== 'answered') throw conflict('现在还不能评价，或者已经评过了。')
  if (rating === 'unsatisfied' && reason.trim().length < 2)
    throw invalid('不满意，请写明哪里没有办好。', { field: 'reason' })
  const again = rating === 'unsatisfied' && !locked.history.some((e) => e.action === 'again')
  await barNamedLater(tx, locked.c, reason, ctx, rating === 'unsatisfied')
  await actAsParty(
    tx,
    { subjectKind: 'report', subjectId: report.id, action: again ? 'again' : 'rate', comment: reason },
    ctx,
    locked,
  )
  if (again) await overTheBarred(tx, locked.c.id, ctx)
  await sql`
    INSERT INTO report_ratings (id, report_id, rating, reason, by_party, at)
    VALUES (${newId(ctx.now.getTime())}, ${report.id}, ${rating}, ${reason.trim()}, ${party}, ${ctx.now})`.execute(tx)
  await sql`UPDATE reports SET rating = ${rating} WHERE id = ${report.id}`.execute(tx)
  return again ? 'again' : 'closed'
}

/**
 * A supporter rates, once for each answer. Whoever is dissatisfied first, reporter or supporter, has it taken up by the
 * next level; any other rating is written down, and the case waits for the reporter.
 */
export async function rateBeside(
  tx: Tx,
  report: Own,
  supporterId: string,
  rating: Rating,
  reason: string,
  ctx: Context,
): Promise<'noted' | 'again'> {
  const locked = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  if (locked.c.step !== 'answered') throw conflict('现在还不能评价，或者已经评过了。')
  if (rating === 'unsatisfied' && reason.trim().length < 2)
    throw invalid('不满意，请写明哪里没有办好。', { field: 'reason' })
  const rated = await first(
    tx,
    sql`
      SELECT 1
      FROM report_ratings
      WHERE supporter_id = ${supporterId}
        AND at >= (SELECT max(at) FROM report_replies WHERE report_id = ${report.id})`,
  )
  if (rated) throw conflict('您已经评过这次答复了。')
  const again = rating === 'unsatisfied' && !locked.history.some((e) => e.action === 'again')
  await barNamedLater(tx, locked.c, reason, ctx, rating === 'unsatisfied')
  if (again) {
    await actAsParty(tx, { subjectKind: 'report', subjectId: report.id, action: 'again', comment: reason }, ctx, locked)
    await overTheBarred(tx, locked.c.id, ctx)
  }
  await sql`
    INSERT INTO report_ratings (id, report_id, rating, reason, by_party, supporter_id, at)
    VALUES (
      ${newId(ctx.now.getTime())}, ${report.id}, ${rating}, ${reason.trim()}, 'supporter', ${supporterId},
      ${ctx.now}
    )`.execute(tx)
  return again ? 'again' : 'noted'
}

/** Asks the next level to take a closed report up again, within the days of the rule. */
export async function reopen(tx: Tx, report: Own, reason: string, ctx: Context): Promise<void> {
  const locked = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  if (!procedureOf(locked.c.procedure).steps[locked.c.step]?.actions['reopen'] || locked.c.closed_at === null)
    throw conflict('这件事还没有办结。')
  const days = ctx.rules.number('report.reopenDays')
  if (locked.c.closed_at.getTime() + days * 86_400_000 < ctx.now.getTime())
    throw conflict(`办结已经超过 ${days} 天，请重新反映一件，写上原来的编号。`)
  await barNamedLater(tx, locked.c, reason, ctx, true)
  await actAsParty(tx, { subjectKind: 'report', subjectId: report.id, action: 'reopen', comment: reason }, ctx, locked)
  await overTheBarred(tx, locked.c.id, ctx)
}
