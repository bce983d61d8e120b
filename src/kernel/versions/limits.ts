/** Limits that a county's definitions name (services, powers): how long, in which days, on which footing. */
import { z } from 'zod'

export const limitKinds = { law: '法律规定', promise: '承诺', reference: '参照', assumed: '暂定' } as const
export const units = { calendarDay: '天', workDay: '个工作日' } as const

/** `value`: 1 to 730. */
export const days = { value: z.int().min(1).max(730), unit: z.enum(['calendarDay', 'workDay']) }
export const limitSchema = z.strictObject({
  ...days,
  citation: z.string().max(300).default(''),
  kind: z.enum(['law', 'promise', 'reference', 'assumed']),
})
export type Limit = z.infer<typeof limitSchema>
