/**
 * act() is the only way a case moves: lock the row → the step allows the action → a post of the right function over a
 * place that holds this one, and no conflict of interest → move, set the clock, append the event. All in the caller's transaction.
 */
import { createHash } from 'node:crypto'
import { first, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { sayTime } from '../../platform/clock.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Actor, Post } from '../people/actor.ts'
import type { Rules } from '../rules/rules.ts'
import { historyOf, lockedCase, type Case, type CaseEvent } from './case.ts'
import { clockOf } from './clock.ts'
import { isRefusal, postForAction } from './may.ts'
import { procedureOf, type Action } from './procedure.ts'

export type SignatureInput = { kind: 'strokes' | 'password' | 'paper'; strokes?: unknown; scanSha256?: string }
export type ActInput = {
  subjectKind: string; subjectId: string; action: string; comment?: string
  /** Hash of the content that the person has seen: another hash means it changed meanwhile. */
  contentHash?: string
  /** The step the person saw; another means that somebody was faster. */
  seenStep?: string
  detail?: Record<string, unknown>
  signature?: SignatureInput
}
export type Context = { now: Date; rules: Rules; calendar: Calendar }
export type Moved = { case: Case; event: CaseEvent; post: Post; from: string; to: string; action: Action<string>; history: CaseEvent[] }

/**
 * Moves a case. Errors: 409 with what the other person did when somebody was faster or the content changed,
 * 403 for the wrong post or a conflict of interest, 422 for a missing reason or signature. `locked`: what `lock` gave.
 */
export async function act(tx: Tx, actor: Actor, input: ActInput, ctx: Context, locked?: Locked): Promise<Moved> {
  const { c, history } = locked ?? (await lock(tx, input))
  if (input.seenStep !== undefined && input.seenStep !== c.step) throw conflict(overtaken(c, history))
  const handsIn = c.step === procedureOf(c.procedure).start // a new content is handed in there
  if (!handsIn && input.contentHash !== undefined && c.content_hash !== null && input.contentHash !== c.content_hash) throw conflict('内容刚才改过了，请看过新的内容再办。')
  const post = postForAction(actor, c, history, input.action)
  if (isRefusal(post)) throw post.reason === 'step' ? conflict(overtaken(c, history)) : forbidden(post.say)
  const action = procedureOf(c.procedure).steps[c.step]!.actions[input.action]!
  checkGiven(action, input)
  const event = await append(tx, c, post, actor, input, action.to, ctx.now)
  if (action.signs) await sign(tx, c, event, actor, input, ctx.now)
  const moved = await move(tx, c, action.to, input, ctx)
  return { case: moved, event, post, from: c.step, to: action.to, action, history: [...history, event] }
}

export type Locked = { c: Case; history: CaseEvent[] }

/** Locks the case of a subject and reads its history. 409 where there is none. */
export async function lock(tx: Tx, input: Pick<ActInput, 'subjectKind' | 'subjectId'>): Promise<Locked> {
  const c = await lockedCase(tx, input.subjectKind, input.subjectId)
  if (!c) throw conflict('这件事还没有开始。')
  return { c, history: await historyOf(tx, c.id) }
}

/** Appends an event that does not move the case (a remark, an agreement of one of several reviewers). */
export async function note(tx: Tx, c: Case, post: Post, actor: Actor, action: string, comment: string, now: Date, detail: Record<string, unknown> = {}): Promise<CaseEvent> {
  const event = await append(tx, c, post, actor, { subjectKind: c.subject_kind, subjectId: c.subject_id, action, comment, detail, contentHash: c.content_hash ?? undefined }, c.step, now)
  await sql`UPDATE cases SET events = ${event.seq} WHERE id = ${c.id}`.execute(tx)
  return event
}

/** The platform's own steps (publish at the set time, archive): no person acts, the event says so. `locked`: the case, its row locked. */
export async function actAsSystem(tx: Tx, input: Pick<ActInput, 'subjectKind' | 'subjectId' | 'action' | 'detail'>, ctx: Context, locked?: Case): Promise<Case> {
  const c = locked ?? (await lockedCase(tx, input.subjectKind, input.subjectId))
  const action = c && procedureOf(c.procedure).steps[c.step]?.actions[input.action]
  if (!c || !action) throw conflict('这件事现在不能走这一步。')
  await append(tx, c, systemPost, { personId: null, name: '系统' }, input, action.to, ctx.now)
  return move(tx, c, action.to, input, ctx)
}

const systemPost = { appointmentId: null, post: '', region: '', deputyFor: '' }

/** A name has strokes with some length; a dot is none. */
function isWritten(strokes: unknown): boolean {
  if (!Array.isArray(strokes)) return false
  const points = (strokes as { x: number; y: number }[][]).flat()
  return points.length >= 2 && points.some((p) => Math.abs(p.x - points[0]!.x) + Math.abs(p.y - points[0]!.y) >= 8)
}

function checkGiven(action: Action<string>, input: ActInput) {
  if (action.needsComment && (input.comment ?? '').trim().length < 2) throw invalid('请写明理由。', { field: 'comment' })
  if (!action.signs) return
  if (!input.signature) throw invalid('请签字：可以手写，也可以用密码加动态码，或上传签好字的纸件扫描。', { field: 'signature' })
  if (input.signature.kind === 'strokes' && !isWritten(input.signature.strokes)) throw invalid('还没有写字，请在框里签名。', { field: 'signature' })
  if (input.signature.kind === 'paper' && !input.signature.scanSha256) throw invalid('请上传签好字的纸件扫描。', { field: 'signature' })
}

async function append(tx: Tx, c: Case, post: Pick<Post, 'post' | 'region' | 'deputyFor'> & { appointmentId: string | null }, actor: { personId: string | null; name: string }, input: ActInput, to: string, now: Date): Promise<CaseEvent> {
  const event: CaseEvent = {
    seq: c.events + 1, at: now, action: input.action, from_step: c.step, to_step: to, person_id: actor.personId, person_name: actor.name, appointment_id: post.appointmentId,
    post_name: post.post, place_name: post.region, deputy_for: post.deputyFor, comment: (input.comment ?? '').trim(), content_hash: input.contentHash ?? c.content_hash, detail: input.detail ?? {},
  }
  await sql`INSERT INTO case_events (case_id, seq, at, action, from_step, to_step, person_id, person_name, appointment_id, post_name, place_name, deputy_for, comment, content_hash, detail)
    VALUES (${c.id}, ${event.seq}, ${now}, ${event.action}, ${event.from_step}, ${to}, ${event.person_id}, ${event.person_name}, ${event.appointment_id}, ${event.post_name}, ${event.place_name}, ${event.deputy_for}, ${event.comment}, ${event.content_hash}, ${JSON.stringify(event.detail)}::jsonb)`.execute(tx)
  return event
}

async function sign(tx: Tx, c: Case, event: CaseEvent, actor: Actor, input: ActInput, now: Date) {
  const s = input.signature!
  const hash = input.contentHash ?? c.content_hash ?? ''
  const strokes = s.strokes === undefined ? null : JSON.stringify(s.strokes)
  const binding = createHash('sha256').update([hash, actor.personId, now.toISOString(), s.kind, strokes ?? s.scanSha256 ?? ''].join('\n')).digest('hex')
  await sql`INSERT INTO signatures (id, case_id, seq, person_id, content_hash, kind, strokes, scan_sha256, signed_at, binding)
    VALUES (${newId(now.getTime())}, ${c.id}, ${event.seq}, ${actor.personId}, ${hash}, ${s.kind}, ${strokes}::jsonb, ${s.scanSha256 ?? null}, ${now}, ${binding})`.execute(tx)
}

async function move(tx: Tx, c: Case, to: string, input: ActInput, ctx: Context): Promise<Case> {
  const step = procedureOf(c.procedure).steps[to]!
  const clock = stepClock(c.procedure, to, ctx)
  const moved = await first(tx, sql<Case>`UPDATE cases SET step = ${to}, step_since = ${ctx.now}, warn_at = ${clock?.warnAt ?? null}, due_at = ${clock?.dueAt ?? null}, events = ${c.events + 1},
    content_hash = ${input.contentHash ?? c.content_hash}, closed_at = ${step.end ? ctx.now : null} WHERE id = ${c.id} RETURNING *`)
  return moved!
}

/** The clock of a step that begins now, by its rule; `undefined` where the step has no limit. */
export function stepClock(procedure: string, step: string, ctx: Context) {
  const within = procedureOf(procedure).steps[step]?.within
  if (within === undefined) return undefined
  const rule = ctx.rules.get(within)
  const unit = rule.unit === 'workDay' || rule.unit === 'hour' ? rule.unit : 'calendarDay'
  return clockOf(ctx.now, { days: Number(rule.value), unit }, 1, ctx.calendar)
}

function overtaken(c: Case, history: CaseEvent[]): string {
  const last = history.at(-1)
  const now = procedureOf(c.procedure).steps[c.step]?.name ?? c.step
  if (!last) return `这件事现在在“${now}”。`
  return `${last.person_name}（${last.post_name}）已在 ${sayTime(last.at)} 办了这一步，现在到了“${now}”。您刚才填的没有提交，可以复制留下。`
}
