/** Which questions are on the page when an applicant brings what the office named as missing. Pure. */
import type { Answers, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { fieldNamed, placedFields } from '../../../kernel/asked/fields.ts'
import { parseRule, partsOf } from '../../../kernel/asked/rule.ts'
import { derived } from './followsId.ts'

/**
 * What was named, and what must be changed with it: questions that hang on its answer, what follows from an ID number,
 * and what a check of the form holds against it. `also`: further questions that proved wrong meanwhile.
 */
export function openQuestions(form: AskedForm, named: readonly string[], also: readonly string[] = []): Set<string> {
  const open = new Set([...named, ...also].filter((key) => fieldNamed(form, key) !== undefined))
  const fields = placedFields(form)
  if (fields.some(({ field }) => field.from === 'idNumber' && open.has(field.key)))
    for (const key of derived(form)) open.add(key)
  for (const { rule } of form.checks) {
    const keys = partsOf(parseRule(rule)).map((p) => p.field)
    if (keys.some((key) => open.has(key))) for (const key of keys) open.add(key)
  }
  // In the order of the form: what hangs on a question that is open itself hangs on what was named.
  for (const { section, field } of fields)
    if ([section.when?.field, field.when?.field].some((key) => key !== undefined && open.has(key))) open.add(field.key)
  return open
}

/** What was handed in, with what is open answered anew; an open question that is left empty is empty. */
export function answeredAnew(kept: Answers, typed: Answers, open: ReadonlySet<string>): Answers {
  return Object.fromEntries([
    ...Object.entries(kept).filter(([key]) => !open.has(key)),
    ...Object.entries(typed).filter(([key]) => open.has(key)),
  ])
}

/** The form without what is open, for whoever wants to read the rest. */
export function restOf(form: AskedForm, open: ReadonlySet<string>): AskedForm {
  return {
    ...form,
    sections: form.sections
      .map((s) => ({ ...s, fields: s.fields.filter((f) => !open.has(f.key)) }))
      .filter((s) => s.fields.length > 0),
  }
}
