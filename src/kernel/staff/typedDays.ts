/**
 * Days and months that staff type: how far from today one may lie is declared with the field, and the door of the route
 * holds it (staff.ts). What a rule says more narrowly, the act itself asks. Years off, the day is mistyped.
 */
import { z } from 'zod'
import { addDays } from '../../platform/clock.ts'
import { invalid } from '../../platform/errors.ts'
import { needDay, typingRange } from '../calendar/dayBounds.ts'

/** Days before today and after it; what the day is, as the refusal begins: "任职日期". */
type Reach = { what: string; back: number; ahead: number } | { what: string; rule: string }
type Years = { back: number; ahead: number }

/** Days of a year, generously. */
export const year = 366

/** `YYYY-MM-DD`, no further from today than `back` and `ahead` days. */
export const typedDay = (what: string, reach: Years) =>
  z.iso.date(`${what}要写成 2026-01-31 这样，是真有的日子`).meta({ reach: { what, ...reach } })

/**
 * `YYYY-MM-DD` that the act itself holds by the county's rule of this code: its refusal names the rule, so the door
 * leaves it alone.
 */
export const ruledDay = (what: string, rule: string) =>
  z.iso.date(`${what}要写成 2026-01-31 这样，是真有的日子`).meta({ reach: { what, rule } })

/** A time with its offset, as `ruledDay`. */
export const ruledTime = (what: string, rule: string) =>
  z.iso.datetime({ offset: true, error: `${what}不对，请重新选` }).meta({ reach: { what, rule } })

/** `YYYY-MM`, whose first day is no further from today. */
export const typedMonth = (what: string, reach: Years) =>
  z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, `${what}要写成 2026-12 这样`)
    .meta({ reach: { what, ...reach } })

type Node = {
  reach?: Reach
  properties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
  oneOf?: Node[]
}

/** Refuses (422, beside its field) what lies outside the declared reach; for one schema, read once. */
export function reachesOf(schema: z.ZodType): (value: unknown, today: string) => void {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node
  return (value, today) => hold(root, value, today, [])
}

function hold(node: Node, value: unknown, today: string, at: readonly (string | number)[]): void {
  for (const choice of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) hold(choice, value, today, at)
  if (node.reach && !('rule' in node.reach) && typeof value === 'string' && /^\d{4}(-\d{2}|$)/.test(value)) {
    const { what, back, ahead } = node.reach
    // A month is held by the months of its bounds.
    const [from, to] = [-back, ahead].map((n) => addDays(today, n).slice(0, value.length))
    if (ahead === 0 && value > to!) throw invalid(`${what}不能晚于今天，写的是 ${value}。`, { field: at.join('.') })
    needDay(value.slice(0, 10), { from: from!, to: to! }, what, at.join('.'), typingRange(back, ahead))
  }
  if (node.items && Array.isArray(value)) for (const [i, v] of value.entries()) hold(node.items, v, today, [...at, i])
  if (node.properties && typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(node.properties))
      if (key in value) hold(inner, (value as Record<string, unknown>)[key], today, [...at, key])
}
