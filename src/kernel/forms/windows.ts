/**
 * How long something is put up for objections (公示起止): a column of two days whose heading says so. Shorter than the
 * rule, or far longer than anything hangs, is asked about with the rule. Pure.
 */
import { columnsOf, isEmpty, placeName, rowsOf, type Form } from './form.ts'
import type { Rules } from '../rules/rules.ts'
import type { Column, Content } from './forms.schema.ts'
import { normaliseCell } from './cell.ts'
import { parseDate, parseDateRange } from './dates.ts'
import { fingerprint, type Problem } from './problem.ts'

/** Days, both ends counted, and the rule that says so in words ("“…”定的是 3 天，本地规定"). */
export type Windows = { least: number; leastBy: string; most: number; mostBy: string }

/** The county's rules, or `own` where an item says more ("公开目录里“…”定的公示期是 7 天"). */
export function windowsOf(rules: Rules, own?: { days: number; by: string }): Windows {
  const least = rules.number('objection.windowDays')
  return {
    ...(own && own.days > least
      ? { least: own.days, leastBy: own.by }
      : { least, leastBy: rules.because('objection.windowDays') }),
    most: rules.number('paper.postingDays'),
    mostBy: rules.because('paper.postingDays'),
  }
}

const sign = 'window|'

/** Whether a problem is one of these. */
export const isWindow = ({ asks }: Pick<Problem, 'asks'>): boolean => asks?.startsWith(sign) ?? false

/** Beside each cell; one reason answers for all with the same days. */
export function checkWindows(content: Content, form: Form, period: string | undefined, windows: Windows): Problem[] {
  const columns = windowColumns(form)
  if (columns.length === 0 || content.nothing) return []
  return rowsOf(content, form).flatMap((row, at) =>
    columns.flatMap((column): Problem[] => {
      if (isEmpty(row[column.key])) return []
      const { value } = normaliseCell(row[column.key], column, period === undefined ? {} : { period })
      const days = daysOf(String(value))
      const wrong =
        days === undefined
          ? undefined
          : days < windows.least
            ? `最少 ${windows.least} 天（${windows.leastBy}）`
            : days > windows.most
              ? `最多 ${windows.most} 天（${windows.mostBy}）`
              : undefined
      if (wrong === undefined) return []
      return [
        {
          row: at,
          column: column.key,
          severity: 'warn',
          say: `${placeName(form, at, column)}${String(value)} 是 ${days} 天，${wrong}，请核对。`,
          asks: `${sign}${column.key}|${fingerprint(value)}`,
        },
      ]
    }),
  )
}

const windowColumns = (form: Form): Column[] =>
  columnsOf(form).filter((c) => c.type === 'daterange' && c.label.includes('公示'))

/**
 * The last days until which a content says that it is put up, each once, in order: those of its columns, or where the
 * form has none, those in its words ("公示到 2026 年 12 月 8 日"; a day without its year is no answer).
 */
export function saidDays(content: Content, form: Form): string[] {
  if (content.nothing) return []
  const columns = windowColumns(form)
  const said =
    columns.length > 0
      ? rowsOf(content, form).flatMap((row) =>
          columns.flatMap(
            (c) => /(\d{4}-\d{2}-\d{2})$/.exec(String(normaliseCell(row[c.key], c, {}).value))?.[1] ?? [],
          ),
        )
      : daysIn([content.note, ...Object.values(content.fields)].join('\n'))
  return [...new Set(said)].sort()
}

const day = '\\d{4}\\s*[年.\\-/]\\s*\\d{1,2}\\s*[月.\\-/]\\s*\\d{1,2}\\s*[日号]?'
const sameYear = '(?:\\d{1,2}\\s*[月.\\-/]\\s*)?\\d{1,2}\\s*[日号]'
/** "公示到 2026 年 12 月 8 日", "公示期：2026.12.1 至 2026.12.8", "公示 2026年12月1日至8日". */
const upTo = new RegExp(`公示[^。；;\\n\\d]{0,8}(${day})(\\s*(?:至|到|[-—–~～])+\\s*(?:${day}|${sameYear}))?`, 'g')

/** The days until which a text says that something is put up. */
const daysIn = (text: string): string[] =>
  [...text.matchAll(upTo)].flatMap(([, from, to]) =>
    to === undefined ? (parseDate(from!) ?? []) : (parseDateRange(from! + to)?.slice(-10) ?? []),
  )

/** Of "2026-09-18 至 2026-09-24": 7. */
function daysOf(range: string): number | undefined {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})$/.exec(range) ?? []
  return from && to ? Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1 : undefined
}
