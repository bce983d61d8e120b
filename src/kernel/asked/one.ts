/** One answer of one kind: what a person typed → the answer as stored, or a sentence that says how to write it. */
import { normaliseCell } from '../forms/cell.ts'
import { shortLabel } from '../forms/form.ts'
import type { Column, ColumnType } from '../forms/forms.schema.ts'
import { luhn } from '../forms/checksums.ts'
import { judgePersonNumber } from '../forms/personNumber.ts'
import type { AskedColumn, AskedField, FieldKind } from './asked.schema.ts'
import { daysOf, decimalsFor, isNumeric } from './fields.ts'
import { plainText } from '../../platform/plainText.ts'

/** `value` keeps what was typed where it is wrong, so that nothing is lost. */
export interface Judged {
  value: string
  say?: string
}

/**
 * What the place of asking knows: the places that may be chosen, by id (without them a place is written in words), and
 * the day of asking ("2026-10-05"; without it a day is held against no other).
 */
export interface AskContext {
  regions?: readonly { value: string; text: string }[]
  today?: string
}

/** Judges a text that is not blank. */
export function judgeText(text: string, field: AskedColumn | AskedField, ctx: AskContext = {}): Judged {
  switch (field.kind) {
    case 'yesNo':
      return yesNo(text, field)
    case 'choices':
      return several(text, field)
    case 'region':
      return region(text, field, ctx)
    case 'location':
      return location(text, field)
    case 'idNumber':
      return idNumber(text, field)
    case 'bankAccount':
      return bankAccount(text, field)
    case 'date':
      return day(text, field, ctx)
    default:
      return cell(text, field)
  }
}

/** Where the house's tables know the same kind, one judge serves both. */
const types: Partial<Record<FieldKind, ColumnType>> = {
  text: 'text',
  longText: 'longtext',
  number: 'decimal',
  money: 'money',
  landArea: 'area',
  date: 'date',
  choice: 'enum',
  yesNo: 'bool',
  person: 'person',
  phone: 'phone',
  idNumber: 'idcard',
  bankAccount: 'bankcard',
}

function cell(text: string, field: AskedColumn | AskedField, around?: string): Judged {
  const numeric = isNumeric(field.kind)
  const column: Column = {
    key: field.key,
    label: field.label,
    type: types[field.kind] ?? 'text',
    visibility: 'internal',
    required: false,
    options: field.options ? [...field.options] : undefined,
    // Nobody has less than no income, land or people, unless the form says that this may be.
    ...(numeric ? { decimals: decimalsFor(field), min: field.min ?? 0, max: field.max } : {}),
    maxLength: field.maxLength ?? (field.kind === 'longText' ? 2_000 : field.kind === 'text' ? 200 : undefined),
  }
  const unit =
    field.unit && text.trim().endsWith(field.unit) && numeric ? text.trim().slice(0, -field.unit.length) : text
  const { value, say, warn } = normaliseCell(unit, column, around === undefined ? {} : { around })
  // "2.5万" is 25000; whoever wrote it sees the figure before sending. A number that fails its check digit is no such
  // case.
  const read = field.kind === 'money' && warn
  return say && !read ? { value: text, say } : { value: String(value ?? '') }
}

const wrong = (value: string, field: AskedColumn | AskedField, say: string): Judged => ({
  value,
  say: `「${shortLabel(field.label)}」${say}。`,
})

/**
 * A day no further from today than anything in a life is; what has happened is not to come, what is to come has not
 * been.
 */
function day(text: string, field: AskedColumn | AskedField, { today }: AskContext): Judged {
  const read = cell(text, field, today)
  if (read.say || today === undefined) return read
  const when = daysOf(field)
  if (when === 'past' && read.value > today) return wrong(text, field, '不能晚于今天，请核对年月日')
  if (when === 'future' && read.value < today) return wrong(text, field, '不能早于今天，请核对年月日')
  return read
}

function yesNo(text: string, field: AskedColumn | AskedField): Judged {
  const read = cell(text, field)
  return read.say ? read : { value: read.value === 'true' ? 'yes' : 'no' }
}

function several(text: string, field: AskedColumn | AskedField): Judged {
  const parts = text
    .split('、')
    .filter((part) => part.trim() !== '')
    .map((part) => cell(part, { ...field, kind: 'choice' }))
  return { value: [...new Set(parts.map((p) => p.value))].join('、'), say: parts.find((p) => p.say)?.say }
}

function region(text: string, field: AskedColumn | AskedField, { regions }: AskContext): Judged {
  if (!regions) return cell(text, field)
  const found = regions.find((r) => r.value === text || r.text === text.trim())
  return found ? { value: found.value } : wrong(text, field, '请从列出的地方里选一个')
}

/**
 * "117.22346,38.05812 村东水塘边": longitude and latitude (WGS 84) as a phone tells them, words as a person does; either is
 * enough.
 */
function location(text: string, field: AskedColumn | AskedField): Judged {
  const plain = plainText(text).trim().replace(/\s+/g, ' ')
  const found = /^(-?\d{1,3}(?:\.\d+)?) ?, ?(-?\d{1,2}(?:\.\d+)?)(?: (.*))?$/.exec(plain)
  if (!found)
    return [...plain].length < 2 || [...plain].length > 200
      ? wrong(text, field, '请写清楚在哪里，2 到 200 个字，例如：村东水塘边')
      : { value: text.trim().replace(/\s+/g, ' ') }
  const [lng, lat] = [Number(found[1]), Number(found[2])]
  if (lng < 73 || lng > 136 || lat < 3 || lat > 54)
    return wrong(text, field, '的坐标不在国内，请重新定位，或者用文字写清楚在哪里')
  return { value: [`${lng.toFixed(5)},${lat.toFixed(5)}`, found[3]].filter(Boolean).join(' ') }
}

/** Cards of the first generation (15 digits) ended on 2013-01-01 (居民身份证法, 2011). */
function idNumber(text: string, field: AskedColumn | AskedField): Judged {
  const judged = judgePersonNumber(text)
  if (judged.kind === 'number') return { value: judged.number }
  if (judged.kind === 'old') return wrong(text, field, '是 15 位的老号码，请写身份证上的 18 位号码')
  if (judged.kind === 'checksum') return wrong(text, field, '最后一位校验不对，可能抄错了一位，请对着身份证再看一遍')
  return wrong(text, field, '不是有效身份证号，应为 18 位，最后一位可能是 X；外国人写永久居留证或护照的号码，请核对')
}

/** Cards of China UnionPay begin with 62 and carry a check digit; passbooks of rural credit unions do not. */
function bankAccount(text: string, field: AskedColumn | AskedField): Judged {
  const read = cell(text, field)
  if (read.say || !/^62\d{14,17}$/.test(read.value) || luhn(read.value)) return read
  return wrong(text, field, '和银行卡号的规律不符，可能抄错了一位，请对着卡再看一遍')
}
