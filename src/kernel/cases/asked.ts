/** The rows of those who are asked for a part of a case, and how they come to be. */
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { CaseRequests } from '../../platform/tables.gen.ts'
import type { PostFunction } from '../people/functions.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Limit } from './clock.ts'
import { caseLink, procedureOf } from './procedure.ts'
import { lastRound } from './goingOn.ts'
import { legOf } from './route.ts'
import { stricter } from './whole.ts'
import { refuseUnstaffed } from './staffed.ts'
import { dayOf, sayLimit } from '../../platform/clock.ts'
import { tellMany } from '../notices/messages.ts'
import { eventKey, tellHands, titleOf } from './telling.ts'
import { alarmOf, carriedOn, limitOfRule, runOfLimit, timesOf, type Context } from './times.ts'

export type Opinion = 'agree' | 'disagree' | 'noted'
/** All units, any one of them, or a stated number. */
export type Quorum = 'all' | 'any' | number
/**
 * Units asked, the lead among them, what is asked, and how many answers it takes: what the procedure says, where it is
 * not said.
 */
export type Ask = { units: readonly string[]; lead?: string | undefined; ask: string; quorum?: Quorum | undefined }
export type CaseRequest = Omit<
  CaseRequests,
  'seq' | 'guest_key' | 'guest_until' | 'alarm_at' | 'answered_by' | 'kind' | 'functions' | 'clock' | 'opinion'
> & {
  kind: 'joint' | 'consult' | 'guest' | 'order'
  functions: PostFunction[]
  clock: Limit | null
  opinion: Opinion | null
}
/** What a request is called. */
export const called: Record<CaseRequest['kind'], string> = {
  joint: '交办',
  consult: '会商',
  order: '督办',
  guest: '邀请',
}
/** The columns of a `CaseRequest`, of `case_requests q`: the key of an invited outsider stays where it is. */
export const requestColumns = sql`
  q.id, q.case_id, q.kind, q.lead, q.region_id, q.path, q.functions, q.guest_name, q.ask, q.asked_at, q.clock, q.needed,
  q.warn_at, q.due_at, q.answered_at, q.answer_name, q.answer_post, q.opinion, q.answer, q.withdrawn_at`

/**
 * Asks the units of an action that leads to a joint step, the last of `history`. A unit from which it was taken back
 * before it answered has no more time than it had then.
 */
export async function askUnits(
  tx: Tx,
  c: Case,
  history: readonly CaseEvent[],
  ask: Ask | undefined,
  ctx: Context,
): Promise<void> {
  const joint = procedureOf(c.procedure).steps[c.step]!.joint!
  const units = [...new Set(ask?.units ?? [])]
  if (units.length === 0) throw invalid('请至少选一个办理单位。', { field: 'units' })
  if (ask!.lead !== undefined && !units.includes(ask!.lead))
    throw invalid('牵头单位要在办理单位里。', { field: 'lead' })
  const quorum = ask!.quorum ?? joint.quorum
  if (
    !legOf(c)?.ask &&
    typeof quorum === 'number' &&
    (!Number.isInteger(quorum) || quorum < 1 || quorum > units.length)
  )
    throw invalid(`要几个单位答复，请写 1 到 ${units.length}。`, { field: 'quorum' })
  // Units that a route names are the list's to answer for; those that a person chooses must be able to answer.
  if (!legOf(c)?.ask) for (const unit of units) await refuseUnstaffed(tx, c.id, unit, joint.by, dayOf(ctx.now))
  const limit = joint.within === undefined ? undefined : limitOfRule(joint.within, ctx.rules)
  const before = await takenBack(tx, c, lastRound(c.procedure, history)?.at)
  for (const unit of units)
    await insertRequest(
      tx,
      c,
      history.at(-1)!.seq,
      {
        kind: 'joint',
        regionId: unit,
        functions: joint.by,
        lead: unit === ask!.lead,
        ask: ask!.ask,
        limit: before.get(unit) ?? (limit && stricter(c, history, limit, ctx)),
        needed: neededOf(quorum, units.length),
      },
      ctx,
    )
}

/** How many answers of so many units it takes. */
export function neededOf(quorum: Quorum, units: number): number {
  return quorum === 'all' ? units : quorum === 'any' ? 1 : Math.min(quorum, units)
}

/**
 * The limits of units that were asked in this round of the matter and had not answered when it was taken back, by unit.
 */
async function takenBack(tx: Tx, c: Case, since: Date | undefined): Promise<Map<string, Limit>> {
  const found = await rows(
    tx,
    sql<{ unit: string; asked_at: Date; clock: Limit }>`
      SELECT coalesce(q.region_id, '') AS unit, q.asked_at, q.clock
      FROM case_requests q
      WHERE q.case_id = ${c.id}
        AND q.kind = 'joint'
        AND q.withdrawn_at IS NOT NULL
        AND q.clock IS NOT NULL
        AND q.asked_at >= ${since ?? c.opened_at}
      ORDER BY q.asked_at`,
  )
  return new Map(
    found.map((q) => [q.unit, q.clock.carried ? q.clock : carriedOn({ from: q.asked_at, limit: q.clock }, q.asked_at)]),
  )
}

/**
 * Requests that nobody needs any more: joint ones when the case leaves the step, all when it closes. Whoever was asked
 * and has not answered hears of it, once, and not from the list that has grown shorter.
 */
export async function withdrawRequests(
  tx: Tx,
  c: Case,
  event: Pick<CaseEvent, 'seq' | 'person_id' | 'action' | 'from_step'>,
  which: 'joint' | 'all',
  now: Date,
): Promise<void> {
  const gone = await rows(
    tx,
    sql<Pick<CaseRequest, 'kind' | 'region_id' | 'functions'>>`
      UPDATE case_requests
      SET withdrawn_at = ${now}, alarm_at = NULL
      WHERE case_id = ${c.id}
        AND (${which} = 'all' OR kind = 'joint')
        AND answered_at IS NULL
        AND withdrawn_at IS NULL
      RETURNING kind, region_id, functions`,
  )
  const asked = gone.filter((q) => q.region_id !== null)
  if (asked.length === 0) return
  const title = await titleOf(tx, c)
  const why = whyNoLonger(c, event)
  await tellMany(
    tx,
    asked.flatMap((q) =>
      q.functions.map((f) => ({
        regionId: q.region_id!,
        function: f,
        kind: 'noLonger',
        say: `“${title}”：${why}，${called[q.kind]}不用再答复了。`,
        link: caseLink(c),
        caseId: c.id,
        // Whoever has the case next may be one of them: they hear of both.
        event: `${eventKey(c.id, event.seq)} noLonger`,
        by: event.person_id ?? undefined,
      })),
    ),
    now,
  )
}

/** In words, from what has just been done with the case. */
function whyNoLonger(
  c: Pick<Case, 'procedure'>,
  { action, from_step }: Pick<CaseEvent, 'action' | 'from_step'>,
): string {
  const joint = from_step === null ? undefined : procedureOf(c.procedure).steps[from_step]?.joint
  if (joint && action === joint.reached) return '别的单位答复够了'
  if (joint && action === joint.failed) return '已经有单位不同意'
  return action === 'mergedInto' ? '已并入另一件' : '这件事已经往下走了'
}

export type NewRequest = {
  kind: CaseRequest['kind']
  regionId?: string
  functions: readonly PostFunction[]
  lead?: boolean
  guestName?: string
  guestKey?: string
  ask: string
  limit?: Limit | undefined
  needed?: number
}

/** Inserts one request with its own clock; 422 for a place that does not exist. */
export async function insertRequest(tx: Tx, c: Case, seq: number, r: NewRequest, ctx: Context) {
  const place =
    r.regionId === undefined
      ? undefined
      : await first(tx, sql<{ path: string }>`SELECT path FROM regions WHERE id = ${r.regionId}`)
  if (r.regionId !== undefined && !place) throw invalid('没有这个单位。', { field: 'units' })
  const clock = r.limit && timesOf(runOfLimit(r.limit, ctx.now), ctx.calendar)
  await sql`
    INSERT INTO case_requests (
      id, case_id, seq, kind, lead, region_id, path, functions, guest_name, guest_key, guest_until, ask,
      asked_at, clock, warn_at, due_at, alarm_at, needed
    )
    VALUES (
      ${newId(ctx.now.getTime())}, ${c.id}, ${seq}, ${r.kind}, ${r.lead ?? false}, ${r.regionId ?? null},
      ${place?.path ?? null}, ${r.functions as string[]}::text[], ${r.guestName ?? ''},
      ${r.guestKey ?? null}, ${r.guestKey === undefined ? null : (clock?.dueAt ?? null)}, ${r.ask.trim()},
      ${ctx.now}, ${r.limit ? JSON.stringify(r.limit) : null}::jsonb, ${clock?.warnAt ?? null},
      ${clock?.dueAt ?? null}, ${alarmOf(clock)}, ${r.needed ?? null}
    )`.execute(tx)
  await tellAsked(tx, c, seq, r, clock?.dueAt, ctx)
}

/** Who is asked hears of it, once; an outsider has their link. */
async function tellAsked(tx: Tx, c: Case, seq: number, r: NewRequest, due: Date | undefined, ctx: Context) {
  if (r.regionId === undefined) return
  const by = await first(
    tx,
    sql<{ person_id: string | null; place_name: string }>`
      SELECT person_id, place_name
      FROM case_events
      WHERE case_id = ${c.id} AND seq = ${seq}`,
  )
  const until = due === undefined ? '答复' : `在 ${sayLimit(due)} 前答复`
  await tellHands(
    tx,
    c,
    { seq, person_id: by?.person_id ?? null },
    r.functions.map((f) => ({ regionId: r.regionId!, function: f })),
    { kind: r.kind, say: `${by?.place_name ?? ''}${asks[r.kind]}“${await titleOf(tx, c)}”，请${until}。` },
    ctx.now,
  )
}
const asks: Record<CaseRequest['kind'], string> = {
  joint: '交您单位办',
  consult: '请您单位会商',
  order: '督办',
  guest: '',
}
