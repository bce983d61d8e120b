/**
 * Others who are asked for a part of a case: units that handle it jointly (each with an own clock and opinion, counted
 * to a quorum), posts consulted without moving the case, an outsider invited by link.
 */
import { createHash, randomBytes } from 'node:crypto'
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts'
import type { Actor } from '../people/actor.ts'
import type { PostFunction } from '../people/functions.ts'
import { actAsSystem, by, noteBy, systemHand, type Context } from './act.ts'
import { called, insertRequest, neededOf, requestColumns, type CaseRequest, type Opinion } from './asked.ts'
import { refuseBarred } from './seeing.ts'
import { refuseUnstaffed } from './staffed.ts'
import { historyOf, type Case, type CaseEvent } from './case.ts'
import { handling } from './may.ts'
import { legOf } from './route.ts'
import { tellMany } from '../notices/messages.ts'
import { caseLink, procedureOf, type Joint } from './procedure.ts'
import { eventKey, sayDue, tellHands, tellHolder, titleOf, type Told } from './telling.ts'
import { limitOfRule } from './times.ts'
import { postAt } from '../people/postAt.ts'

/** Asks other posts for their opinion without moving the case (会商). Only who has the case in hand may. */
export async function consult(
  tx: Tx,
  actor: Actor,
  c: Case,
  ask: { units: readonly string[]; functions: readonly PostFunction[]; ask: string; within: string },
  ctx: Context,
): Promise<void> {
  const post = handlingPost(actor, c)
  if (ask.units.length === 0) throw invalid('请选择请谁会商。', { field: 'units' })
  const event = await noteBy(
    tx,
    c,
    by(actor, post),
    'consult',
    { comment: worded(ask.ask), detail: { units: ask.units } },
    ctx.now,
  )
  for (const unit of new Set(ask.units)) await refuseUnstaffed(tx, c.id, unit, ask.functions, dayOf(ctx.now))
  for (const unit of new Set(ask.units))
    await insertRequest(
      tx,
      c,
      event.seq,
      {
        kind: 'consult',
        regionId: unit,
        functions: ask.functions,
        ask: ask.ask,
        limit: limitOfRule(ask.within, ctx.rules),
      },
      ctx,
    )
}

/**
 * Invites an outsider (doctor, lawyer, police officer) by link (邀将). Returns the key for the link, which is kept only
 * as a hash.
 */
export async function inviteGuest(
  tx: Tx,
  actor: Actor,
  c: Case,
  guest: { name: string; ask: string; within: string },
  ctx: Context,
): Promise<string> {
  const post = handlingPost(actor, c)
  if (guest.name.trim().length < 2) throw invalid('请写明请的是谁，例如“县医院 王医生”。', { field: 'name' })
  const key = randomBytes(18).toString('base64url')
  const event = await noteBy(
    tx,
    c,
    by(actor, post),
    'invite',
    { comment: worded(guest.ask), detail: { guest: guest.name.trim() } },
    ctx.now,
  )
  await insertRequest(
    tx,
    c,
    event.seq,
    {
      kind: 'guest',
      functions: [],
      guestName: guest.name.trim(),
      guestKey: hashOf(key),
      ask: guest.ask,
      limit: limitOfRule(guest.within, ctx.rules),
    },
    ctx,
  )
  return key
}

/**
 * A new link for an outsider whose link was lost; the old one opens nothing any more, the last day stays. 409 where
 * they answered, are not asked any longer or the day has passed.
 */
export async function renewGuest(tx: Tx, actor: Actor, c: Case, requestId: string, ctx: Context): Promise<string> {
  const post = handlingPost(actor, c)
  const key = randomBytes(18).toString('base64url')
  const found = await first(
    tx,
    sql<{ guest_name: string }>`
      UPDATE case_requests
      SET guest_key = ${hashOf(key)}
      WHERE id = ${requestId}
        AND case_id = ${c.id}
        AND kind = 'guest'
        AND answered_at IS NULL
        AND withdrawn_at IS NULL
        AND guest_until > ${ctx.now}
      RETURNING guest_name`,
  )
  if (!found) throw conflict('这份邀请已经答复、收回，或者过了期限，不能重发。还要请他，请重新邀请。')
  await noteBy(
    tx,
    c,
    by(actor, post),
    'invite',
    { comment: `给${found.guest_name}换了新链接，原来的不能再用。` },
    ctx.now,
  )
  return key
}

/** A unit or a consulted post answers, once. When a joint step's quorum is reached the case moves on by itself. */
export async function answerRequest(
  tx: Tx,
  actor: Actor,
  requestId: string,
  answer: { opinion: Opinion; text: string },
  ctx: Context,
): Promise<{ c: Case; moved: boolean }> {
  const { request, c } = await lockedRequest(tx, sql`q.id = ${requestId}`)
  await refuseBarred(tx, c, actor.personId)
  const post = actor.posts.find((p) => request.functions.includes(p.function) && p.regionId === request.region_id)
  if (!post) throw forbidden('这条会商或交办不归您的岗位答复。')
  const hand = by(actor, post)
  const event = await keepAnswer(
    tx,
    c,
    request,
    { ...answer, by: actor.personId, name: actor.name, post: postAt(post.region, post.post) },
    hand,
    ctx,
  )
  const moved = await follow(tx, c, ctx)
  if (!moved) await tellAnswered(tx, c, request, event, ctx)
  return { c, moved }
}

/**
 * Reminds the posts that have not answered yet, at most once a day; returns how many places. 409 where nobody is waited
 * for, or they were reminded today.
 */
export async function remind(tx: Tx, actor: Actor, c: Case, ctx: Context): Promise<number> {
  const post = handlingPost(actor, c)
  const waiting = waitedFor(await requestsOf(tx, c.id))
  if (waiting.length === 0) throw conflict('没有等着答复的单位，不用催。')
  const today = dayOf(ctx.now)
  const before = (await historyOf(tx, c.id)).findLast((e) => e.action === 'remind')
  if (before && dayOf(before.at) === today) throw conflict('今天已经催过了，一天催一次。')
  const event = await noteBy(
    tx,
    c,
    by(actor, post),
    'remind',
    { detail: { units: waiting.map((q) => q.region_id) } },
    ctx.now,
  )
  const title = await titleOf(tx, c)
  for (const q of waiting)
    await tellHands(
      tx,
      c,
      event,
      q.functions.map((f) => ({ regionId: q.region_id!, function: f })),
      { kind: 'urge', say: `${post.region}催您答复${called[q.kind]}：“${title}”，${sayDue(q.due_at, ctx.now)}` },
      ctx.now,
    )
  return new Set(waiting.map((q) => q.region_id)).size
}

/** Requests to places that are not answered yet and still asked. */
export const waitedFor = <R extends Pick<CaseRequest, 'region_id' | 'answered_at' | 'withdrawn_at'>>(
  all: readonly R[],
): R[] => all.filter((q) => q.region_id !== null && q.answered_at === null && q.withdrawn_at === null)

/**
 * How far joint handling has come: of so many units so many have answered, and so many answers are needed; `undefined`
 * where there is none.
 */
export function progressOf(
  c: Pick<Case, 'procedure' | 'step' | 'step_since' | 'closed_at'>,
  all: readonly Round[],
): { units: number; answered: number; needed: number } | undefined {
  const joint = procedureOf(c.procedure).steps[c.step]?.joint
  const round = c.closed_at === null ? roundIn(c, all) : []
  if (!joint || round.length === 0) return undefined
  return {
    units: round.length,
    answered: round.filter((q) => q.answered_at !== null).length,
    needed: round[0]!.needed ?? neededOf(joint.quorum, round.length),
  }
}

/** An invited outsider answers through the link; 404 for a wrong, answered or expired key. */
export async function answerAsGuest(tx: Tx, key: string, answer: { text: string }, ctx: Context): Promise<void> {
  const { request, c } = await lockedRequest(tx, sql`q.guest_key = ${hashOf(key)} AND q.guest_until > ${ctx.now}`)
  const event = await keepAnswer(
    tx,
    c,
    request,
    { opinion: 'noted', text: answer.text, by: null, name: request.guest_name, post: '受邀' },
    { ...systemHand, person_name: request.guest_name, post_name: '受邀' },
    ctx,
  )
  await tellAnswered(tx, c, request, event, ctx)
}

/** What an invited outsider is asked; `undefined` for a wrong, answered or expired key. */
export function guestRequest(db: Db, key: string, now: Date): Promise<CaseRequest | undefined> {
  return first(
    db,
    sql<CaseRequest>`
      SELECT ${requestColumns}
      FROM case_requests q
      WHERE q.guest_key = ${hashOf(key)}
        AND q.guest_until > ${now}
        AND q.answered_at IS NULL
        AND q.withdrawn_at IS NULL`,
  )
}

/** Everyone asked in a case, in order. */
export function requestsOf(db: Db | Tx, caseId: string): Promise<CaseRequest[]> {
  return rows(
    db,
    sql<CaseRequest>`
      SELECT ${requestColumns}
      FROM case_requests q
      WHERE q.case_id = ${caseId}
      ORDER BY q.asked_at, q.lead DESC, q.id`,
  )
}

/** What the answers so far mean for a joint step: done, failed, or still waiting. Pure. */
export function outcomeOf(
  joint: Pick<Joint, 'quorum' | 'needs'>,
  requests: readonly Pick<CaseRequest, 'opinion' | 'answered_at'>[],
): 'reached' | 'failed' | 'waiting' {
  const n = requests.length
  const needed = neededOf(joint.quorum, n)
  const answered = requests.filter((r) => r.answered_at !== null)
  const good = joint.needs === 'answers' ? answered : answered.filter((r) => r.opinion === 'agree')
  if (good.length >= needed) return 'reached'
  return n - answered.length + good.length < needed ? 'failed' : 'waiting'
}

async function follow(tx: Tx, c: Case, ctx: Context): Promise<boolean> {
  const joint = procedureOf(c.procedure).steps[c.step]?.joint
  if (!joint || c.closed_at !== null) return false
  const round = await roundOf(tx, c)
  const outcome = outcomeOf(
    { needs: joint.needs, quorum: round[0]?.needed ?? legOf(c)?.ask?.quorum ?? joint.quorum },
    round,
  )
  const action = outcome === 'reached' ? joint.reached : outcome === 'failed' ? joint.failed : undefined
  if (action === undefined) return false
  const moved = await actAsSystem(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id, action }, ctx, c)
  if (outcome === 'reached') await tellLead(tx, moved, round, ctx)
  return true
}

/**
 * The lead unit, which answered before, hears that there are answers enough; one that has not answered is told that it
 * need not.
 */
async function tellLead(tx: Tx, c: Case, round: readonly CaseRequest[], ctx: Context): Promise<void> {
  const lead = round.find((q) => q.lead && q.region_id !== null && q.answered_at !== null)
  if (!lead) return
  const answered = round.filter((q) => q.answered_at !== null).length
  const say = `“${await titleOf(tx, c)}”：您单位牵头的交办，${round.length} 个单位里已有 ${answered} 个答复，够了。`
  await tellMany(
    tx,
    lead.functions.map((f) => ({
      regionId: lead.region_id!,
      function: f,
      kind: 'answered',
      say,
      link: caseLink(c),
      caseId: c.id,
      event: `${eventKey(c.id, c.events)} lead`,
    })),
    ctx.now,
  )
}

/** The requests of joint handling that belong to the step as it stands. */
async function roundOf(tx: Tx, c: Case): Promise<CaseRequest[]> {
  return roundIn(c, await requestsOf(tx, c.id))
}

type Round = Pick<CaseRequest, 'kind' | 'answered_at' | 'withdrawn_at' | 'asked_at' | 'needed'>

const roundIn = <R extends Round>(c: Pick<Case, 'step_since'>, all: readonly R[]): R[] =>
  all.filter((r) => r.kind === 'joint' && r.withdrawn_at === null && r.asked_at >= c.step_since)

async function lockedRequest(tx: Tx, which: ReturnType<typeof sql>): Promise<{ request: CaseRequest; c: Case }> {
  const found = await first(
    tx,
    sql<{ id: string; case_id: string }>`SELECT q.id, q.case_id FROM case_requests q WHERE ${which}`,
  )
  if (!found) throw notFound('没有这条会商，或者已经过期。')
  const c = (await first(tx, sql<Case>`SELECT * FROM cases WHERE id = ${found.case_id} FOR UPDATE`))!
  const request = (await first(
    tx,
    sql<CaseRequest>`
      SELECT ${requestColumns}
      FROM case_requests q
      WHERE q.id = ${found.id}
      FOR UPDATE`,
  ))!
  if (request.withdrawn_at !== null) throw conflict('这件事已经往下走了，不用再答复。')
  if (request.answered_at !== null) throw conflict(`${request.answer_post}${request.answer_name}已经答复过了。`)
  return { request, c }
}

async function keepAnswer(
  tx: Tx,
  c: Case,
  r: CaseRequest,
  a: { opinion: Opinion; text: string; by: string | null; name: string; post: string },
  hand: Parameters<typeof noteBy>[2],
  ctx: Context,
) {
  const text = worded(a.text)
  await sql`
    UPDATE case_requests
    SET answered_at = ${ctx.now}, answered_by = ${a.by}, answer_name = ${a.name}, answer_post = ${a.post},
      opinion = ${a.opinion}, answer = ${text}, alarm_at = NULL
    WHERE id = ${r.id}`.execute(tx)
  return noteBy(
    tx,
    c,
    hand,
    r.kind === 'joint' ? 'answerJoint' : 'opinion',
    { comment: text, detail: { request: r.id, opinion: a.opinion } },
    ctx.now,
  )
}

/**
 * An answer that does not move the case reaches whoever waits for it: of an order who gave it, of all else who has the
 * case.
 */
async function tellAnswered(tx: Tx, c: Case, r: CaseRequest, event: CaseEvent, ctx: Context): Promise<void> {
  const round = r.kind === 'joint' ? await roundOf(tx, c) : []
  const answered = round.filter((q) => q.answered_at !== null).length
  const sum = r.kind === 'joint' ? `（${round.length} 个单位里已有 ${answered} 个答复）` : ''
  const who = r.kind === 'guest' ? r.guest_name : event.place_name
  const say = (title: string) => `“${title}”：${who}答复了${called[r.kind]}${sum}。`
  if (r.kind !== 'order') return tellHolder(tx, c, event, say, 'answered', ctx)
  const giver = await rows(
    tx,
    sql<Told>`
      SELECT a.region_id AS "regionId", k.function
      FROM case_requests q
      JOIN case_events e ON e.case_id = q.case_id AND e.seq = q.seq
      JOIN appointments a ON a.id = e.appointment_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE q.id = ${r.id}`,
  )
  return tellHands(tx, c, event, giver, { kind: 'answered', say: say(await titleOf(tx, c)) }, ctx.now)
}

function handlingPost(actor: Actor, c: Case) {
  const post = handling(actor, c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  return post
}

function worded(text: string): string {
  if (text.trim().length < 2) throw invalid('请写几个字说明。', { field: 'text' })
  return text.trim()
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
