/** The calendar of working days. */
import { typedDay, year } from '../../kernel/staff/typedDays.ts'
import { knownYears, nationalDays } from '../../kernel/calendar/calendar.ts'
import { dayOf } from '../../platform/clock.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { contextAt, forgetContext } from '../../kernel/cases/office.ts'
import type { Rules } from '../../kernel/rules/rules.ts'
import { invalid } from '../../platform/errors.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { changesOfSettings } from './acts.ts'
import { calendarDays, removeDay, setDays } from './calendar.queries.ts'

const named = z.object({
  days: z
    .array(
      z.object({
        date: typedDay('日期', { back: 20 * year, ahead: 2 * year }),
        kind: z.enum(['上班', '放假']),
        name: z.string().trim().min(1, '请写名称').max(40),
        source: z.string().trim().min(1, '请写依据').max(120),
      }),
    )
    .min(1)
    .max(120)
    .superRefine((days, ctx) => {
      const twice = days.findIndex((d, i) => days.findIndex((other) => other.date === d.date) < i)
      if (twice >= 0)
        ctx.addIssue({ code: 'custom', path: [twice, 'date'], message: `${days[twice]!.date} 填了两次，请去掉一次。` })
    }),
})

/**
 * A year that is all holidays would stop every clock of working days: 422 past the county's rule. Days named twice
 * count as named last.
 */
function refuseLongHolidays(days: readonly { date: string; kind: string }[], rules: Rules): void {
  const most = rules.number('calendar.daysOff')
  const kinds = new Map(days.map((d) => [d.date, d.kind]))
  const off = [...kinds].filter(([, kind]) => kind === '放假').map(([date]) => date.slice(0, 4))
  for (const [year, all] of Map.groupBy(off, (y) => y))
    if (all.length > most)
      throw invalid(
        `这样 ${year} 年有 ${all.length} 天放假，最多 ${most} 天（${rules.because('calendar.daysOff')}；一年的法定节假日连调休不到这么多）。请核对。`,
        {
          field: 'days',
        },
      )
}

const ofYear = z.string().regex(/^20[0-9]{2}$/, '年份须写成 2026')

export function calendarApi(office: Office) {
  const may = staffOnly(office)
  const change = changesOfSettings(office)
  return new Hono<StaffEnv>()
    .get('/calendar', may('catalogue.see'), valid('query', z.object({ year: ofYear.optional() })), async (c) => {
      const of = Number(c.req.valid('query').year ?? dayOf(office.now()).slice(0, 4))
      return c.json({
        days: await calendarDays(office.db),
        national: nationalDays(of),
        announced: of <= knownYears.to,
      })
    })
    .post('/calendar', may('calendar.edit'), valid('json', named), async (c) => {
      const { actor } = c.get('session')
      const { days } = c.req.valid('json')
      const { rules } = await contextAt(office.db, office.now())
      refuseLongHolidays([...(await calendarDays(office.db)), ...days], rules)
      await change(actor, 'calendar.set', { detail: { days: days.length } }, (tx) =>
        setDays(tx, days, actor.personId, office.now()),
      )
      forgetContext(office.db)
      return c.json({ ok: true })
    })
    .delete('/calendar/:date', may('calendar.edit'), valid('param', z.object({ date: z.iso.date() })), async (c) => {
      const { date } = c.req.valid('param')
      await change(c.get('session').actor, 'calendar.remove', { subject: date }, (tx) => removeDay(tx, date))
      forgetContext(office.db)
      return c.json({ ok: true })
    })
}
