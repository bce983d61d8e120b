/** What an application says against itself: the birth date against the ID number, the age that was ticked, whose account it is. It opens questions, nothing more. Pure. */

import { readPersonNumber } from '../../../kernel/forms/personNumber.ts'
import type { AskedForm, Answers } from '../../../kernel/asked/asked.schema.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import { applicantOf, membersOf } from './wholeForm.ts'

/** Sentences for whoever reviews; no number of a card in them. `day`: the day for which the age is counted. */
export function ownDoubts(form: AskedForm, answers: Answers, day: string): string[] {
  const fields = placedFields(form).map((p) => p.field)
  const text = (key: string) => {
    const a = answers[key]
    return typeof a === 'string' ? a : ''
  }
  const who = applicantOf(form, answers)
  const born = readPersonNumber(who.idNumber)?.bornOn
  const family = [who.name, ...membersOf(form, answers).map((m) => m.name)]
  return fields.flatMap((f) => {
    const said = text(f.key)
    if (said === '') return []
    if (born && f.kind === 'date' && f.from === 'birth' && said !== born)
      return [`填的${f.label}是 ${said}，身份证号里是 ${born}`]
    if (born && f.kind === 'choice' && !fitsAge(said, ageOn(born, day)))
      return [`“${f.label}”选的是“${said}”，按身份证号是 ${ageOn(born, day)} 岁`]
    if (f.key === 'accountName' && who.name !== '' && !family.includes(said))
      return [`${f.label}“${said}”不是申请人，也不在填的家里人里`]
    return []
  })
}

const ageOn = (born: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)

/** Whether an option that speaks of ages fits; one that does not, fits always. */
function fitsAge(option: string, age: number): boolean {
  const plain = option.replace(/\s/g, '')
  const [, from, to] = /^(\d+)(?:到|至|-|—|～|~)(\d+)周?岁$/.exec(plain) ?? []
  if (from !== undefined && to !== undefined) return age >= Number(from) && age <= Number(to)
  const above = /^(?:年满)?(\d+)周?岁(?:及)?以上$/.exec(plain)?.[1]
  if (above !== undefined) return age >= Number(above)
  const below = /不满(\d+)周?岁$/.exec(plain)?.[1]
  return below === undefined || age < Number(below)
}
