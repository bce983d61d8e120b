/** Answers that a form takes: for stories that have to fill in many forms. People and numbers are invented. */
import type { Answers, AskedColumn, AskedField, AskedForm } from '../src/kernel/forms/asked/asked.schema.ts'
import { columnsOf, isFile, isList, isRows, options, placedFields } from '../src/kernel/forms/asked/fields.ts'
import { isMet } from '../src/kernel/forms/asked/judge.ts'

/** A number with a right check digit (GB 11643). */
export const idNumber = '130925195803021226'

/** `file`: the id of a paper for a field. */
export function fillIn(form: AskedForm, file: (field: AskedField) => string, own: Answers = {}): Answers {
  const answers: Answers = {}
  for (const { section, field } of placedFields(form)) {
    if (!isMet(section.when, answers) || !isMet(field.when, answers)) continue
    if (own[field.key] !== undefined) answers[field.key] = own[field.key]!
    else if (isFile(field.kind)) answers[field.key] = isList(field.kind) ? [file(field)] : file(field)
    else if (isRows(field.kind)) answers[field.key] = [Object.fromEntries(columnsOf(field).map((c) => [c.key, one(c)]))]
    else answers[field.key] = field.kind === 'choices' ? [options(field)[0]!] : one(field)
  }
  return answers
}

function one(field: AskedField | AskedColumn): string {
  switch (field.kind) {
    case 'person': return 'from' in field && field.from === 'name' ? '于桂兰' : '于小梅'
    case 'idNumber': return idNumber
    case 'phone': return '13900001234'
    case 'bankAccount': return '621700000000000000'.slice(0, 12) + '1'
    case 'number': case 'landArea': case 'money': return String(Math.max(field.min ?? 0, Math.min(2, field.max ?? 2)))
    case 'date': return '1958-03-02'
    case 'choice': case 'yesNo': return options(field)[0]!
    case 'choices': return options(field)[0]!
    case 'region': return '柳湾村'
    case 'location': return '村东水塘边'
    default: return '三组 12 号'
  }
}
