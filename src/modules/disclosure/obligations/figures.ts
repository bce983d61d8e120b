/**
 * What came of a thing that was due, and the figures that count it: one formula for pages, screens, exports and counts,
 * with the sentence that is shown beside the figure. Pure.
 */

/** p in time, l late, n nothing to publish (said in time), o open and not yet due, x missing past its day. */
export type Outcome = 'p' | 'l' | 'n' | 'o' | 'x'

/** Days as `YYYY-MM-DD`; `published_on` null: not yet. Said late that there is nothing is late. */
export function outcomeOf(o: { due_on: string; published_on: string | null; nothing: boolean }, day: string): Outcome {
  if (o.published_on === null) return o.due_on < day ? 'x' : 'o'
  if (o.published_on > o.due_on) return 'l'
  return o.nothing ? 'n' : 'p'
}

export const outcomeNames: Record<Outcome, string> = {
  p: '按时公开',
  l: '晚了才公开',
  n: '本期无内容',
  o: '还没到期',
  x: '逾期没公开',
}

/** As people read them, wherever the figures are shown. */
export const formulas = {
  due: '应公开 = 到期日在这个月里的项数，撤回后要重新公开的另算一项',
  published: '已公开 = 其中公开过的项数，写明“本期无内容”的和后来撤回的也算',
  late: '晚了 = 公开的日子在到期日以后的项数',
  missing: '逾期没公开 = 到期日已经过了、还没有公开的项数',
} as const

/** "应公开 = …。已公开 = …。" */
export const sayFormulas = (...names: (keyof typeof formulas)[]): string =>
  names.map((n) => `${formulas[n]}。`).join('')
