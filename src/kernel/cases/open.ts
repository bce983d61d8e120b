/** Opens a case at a step of its procedure, with its first event and its clock. */
import type { RawBuilder } from 'kysely'
import { first, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { eventWrite, noEvent, type Case } from './case.ts'
import type { Limit } from './clock.ts'
import type { Leg } from './route.ts'
import { procedureOf } from './procedure.ts'
import { messagesWrite } from '../notices/messages.ts'
import { openingMessages } from './telling.ts'
import { alarmOf, timesOf, type Context } from './times.ts'
import { beginningLimit } from './whole.ts'

export type Opening = {
  procedure: string
  subjectKind: string
  subjectId: string
  regionId: string
  path: string
  now: Date
  /** Of the functions that its steps name, those that have it in hand; all of them where nothing is said. */
  hands?: readonly string[] | undefined
  /** Of cases that move between places. */
  held?: {
    /** Who has it first. */
    holder: { id: string; path: string }
    /** Its public number. */
    code: string
    /** For lists. */
    title: string
    by: string
    /** Who opens it, where a person does: they know. */
    personId?: string | undefined
    /** What whoever has it first is told, in the room's own words. */
    told?: string
    limits?: Record<string, Limit>
    guarded?: boolean
    splitFrom?: string
    /** Where a case split from another begins, if not at the start. */
    step?: string
    /** Its own way, where the procedure follows one. */
    route?: readonly Leg[]
    ctx: Context
  }
}

/** Opens a case at the first step of its procedure. A held case has an opening event, and its clock runs from now. */
export async function openCase(tx: Tx, input: Opening): Promise<Case> {
  const {
    writes: [opening, ...more],
  } = openingOf(input)
  const opened = await first(tx, opening)
  for (const write of more) await write.execute(tx)
  return opened!
}

/** The writes of `openCase`, for `together`, with the case's id. */
export function openingOf(input: Opening): {
  id: string
  writes: [RawBuilder<Case>, ...RawBuilder<unknown>[]]
} {
  const id = newId(input.now.getTime())
  const { held } = input
  const step = held?.step ?? held?.route?.[0]?.step ?? procedureOf(input.procedure).start
  const limit = held && beginningLimit({ procedure: input.procedure, limits: held.limits ?? {} }, [], step, held.ctx)
  const clock = held && limit ? timesOf({ from: input.now, limit }, held.ctx.calendar) : undefined
  const opening = sql<Case>`
    INSERT INTO cases (
      id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at, code, title,
      holder_id, holder_path, limits, guarded, route, split_from, events, warn_at, due_at, provisional,
      alarm_at, hands
    )
    VALUES (
      ${id}, ${input.procedure}, ${input.subjectKind}, ${input.subjectId}, ${input.regionId}, ${input.path},
      ${step}, ${input.now}, ${input.now}, ${held?.code ?? ''}, ${held?.title ?? ''},
      ${held?.holder.id ?? null}, ${held?.holder.path ?? null},
      ${JSON.stringify(held?.limits ?? {})}::jsonb, ${held?.guarded ?? false},
      ${held?.route ? JSON.stringify(held.route) : null}::jsonb, ${held?.splitFrom ?? null},
      ${held ? 1 : 0}, ${clock?.warnAt ?? null}, ${clock?.dueAt ?? null}, ${clock?.provisional ?? false},
      ${held ? alarmOf(clock) : null}, ${input.hands ? [...input.hands] : null}
    )
    RETURNING *`
  if (!held) return { id, writes: [opening] }
  const event = eventWrite(id, {
    ...noEvent,
    seq: 1,
    at: input.now,
    action: 'open',
    to_step: step,
    person_name: held.by,
    clock: limit ?? null,
    holder_id: held.holder.id,
  })
  const c = {
    id,
    procedure: input.procedure,
    subject_id: input.subjectId,
    step,
    hands: input.hands ? [...input.hands] : null,
    due_at: clock?.dueAt ?? null,
  }
  const messages = openingMessages(
    c,
    held.holder.id,
    { title: held.title, say: held.told, by: held.personId },
    input.now,
  )
  return {
    id,
    writes: [opening, event, ...(messages.length > 0 ? [messagesWrite(messages, input.now)] : [])],
  }
}
