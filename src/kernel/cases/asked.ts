/** The rows of those who are asked for a part of a case, and how they come to be. */
import { first, sql, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { CaseRequests } from '../../platform/tables.gen.ts'
import type { PostFunction } from '../people/functions.ts'
import type { Case, CaseEvent } from './case.ts'
import type { Limit } from './clock.ts'
import { procedureOf } from './procedure.ts'
import { alarmOf, limitOfRule, timesOf, type Context } from './times.ts'

export type Opinion = 'agree' | 'disagree' | 'noted'
/** Units asked, the lead among them, and what is asked. */
export type Ask = { units: readonly string[]; lead?: string | undefined; ask: string }
export type CaseRequest = Omit<
  CaseRequests,
  'seq' | 'guest_key' | 'guest_until' | 'alarm_at' | 'answered_by' | 'kind' | 'functions' | 'clock' | 'opinion'
> & {
  kind: 'joint' | 'consult' | 'guest' | 'order'
  functions: PostFunction[]
  clock: Limit | null
  opinion: Opinion | null
}
/** The columns of a `CaseRequest`, of `case_requests q`: the key of an invited outsider stays where it is. */
export const requestColumns = sql`
  q.id, q.case_id, q.kind, q.lead, q.region_id, q.path, q.functions, q.guest_name, q.ask, q.asked_at, q.clock,
  q.warn_at, q.due_at, q.answered_at, q.answer_name, q.answer_post, q.opinion, q.answer, q.withdrawn_at`

/** Asks the units of an action that leads to a joint step. */
export async function askUnits(tx: Tx, c: Case, event: CaseEvent, ask: Ask | undefined, ctx: Context): Promise<void> {
  const joint = procedureOf(c.procedure).steps[c.step]!.joint!
  const units = [...new Set(ask?.units ?? [])]
  if (units.length === 0) throw invalid('请至少选一个办理单位。', { field: 'units' })
  if (ask!.lead !== undefined && !units.includes(ask!.lead))
    throw invalid('牵头单位要在办理单位里。', { field: 'lead' })
  const limit = joint.within === undefined ? undefined : limitOfRule(joint.within, ctx.rules)
  for (const unit of units)
    await insertRequest(
      tx,
      c,
      event.seq,
      { kind: 'joint', regionId: unit, functions: joint.by, lead: unit === ask!.lead, ask: ask!.ask, limit },
      ctx,
    )
}

/** Requests that nobody needs any more: joint ones when the case leaves the step, all when it closes. */
export async function withdrawRequests(tx: Tx, caseId: string, which: 'joint' | 'all', now: Date): Promise<void> {
  await sql`
    UPDATE case_requests
    SET withdrawn_at = ${now}, alarm_at = NULL
    WHERE case_id = ${caseId}
      AND (${which} = 'all' OR kind = 'joint')
      AND answered_at IS NULL
      AND withdrawn_at IS NULL`.execute(tx)
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
}

/** Inserts one request with its own clock; 422 for a place that does not exist. */
export async function insertRequest(tx: Tx, c: Case, seq: number, r: NewRequest, ctx: Context) {
  const place =
    r.regionId === undefined
      ? undefined
      : await first(tx, sql<{ path: string }>`SELECT path FROM regions WHERE id = ${r.regionId}`)
  if (r.regionId !== undefined && !place) throw invalid('没有这个单位。', { field: 'units' })
  const clock = r.limit ? timesOf({ from: ctx.now, limit: r.limit }, ctx.calendar) : undefined
  await sql`
    INSERT INTO case_requests (
      id, case_id, seq, kind, lead, region_id, path, functions, guest_name, guest_key, guest_until, ask,
      asked_at, clock, warn_at, due_at, alarm_at
    )
    VALUES (
      ${newId(ctx.now.getTime())}, ${c.id}, ${seq}, ${r.kind}, ${r.lead ?? false}, ${r.regionId ?? null},
      ${place?.path ?? null}, ${r.functions as string[]}::text[], ${r.guestName ?? ''},
      ${r.guestKey ?? null}, ${r.guestKey === undefined ? null : (clock?.dueAt ?? null)}, ${r.ask.trim()},
      ${ctx.now}, ${r.limit ? JSON.stringify(r.limit) : null}::jsonb, ${clock?.warnAt ?? null},
      ${clock?.dueAt ?? null}, ${alarmOf(clock)}
    )`.execute(tx)
}
