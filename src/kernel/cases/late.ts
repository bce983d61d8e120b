/**
 * What is late now, and what soon is: one answer for every lamp, list, count and statement. A clock that stands still
 * (paused, waiting for whoever the case is about) and a time that others have (to object, to rate; held or not) are
 * nobody's lateness, whatever their end says.
 */
import type { RawBuilder } from 'kysely'
import { sql } from '../../platform/db.ts'
import type { Case } from './case.ts'
import { endsByItself } from './goingOn.ts'
import { allProcedures } from './procedure.ts'

/** What is read from a case to say so; without `closed_at` it is an open one. */
export type Running = Pick<Case, 'procedure' | 'step' | 'due_at' | 'paused_at'> & Partial<Pick<Case, 'closed_at'>>

/** Whether the present step is work with a limit that runs. */
const runs = (c: Running): boolean =>
  (c.closed_at ?? null) === null && c.paused_at === null && c.due_at !== null && !endsByItself(c)

/** Whether the present step is past its limit. */
export const isLateNow = (c: Running, now: Date): boolean => runs(c) && c.due_at! <= now

/** Whether its limit is near. */
export const isSoon = (c: Running & Pick<Case, 'warn_at'>, now: Date): boolean =>
  runs(c) && c.due_at! > now && c.warn_at !== null && c.warn_at <= now

/** `isLateNow` of cases `c`: true or false, never null. */
export const lateNow = (now: Date): RawBuilder<boolean> => sql<boolean>`(${running()} AND c.due_at <= ${now})`

/** `isSoon` of cases `c`. */
export const soonNow = (now: Date): RawBuilder<boolean> =>
  sql`(${running()} AND c.due_at > ${now} AND c.warn_at IS NOT NULL AND c.warn_at <= ${now})`

/** Cases `c` that are late now, or missed a limit before. */
export const everLate = (now: Date): RawBuilder<boolean> => sql<boolean>`(c.missed_at IS NOT NULL OR ${lateNow(now)})`

const running = (): RawBuilder<boolean> => sql<boolean>`
  c.closed_at IS NULL
  AND c.paused_at IS NULL
  AND c.due_at IS NOT NULL
  AND c.procedure || ' ' || c.step <> ALL(${othersTime()}::text[])`

/** The steps that end by themselves, of every procedure, as "procedure step". */
export const othersTime = (): string[] =>
  allProcedures().flatMap((p) =>
    Object.entries(p.steps)
      .filter(([, s]) => s.onDue !== undefined)
      .map(([step]) => `${p.code} ${step}`),
  )
