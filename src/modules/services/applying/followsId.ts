/** What follows from an ID number and is not asked twice: the birth date and the range of ages. Pure. */
import type { AskedField, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'

/**
 * Fields whose answer follows from the applicant's ID number: the birth date, and with it the range of ages beside it.
 */
export function derived(form: AskedForm): Set<string> {
  if (!placedFields(form).some((p) => p.field.from === 'idNumber')) return new Set()
  return new Set(
    form.sections.flatMap((section) => {
      if (!section.fields.some(isBirth)) return []
      return section.fields.filter((f) => isBirth(f) || isAges(f)).map((f) => f.key)
    }),
  )
}

const isBirth = (f: AskedField) => f.kind === 'date' && f.from === 'birth'
const isAges = (f: AskedField) =>
  f.kind === 'choice' && (f.options ?? []).every((o) => !(fitsAge(o, 0) && fitsAge(o, 200)))

/** Whole years on a day. */
export const ageOn = (born: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)

/** Whether an option that speaks of ages fits; one that does not, fits always. */
export function fitsAge(option: string, age: number): boolean {
  const plain = option.replace(/\s/g, '')
  const [, from, to] = /^(\d+)(?:到|至|-|—|～|~)(\d+)周?岁$/.exec(plain) ?? []
  if (from !== undefined && to !== undefined) return age >= Number(from) && age <= Number(to)
  const above = /^(?:年满)?(\d+)周?岁(?:及)?以上$/.exec(plain)?.[1]
  if (above !== undefined) return age >= Number(above)
  const below = /不满(\d+)周?岁$/.exec(plain)?.[1]
  return below === undefined || age < Number(below)
}
