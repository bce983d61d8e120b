/** Sentences about what is due, told the same way on every page. */
import { citeOf } from '../../../kernel/rules/cite.ts'
import { daysBetween, sayDay } from '../../../platform/clock.ts'
import { outcomeOf } from './figures.ts'
import { sayPeriod } from './periods.ts'
import { itemIn, type Frame } from '../catalogue/frame.queries.ts'

type Named = { item_code: string; item_version: number; period: string; stage: string; event_title: string }

/**
 * "2026 年 9 月月度财务收支公布表"; of an event its own title and of which item it is: "村口到渡口道路硬化：工程进度与变更". A stage is
 * named behind it.
 */
export function nameOf(frame: Frame, o: Named): string {
  const item = itemIn(frame, o.item_code, o.item_version)
  const stage = item?.definition.stages.find((s) => s.key === o.stage)?.name
  const base =
    o.event_title === ''
      ? `${sayPeriod(o.period)}${item?.name ?? o.item_code}`
      : withMatter(o.event_title, itemNameOf(frame, { ...o, title: o.event_title }))
  return stage ? `${base}（${stage}）` : base
}

type Titled = { title: string; item_code: string; item_version: number }

/**
 * The item's name where the title does not say it: of one project's notices each is called like the project, and so is
 * each of several in a row. Undefined where it would be said twice.
 */
export function itemNameOf(frame: Frame, n: Titled): string | undefined {
  const item = itemIn(frame, n.item_code, n.item_version)?.name
  return item === undefined || n.title === '' || n.title.includes(item) ? undefined : item
}

const withMatter = (title: string, item: string | undefined) => (item === undefined ? title : `${title}：${item}`)

/** A title as shown in lists: a withdrawn notice has none, then its item and its month say what it was. */
export function titleOf(
  frame: Frame,
  n: { title: string; item_code: string; item_version: number; period: string },
): string {
  if (n.title !== '') return n.title
  const month = /^\d{4}/.test(n.period) ? sayPeriod(n.period) : ''
  return `${month}${itemIn(frame, n.item_code, n.item_version)?.name ?? '公开事项'}（已撤回）`
}

/** The same in one line with the item's name, for a list in which there is no room for it below. */
export const fullTitleOf = (frame: Frame, n: Titled & { period: string }): string =>
  withMatter(titleOf(frame, n), itemNameOf(frame, n))

/** Without the year where it is this one: in a list of today it says nothing. */
export const withoutYear = (title: string, today: string): string => title.replace(`${today.slice(0, 4)} 年 `, '')

export type DueState = 'published' | 'publishedLate' | 'missing' | 'soon' | 'open'

/** Where something due stands on a day; `warnDays` before its day it is due soon. A due day ends at 24:00. */
export function stateOf(o: { due_on: string; published_on: string | null }, today: string, warnDays: number): DueState {
  const outcome = outcomeOf({ ...o, nothing: false }, today)
  if (outcome === 'p' || outcome === 'n') return 'published'
  if (outcome === 'l') return 'publishedLate'
  if (outcome === 'x') return 'missing'
  return daysBetween(today, o.due_on) <= warnDays ? 'soon' : 'open'
}

/** "应在 10 月 8 日前公开，已逾期 3 天" */
export const sayMissing = (dueOn: string, today: string) =>
  `应在 ${sayDay(dueOn, dueOn.slice(0, 4) !== today.slice(0, 4))}前公开，已逾期 ${daysBetween(dueOn, today)} 天`

/** "还剩 2 天", "今天到期" */
export function sayLeft(dueOn: string, today: string): string {
  const left = daysBetween(today, dueOn)
  return left === 0 ? '今天到期' : `还剩 ${left} 天`
}

/** "晚了 3 天" */
export const sayLate = (o: { due_on: string; published_on: string | null }) =>
  o.published_on === null || o.published_on <= o.due_on ? '' : `晚了 ${daysBetween(o.due_on, o.published_on)} 天`

const audienceNames: Record<string, string> = {
  everyone: '所有人',
  countyResidents: '本地居民',
  villageResidents: '本村村民',
  partyMembers: '本村党员',
  handlers: '办理人员',
}
export const audienceName = (audience: string) => audienceNames[audience] ?? audience

/** Days before the due day at which it is due soon (rule packs). */
export const warnDays = (frame: Frame) => ruleNumber(frame, 'warn.daysBeforeDue', 2)

/** "9 月" of "2026-09", with the year where it is another one. */
export const sayMonth = (month: string, today: string) =>
  `${month.slice(0, 4) === today.slice(0, 4) ? '' : `${month.slice(0, 4)} 年 `}${Number(month.slice(5))} 月`

/** The rule's value as a number, or a default where no pack gives one. */
export function ruleNumber(frame: Frame, code: string, otherwise: number): number {
  const rule = frame.rules.find(code)
  return rule ? Number(rule.value) : otherwise
}

/** "《村民委员会组织法》第三十五条第四款", empty where no pack gives the rule. */
export function cite(frame: Frame, code: string): string {
  const rule = frame.rules.all().find((r) => r.code === code)
  return rule ? citeOf(rule) : ''
}

/** A reason as part of a sentence: without the full stop its writer may have put. */
export const bare = (text: string) => text.trim().replace(/[。.；;]+$/, '')

/** Digits kept together with the words around them ("2026 年 10 月", "20 项"), for headings that may break lines. */
export const glued = (text: string) =>
  text.replace(/(\d) (?=\p{Script=Han})/gu, '$1\u00a0').replace(/(\p{Script=Han}) (?=\d)/gu, '$1\u00a0')
