/**
 * What has become due on a clock since the sweep last looked: pure, so that a sweep that runs twice or late finds the
 * same, with the nominal times.
 */

export type Alarm = { kind: 'yellow' | 'red'; nominal: Date } | { kind: 'escalate'; nominal: Date; level: number }
/** `escalated`: how far up it was told before, where a clock goes on that was late already. */
type Watched = { warn_at: Date | null; due_at: Date | null; alarm_at: Date | null; escalated?: number }

/** How far up a case is taken: a county in a city has three levels above a village. */
const highest = 4

/**
 * The alarms from `alarm_at` up to `now`, oldest first, and the next instant to look. `everyMs`: time between
 * escalations past the due time; without it there is none.
 */
export function alarmsOf(c: Watched, now: Date, everyMs?: number): { due: Alarm[]; next: Date | null } {
  const all = everything(c, everyMs)
  return {
    due: all.filter((a) => a.nominal >= (c.alarm_at ?? now) && a.nominal <= now),
    next: all.find((a) => a.nominal > now)?.nominal ?? null,
  }
}

function everything(c: Watched, everyMs: number | undefined): Alarm[] {
  if (c.due_at === null) return []
  const due = c.due_at
  return [
    ...(c.warn_at !== null && c.warn_at < due ? [{ kind: 'yellow' as const, nominal: c.warn_at }] : []),
    { kind: 'red', nominal: due },
    ...(everyMs === undefined
      ? []
      : Array.from({ length: highest }, (_, i) => ({
          kind: 'escalate' as const,
          nominal: new Date(due.getTime() + (i + 1) * everyMs),
          level: i + 1,
        })).filter((a) => a.level > (c.escalated ?? 0))),
  ]
}
