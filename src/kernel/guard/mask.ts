/**
 * What may leave the office. `publicContent` is the one gate that page, print, export, board, feed, archive and API go
 * through.
 */
import { redact } from './detect.ts'
import { columnsOf, isEmpty, isTemplate, rowsOf, type Form } from '../forms/form.ts'
import type { Cell, Column, Content, MaskRule, Row } from '../forms/forms.schema.ts'
import { maskAddress, maskBank, maskDate, maskId, maskName, maskPeople, maskPhone } from '../forms/masks.ts'
import { totalsOf } from '../forms/sums.ts'

/**
 * Handlers see what they work on; all others get the same public face. Whether a narrower audience may read at all is
 * decided before (CAUTIONS 2).
 */
export type Audience = 'everyone' | 'countyResidents' | 'villageResidents' | 'partyMembers' | 'handlers'

export interface PublicContent {
  /** `rows`: a table; otherwise one row, shown as label and value. */
  layout: 'rows' | 'record' | 'document'
  /** The columns that stay, in order; internal ones are gone. */
  columns: Column[]
  rows: Row[]
  /** Rows counted in the totals but not shown (minors). */
  hiddenRows: number
  /** Sums over all rows, hidden ones included, as stored text. */
  totals: Record<string, string>
  note: string
  nothing?: Content['nothing']
  attachments: Content['attachments']
}

/** The face of a content for an audience. A document's fields are one row. */
export function publicContent(content: Content, form: Form, options: { audience: Audience }): PublicContent {
  const open = options.audience === 'handlers'
  const columns = shownColumns(form, options)
  const all = rowsOf(content, form)
  const shown = shownRows(content, form, options)
  const totals = isTemplate(form) ? totalsOf(all, form) : {}
  return {
    layout: isTemplate(form) ? form.layout : 'document',
    columns,
    rows: shown.map((row) => pick(columns, (c) => (open ? (row[c.key] ?? null) : publicCell(row[c.key], c)))),
    hiddenRows: all.length - shown.length,
    totals: Object.fromEntries(
      Object.entries(totals).filter(([key]) =>
        columns.some((c) => c.key === key && (open || c.visibility === 'public')),
      ),
    ),
    note: content.note,
    ...(content.nothing ? { nothing: content.nothing } : {}),
    attachments: content.attachments.filter((a) => open || a.public),
  }
}

export const shownColumns = (form: Form, options: { audience: Audience }): Column[] =>
  columnsOf(form).filter((c) => options.audience === 'handlers' || c.visibility !== 'internal')

/** The raw rows behind the shown ones, in the same order; never to be handed out. */
export const shownRows = (content: Content, form: Form, options: { audience: Audience }): readonly Row[] =>
  options.audience === 'handlers' ? rowsOf(content, form) : rowsOf(content, form).filter((row) => !isHidden(row, form))

const pick = (columns: readonly Column[], value: (column: Column) => Cell): Row =>
  Object.fromEntries(columns.map((c) => [c.key, value(c)]))

const isHidden = (row: Row, form: Form): boolean =>
  columnsOf(form).some(
    (c) => c.hidesRow === true && (row[c.key] === true || row[c.key] === '是' || row[c.key] === 'true'),
  )

/** One cell as the public sees it: internal → null, masked → masked. */
export function publicCell(cell: Cell | undefined, column: Column): Cell {
  if (isEmpty(cell) || column.visibility === 'internal') return null
  return column.visibility === 'masked' ? maskText(String(cell), column.mask ?? defaultMask(column)) : cell
}

/** Masks a text by rule. */
export function maskText(text: string, rule: MaskRule): string {
  switch (rule) {
    case 'id':
      return maskId(text)
    case 'bank':
      return maskBank(text)
    case 'phone':
      return maskPhone(text)
    case 'name':
      return maskName(text)
    case 'nameUnlessOrganisation':
      return maskPeople(text, redact)
    case 'address':
      return maskAddress(text)
    case 'date':
      return maskDate(text)
    case 'text':
      return redact(text)
  }
}

/** A masked column without a rule is masked by what it holds. */
function defaultMask(column: Column): MaskRule {
  switch (column.type) {
    case 'idcard':
      return 'id'
    case 'bankcard':
      return 'bank'
    case 'phone':
      return 'phone'
    case 'person':
      return 'name'
    case 'address':
      return 'address'
    case 'date':
    case 'month':
    case 'datetime':
      return 'date'
    default:
      return 'text'
  }
}
