import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '../calendar/calendar.ts'
import { alarmsOf } from './alarms.ts'
import type { CaseEvent } from './case.ts'
import { clockOf, usedAt, type Limit, type Pause } from './clock.ts'
import { explain } from './explain.ts'
import { runOf } from './times.ts'

const calendar = makeCalendar()
const at = (s: string) => new Date(`${s}:00+08:00`)
const five: Limit = { amount: 5, unit: 'workDay', warnDays: 1, cite: '本县规则' }

describe('a clock', () => {
  test('of working days counts make-up days and skips the holidays', () => {
    const clock = clockOf({ from: at('2026-09-30T17:20'), limit: five }, calendar)!
    expect(clock.dueAt).toEqual(at('2026-10-14T00:00')) // 8, 9, 10 (make-up), 12, 13 October
    expect(explain({ from: at('2026-09-30T17:20'), limit: five }, calendar)).toEqual([
      '2026 年 9 月 30 日 17:20 开始计时，次日为第 1 天',
      '限 5 个工作日（本县规则）',
      '10 月 1 日国庆节，不算',
      '10 月 2 日国庆节，不算',
      '10 月 5 日国庆节，不算',
      '10 月 6 日国庆节，不算',
      '10 月 7 日国庆节，不算',
      '10 月 10 日是调休上班日，算一天',
      '到 2026 年 10 月 13 日 24:00',
    ])
  })

  test('of hours runs day and night, and warns at three quarters', () => {
    expect(clockOf({ from: at('2026-11-20T17:20'), limit: { amount: 24, unit: 'hour' } }, calendar)).toEqual({
      dueAt: at('2026-11-21T17:20'),
      warnAt: at('2026-11-21T11:20'),
      provisional: false,
    })
  })

  test('that ends at midnight ends the day before, whatever it counts in', () => {
    for (const limit of [
      { amount: 24, unit: 'hour' },
      { amount: 1, unit: 'calendarDay', starts: 'sameDay' },
    ] as const)
      expect(explain({ from: at('2026-11-20T00:00'), limit }, calendar).at(-1)).toBe('到 2026 年 11 月 20 日 24:00')
    const run = { from: at('2026-11-20T17:20'), limit: { amount: 24, unit: 'hour' } } as const
    expect(explain(run, calendar).at(-1)).toBe('到 2026 年 11 月 21 日 17:20')
  })

  test('stands still in a pause: the day of suspension counts, that of resumption does not', () => {
    const pauses = [{ from: at('2026-11-17T10:00'), to: at('2026-11-19T09:00'), why: '等反映人补照片' }]
    const run = { from: at('2026-11-16T09:00'), limit: { amount: 5, unit: 'calendarDay' as const }, pauses }
    expect(clockOf(run, calendar)!.dueAt).toEqual(at('2026-11-24T00:00'))
    expect(explain(run, calendar)).toContain(
      '暂停 2 天（11 月 17 日 10:00 至 11 月 19 日 09:00，等反映人补照片），不算',
    )
    expect(clockOf({ ...run, pauses: [{ from: at('2026-11-17T10:00') }] }, calendar)).toBeUndefined()
  })

  test('may begin on the day itself, and may move a last day off to the next working day', () => {
    expect(
      clockOf({ from: at('2026-11-16T09:00'), limit: { amount: 5, unit: 'calendarDay', starts: 'sameDay' } }, calendar)!
        .dueAt,
    ).toEqual(at('2026-11-21T00:00'))
    expect(
      clockOf(
        { from: at('2026-11-16T09:00'), limit: { amount: 5, unit: 'calendarDay', ends: 'nextWorkday' } },
        calendar,
      )!.dueAt,
    ).toEqual(at('2026-11-24T00:00')) // the 21st is a Saturday
  })

  test('past the known holidays says that it is provisional', () => {
    expect(
      clockOf({ from: at('2026-12-30T09:00'), limit: { amount: 10, unit: 'workDay' } }, calendar)!.provisional,
    ).toBe(true)
  })
})

const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 })
const start = at('2026-09-10T08:00').getTime()
const instant = minutes.map((m) => new Date(start + m * 60_000))
const limit = fc.record({
  amount: fc.integer({ min: 1, max: 20 }),
  unit: fc.constantFrom('hour' as const, 'calendarDay' as const, 'workDay' as const),
  starts: fc.constantFrom('nextDay' as const, 'sameDay' as const),
  ends: fc.constantFrom('asIs' as const, 'nextWorkday' as const),
})
const pauses = fc.array(
  fc
    .tuple(instant, fc.integer({ min: 1, max: 9_000 }))
    .map(([from, m]): Pause => ({ from, to: new Date(from.getTime() + m * 60_000) })),
  { maxLength: 5 },
)

describe('whatever happens', () => {
  test('the order in which events were recorded does not change the due time, and remarks never do', () => {
    const event = fc
      .tuple(fc.constantFrom('suspend', 'resume', 'remark', 'consult'), instant)
      .map(([action, when]) => ({ action, at: when }))
    fc.assert(
      fc.property(
        limit,
        fc.uniqueArray(event, { maxLength: 8, selector: (e) => e.at.getTime() }),
        fc.infiniteStream(fc.nat()),
        (l, events, order) => {
          const history = [{ action: 'open', at: new Date(start - 1), clock: l }, ...events].map(
            (e, i) => ({ comment: '', clock: null, seq: i, ...e }) as unknown as CaseEvent,
          )
          const shuffled = history
            .map((e) => ({ e, k: order.next().value }))
            .sort((a, b) => a.k - b.k)
            .map(({ e }) => e)
          const due = (h: CaseEvent[]) => clockOf(runOf(h)!, calendar)
          expect(due(shuffled)).toEqual(due(history))
          expect(
            due(history.filter((e) => e.action === 'open' || e.action === 'suspend' || e.action === 'resume')),
          ).toEqual(due(history))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a pause never shortens what was used and never brings the end nearer', () => {
    fc.assert(
      fc.property(
        limit,
        instant,
        pauses,
        instant,
        fc.integer({ min: 1, max: 9_000 }),
        (l, from, before, pausedAt, m) => {
          const run = { from, limit: l, pauses: before }
          const more = {
            ...run,
            pauses: [...before, { from: pausedAt, to: new Date(pausedAt.getTime() + m * 60_000) }],
          }
          expect(usedAt(more, pausedAt, calendar)).toBe(usedAt(run, pausedAt, calendar))
          expect(clockOf(more, calendar)!.dueAt.getTime()).toBeGreaterThanOrEqual(
            clockOf(run, calendar)!.dueAt.getTime(),
          )
          expect(usedAt(more, clockOf(more, calendar)!.dueAt, calendar)).toBeGreaterThanOrEqual(l.amount)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('sweeps at any times together find each alarm once, with its nominal time', () => {
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 3_000 }),
        fc.array(instant, { minLength: 1, maxLength: 8 }),
        (warn, m, sweeps) => {
          const c = { warn_at: warn, due_at: new Date(warn.getTime() + m * 60_000) }
          const every = 3_600_000 * 12
          const last = new Date(Math.max(...sweeps.map((s) => s.getTime())))
          let alarm: Date | null = warn
          const found = sweeps
            .sort((a, b) => a.getTime() - b.getTime())
            .flatMap((now) => {
              if (alarm === null || alarm > now) return []
              const { due, next } = alarmsOf({ ...c, alarm_at: alarm }, now, every)
              alarm = next
              return due
            })
          expect(found).toEqual(alarmsOf({ ...c, alarm_at: warn }, last, every).due)
        },
      ),
      { numRuns: 300 },
    )
  })
})
