/**
 * An asked form as HTML that works without JavaScript. Questions whose condition is not met are there but hidden: "continue" posts the
 * form and the page comes back with what is now asked; a script, where there is one, shows them at once. Nothing typed is lost either way.
 */
import type { ComponentChildren } from 'preact'
import { ErrorSummary } from '../../../web/field.tsx'
import type { Answers, AskedField, AskedForm, Condition } from '../asked.schema.ts'
import { isRows, placedFields } from '../fields.ts'
import { judge, type AnswerProblem } from '../judge.ts'
import type { AskContext } from '../one.ts'
import { OneField } from './OneField.tsx'
import { RowsField } from './RowsField.tsx'

export type AskedProps = {
  form: AskedForm
  /** As typed. */
  answers: Answers
  problems: readonly AnswerProblem[]
  ctx?: AskContext
  /** Names of files that are kept already, by id. */
  fileNames?: Readonly<Record<string, string>>
}

/** Where a problem stands on the page: the id of its field. */
export const placeOf = (p: AnswerProblem): string =>
  [p.field, p.row, p.column].filter((part) => part !== undefined).join('.')

/** Every section; stands within a form element with `data-asked`, `method=post`, `enctype=multipart/form-data` and `novalidate`. */
export function AskedFields(props: AskedProps) {
  const { form, answers, ctx } = props
  const { shown } = judge(form, answers, ctx)
  const steering = new Set([
    ...form.sections.map((s) => s.when?.field),
    ...placedFields(form).map((p) => p.field.when?.field),
  ])
  return (
    <>
      {/* Enter in a line of text continues; it neither sends nor adds a row. */}
      <button type="submit" class="unseen" name="do" value="more" tabIndex={-1} aria-hidden="true">
        继续
      </button>
      <ErrorSummary errors={props.problems.map((p) => ({ field: placeOf(p), say: p.say }))} />
      {form.sections.map((section) => (
        <When key={section.key} when={section.when} asked={shown.sections.has(section.key)}>
          <section class="asked-section" aria-labelledby={`section-${section.key}`}>
            <h2 id={`section-${section.key}`}>{section.title}</h2>
            {section.help && <p>{section.help}</p>}
            {section.fields.map((field) => (
              <When key={field.key} when={field.when} asked={shown.fields.has(field.key)}>
                <Any {...props} field={field} titled={field.required && field.label === section.title} />
              </When>
            ))}
            {section.fields.some((f) => steering.has(f.key)) && (
              <p class="do" data-without-script>
                <button
                  type="submit"
                  class="press second"
                  name="do"
                  value="more"
                  formAction={`#section-${section.key}`}
                >
                  继续，看还要填什么
                </button>
              </p>
            )}
          </section>
        </When>
      ))}
    </>
  )
}

function Any({
  field,
  titled,
  answers,
  problems,
  ctx,
  fileNames,
}: AskedProps & { field: AskedField; titled: boolean }) {
  const own = problems.filter((p) => p.field === field.key)
  const error = own.find((p) => p.row === undefined)?.say
  const answer = answers[field.key]
  if (isRows(field.kind))
    return <RowsField titled={titled} field={field} answer={answer} problems={own} error={error} ctx={ctx} />
  return <OneField field={field} name={field.key} answer={answer} error={error} ctx={ctx} fileNames={fileNames} />
}

/** Always there; without a condition nothing stands around it. */
function When({ when, asked, children }: { when: Condition | undefined; asked: boolean; children: ComponentChildren }) {
  if (!when) return <>{children}</>
  return (
    <div data-when={when.field} data-is={JSON.stringify(when.is)} hidden={!asked}>
      {children}
    </div>
  )
}
