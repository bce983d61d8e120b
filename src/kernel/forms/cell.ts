/** One cell: what a person typed → the value as stored, or a sentence that says what is wrong and how to write it. */
import { judgePersonNumber } from './personNumber.ts'
import { parseDate, parseDateRange, parseDateTime, parseMonth, parsePeriod, type DateContext } from './dates.ts'
import { decimalsOf, isEmpty, isShare, shortLabel } from './form.ts'
import type { Cell, Column } from './forms.schema.ts'
import { formatAmount, parseAmount, showAmount, usedDecimals, type Amount } from './money.ts'
import { plainText } from '../../platform/plainText.ts'

export interface CellContext extends DateContext {
  /** A day ("2026-10-05") near which days lie, where there is no period; it completes no short date. */
  around?: string
}
/** `warn` is told but does not stop; a missing `say` means the cell is fine. */
export interface CellResult {
  value: Cell
  say?: string
  warn?: boolean
}

/**
 * Turns typed or imported text into the stored value: money "1260.00", counts as numbers, dates ISO, 是/否 as boolean.
 * With a fault `value` keeps what was typed, so that nothing is lost. Empty cells become null and are judged by
 * `required` elsewhere.
 */
export function normaliseCell(input: Cell | undefined, column: Column, ctx: CellContext = {}): CellResult {
  if (isEmpty(input)) return { value: null }
  const text = tidy(String(input))
  if (text === '') return { value: null }
  // A mark of a note beside a figure ("300¹", "300①") would become its last digit.
  if (figures.has(column.type) && noteMark.test(text))
    return fault(text, column, `“${excerpt(text)}”里有上标或带圈的数字，像注释的记号，请去掉`)
  return readers[column.type](text, column, ctx)
}

const noteMark = /[\u00b2\u00b3\u00b9\u2070-\u209c\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]/
const figures: ReadonlySet<Column['type']> = new Set([
  ...(['int', 'decimal', 'money', 'ratio', 'area', 'date', 'month', 'datetime', 'daterange', 'period'] as const),
  ...(['phone', 'idcard', 'bankcard'] as const),
])

type Reader = (text: string, column: Column, ctx: CellContext) => CellResult

const readers: Record<Column['type'], Reader> = {
  text: readText,
  longtext: readText,
  address: readText,
  region: readText,
  image: readText,
  files: readText,
  int: readNumber,
  decimal: readNumber,
  money: readNumber,
  ratio: readNumber,
  area: readNumber,
  date: (text, column, ctx) => near(parseDate(text, ctx), text, column, ctx, '不是有效日期，请写成 2026-09-03'),
  month: (text, column, ctx) => near(parseMonth(text, ctx), text, column, ctx, '不是有效月份，请写成 2026-09'),
  datetime: (text, column, ctx) =>
    near(parseDateTime(text, ctx), text, column, ctx, '不是有效时间，请写成 2026-09-03 14:30'),
  daterange: (text, column, ctx) =>
    near(parseDateRange(text, ctx), text, column, ctx, '不是有效起止日期，请写成 2026-09-01 至 2026-09-07，起始日在前'),
  period: (text, column, ctx) =>
    found(parsePeriod(text, ctx), text, column, '不是有效期间，请写成 2026-09、2026年第三季度 或 2026年'),
  enum: readOption,
  bool: readBool,
  person: readPerson,
  phone: readPhone,
  idcard: readIds,
  bankcard: readBank,
}

/** Removes zero-width characters and outer blanks; keeps every character of a name as it was written. */
const tidy = (text: string): string =>
  text
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/\u00a0/g, ' ')
    .trim()

const fault = (value: string, column: Column, say: string): CellResult => ({
  value,
  say: `「${shortLabel(column.label)}」${say}。`,
})
const found = (value: string | undefined, text: string, column: Column, say: string): CellResult =>
  value === undefined ? fault(text, column, `“${excerpt(text)}”${say}`) : { value }

/**
 * Years from the period of the record: nobody was born earlier, no contract runs longer; past `asked` it is rare and
 * asked.
 */
const reach = { back: 120, ahead: 70, asked: 30 }

/** A day as read, its year no further from the record's period than anything in a village is. */
function near(value: string | undefined, text: string, column: Column, ctx: CellContext, say: string): CellResult {
  const read = found(value, text, column, say)
  const of = /^\d{4}/.exec(ctx.period ?? ctx.around ?? '')?.[0]
  if (value === undefined || of === undefined) return read
  const ahead = Math.max(...years(value)) - Number(of)
  const back = Number(of) - Math.min(...years(value))
  if (ahead > reach.ahead || back > reach.back)
    return fault(
      text,
      column,
      `“${excerpt(text)}”离得太远（本平台的填写范围：本期以前 ${reach.back} 年，以后 ${reach.ahead} 年），请核对年份`,
    )
  if (isAfterPeriod(value, text, ctx.period!))
    return {
      ...fault(text, column, `“${excerpt(text)}”没有写年份，按 ${value} 读入，那时本期已经过了，请核对年份`),
      value,
      warn: true,
    }
  if (ahead <= reach.asked) return read
  return { ...fault(text, column, `“${excerpt(text)}”在 ${ahead} 年以后，请核对年份`), value, warn: true }
}

/**
 * A day or month whose year was taken from the period, though it comes after it: of January's account “12月30日” is last
 * year's.
 */
function isAfterPeriod(value: string, text: string, period: string): boolean {
  if (/\d{4}/.test(plainText(text))) return false
  const part = /^\d{4}(?:-(\d{2})|Q(\d)|H(\d))?$/.exec(period)
  if (!part) return false
  const last = Number(part[1] ?? Number(part[2] ?? 4) * 3)
  return Number(value.slice(5, 7)) > (part[3] ? Number(part[3]) * 6 : last)
}

const years = (value: string): number[] => [...value.matchAll(/\d{4}(?=-|$)/g)].map((m) => Number(m[0]))
const excerpt = (text: string): string => ([...text].length > 20 ? `${[...text].slice(0, 20).join('')}…` : text)

function readText(text: string, column: Column): CellResult {
  const limit = column.maxLength ?? (column.type === 'longtext' ? 20_000 : 500)
  const length = [...text].length
  if (length > limit) return fault(text, column, `共 ${length} 个字，最多 ${limit} 个字，请缩短`)
  if (column.pattern && !new RegExp(column.pattern, 'u').test(text))
    return fault(text, column, `的写法不对${sampleHint(column)}`)
  return { value: text }
}

const sampleHint = (column: Column): string =>
  column.sample === undefined ? '，请按填表说明填写' : `，请参照“${column.sample}”填写`

/** "2.5万元" in a column of yuan: read as 25000, and said so. */
function readTenThousands(text: string, column: Column): CellResult | undefined {
  const ten = column.type === 'money' ? /^(.+?)万元?$/.exec(plainText(text).replace(/\s/g, '')) : null
  const amount = ten ? parseAmount(ten[1]!) : undefined
  if (amount === undefined) return undefined
  const read = readNumber(formatAmount(amount * 10_000n, 6).replace(/0{1,4}$/, ''), column)
  return read.say
    ? read
    : {
        ...fault(text, column, `“${excerpt(text)}”按 ${String(read.value)} 元读入，请核对`),
        value: read.value,
        warn: true,
      }
}

function readNumber(text: string, column: Column): CellResult {
  // How people write that there is none; whether it is asked for is judged like an empty cell.
  if (/^(?:[-/\\]+|无)$/.test(plainText(text).replace(/\s/g, '')))
    return { ...fault(text, column, `“${excerpt(text)}”按空白读入`), value: null, warn: true }
  // "12 00": twelve hundred, or twelve and something lost. Only thousands are parted by a blank.
  const typed = plainText(text).trim()
  if (/\d\s+\d/.test(typed) && !/^\D*\d{1,3}(?:\s\d{3})+(?:\.\d+)?\D*$/.test(typed))
    return fault(text, column, `“${excerpt(text)}”数字中间有空格，请核对后连着写`)
  const thousands = readTenThousands(text, column)
  if (thousands) return thousands
  const amount = parseAmount(withoutUnit(text, column))
  if (amount === undefined)
    return fault(
      text,
      column,
      `“${excerpt(text)}”不是数字，请只填数字，例如 ${column.type === 'int' ? '12' : '1260.00'}${/\d ?[百千万亿]/.test(text) ? '（写全数字，不写“万”“千”）' : ''}`,
    )
  const decimals = decimalsOf(column)
  if (usedDecimals(amount) > decimals)
    return fault(
      text,
      column,
      decimals === 0 ? `“${excerpt(text)}”应为整数` : `“${excerpt(text)}”最多 ${decimals} 位小数`,
    )
  const limit = limitFault(amount, column, decimals)
  if (limit) return fault(text, column, limit)
  return { value: cellOf(amount, column) }
}

/**
 * "12%" in a column of shares, "3.5亩" in one of land; elsewhere such a sign says that the figure belongs somewhere
 * else.
 */
const withoutUnit = (text: string, column: Column): string =>
  isShare(column)
    ? text.replace(/\s*[%％]$/, '')
    : column.type === 'area' || column.unit === '亩'
      ? text.replace(/\s*亩$/, '')
      : text

/** A figure as its column stores it: money "1260.00", counts as numbers, areas with the digits that they have. */
export function cellOf(amount: Amount, column: Column): Cell {
  if (column.type === 'int') return Number(formatAmount(amount, 0))
  const fixed = column.type === 'money' || column.decimals !== undefined
  return formatAmount(amount, fixed ? decimalsOf(column) : usedDecimals(amount))
}

/** Ten milliards (in millionths): no village has more of anything. */
const largest: Amount = 10n ** 16n

function limitFault(amount: Amount, column: Column, decimals: number): string | undefined {
  const min = column.min === undefined ? undefined : parseAmount(String(column.min))
  const most = column.max ?? (isShare(column) ? 100 : undefined)
  const max = most === undefined ? undefined : parseAmount(String(most))
  if (min !== undefined && amount < min)
    return `不能小于 ${showAmount(min, usedDecimals(min))}，现在是 ${showAmount(amount, decimals)}`
  if (max !== undefined && amount > max)
    return `不能大于 ${showAmount(max, usedDecimals(max))}，现在是 ${showAmount(amount, decimals)}`
  return amount > largest || amount < -largest ? '数字太大，请检查是否多打了几位' : undefined
}

function readOption(text: string, column: Column): CellResult {
  const bare = (t: string): string => plainText(t).replace(/\s/g, '')
  const options = column.options ?? []
  const option = options.find((o) => bare(o) === bare(text))
  return option === undefined && options.length > 0
    ? fault(text, column, `“${excerpt(text)}”不在可选范围，请从这些里选一个：${options.join('、')}`)
    : { value: option ?? text }
}

const yes = new Set(['是', '有', '对', '√', '✓', '✔', 'y', 'yes', 'true', '1'])
const no = new Set(['否', '无', '不是', '没有', '×', '✗', '✘', 'x', 'n', 'no', 'false', '0'])

function readBool(text: string, column: Column): CellResult {
  const word = plainText(text).toLowerCase()
  if (yes.has(word)) return { value: true }
  return no.has(word) ? { value: false } : fault(text, column, `“${excerpt(text)}”请填“是”或“否”`)
}

function readPerson(text: string, column: Column): CellResult {
  const parts = text.split(/\s+/)
  const name = (parts.every((part) => [...part].length === 1) ? parts.join('') : text).replace(/[•・‧∙]/g, '·')
  const limit = column.maxLength ?? 100
  if (/[0-9０-９]{3,}/.test(name)) return fault(text, column, '里有一串数字，这一列只填姓名')
  if (!/\p{L}/u.test(name) || /[<>{}[\]|\\`"$\p{Cc}]/u.test(name))
    return fault(text, column, `“${excerpt(text)}”不像姓名`)
  return [...name].length > limit ? fault(text, column, `最多 ${limit} 个字`) : { value: name }
}

function readPhone(text: string, column: Column): CellResult {
  const plain = plainText(text).replace(/[−–—‐‑]/g, '-')
  const digits = plain.replace(/\D/g, '').length
  const fits = digits >= 5 && [...plain].every((c) => /[\d\s+\-()、,;/转]/.test(c))
  return fits ? { value: plain } : fault(text, column, `“${excerpt(text)}”不像电话号码，请写成 0317-6220000 或 12345`)
}

function readIds(text: string, column: Column): CellResult {
  const plain = plainText(text).toUpperCase()
  const kinds = plain.split(/[、,;\n]+/).map((part) => judgePersonNumber(part).kind)
  if (kinds.includes('none')) return fault(plain, column, '不是有效身份证号（应为 18 位），请核对')
  if (kinds.includes('checksum'))
    return { ...fault(plain, column, '最后一位校验不对，可能抄错了一位，请核对'), warn: true }
  return { value: plain.replace(/[ -]/g, '') }
}

function readBank(text: string, column: Column): CellResult {
  const plain = plainText(text).replace(/[\s-]/g, '')
  return /^\d{8,30}$/.test(plain) ? { value: plain } : fault(text, column, '应为 8 到 30 位数字，请核对')
}
