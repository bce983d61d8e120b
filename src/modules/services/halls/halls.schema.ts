/**
 * A village's own service hall: where, when, which telephones, what is done at once, who is on duty on which weekday or
 * day.
 */
import { typedDay, year } from '../../../kernel/staff/typedDays.ts'
import { z } from 'zod'

/** Monday first, as people count here. */
export const weekdays = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const

const line = (most: number, ask: string) => z.string().trim().min(1, ask).max(most)
/** Who is there, and until when or for what, in words. */
const duty = { people: z.array(line(20, '请写值班人的姓名')).max(6), about: z.string().trim().max(60).default('') }

export const hallSchema = z
  .strictObject({
    place: line(60, '请写在哪里办'),
    hours: z.array(line(60, '请写几点开门')).min(1, '请写几点开门').max(7),
    closed: z.string().trim().max(200).default(''),
    help: z.array(line(200, '请写内容')).max(8).default([]),
    phones: z
      .array(
        z.strictObject({
          name: line(20, '请写是什么电话'),
          phone: z
            .string()
            .trim()
            .regex(/^[\d\s-]{3,20}$/, '电话只写数字和短横'),
        }),
      )
      .max(6)
      .default([]),
    /** Of the county's 即办 services those that are done here; without it, all of them. */
    atOnce: z.array(z.string().max(16)).max(80).optional(),
    /** By weekday, Monday first; an empty one means nobody is on duty. */
    week: z.array(z.strictObject(duty)).length(7).optional(),
    /** Single days that are otherwise than their weekday: holidays, exchanges. */
    days: z
      .array(z.strictObject({ on: typedDay('值班的日子', { back: 5 * year, ahead: 2 * year }), ...duty }))
      .max(60)
      .default([]),
  })
  .superRefine((hall, ctx) => {
    const on = hall.days.map((d) => d.on)
    if (new Set(on).size < on.length)
      ctx.addIssue({ code: 'custom', path: ['days'], message: '同一天写了两次，请留一行' })
  })
export type Hall = z.infer<typeof hallSchema>
export type Duty = { people: string[]; about: string }

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** Who is on duty on a day: its own line first, else its weekday's; `undefined` where the village keeps no rota. */
export function dutyOn(hall: Pick<Hall, 'week' | 'days'>, day: string): Duty | undefined {
  return hall.days.find((d) => d.on === day) ?? hall.week?.[weekdayOf(day)]
}
