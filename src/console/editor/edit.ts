/** Changes to a form under construction: each gives a new form and leaves the old one for undoing. */
import type { AskedColumn, AskedField, AskedForm, AskedSection, FieldKind } from '../../kernel/asked/asked.schema.ts'
import { columnsOf, isFile, isNumeric, isRows, isSealed, placedFields } from '../../kernel/asked/fields.ts'

export const blankForm: AskedForm = {
  sections: [
    { key: 'section1', title: '申请人', fields: [{ key: 'name', label: '姓名', kind: 'person', required: true }] },
  ],
  checks: [],
}

/** "field3": a name that nothing else has. */
export function freeKey(taken: readonly string[], start: string): string {
  let n = 1
  while (taken.includes(`${start}${n}`)) n += 1
  return `${start}${n}`
}

const keysOf = (form: AskedForm): string[] => placedFields(form).map((p) => p.field.key)

/** Exchanges with the neighbour; at the end nothing moves. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list]
  const to = at + by
  if (to < 0 || to >= next.length) return next
  const [one] = next.splice(at, 1)
  next.splice(to, 0, one!)
  return next
}

export const replaced = <T>(list: readonly T[], at: number, part: Partial<T>): T[] =>
  list.map((one, i) => (i === at ? { ...one, ...part } : one))
export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, i) => i !== at)

export function withSection(form: AskedForm): AskedForm {
  const key = freeKey(
    form.sections.map((s) => s.key),
    'section',
  )
  return { ...form, sections: [...form.sections, { key, title: '新的部分', fields: [newField(form)] }] }
}

export const newField = (form: AskedForm): AskedField => ({
  key: freeKey(keysOf(form), 'field'),
  label: '新的一项',
  kind: 'text',
  required: false,
})

export function withField(form: AskedForm, section: number): AskedForm {
  const fields = [...form.sections[section]!.fields, newField(form)]
  return { ...form, sections: replaced<AskedSection>(form.sections, section, { fields }) }
}

/** Past the end of its section a field goes into the next one. */
export function moveField(form: AskedForm, section: number, at: number, by: -1 | 1): AskedForm {
  const own = form.sections[section]!.fields
  const other = form.sections[section + by]
  if ((at + by >= 0 && at + by < own.length) || !other || own.length === 1)
    return { ...form, sections: replaced<AskedSection>(form.sections, section, { fields: moved(own, at, by) }) }
  const joined = by === 1 ? [own[at]!, ...other.fields] : [...other.fields, own[at]!]
  const sections = replaced<AskedSection>(form.sections, section, { fields: without(own, at) })
  return { ...form, sections: replaced<AskedSection>(sections, section + by, { fields: joined }) }
}

/** What belongs to the former kind only goes with it. */
export function ofKind<F extends AskedField | AskedColumn>(field: F, kind: FieldKind): F {
  const chosen = kind === 'choice' || kind === 'choices'
  const counted = isNumeric(kind)
  const next: AskedField = {
    ...(field as AskedField),
    kind,
    options: chosen ? (field.options ?? ['第一个选项', '第二个选项']) : undefined,
    min: counted ? field.min : undefined,
    max: counted ? field.max : undefined,
    decimals: counted ? field.decimals : undefined,
    unit: counted ? field.unit : undefined,
    maxLength: kind === 'text' || kind === 'longText' ? field.maxLength : undefined,
  }
  const rows = isRows(kind)
  return tidy({
    ...next,
    columns: rows ? startColumns(next) : undefined,
    rowsMost: rows || isFile(kind) ? next.rowsMost : undefined,
    shown:
      rows || isFile(kind) || kind === 'choices' || (isSealed(kind) && next.shown === 'as') ? undefined : next.shown,
    from: undefined,
  }) as F
}

const startColumns = (field: AskedField): AskedColumn[] =>
  field.columns ??
  (field.kind === 'household' ? columnsOf(field) : [{ key: 'column1', label: '第一列', kind: 'text', required: true }])

/** Keys that hold nothing are not written down. */
export const tidy = <T extends object>(thing: T): T =>
  Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as T
