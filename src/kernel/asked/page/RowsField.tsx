/**
 * A household's members or the rows of a table: each a group of fields; adding and taking away are buttons that post
 * the form.
 */
import { shortLabel } from '../../forms/form.ts'
import { anyRow } from '../anyRow.ts'
import type { Answer, AskedField } from '../asked.schema.ts'
import { columnsOf, mostOf } from '../fields.ts'
import type { AnswerProblem } from '../judge.ts'
import type { AskContext } from '../one.ts'
import { OneField } from './OneField.tsx'

type Props = {
  /** The heading above says the same: the legend is for who listens. */ titled: boolean
  field: AskedField
  answer: Answer | undefined
  problems: readonly AnswerProblem[]
  error?: string
  ctx?: AskContext
}

export function RowsField({ titled, field, answer, problems, error, ctx }: Props) {
  const rows = Array.isArray(answer) ? answer.filter((row) => typeof row !== 'string') : []
  const shown = rows.length === 0 && field.required ? [{}] : rows
  const one = field.kind === 'household' ? '人' : '行'
  const about = [field.help && `${field.key}-help`, error && `${field.key}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      class="asked-rows"
      id={field.key}
      tabIndex={-1}
      data-rows={field.key}
      data-most={mostOf(field)}
      aria-describedby={about === '' ? undefined : about}
    >
      <legend class={titled ? 'unseen' : undefined}>{field.required ? field.label : `${field.label}（选填）`}</legend>
      {field.help && (
        <p class="help" id={`${field.key}-help`}>
          {field.help}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${field.key}-error`}>
          {error}
        </p>
      )}
      <div data-list>
        {shown.map((row, at) => (
          <OneRow
            key={at}
            field={field}
            row={row}
            at={at}
            one={one}
            problems={problems.filter((p) => p.row === at)}
            ctx={ctx}
          />
        ))}
      </div>
      <template>
        <OneRow field={field} row={{}} at={anyRow} one={one} problems={[]} ctx={ctx} />
      </template>
      <p class="do">
        <button
          type="submit"
          class="press second"
          name="do"
          value={`add.${field.key}`}
          formAction={`#${field.key}`}
          data-add
          disabled={shown.length >= mostOf(field)}
        >
          {shortLabel(field.label)}：加一{field.kind === 'household' ? '个人' : '行'}
        </button>
      </p>
      <p class="unseen" role="status" data-said />
    </fieldset>
  )
}

function OneRow({
  field,
  row,
  at,
  one,
  problems,
  ctx,
}: {
  field: AskedField
  row: Record<string, string>
  at: number | string
  one: string
  problems: readonly AnswerProblem[]
  ctx?: AskContext
}) {
  const number = typeof at === 'number' ? String(at + 1) : '__NUMBER__'
  return (
    <fieldset class="panel asked-row" data-row>
      <legend>
        第 <span data-number>{number}</span> {one}
      </legend>
      <div class="asked-cells">
        {columnsOf(field).map((column) => (
          <OneField
            key={column.key}
            inRow
            field={column}
            name={`${field.key}.${at}.${column.key}`}
            answer={row[column.key]}
            error={problems.find((p) => p.column === column.key)?.say}
            ctx={ctx}
          />
        ))}
      </div>
      <p class="do">
        <button
          type="submit"
          class="press second"
          name="do"
          value={`drop.${field.key}.${at}`}
          formAction={`#${field.key}`}
          data-drop
        >
          去掉第 <span data-number>{number}</span> {one}
        </button>
      </p>
    </fieldset>
  )
}
