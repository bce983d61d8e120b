/** A rule in words: its value with its unit, whose it is, whose figure counts. */
import type { InferResponseType } from 'hono/client'
import type { api } from '../client.ts'
import { ofWhole } from '../../../console/whole.ts'

export type Answer = InferResponseType<typeof api.rules.$get, 200>
export type Rule = Answer['rules'][number]
type Value = Rule['value']

const kinds = (): Record<string, string> => ({
  law: '法律规定',
  promise: ofWhole('本县承诺'),
  reference: '参照外地',
  assumed: '本平台拟定',
})
const units: Record<string, string> = {
  calendarDay: '天',
  workDay: '个工作日',
  hour: '小时',
  minute: '分钟',
  second: '秒',
  year: '年',
  month: '个月',
  // What is counted stands in the rule's name: photographs, messages, megabytes.
  count: '',
  day: '日',
  dayOfMonth: '日',
  percent: '%',
  clock: '',
  fraction: '',
  text: '',
  flag: '',
}

export const sayKind = (r: Rule): string => kinds()[r.kind] ?? r.kind
export const sayValue = (r: Rule): string => valueInWords(r, r.value)

export function valueInWords(r: Rule, value: Value): string {
  if (r.words) return r.words[String(value)] ?? String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number') return `${value} ${units[r.unit] ?? r.unit}`.trim()
  return value.replace(/^(\d\d)-(\d\d)$/, (_, month, day) => `${Number(month)} 月 ${Number(day)} 日`)
}

/** Whose it is and where that is written; once where both say the same (参照外地，参照揭东区……). */
export function sayGround(r: Rule): string {
  const cite = r.kind === 'assumed' ? '' : citeOf(r)
  return cite === '' ? sayKind(r) : cite.startsWith('参照') ? cite : `${sayKind(r)}，${cite}`
}

/** 全国, 河北省; 本县 where the county's own figure counts. */
export const whoWon = (r: Rule): string => ofWhole(r.won === 'own' ? '本县' : r.jurisdiction)

export const citeOf = ({ citation, article, checked }: Pick<Rule, 'citation' | 'article' | 'checked'>): string =>
  ofWhole(`${citation}${article}${checked ? '' : '（未核对原文）'}`)
