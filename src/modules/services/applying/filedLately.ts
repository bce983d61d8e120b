/**
 * Handed in or saved from this form a moment ago: without JavaScript, back and pressed again makes one application, not
 * two.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Context } from 'hono'
import { dayOf } from '../../../platform/clock.ts'
import type { Answers, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import type { Office } from '../../../kernel/office.ts'
import { rememberSent, sentLately } from '../../../kernel/site/sentLately.ts'
import { applicationById } from '../deciding/application.ts'
import { opened } from '../deciding/people.ts'
import { judgeFiled } from './ownDoubts.ts'
import { papersOf, papersOfApplication } from './papers.ts'
import { filedWith, type Receipt } from './receive.ts'
import { applicantOf } from './wholeForm.ts'

/**
 * `key`: it was filed with. `isSent`: the same was handed in; else a draft that goes on, `answers` with the papers that
 * it has already.
 */
type Lately = { receipt: Receipt; key: string; isSent: boolean; answers: Answers }

/** Who applies: the same form filled in for somebody else is another application. */
const whoIn = (form: AskedForm, answers: Answers): string[] => {
  const { name, idNumber } = applicantOf(form, answers)
  return [name, idNumber]
}

export const rememberFiled = (c: Context, form: AskedForm, key: string, answers: Answers): void =>
  rememberSent(c, key, whoIn(form, answers))

/**
 * What the same applicant filed from this form within ten minutes. Handed in, it counts where every word is the same
 * and each paper that came along went with it: a browser that goes back brings the words, of the files none, or the
 * same.
 */
export async function filedLately(
  c: Context,
  office: Office,
  form: AskedForm,
  key: string,
  typed: Answers,
): Promise<Lately | undefined> {
  const earlier = sentLately(c, whoIn(form, typed))
  if (earlier === undefined || earlier === key) return undefined
  const receipt = await filedWith(office.db, office.secret, earlier)
  if (!receipt) return undefined
  const a = await applicationById(office.db, receipt.id)
  const kept = opened<Answers>(office.secret, 'answers', a.id, a.answers)
  const files = placedFields(form).filter((p) => isFile(p.field.kind))
  const answers = { ...typed }
  if (a.state === 'draft') {
    for (const { field } of files)
      if ((answers[field.key] ?? '').length === 0 && kept[field.key] !== undefined)
        answers[field.key] = kept[field.key]!
    return { receipt, key: earlier, isSent: false, answers }
  }
  for (const { field } of files) {
    delete answers[field.key]
    if (kept[field.key] !== undefined) answers[field.key] = kept[field.key]!
  }
  const [sent, fresh] = await Promise.all([papersOfApplication(office.db, a.id), papersOf(office.db, key)])
  const isSame =
    fresh.every((p) => sent.some((s) => s.field === p.field && s.sha256 === p.sha256)) &&
    isDeepStrictEqual(judgeFiled(form, answers, dayOf(office.now())).answers, kept)
  return isSame ? { receipt, key: earlier, isSent: true, answers } : undefined
}
