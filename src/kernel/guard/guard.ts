/**
 * The privacy guard: finds in texts, cells, neighbouring cells and names what must never be published
 * (个人信息保护法 Art. 25, 28, 31; OL Art. 35 does not ask for any of it). Pure functions; the caller decides what to stop.
 */
import { columnsOf, isEmpty, isTemplate, placeName, rowsOf, shortLabel, type Form } from '../forms/form.ts'
import type { Cell, Column, Content, Row } from '../forms/forms.schema.ts'
import { headerFault, hintsFor, privateWord } from './columns.ts'
import { detect } from './detect.ts'
import { findingsOf, keyOf, type Finding, type Where } from './finding.ts'
import type { Hints } from './hits.ts'
import { findSplitIds } from './split.ts'

export type TextOptions = Hints & {
  /** Begins the sentences: "附件“照片.docx”". Default "文字中". */
  place?: string
  where?: Omit<Where, 'start' | 'end'>
}

/** Findings in a free text, for example a reply, a note or an attachment's text. */
export function guardText(text: string, options: TextOptions = {}): Finding[] {
  const { place = '文字中', where = {}, ...hints } = options
  return findingsOf(detect(text, hints), text, place, where)
}

/**
 * Findings in what a machine read in a picture: rows of words, left to right. A machine may misread, and a shop's sign
 * has a telephone: only an ID number with its right check digit is refused, the rest is asked about.
 */
export function guardPicture(rows: readonly (readonly string[])[], options: TextOptions = {}): Finding[] {
  const { place = '图片中', where = {}, ...hints } = options
  const text = rows.map((row) => row.join('|')).join('\n\n')
  const hits = detect(text, hints).map((hit) =>
    hit.severity === 'refuse' && hit.kind !== 'id' ? { ...hit, severity: 'ask' as const } : hit,
  )
  const findings = findingsOf(hits, text, `${place}（机器识别）`, where)
  return [...new Map(findings.map((f) => [f.key, f])).values()]
}

/** Findings in a file's name: numbers, and words that promise private data ("身份证复印件.jpg"). */
export function guardFileName(name: string, attachment = name): Finding[] {
  const found = guardText(name, { place: `附件名“${maskedName(name)}”中`, where: { attachment } })
  const what = privateWord(name)
  if (!what) return found
  const say = `附件名提到${what}，请打开核对：内容确有${what}的，不能公开；没有的，请改附件名或写明理由。`
  return [
    ...found,
    {
      key: keyOf('fileName', { attachment }, what),
      kind: 'fileName',
      severity: 'ask',
      where: { attachment, start: 0, end: name.length },
      excerpt: what,
      say,
    },
  ]
}

const maskedName = (name: string): string => (detect(name).length > 0 ? `…${/\.\w+$/.exec(name)?.[0] ?? ''}` : name)

/**
 * Findings in everything of a content that would become public: headers, cells, neighbouring cells, document fields,
 * notes, names of public attachments. Internal columns stay in the office, masked ones are masked by `publicContent`:
 * neither is looked at, but for masked names: a number typed beside a name has no place there, and its owner is asked.
 * What stands inside attachments comes from `files/textOf` and goes through `guardText`.
 */
export function guardContent(content: Content, form: Form): Finding[] {
  const columns = columnsOf(form).filter((c) => c.visibility === 'public' || masksNames(c))
  const rows = rowsOf(content, form)
  const officePhone = isTemplate(form) && form.allowOfficePhone === true
  return [
    ...columns.flatMap((column) => headerFindings(column, rows, form)),
    ...rows.flatMap((row, index) => rowFindings(row, index, columns, form, officePhone)),
    ...guardText(content.note, { place: '备注说明中', where: { field: 'note' }, officePhone }),
    ...guardText(content.nothing?.reason ?? '', { place: '“本期无内容”的原因中', where: { field: 'nothing' } }),
    ...content.attachments.filter((a) => a.public).flatMap((a) => guardFileName(a.name, a.file)),
  ]
}

function headerFindings(column: Column, rows: readonly Row[], form: Form): Finding[] {
  const fault = headerFault(column)
  if (!fault || rows.every((row) => isEmpty(row[column.key]))) return []
  const where = isTemplate(form) ? { column: column.key } : { field: column.key }
  const say = `「${shortLabel(column.label)}」一列是${fault.what}，${fault.severity === 'refuse' ? '不能公开，请清空这一列，或请县里把它改为“仅内部”' : '请确认可以公开并写明理由，或清空这一列'}。`
  return [
    {
      key: keyOf('header', where, fault.what),
      kind: 'header',
      severity: fault.severity,
      where: { ...where, start: 0, end: 0 },
      excerpt: fault.what,
      say,
    },
  ]
}

const masksNames = (c: Column): boolean =>
  c.visibility === 'masked' && (c.mask === 'name' || c.mask === 'nameUnlessOrganisation')

const checkedByShape: ReadonlySet<Column['type']> = new Set([
  'money',
  'ratio',
  'date',
  'month',
  'datetime',
  'daterange',
  'period',
  'bool',
])

function rowFindings(row: Row, index: number, columns: readonly Column[], form: Form, officePhone: boolean): Finding[] {
  const looked = columns.filter((c) => !checkedByShape.has(c.type) || !isWellFormed(row[c.key]))
  const single = looked.flatMap((column) => {
    const text = textOfCell(row[column.key])
    const where = isTemplate(form) ? { row: index, column: column.key } : { field: column.key }
    return text === ''
      ? []
      : findingsOf(detect(text, hintsFor(column, officePhone)), text, placeName(form, index, column), where)
  })
  return isTemplate(form)
    ? [
        ...single,
        ...findSplitIds(
          looked.map((c) => ({ column: c, text: textOfCell(row[c.key]) })),
          index,
          form,
        ),
      ]
    : single
}

/** Figures, dates and 是/否 as stored need no look; anything else typed into such a column does. */
const isWellFormed = (cell: Cell | undefined): boolean =>
  typeof cell !== 'string' ||
  /^-?\d{1,13}(\.\d{1,6})?$|^\d{4}(-\d{2}){0,2}( \d{2}:\d{2})?$|^\d{4}-\d{2}-\d{2} 至 \d{4}-\d{2}-\d{2}$/.test(cell)

const textOfCell = (cell: Cell | undefined): string =>
  cell === null || cell === undefined || typeof cell === 'boolean' ? '' : String(cell)
