/**
 * Call-backs (回访): a drawn share of the closed cases, called by somebody who had no hand in them; what differs from the
 * record is flagged.
 */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { lock, note, overTheBarred, type Context } from '../../../kernel/cases/act.ts'
import { refuseBarred, visible } from '../../../kernel/cases/seeing.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { handle, recordedLook } from '../handling/handle.ts'
import { reportOfCase, type ReportRow } from '../handling/reportOfCase.ts'
import type { Rating } from '../reports.schema.ts'
import { barNamedLater } from '../sending/namedLater.ts'
import { withinAny } from '../../../kernel/regions/range.ts'

export type CallbackRow = {
  id: string
  caseId: string
  code: string
  title: string
  place: string
  chosen_at: Date
  closed_at: Date | null
  rating: Rating | null
  called_at: Date | null
  by_name: string
  reached: boolean | null
  said: Rating | null
  differs: boolean | null
  note: string
  mine: boolean
  /** What was told, and the last answer to it: whoever calls asks about these. */
  text: string
  reply: string | null
}

/**
 * Call-backs below the person's posts: those still open first, then the latest hundred made. `mine`: they may make it.
 */
export async function callbacksFor(db: Db, actor: Actor, only: 'open' | 'differs' | 'all'): Promise<CallbackRow[]> {
  const scopes = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'report.callback')).map((p) => p.path)
  return rows(
    db,
    sql<CallbackRow>`
      SELECT b.id, c.id AS "caseId", c.code, c.title, r.name AS place, b.chosen_at, c.closed_at, p.rating,
        b.called_at, b.by_name, b.reached, b.rating AS said, b.differs, b.note, p.text, a.text AS reply,
        b.called_at IS NULL AND NOT EXISTS (
          SELECT 1
          FROM case_events e
          WHERE e.case_id = c.id AND e.person_id = ${actor.personId}
        ) AS mine
      FROM report_callbacks b
      JOIN reports p ON p.id = b.report_id
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      JOIN regions r ON r.id = p.region_id
      LEFT JOIN LATERAL (
        SELECT text
        FROM report_replies
        WHERE report_id = p.id
        ORDER BY seq DESC
        LIMIT 1
      ) AS a ON true
      WHERE ${withinAny('p.path', scopes)}
        AND ${visible('c', actor.personId)}
        AND (
          ${only} = 'all'
          OR (${only} = 'open' AND b.called_at IS NULL)
          OR (${only} = 'differs' AND b.differs)
        )
      ORDER BY b.called_at IS NOT NULL, b.called_at DESC, b.chosen_at
      LIMIT 200`,
  )
}

/** The telephone for one open call-back; the look is recorded. */
export async function lookForCallback(
  tx: Tx,
  secret: string,
  actor: Actor,
  id: string,
  ctx: Context,
): Promise<{ name: string; phone: string }> {
  const { report, post } = await openCallback(tx, actor, id)
  const { name, phone } = await recordedLook(tx, secret, actor, report, post.post, '回访', ctx)
  return { name, phone }
}

export type Call = { reached: boolean; rating?: Rating | undefined; note: string; reopen: boolean }

/**
 * Records a call. It differs where the person says the opposite of the record, either way; who is dissatisfied then may
 * have it taken up again at the next level.
 */
export async function recordCall(
  tx: Tx,
  actor: Actor,
  id: string,
  call: Call,
  ctx: Context,
): Promise<{ differs: boolean }> {
  const { report, caseId, rated, post } = await openCallback(tx, actor, id)
  if (call.reached && call.rating === undefined) throw invalid('请选反映人说的满意程度。', { field: 'rating' })
  if (call.note.trim().length < 2)
    throw invalid(call.reached ? '请写反映人说了什么。' : '请写为什么没有联系上。', { field: 'note' })
  const worse = call.reached && rated !== 'unsatisfied' && call.rating === 'unsatisfied'
  const differs = worse || (call.reached && rated === 'unsatisfied' && call.rating !== 'unsatisfied')
  if (call.reopen && !worse)
    throw invalid(
      call.reached
        ? '反映人没有说比记录更不满意，不能请上一级重新办理，请去掉这个勾。'
        : '没有联系上，不能请上一级重新办理，请去掉这个勾。',
      { field: 'reopen' },
    )
  await sql`
    UPDATE report_callbacks
    SET called_at = ${ctx.now}, by_person = ${actor.personId}, by_name = ${actor.name},
      reached = ${call.reached}, rating = ${call.reached ? call.rating! : null}, differs = ${differs},
      note = ${call.note.trim()}
    WHERE id = ${id}`.execute(tx)
  if (call.reached)
    await sql`
      INSERT INTO report_ratings (id, report_id, rating, reason, by_party, at)
      VALUES (
        ${newId(ctx.now.getTime())}, ${report.id}, ${call.rating!}, ${call.note.trim()}, 'callback',
        ${ctx.now}
      )`.execute(tx)
  // What they say on the telephone is theirs, as if they had written it with their rating: whom it names does not read
  // it.
  const { c } = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  if (call.reached) await barNamedLater(tx, c, call.note, ctx, call.rating === 'unsatisfied')
  if (call.reopen) {
    await handle(tx, actor, { caseId, action: 'differs', comment: call.note }, ctx)
    await overTheBarred(tx, c.id, ctx)
  } else {
    const came = differs ? '回访情况和记录不符' : call.reached ? '回访情况和记录一致' : '没有联系上'
    await note(tx, c, post, actor, 'callback', came, ctx.now)
  }
  return { differs }
}

type Open = { report: ReportRow; caseId: string; rated: Rating | null; post: Post }

/** Locked; 403 for those who had a hand in the case. */
async function openCallback(tx: Tx, actor: Actor, id: string): Promise<Open> {
  const found = await first(
    tx,
    sql<{
      report_id: string
      called_at: Date | null
      by_name: string
    }>`SELECT report_id, called_at, by_name FROM report_callbacks WHERE id = ${id} FOR UPDATE`,
  )
  const at =
    found &&
    (await first(
      tx,
      sql<{
        id: string
        rating: Rating | null
      }>`
        SELECT c.id, p.rating
        FROM cases c
        JOIN reports p ON p.id = c.subject_id
        WHERE c.subject_kind = 'report' AND p.id = ${found.report_id}`,
    ))
  if (!found || !at) throw notFound('没有这个回访。')
  const { report, c } = await reportOfCase(tx, at.id)
  await refuseBarred(tx, c, actor.personId)
  const post = postFor(actor, 'report.callback', report.path)
  if (!post) throw notFound('没有这个回访。')
  if (found.called_at !== null) throw conflict(`${found.by_name}已经回访过了。`)
  if (await first(tx, sql`SELECT 1 FROM case_events WHERE case_id = ${c.id} AND person_id = ${actor.personId} LIMIT 1`))
    throw forbidden('您经办过这件事，请由没有经办过的人回访。')
  return { report, caseId: c.id, rated: at.rating, post }
}
