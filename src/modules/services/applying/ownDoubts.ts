/**
 * What an application says against itself. Birth date and age follow from the ID number: they are asked once, filled in
 * from it, and refused where they say something else. Whose account it is, and the rest, opens questions for the
 * reviewer. Pure.
 */

import { readPersonNumber } from '../../../kernel/forms/personNumber.ts'
import type { AskedField, AskedForm, Answers } from '../../../kernel/asked/asked.schema.ts'
import { judge, type Reading } from '../../../kernel/asked/judge.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import { ageOn, derived, fitsAge } from './followsId.ts'
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

/**
 * The form's answers as they are judged, with what follows from the ID number filled in, and every fault beside its
 * field.
 */
export function judgeFiled(form: AskedForm, typed: Answers, day: string): Reading {
  const born = readPersonNumber(applicantOf(form, typed).idNumber)?.bornOn
  const reading = judge(form, born === undefined ? typed : { ...typed, ...followingFrom(form, typed, born, day) }, {
    today: day,
  })
  for (const { field } of placedFields(form)) {
    const said = reading.answers[field.key]
    if (!reading.shown.fields.has(field.key) || !derived(form).has(field.key)) continue
    if (born === undefined && said === undefined)
      reading.problems.push({ field: field.key, say: `证件号里看不出生日，请填${field.label}。` })
    else if (born !== undefined && typeof said === 'string' && !follows(field, said, born, day))
      reading.problems.push({
        field: field.key,
        say: `${field.label}和身份证号对不上：照身份证号是 ${field.kind === 'date' ? born : `${ageOn(born, day)} 岁`}。请改这一项；身份证号写错了，就改身份证号。`,
      })
  }
  return reading
}

const follows = (f: AskedField, said: string, born: string, day: string) =>
  f.kind === 'date' ? said === born : fitsAge(said, ageOn(born, day))

/** What was left empty, as the number says it. */
function followingFrom(form: AskedForm, typed: Answers, born: string, day: string): Answers {
  const keys = derived(form)
  const empty = placedFields(form)
    .map((p) => p.field)
    .filter((f) => keys.has(f.key) && (typed[f.key] ?? '') === '')
  return Object.fromEntries(
    empty.flatMap((f) => {
      const fitting = f.kind === 'date' ? [born] : (f.options ?? []).filter((o) => fitsAge(o, ageOn(born, day)))
      return fitting.length === 1 ? [[f.key, fitting[0]!]] : []
    }),
  )
}
