/**
 * One row of a register, read: what it says, or what is wrong with it and in which column. Pure but for the place index
 * and the keyed hash.
 */
import { otherThanNumber, readPersonNumber } from '../../../kernel/forms/personNumber.ts'
import { UserError } from '../../../platform/errors.ts'
import { namePinyin } from '../../../platform/pinyin.ts'
import { parseDate } from '../../../kernel/forms/dates.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import type { ResidentVault } from '../../../kernel/residents/vault.ts'
import type { PlaceIndex } from '../../../kernel/regions/places.ts'

/** `null`: the list says nothing about it. */
export type Line = {
  line: number
  regionId: string
  path: string
  household: string
  group: string
  address: string
  name: string
  initials: string
  relation: string
  sex: '' | '男' | '女'
  bornOn: string | null
  party: boolean | null
  idNumber: string
  idIndex: string | null
  phone: string
  phoneIndex: string | null
  state: 'here' | 'left' | 'dead' | null
  stateOn: string | null
}
export type LineFault = { line: number; field: string; say: string }
type Cells = Readonly<Record<string, string>>

/** `today`: people who are not born yet are refused. Sentences never quote the row. */
export function readLine(
  line: number,
  cells: Cells,
  places: PlaceIndex,
  vault: ResidentVault,
  today: string,
): Line | LineFault {
  const fault = (field: string, say: string): LineFault => ({ line, field, say })
  const name = (cells['name'] ?? '').replaceAll(/\s/g, '')
  if (name.length < 2 || name.length > 40)
    return fault('姓名', name === '' ? '姓名空着，请补上。' : '姓名要 2 到 40 个字。')
  const household = (cells['household'] ?? '').replaceAll(/\s/g, '').slice(0, 60)
  if (household === '') return fault('户号', '户号空着，请补上。')
  const place = placeOf(cells, places)
  if (typeof place === 'string') return fault('村', place)
  const id = cells['idNumber'] ? readPersonNumber(cells['idNumber']) : undefined
  if (cells['idNumber'] && !id)
    return fault('身份证号', '身份证号不对。在 Excel 里被改成了数字的，请把这一列设成“文本”再填。')
  const phone = cells['phone'] ? readPhone(cells['phone']) : undefined
  if (cells['phone'] && !phone) return fault('手机号', '手机号不是 11 位。是座机的请空着。')
  const bornOn = id?.bornOn ?? (cells['born'] ? parseDate(cells['born']) : null)
  if (bornOn === undefined) return fault('出生日期', '出生日期要写成 1958-03-02。')
  if (bornOn !== null && bornOn > today) return fault('出生日期', '出生日期还没有到。')
  // A number copied from the line above is a number; the date beside it tells. A month alone or a lunar day says
  // nothing.
  const beside = { bornOn: parseDate(cells['born'] ?? '') ?? '', sex: sexOf(cells['sex'] ?? '') ?? '' }
  const differs = id && otherThanNumber(id, beside)
  if (differs)
    return fault(differs.field === 'sex' ? '性别' : '出生日期', `${differs.say}请对着证件核对，改成一样的或者空着。`)
  const sex = id?.sex ?? sexOf(cells['sex'] ?? '')
  if (sex === undefined) return fault('性别', '性别写男或女。')
  const state = cells['state'] === undefined ? null : stateOf(cells['state'])
  if (state === undefined) return fault('状态', '状态写在村、迁出或死亡。')
  const stateOn = cells['stateOn'] ? parseDate(cells['stateOn']) : null
  if (stateOn === undefined) return fault('变动日期', '变动日期要写成 2026-01-31。')
  return {
    line,
    regionId: place.id,
    path: place.path,
    household,
    group: (cells['group'] ?? '').slice(0, 40),
    address: (cells['address'] ?? '').slice(0, 200),
    name,
    initials: initialsOf(name),
    relation: (cells['relation'] ?? '').slice(0, 20),
    sex,
    bornOn,
    party:
      cells['party'] === undefined ? null : /^(是|党员|中共党员|预备党员|中共预备党员|1|y|√)$/i.test(cells['party']),
    idNumber: id?.number ?? '',
    idIndex: id ? vault.index('id', id.number) : null,
    phone: phone ?? '',
    phoneIndex: phone ? vault.index('phone', phone) : null,
    state,
    stateOn,
  }
}

export const isFault = (read: Line | LineFault): read is LineFault => 'say' in read

type Place = { id: string; path: string }
const found = new WeakMap<PlaceIndex, Map<string, Place | string>>()

/** A register names some hundred villages in a quarter of a million rows: each is looked up once. */
function placeOf(cells: Cells, places: PlaceIndex): Place | string {
  const known = found.get(places) ?? new Map<string, Place | string>()
  found.set(places, known)
  const key = `${cells['township'] ?? ''}\n${cells['village'] ?? ''}`
  const before = known.get(key)
  if (before !== undefined) return before
  const place = lookUp(cells, places)
  known.set(key, place)
  return place
}

function lookUp(cells: Cells, places: PlaceIndex): Place | string {
  if (!cells['village']) return '村空着，请补上。'
  try {
    return places.find(cells['village'], {
      parent: cells['township'] || undefined,
      levels: ['village'],
      field: 'village',
    })
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

const sexOf = (text: string) =>
  text === ''
    ? ('' as const)
    : /^(男|1|m)/i.test(text)
      ? ('男' as const)
      : /^(女|2|f)/i.test(text)
        ? ('女' as const)
        : undefined

function stateOf(text: string): 'here' | 'left' | 'dead' | undefined {
  if (text === '' || /^(在村|正常|在册|常住|外出|有效)/.test(text)) return 'here'
  if (/^(迁出|迁移|外迁|注销)/.test(text)) return 'left'
  return /^(死亡|去世|已故|亡故)/.test(text) ? 'dead' : undefined
}

const initials = new Map<string, string>()

function initialsOf(name: string): string {
  const known = initials.get(name)
  if (known !== undefined) return known
  if (initials.size > 50_000) initials.clear()
  const made = namePinyin(name).initials
  initials.set(name, made)
  return made
}
