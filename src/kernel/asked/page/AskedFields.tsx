/**
 * An asked form as HTML that works without JavaScript. Questions whose condition is not met are there but hidden:
 * "continue" posts the form and the page comes back with what is now asked; a script, where there is one, shows them at
 * once. Nothing typed is lost either way.
 */
import type { ComponentChildren } from 'preact'
import { ErrorSummary } from '../../../web/field.tsx'
import type { Answers, AskedField, AskedForm, AskedSection, Condition } from '../asked.schema.ts'
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
  /** Only these questions are on the page; the others stand answered. */
  only?: ReadonlySet<string>
  /** A part at a time: the first is open, and every one in which something is answered or wrong. */
  folded?: boolean
}

/** Where a problem stands on the page: the id of its field. */
export const placeOf = (p: AnswerProblem): string =>
  [p.field, p.row, p.column].filter((part) => part !== undefined).join('.')

/**
 * Every section; stands within a form element with `data-asked`, `method=post`, `enctype=multipart/form-data` and
 * `novalidate`.
 */
export function AskedFields(props: AskedProps) {
  const { form, answers, ctx, only } = props
  const { shown } = judge(form, answers, ctx)
  const steering = new Set([
    ...form.sections.map((s) => s.when?.field),
    ...placedFields(form).map((p) => p.field.when?.field),
  ])
  const here = (key: string) => !only || only.has(key)
  /** What hangs on a question that is not on the page is asked by its answer, for good. */
  const hangs = (when: Condition | undefined) => (when && here(when.field) ? when : undefined)
  const onPage = (section: AskedSection) =>
    section.fields.filter(
      (f) =>
        here(f.key) &&
        (!only || shown.fields.has(f.key) || hangs(f.when) !== undefined || hangs(section.when) !== undefined),
    )
  const sections = form.sections.filter((section) => onPage(section).length > 0)
  const hasWork = (section: AskedSection) =>
    section.fields.some((f) => props.problems.some((p) => p.field === f.key) || isAnswered(answers[f.key]))
  const isOpen = (section: AskedSection) =>
    !props.folded || only !== undefined || section === sections[0] || hasWork(section)
  return (
    <>
      {/* Enter in a line of text continues; it neither sends nor adds a row. */}
      <button type="submit" class="unseen" name="do" value="more" tabIndex={-1} aria-hidden="true">
        继续
      </button>
      <ErrorSummary errors={props.problems.map((p) => ({ field: placeOf(p), say: p.say }))} />
      {sections.map((section) => (
        <When key={section.key} when={hangs(section.when)} asked={shown.sections.has(section.key)}>
          <Section section={section} open={isOpen(section)} fields={onPage(section)}>
            {section.help && <p>{section.help}</p>}
            {onPage(section).map((field) => (
              <When key={field.key} when={hangs(field.when)} asked={shown.fields.has(field.key)}>
                <Any {...props} field={field} titled={field.required && field.label === section.title} />
              </When>
            ))}
            {onPage(section).some((f) => steering.has(f.key)) && (
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
          </Section>
        </When>
      ))}
    </>
  )
}

const isAnswered = (answer: Answers[string] | undefined): boolean =>
  answer !== undefined && answer.length > 0 && (typeof answer === 'string' || answer.some((a) => hasText(a)))
const hasText = (line: string | Record<string, unknown>) =>
  typeof line === 'string' ? line !== '' : Object.values(line).some((cell) => cell !== '' && cell !== undefined)

function Section({
  section,
  open,
  fields,
  children,
}: {
  section: AskedSection
  open: boolean
  fields: readonly AskedField[]
  children: ComponentChildren
}) {
  const must = fields.filter((f) => f.required).length
  return (
    <details class="part asked-section" open={open} aria-labelledby={`section-${section.key}`}>
      <summary>
        <h2 id={`section-${section.key}`}>{section.title}</h2>
        <small>{must > 0 ? `${must} 样要填` : '可以不填'}</small>
      </summary>
      {children}
    </details>
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
