/** The content of a notice: a table, a record, or a document's text, with its sums, remarks and attachments. */
import { isNumber, isTemplate, shortLabel } from '../../../kernel/forms/form.ts'
import type { Column, Row, Template } from '../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import { Facts } from '../../../web/facts.tsx'
import { Table, type TableColumn } from '../../../web/table.tsx'
import type { Published } from './publish.ts'
import type { NoticeFile } from './notice.queries.ts'

export type PublicForm = Template | Column[]
export const rowsPerPage = 100

/** The columns the public sees, in order. */
export const columnsShown = (form: PublicForm): Column[] =>
  (isTemplate(form) ? form.columns : form).filter(
    (c) => c.visibility !== 'internal' && c.type !== 'files' && c.type !== 'image',
  )

export const isLong = (form: PublicForm): boolean => isTemplate(form) && form.layout === 'rows'

/** The address at which one says that a row is wrong; rows count from 1. */
type Doubt = (row: number) => string

export function Content({
  form,
  content,
  title,
  from = 0,
  to = Infinity,
  doubt,
}: {
  form: PublicForm
  content: Published
  title: string
  from?: number
  to?: number
  doubt?: Doubt
}) {
  if (content.nothing !== null)
    return (
      <div class="article">
        <p>本期没有这类事项：{content.nothing}</p>
      </div>
    )
  const columns = columnsShown(form)
  return (
    <>
      {isLong(form) && <Sums columns={columns} content={content} />}
      {isLong(form) ? (
        <RowsTable columns={columns} content={content} title={title} from={from} to={to} doubt={doubt} />
      ) : (
        <Record columns={columns} row={content.rows[0] ?? {}} title={title} sums={sumKeys(form)} />
      )}
      {content.hiddenRows > 0 && (
        <p class="quiet">另有 {content.hiddenRows} 行涉及未成年人，不逐行公布，已计入合计。</p>
      )}
      {content.note !== '' && <p>说明：{content.note}</p>}
    </>
  )
}

/** Where a table is long, its sums stand above it too: on a phone the last row is far away. */
function Sums({ columns, content }: { columns: Column[]; content: Published }) {
  const sums = columns.filter((c) => content.totals[c.key] !== undefined)
  if (content.rows.length < 6) return null
  return (
    <p>
      共 {content.rows.length} 行{sums.length > 0 && '，合计：'}
      {sums
        .slice(0, 3)
        .map((c) => `${labelOf(c)} ${showCell(content.totals[c.key], c)}`)
        .join('；')}
      。
    </p>
  )
}

function RowsTable({
  columns,
  content,
  title,
  from,
  to,
  doubt,
}: {
  columns: Column[]
  content: Published
  title: string
  from: number
  to: number
  doubt: Doubt | undefined
}) {
  // A column that is empty all the way down says nothing and takes room.
  const used = columns.filter(
    (c) => c.required || content.rows.some((r) => r[c.key] !== null && r[c.key] !== undefined && r[c.key] !== ''),
  )
  const rows = content.rows.slice(from, to)
  return (
    <Table
      caption={title}
      columns={used.map(tableColumn)}
      rows={rows.map((r) => Object.fromEntries(used.map((c) => [c.key, showCell(r[c.key], c)])))}
      lead={leadOf(used)}
      doing={
        doubt
          ? {
              label: '有疑问',
              cell: (i) => (
                <a href={doubt(from + i + 1)}>
                  有疑问<span class="unseen">，第 {from + i + 1} 行</span>
                </a>
              ),
            }
          : undefined
      }
      idOf={(i) => `r${from + i + 1}`}
      totals={
        to >= content.rows.length
          ? Object.fromEntries(
              used
                .filter((c) => content.totals[c.key] !== undefined)
                .map((c) => [c.key, showCell(content.totals[c.key], c)]),
            )
          : undefined
      }
    />
  )
}

const titleWords = /姓名|户主|名称|项目|摘要|事项|标的|申请人|对象|农户|党员|议题|主题|内容/
const serials = /编号|凭证|票据|文号|序号/

/** The column that tells a reader which row this is. */
function leadOf(columns: readonly Column[]): string | undefined {
  const words = columns.filter((c) => ['text', 'person', 'enum'].includes(c.type) && !serials.test(c.label))
  return (
    words.find((c) => titleWords.test(c.label) && c.type !== 'enum') ??
    words.find((c) => c.type === 'person') ??
    words[0] ??
    columns[0]
  )?.key
}

const days: ReadonlySet<Column['type']> = new Set(['date', 'month', 'datetime', 'period'])

function tableColumn(c: Column): TableColumn {
  const kind = isNumber(c)
    ? 'number'
    : days.has(c.type)
      ? 'day'
      : c.type === 'longtext' || (c.maxLength ?? 0) > 120
        ? 'long'
        : undefined
  return { key: c.key, label: labelOf(c), kind }
}

/** "金额（元）": the unit stands in the label, the figures stay bare. */
export function labelOf(c: Column): string {
  const unit = c.type === 'money' ? '元' : (c.unit ?? '')
  return unit === '' || c.label.includes(unit) ? c.label : `${c.label}（${unit}）`
}

/** The values of a document or record; its long texts stand below, as text. */
function Record({
  columns,
  row,
  title,
  sums,
}: {
  columns: Column[]
  row: Row
  title: string
  sums: ReadonlySet<string>
}) {
  const filled = columns
    .map((c) => ({ c, text: showCell(row[c.key], c) }))
    .filter(({ c, text }) => text !== '' && !(c.key === 'title' && text === title))
  const short = filled.filter(({ c, text }) => c.type !== 'longtext' && text.length <= 200)
  const long = filled.filter(({ c, text }) => c.type === 'longtext' || text.length > 200)
  return (
    <>
      {short.length > 0 && (
        <Facts
          facts={short.map(({ c, text }) => ({
            label: labelOf(c),
            value: text,
            number: isNumber(c),
            sum: sums.has(c.key),
          }))}
        />
      )}
      {long.length > 0 && (
        <div class="article">
          {long.map(({ c, text }) => (
            <section key={c.key}>
              <h2>{shortLabel(c.label)}</h2>
              {text.split(/\n{2,}/).map((p, i) => (
                <p key={i}>{p}</p>
              ))}
            </section>
          ))}
        </div>
      )}
    </>
  )
}

/** In a record, what its own checks compute stands out as a sum. */
const sumKeys = (form: PublicForm): ReadonlySet<string> =>
  new Set(isTemplate(form) ? form.checks.rowChecks.map((check) => check.split('=')[0]!.trim()) : [])

/** `level` of its heading, where it stands below another one. */
export function Attachments({ files, level = 2 }: { files: readonly NoticeFile[]; level?: 2 | 3 }) {
  if (files.length === 0) return null
  const pictures = files.filter((f) => f.type.startsWith('image/'))
  const papers = files.filter((f) => !f.type.startsWith('image/'))
  return (
    <>
      {level === 2 ? <h2>附件</h2> : <h3>附件</h3>}
      {pictures.length > 0 && (
        <div class="shots">
          {pictures.map((f) => (
            <a key={f.sha256} href={fileHref(f)}>
              <img src={fileHref(f)} alt={f.name} loading="lazy" />
            </a>
          ))}
        </div>
      )}
      {papers.length > 0 && (
        <ul>
          {papers.map((f) => (
            <li key={f.sha256}>
              <a href={fileHref(f)}>{f.name}</a>（{sizeOf(f.bytes)}）
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const fileHref = (f: NoticeFile) => `/f/${f.sha256}/${encodeURIComponent(f.name)}`
const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
