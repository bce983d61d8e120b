/**
 * What is wrong with a form itself, in words for whoever builds it. A form without faults can be filled in on every
 * surface.
 */
import type { AskedColumn, AskedField, AskedForm, AskedSection, Condition } from './asked.schema.ts'
import { columnsOf, isFile, isNumeric, isRows, kindNames, options, steersOthers } from './fields.ts'
import { parseRule, partsOf } from './rule.ts'
import { plainText } from '../../platform/plainText.ts'

/** `at`: the way to it within the form, as in `form.sections[0].fields[2]`. */
export interface FormFault {
  at: (string | number)[]
  say: string
}

type Path = (string | number)[]

/** Everything that would make the form impossible or misleading to fill in; empty when it is sound. */
export function faultsOf(form: AskedForm): FormFault[] {
  const faults: FormFault[] = []
  const tell = (at: Path, say: string): void => {
    faults.push({ at, say })
  }
  const before = new Map<string, AskedField>()
  const sections = new Set<string>()
  for (const [s, section] of form.sections.entries()) {
    if (sections.has(section.key)) tell(['sections', s], `“${section.title}”的键 ${section.key} 和别的部分重复了`)
    sections.add(section.key)
    conditionFault(section.when, before, section.title, (say) => tell(['sections', s, 'when'], say))
    for (const [f, field] of section.fields.entries()) {
      const at = ['sections', s, 'fields', f]
      if (before.has(field.key)) tell(at, `“${field.label}”的键 ${field.key} 和“${before.get(field.key)!.label}”重复了`)
      fieldFaults(field, section, before, (say, part) => tell([...at, ...(part ?? [])], say))
      before.set(field.key, field)
    }
  }
  for (const [c, check] of form.checks.entries()) checkFaults(check.rule, before, (say) => tell(['checks', c], say))
  return faults
}

type Tell = (say: string, part?: Path) => void

function conditionFault(
  when: Condition | undefined,
  before: ReadonlyMap<string, AskedField>,
  what: string,
  tell: (say: string) => void,
): void {
  if (!when) return
  const steering = before.get(when.field)
  if (!steering) return tell(`“${what}”的条件要看 ${when.field}，但前面没有这一项；条件只能看前面问过的`)
  if (!steersOthers(steering.kind))
    return tell(
      `“${what}”的条件要看“${steering.label}”，但它是${kindNames[steering.kind]}；条件只能看“选一个”“选几个”或“是或否”`,
    )
  const unknown = when.is.filter((answer) => !options(steering).includes(answer))
  if (unknown.length > 0) tell(`“${what}”的条件里有“${unknown.join('、')}”，“${steering.label}”没有这个选项`)
}

function fieldFaults(
  field: AskedField,
  section: AskedSection,
  before: ReadonlyMap<string, AskedField>,
  tell: Tell,
): void {
  conditionFault(field.when, before, field.label, (say) => tell(say, ['when']))
  plainFaults(field, tell)
  if (field.kind === 'table' && !field.columns) tell(`表格“${field.label}”还没有列`)
  if (field.columns && !isRows(field.kind)) tell(`“${field.label}”是${kindNames[field.kind]}，不能有列`)
  if (field.rowsMost !== undefined && !isRows(field.kind) && !isFile(field.kind))
    tell(`“${field.label}”是${kindNames[field.kind]}，不用写最多几行`)
  if (field.rowsMost !== undefined && field.min !== undefined && field.min > field.rowsMost)
    tell(`“${field.label}”最少 ${field.min} 行，却最多只能 ${field.rowsMost} 行`)
  if (isFile(field.kind) && field.shown) tell(`“${field.label}”是${kindNames[field.kind]}，不能放进公开的结果`)
  if (field.shown === 'as' && ['idNumber', 'bankAccount', 'phone'].includes(field.kind))
    tell(`“${field.label}”不能原样公开，请选遮盖的办法或不公开`)
  const keys = new Set<string>()
  for (const [c, column] of (isRows(field.kind) ? columnsOf(field) : []).entries()) {
    if (keys.has(column.key)) tell(`“${field.label}”里“${column.label}”的键 ${column.key} 重复了`, ['columns', c])
    keys.add(column.key)
    if (column.kind === 'choices' && column.options?.some((o) => o.includes('、')))
      tell(`“${field.label}”的列“${column.label}”的选项里不能有顿号，选了几个时要用它分开`, ['columns', c])
    plainFaults(column, (say) => tell(`“${field.label}”的列：${say}`, ['columns', c]))
  }
  if (
    section.when &&
    field.when &&
    field.when.field === section.when.field &&
    !field.when.is.some((a) => section.when!.is.includes(a))
  )
    tell(`“${field.label}”和所在的“${section.title}”条件互相矛盾，永远不会出现`, ['when'])
}

function plainFaults(field: AskedColumn | AskedField, tell: Tell): void {
  const chosen = field.kind === 'choice' || field.kind === 'choices'
  // Names that every object of the language has already.
  if (field.key in {}) tell(`“${field.label}”的键不能叫 ${field.key}，请换一个`)
  if (chosen && !field.options) tell(`“${field.label}”还没有选项`)
  if (field.options && !chosen) tell(`“${field.label}”是${kindNames[field.kind]}，不能有选项`)
  const bare = (field.options ?? []).map((o) => plainText(o).replace(/\s/g, ''))
  if (new Set(bare).size < bare.length) tell(`“${field.label}”有两个一样的选项`)
  if (field.min !== undefined && field.max !== undefined && field.min > field.max)
    tell(`“${field.label}”的最小值比最大值还大`)
  const counted = isNumeric(field.kind) || field.kind === 'choices' || isRows(field.kind) || isFile(field.kind)
  if ((field.min !== undefined || field.max !== undefined) && !counted)
    tell(`“${field.label}”是${kindNames[field.kind]}，没有最小和最大`)
  if (field.days !== undefined && field.kind !== 'date')
    tell(`“${field.label}”是${kindNames[field.kind]}，不分以前和以后的日子`)
  if (field.decimals !== undefined && !isNumeric(field.kind))
    tell(`“${field.label}”是${kindNames[field.kind]}，没有小数`)
  if (field.kind === 'choices' && (field.min ?? 0) > (field.options?.length ?? 0))
    tell(`“${field.label}”要选的比选项还多`)
}

function checkFaults(text: string, fields: ReadonlyMap<string, AskedField>, tell: (say: string) => void): void {
  try {
    for (const part of partsOf(parseRule(text))) {
      const field = fields.get(part.field)
      if (!field) tell(`核对“${text}”里的 ${part.field} 不在表里`)
      else if (part.kind === 'sum' && !isRows(field.kind)) tell(`核对“${text}”：“${field.label}”不是表格，不能合计`)
      else if (part.kind === 'sum' && !columnsOf(field).some((c) => c.key === part.column && isNumeric(c.kind)))
        tell(`核对“${text}”：“${field.label}”里没有数字列 ${part.column}`)
      else if (part.kind === 'field' && !isNumeric(field.kind) && field.kind !== 'date')
        tell(`核对“${text}”：“${field.label}”是${kindNames[field.kind]}，不能计算`)
    }
  } catch (error) {
    tell((error as Error).message)
  }
}
