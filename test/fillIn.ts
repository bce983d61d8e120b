/** Answers that a form takes: for stories that have to fill in many forms. People and numbers are invented. */
import { fillForm } from '../src/demo/applications.form.ts'
import type { Answers, AskedColumn, AskedField, AskedForm } from '../src/kernel/asked/asked.schema.ts'
import { options } from '../src/kernel/asked/fields.ts'

/** A number with a right check digit (GB 11643). */
export const idNumber = '130925195803021226'

/** `file`: the id of a paper for a field. */
export function fillIn(form: AskedForm, file: (field: AskedField) => string, own: Answers = {}): Answers {
  return fillForm(form, file, one, own)
}

function one(field: AskedField | AskedColumn): string {
  switch (field.kind) {
    case 'person':
      return 'from' in field && field.from === 'name' ? '于桂兰' : '于小梅'
    case 'idNumber':
      return idNumber
    case 'phone':
      return '13900001234'
    case 'bankAccount':
      return '621700000000000000'.slice(0, 12) + '1'
    case 'number':
    case 'landArea':
    case 'money':
      return String(Math.max(field.min ?? 0, Math.min(2, field.max ?? 2)))
    case 'date':
      return field.days === 'future' ? '2035-03-02' : '1958-03-02'
    case 'choice':
    case 'yesNo':
    case 'choices':
      return options(field)[0]!
    case 'region':
      return '柳湾村'
    case 'location':
      return '村东水塘边'
    default:
      return '三组 12 号'
  }
}
