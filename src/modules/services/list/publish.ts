/** The published result of an application: which columns it has, masked by column, and what may never stand there. */
import type { Answers, AskedField } from '../../../kernel/asked/asked.schema.ts'
import { fieldNamed, isFile, isRows, isSealed, kindNames, placedFields } from '../../../kernel/asked/fields.ts'
import { showAnswer } from '../../../kernel/asked/show.ts'
import type { AskContext } from '../../../kernel/asked/one.ts'
import { maskText } from '../../../kernel/guard/mask.ts'
import type { MaskRule } from '../../../kernel/forms/forms.schema.ts'
import type { ServiceFault } from './faults.ts'
import { resultSources, type Publish, type PublishColumn, type ResultSource, type Service } from './services.schema.ts'

/**
 * The service's template of the public result, else the item of its notice with what the form shows; `undefined` where
 * results are not published.
 */
export function publishOf(service: Service): Publish | undefined {
  const item = service.publish?.item ?? service.notice?.item
  return service.publish ?? (item === undefined ? undefined : { item, columns: defaultColumns(service) })
}

/** Group, name where names are public, what the form shows, the amount where money is paid, result and day. */
export function defaultColumns(service: Service): PublishColumn[] {
  const fields = placedFields(service.form).map((p) => p.field)
  const named = service.notice?.names !== false
  const column = (from: ResultSource): PublishColumn => ({
    key: from,
    label: resultSources[from].replace(/^申请人|批准的|办结的/, '').replace('日子', '日期'),
    from,
  })
  return [
    column('group'),
    ...(named ? [column('name')] : []),
    ...fields
      .filter((f) => f.shown !== undefined && !isApplicant(f) && f.kind !== 'person')
      .slice(0, 7)
      .map((f): PublishColumn => ({ key: f.key, label: f.label.slice(0, 30), from: f.key })),
    ...(fields.some((f) => f.kind === 'bankAccount') ? [column('amount')] : []),
    column('result'),
    column('day'),
  ]
}

/** The field that holds the applicant's own name. */
const isApplicant = (field: AskedField): boolean =>
  field.kind === 'person' && (field.from === 'name' || field.key === 'name')

/**
 * What the office knows of a finished application besides its answers; each as text for people, empty where there is
 * none.
 */
export type Outcome = Record<ResultSource, string>

/**
 * One row of the published result, in the template's order, every cell masked as its column says; nothing where results
 * are not published.
 */
export function publishedRow(
  service: Service,
  answers: Answers,
  outcome: Outcome,
  ctx: AskContext = {},
): { key: string; label: string; value: string }[] {
  return (publishOf(service)?.columns ?? []).map((column) => ({
    key: column.key,
    label: column.label,
    value: cellOf(service, column, answers, outcome, ctx),
  }))
}

function cellOf(service: Service, column: PublishColumn, answers: Answers, outcome: Outcome, ctx: AskContext): string {
  const text = isSource(column.from) ? outcome[column.from] : answerText(service, column.from, answers, ctx)
  const mask = maskFor(service, column)
  return mask === undefined || text === '' ? text : maskText(text, mask)
}

/** Never a sealed kind, a list or a file, whatever the template says. */
function answerText(service: Service, key: string, answers: Answers, ctx: AskContext): string {
  const field = fieldNamed(service.form, key)
  return field === undefined || neverShown(field) ? '' : showAnswer(answers[key], field, ctx)
}

const neverShown = (field: AskedField): boolean => isSealed(field.kind) || isFile(field.kind) || isRows(field.kind)
const isSource = (from: string): from is ResultSource => from in resultSources

/** The column's own mask, else the one that the form gives the answer. */
function maskFor(service: Service, column: PublishColumn): MaskRule | undefined {
  const field =
    column.from === 'name'
      ? placedFields(service.form).find((p) => isApplicant(p.field))?.field
      : isSource(column.from)
        ? undefined
        : fieldNamed(service.form, column.from)
  return column.mask ?? (field?.shown === undefined || field.shown === 'as' ? undefined : field.shown)
}

export function publishFaults(service: Service): ServiceFault[] {
  const { publish, notice } = service
  if (!publish) return []
  const keys = publish.columns.map((c) => c.key)
  return [
    ...keys
      .filter((k, i) => keys.indexOf(k) < i)
      .map((k) => ({ field: `publish.${k}`, say: `公开的结果里有两列都叫 ${k}。`, remedy: '请换一个键。' })),
    ...publish.columns
      .flatMap((c) => columnFault(service, c))
      .map(({ key, ...fault }) => ({ field: `publish.${key}`, ...fault })),
    ...(notice?.item !== undefined && notice.item !== publish.item
      ? [
          {
            field: 'publish.item',
            say: `公示在 ${notice.item}，结果却公开在 ${publish.item}。`,
            remedy: '请改成同一个公开事项。',
          },
        ]
      : []),
  ]
}

function columnFault(service: Service, c: PublishColumn): { key: string; say: string; remedy: string }[] {
  const tell = (say: string, remedy: string) => [{ key: c.key, say, remedy }]
  if (isSource(c.from))
    return c.from === 'name' && service.notice?.names === false && c.mask === undefined
      ? tell('公示不公布姓名，公开的结果里却有姓名。', '请去掉这一列，或者遮盖。')
      : []
  const field = fieldNamed(service.form, c.from)
  if (!field) return tell(`公开的结果要用表单里的“${c.from}”，表单里没有这一项。`, '请改成表单里有的，或者去掉这一列。')
  if (neverShown(field)) return tell(`“${field.label}”是${kindNames[field.kind]}，遮盖了也不能公开。`, '请去掉这一列。')
  return field.shown === undefined
    ? tell(`“${field.label}”在表单里写的是不公开，公开的结果里却有它。`, '请去掉这一列，或者在表单里改成公开。')
    : []
}
