/** What an import would change, as a table that a person reads in a terminal. */
import type { Change } from '../kernel/pack/change.ts'
import type { Difference } from '../kernel/pack/differences.ts'
import type { PackPart } from '../kernel/pack/part.ts'
import { wordOf } from '../kernel/pack/tableShape.ts'
import { Words } from '../kernel/pack/words.ts'
import type { LiveOtherwise } from '../kernel/pack/county/liveTold.ts'
import type { Outcome } from '../kernel/pack/county/importOver.ts'

/**
 * All lines: of a running county each change with before and after, and what stays because the console's word counts.
 */
export function outcomeLines(
  { changes, kept, counts, known, fresh, live }: Outcome,
  parts: readonly PackPart[],
): string[] {
  if (fresh) return ['系统里还没有县的资料，第一次装入：', ...counts.flatMap(countLines)]
  return [
    ...(changes.length > 0
      ? ['要改的：', ...tableLines(changes, [...headings, ''], (d) => changeCells(d, parts)), '']
      : []),
    ...(kept.length > 0
      ? [
          known
            ? '上次装入以后在办公台改过的，保留现在的，不改：'
            : '系统里没有上次装入的记录，分不清是不是在办公台改过，先都保留现在的，不改：',
          ...tableLines(kept, [...headings, '要改成资料里的，加上'], (d) => keptCells(d, parts)),
          '',
        ]
      : []),
    ...(live.length > 0
      ? [
          '上线日期不由导入改，保留现在的。要改，请县管理员在办公台“区划和上线”里点那个单位，选“改上线日期”：',
          ...live.map(liveLine),
          '',
        ]
      : []),
    ...graceLines(changes),
  ]
}

/** "柳湾村、清溪村等 5 处：现在 2026-08-01 上线，regions.csv［上线日期］ 写的是 2027-01-01". */
function liveLine({ on, now, names, where }: LiveOtherwise): string {
  const who = names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 处` : names.join('、')
  return `  ${who}：现在 ${now} 上线，${where} 写的是 ${on}`
}

/** The grace of the county's own file holds for places that are still to be made. */
const graceLines = (changes: readonly Difference[]): string[] =>
  changes.some((d) => d.at === 'county.json/graceDays')
    ? ['宽限天数（county.json［graceDays］）不改已经有的单位，同样在“区划和上线”里改。', '']
    : []

const headings = ['资料', '哪一条', '哪一栏', '现在', '资料里']

function changeCells(d: Difference, parts: readonly PackPart[]): string[][] {
  return cellsOf(d, d.byHand ? '← 恢复：办公台改过' : '', parts)
}
const keptCells = (d: Difference, parts: readonly PackPart[]) => cellsOf(d, `--revert '${d.at}'`, parts)

/** One line for a field; of a list of things one for each part of it that differs. */
function cellsOf(d: Difference, note: string, parts: readonly PackPart[]): string[][] {
  const part = parts.find((p) => p.title === d.title)
  const words = new Words(part?.words)
  const table = part?.tables?.find((t) => t.file === d.home)
  const sayOf = (path: string, value: unknown) =>
    say(
      table && typeof value === 'string'
        ? wordOf(table, path, value)
        : words.value(`${d.key.split('@')[0]}/${path}`, value),
    )
  const [first, ...rest] =
    d.field === '' && d.label === ''
      ? [['', d.before === undefined ? '（没有）' : '有', d.after === undefined ? '（停用）' : '（新增）']]
      : d.field === ''
        ? [[d.label, say(d.before), say(d.after)]]
        : differing(words, d.field, table ? d.label : words.field(d.field), d.before, d.after).map((one) => [
            one.shown,
            sayOf(one.path, one.before),
            sayOf(one.path, one.after),
          ])
  const what = d.list === '' ? d.title : `${d.title}：${words.field(d.list)}`
  return [[what, entryName(d), ...first!, note], ...rest.map((cells) => ['', '', ...cells, ''])]
}

/** Code and name; of rules, whose key is a code of the machine and a day, the name and the day. */
function entryName({ key, name }: Difference): string {
  const [code = '', ...more] = key.split('@')
  if (more.length > 0 && name !== '' && name !== key && code.includes('.')) return [name, ...more].join(' ')
  return name === '' || name === key ? key : `${key} ${name}`
}

type Plain = { path: string; shown: string; before: unknown; after: unknown }

/** The plain values below a field that differ. `shown`: their path in words, things of a list by their names. */
function differing(words: Words, path: string, shown: string, before: unknown, after: unknown): Plain[] {
  if (isPlain(before) && isPlain(after)) return [{ path, shown, before, after }]
  const [a, b] = [asObject(before), asObject(after)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .flatMap((key) => {
      const listed = Array.isArray(before) || Array.isArray(after)
      const called = (listed && calledBy(b[key] ?? a[key])) || (words.known(key) ?? key)
      return differing(words, `${path}/${key}`, `${shown}／${called}`, a[key], b[key])
    })
}

/** The name of a thing of a list, where it has one. */
function calledBy(thing: unknown): string | undefined {
  if (thing === null || typeof thing !== 'object') return undefined
  const { label, name, title } = thing as Record<string, unknown>
  return [label, name, title].find((word) => typeof word === 'string' && word !== '') as string | undefined
}

/** What one cell can say: a word, a number, a list of them. */
const isPlain = (value: unknown): boolean =>
  value === null || typeof value !== 'object' || (Array.isArray(value) && value.every((v) => typeof v !== 'object'))

/** Things of a list by their code, or by where they stand. */
function asObject(value: unknown): Record<string, unknown> {
  if (!Array.isArray(value))
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  return Object.fromEntries(
    value.map((v: unknown, i): [string, unknown] => {
      const { code, key } = (v !== null && typeof v === 'object' ? v : {}) as Record<string, unknown>
      return [String(code ?? key ?? i + 1), v]
    }),
  )
}

function say(value: unknown): string {
  if (value === undefined || value === null || value === '') return '（没有）'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join('、') : '（没有）'
  return String(value).replaceAll(/\s+/g, ' ')
}

/** Columns stand under one another; only the last but one may be as long as it likes. */
function tableLines(
  differences: readonly Difference[],
  header: readonly string[],
  cells: (d: Difference) => string[][],
): string[] {
  const rows = [[...header], ...differences.flatMap(cells)]
  const widths = header.map((_, i) => Math.min(28, Math.max(...rows.map((row) => widthOf(row[i] ?? '')))))
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, widths[i]! - widthOf(cell))))
      .join('  ')
      .replace(/^/, '  ')
      .trimEnd(),
  )
}

/** A Chinese character takes two places in a terminal. */
const widthOf = (text: string) =>
  [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  )

/** One line per kind. */
function countLines(c: Change): string[] {
  const counts = [
    [c.added, '新增'],
    [c.changed, '改动'],
    [c.ended, '停用'],
    [c.same, '不变'],
  ]
    .filter(([n]) => Number(n) > 0)
    .map(([n, word]) => `${word} ${n}`)
  return [`  ${c.what}：${counts.join('，') || '没有'}`]
}
