/** The content of a notice: a table, a record, or a document's text, with its sums, remarks and attachments. */
import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import { isNumber, isTemplate, labelWithUnit, shortLabel, unitOf } from '../../../kernel/forms/form.ts'
import type { Column, Row } from '../../../kernel/forms/forms.schema.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import { sayDay } from '../../../platform/clock.ts'
import { Facts } from '../../../web/facts.tsx'
import { Figures, Ledger, type LedgerRow } from '../../../web/ledger.tsx'
import { Fold, Large } from '../../../web/less.tsx'
import { Table, type TableColumn } from '../../../web/table.tsx'
import type { Published } from './publish.ts'
import { columnsShown, isLong, type PublicForm } from './publicForm.ts'
import type { NoticeFile } from './notice.queries.ts'
import { groupsOf, paperParts, partsOf, sayCell, saySame, sumColumn, type Parts } from './rowsAsRead.ts'

export const rowsPerPage = 100
/**
 * Above as many rows a table is folded: into its groups, else after the first ones. Five screens hold fewer in large
 * type.
 */
const usual = { foldedAbove: 20, firstRows: 10 }
const inLargeType = { foldedAbove: 7, firstRows: 5 }
/** A longer text after the first one is folded. */
const longText = 240
/** Of a text that is longer by half, large type gives as much. */
const begun = 160
/** As few rows stand unfolded. */
const openBelow = 3

/** The address at which one says that a row is wrong; rows count from 1. */
type Doubt = (row: number) => string

/** `paper`: a plain table, for print. `after`: stands between the figures and the table. */
export function Content({
  form,
  content,
  title,
  from = 0,
  to = Infinity,
  doubt,
  paper = false,
  after,
}: {
  form: PublicForm
  content: Published
  title: string
  from?: number
  to?: number
  doubt?: Doubt
  paper?: boolean
  after?: ComponentChildren
}) {
  if (content.nothing !== null)
    return (
      <>
        <div class="article">
          <p>本期没有这类事项：{content.nothing}</p>
        </div>
        {after}
      </>
    )
  const columns = columnsShown(form)
  const long = isLong(form) && content.rows.length > 0
  return (
    <>
      {long && <Sums form={form} columns={columns} content={content} />}
      {long && after}
      {long ? (
        paper ? (
          <PaperTable form={form} content={content} title={title} />
        ) : (
          <RowsTable form={form} content={content} title={title} from={from} to={to} doubt={doubt} />
        )
      ) : (
        <Record columns={columns} row={content.rows[0] ?? {}} title={title} sums={sumKeys(form)} paper={paper} />
      )}
      {content.hiddenRows > 0 && (
        <p class="quiet">另有 {content.hiddenRows} 行涉及未成年人，不逐行公布，已计入合计。</p>
      )}
      {content.note !== '' && <p>说明：{content.note}</p>}
      {!long && after}
    </>
  )
}

/** What the rows come to, before them: the sum that people came for first. */
function Sums({ form, columns, content }: { form: PublicForm; columns: Column[]; content: Published }) {
  if (content.rows.length < 2) return null
  const first = sumColumn(form, columns)
  const sums = columns
    .filter((c) => content.totals[c.key] !== undefined)
    .sort((a, b) => Number(b === first) - Number(a === first))
    .slice(0, 3)
    .map((c) => ({
      label: `${shortLabel(c.label)}合计`,
      text: showCell(content.totals[c.key], c),
      unit: unitOf(c),
    }))
  if (sums.length === 0) return content.rows.length < 6 ? null : <p>一共 {content.rows.length} 行。</p>
  return <Figures figures={[...sums, { label: '一共', text: String(content.rows.length), unit: '行' }]} />
}

type RowsProps = {
  form: PublicForm
  content: Published
  title: string
  from: number
  to: number
  doubt: Doubt | undefined
}

function RowsTable({ form, content, title, from, to, doubt }: RowsProps) {
  const { foldedAbove, firstRows } = useContext(Large).brief ? inLargeType : usual
  const parts = partsOf(form, content.rows)
  const { sum, group } = parts
  const rows = content.rows.slice(from, to)
  const same = saySame(parts.same)
  const line = (row: Row, at: number) => ledgerRow(parts, row, from + at, title, doubt)
  const table = (name: string, some: LedgerRow[], said: string, total?: string) => (
    <Ledger
      title={name}
      same={said}
      heads={headsOf(parts)}
      columns={parts.shown.map((c) => ({ label: labelWithUnit(c), number: isNumber(c) }))}
      rows={some}
      total={total}
      open={content.rows.length <= openBelow}
    />
  )
  const total =
    to >= content.rows.length && sum !== undefined && content.totals[sum.key] !== undefined && content.rows.length > 1
      ? showCell(content.totals[sum.key], sum)
      : undefined
  if (rows.length <= foldedAbove) return table(title, rows.map(line), same, total)
  if (group !== undefined)
    return (
      <>
        {same !== '' && <p>{same}</p>}
        {groupsOf(rows, group, sum).map((g) => (
          <details class="group" key={g.name} data-printed="true">
            <summary>
              <span>
                <b>{g.name}</b> {g.rows.length} 行
              </span>
              {g.total !== '' && <b class="num">{g.total}</b>}
            </summary>
            {table(
              `${title}，${g.name}`,
              g.rows.map(({ row, at }) => line(row, at)),
              '',
            )}
          </details>
        ))}
      </>
    )
  return (
    <>
      {table(title, rows.slice(0, firstRows).map(line), same)}
      <details class="group" data-printed="true">
        <summary>
          <span>其余 {rows.length - firstRows} 行</span>
        </summary>
        {table(
          `${title}，其余`,
          rows.slice(firstRows).map((row, i) => line(row, firstRows + i)),
          '',
          total,
        )}
      </details>
    </>
  )
}

const headsOf = ({ what, who, date, sum }: Parts) => ({
  what: who === undefined ? labelWithUnit(what) : `${shortLabel(what.label)}、${shortLabel(who.label)}`,
  date: date === undefined ? undefined : shortLabel(date.label),
  sum: sum === undefined ? undefined : labelWithUnit(sum),
})

/** A row in its parts; `at` counts from 0 over the whole table. */
function ledgerRow(parts: Parts, row: Row, at: number, title: string, doubt: Doubt | undefined): LedgerRow {
  const text = (c: Column | undefined) => (c === undefined ? '' : sayCell(row, c))
  return {
    id: `r${at + 1}`,
    what: text(parts.what) || '没有写明',
    who: text(parts.who),
    date: sayDate(text(parts.date), title),
    sum: text(parts.sum),
    cells: parts.shown.map((c) => ({ label: labelWithUnit(c), text: text(c), number: isNumber(c) })),
    folded: parts.folded.map((c) => ({ label: labelWithUnit(c), text: text(c) })).filter((c) => c.text !== ''),
    doing: doubt && (
      <a href={doubt(at + 1)}>
        这一行我有疑问<span class="unseen">，第 {at + 1} 行</span>
      </a>
    ),
  }
}

/** "10 月 4 日"; with its year where the title does not say it. What is no day stays as it is. */
const sayDate = (text: string, title: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? sayDay(text, !title.includes(text.slice(0, 4))) : text

/** All columns side by side; one that is empty all the way down says nothing and takes room. */
function PaperTable({ form, content, title }: { form: PublicForm; content: Published; title: string }) {
  const { columns, same } = paperParts(form, content.rows)
  return (
    <>
      {same !== '' && <p>{same}</p>}
      <Table
        caption={title}
        columns={columns.map(tableColumn)}
        rows={content.rows.map((r) => Object.fromEntries(columns.map((c) => [c.key, showCell(r[c.key], c)])))}
        totals={Object.fromEntries(
          columns
            .filter((c) => content.totals[c.key] !== undefined)
            .map((c) => [c.key, showCell(content.totals[c.key], c)]),
        )}
      />
    </>
  )
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
  return { key: c.key, label: labelWithUnit(c), kind }
}

/** The values of a document or record; its long texts stand below, as text. */
function Record({
  columns,
  row,
  title,
  sums,
  paper,
}: {
  columns: Column[]
  row: Row
  title: string
  sums: ReadonlySet<string>
  paper: boolean
}) {
  const filled = columns
    .map((c) => ({ c, text: showCell(row[c.key], c) }))
    .filter(({ c, text }) => text !== '' && !(c.key === 'title' && text === title))
  const short = filled.filter(({ c, text }) => c.type !== 'longtext' && text.length <= 200)
  const long = filled.filter(({ c, text }) => c.type === 'longtext' || text.length > 200)
  const isFolded = (text: string, i: number) => !paper && i > 0 && text.length > longText
  return (
    <>
      {short.length > 0 && (
        <Facts
          facts={short.map(({ c, text }) => ({
            label: labelWithUnit(c),
            value: text,
            number: isNumber(c),
            sum: sums.has(c.key),
          }))}
        />
      )}
      {long.length > 0 && (
        <div class="article">
          {long
            .filter(({ text }, i) => !isFolded(text, i))
            .map(({ c, text }) => (
              <section key={c.key}>
                <h2>{shortLabel(c.label)}</h2>
                <Paragraphs text={text} />
              </section>
            ))}
        </div>
      )}
      {long
        .filter(({ text }, i) => isFolded(text, i))
        .map(({ c, text }) => (
          <Fold key={c.key} title={shortLabel(c.label)} wide>
            <div class="article">
              <Paragraphs text={text} />
            </div>
          </Fold>
        ))}
    </>
  )
}

/** Of a very long text large type gives the beginning, to the end of a sentence or of a part of one. */
function Paragraphs({ text }: { text: string }) {
  const large = useContext(Large)
  const cut = large.brief && text.length > begun * 1.5 ? beginning(text) : text
  if (text.length > begun * 1.5) large.left = true
  return (
    <>
      {cut.split(/\n{2,}/).map((p, i) => (
        <p key={i}>{p}</p>
      ))}
    </>
  )
}

function beginning(text: string): string {
  const [start = text.slice(0, begun)] = new RegExp(`^[^]{${longText}}[^。；、\n]{0,60}(?=[。；、\n])`).exec(text) ?? []
  return `${start}……`
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
