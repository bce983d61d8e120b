/**
 * The Excel template of a form: what to fill in, where, in which words; and the mark by which a wrong upload is known.
 */
import type ExcelJS from 'exceljs'
import { isNumber } from '../forms/form.ts'
import type { Column, Content, Template } from '../forms/forms.schema.ts'
import { layoutOf, sampleOf, styleColumn, type Choices } from './columnStyle.ts'
import { columnName } from './book.ts'
import { border, head, newBook, pageSetup, titleRows } from './look.ts'
import { stampRows, stampSheet, versionOf } from './stamp.ts'

export interface TemplateSheet {
  /** `code` goes into the hidden mark, `name` is printed. */
  place: { code: string; name: string }
  period: string
  /** Last period's content: its rows are carried over where the template carries figures. */
  previous?: Content
}

const emptyRows = 60

/** Bytes of an .xlsx that can be filled in WPS or Excel and read back by `readSheet`. */
export async function writeTemplateSheet(template: Template, options: TemplateSheet): Promise<Uint8Array> {
  const book = await newBook()
  book.calcProperties.fullCalcOnLoad = true
  const sheet = book.addWorksheet(sheetName(template.name), { pageSetup: pageSetup(template.columns.length) })
  const choices = addStamp(book, template, options)
  if (template.layout === 'record') fillRecord(sheet, template, options, choices)
  else fillTable(sheet, template, options, choices)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** Excel allows 31 characters and none of []:*?/\ in a sheet's name. */
export const sheetName = (name: string): string =>
  Array.from(name.replace(/[[\]:*?/\\“”]/g, ''))
    .slice(0, 28)
    .join('') || '表'

/** The hidden sheet holds the mark and the option lists of the drop-downs. */
function addStamp(book: ExcelJS.Workbook, template: Template, options: TemplateSheet): Choices {
  const hidden = book.addWorksheet(stampSheet, { state: 'veryHidden' })
  for (const row of stampRows({
    template: template.code,
    version: versionOf(template),
    place: options.place.code,
    period: options.period,
  }))
    hidden.addRow(row)
  const choices: Choices = new Map()
  let column = 4
  for (const field of template.columns) {
    const list = field.type === 'bool' ? ['是', '否'] : field.options
    if (!list) continue
    list.forEach((option, i) => {
      hidden.getCell(i + 1, column).value = option
    })
    const letter = columnName(column - 1)
    choices.set(field.key, `${stampSheet}!$${letter}$1:$${letter}$${list.length}`)
    column++
  }
  return choices
}

const groups = { public: '向村民公开', masked: '屏蔽后公开', internal: '仅供核对，不公开' } as const

function fillTable(sheet: ExcelJS.Worksheet, template: Template, options: TemplateSheet, choices: Choices): void {
  const columns = template.columns
  titleRows(
    sheet,
    template.name,
    `${options.place.name}　${options.period}`,
    '带 * 的必填；示例行不会读入，可以留着',
    columns.length + 1,
  )
  sheet.addRow(['序号', ...columns.map((c) => groups[c.visibility])])
  sheet.addRow(['序号', ...columns.map((c) => (c.required ? `${c.label}*` : c.label))])
  mergeGroups(sheet, columns)
  sheet.addRow(['示例', ...columns.map(sampleOf)]).font = { italic: true, color: { argb: 'FF767676' } }
  for (const row of carriedRows(template, options.previous)) sheet.addRow(['', ...row])
  const last = 5 + Math.max(emptyRows, (options.previous?.rows.length ?? 0) + 20)
  columns.forEach((column, i) => styleColumn(sheet, column, i + 2, 6, last, choices))
  addTotals(sheet, template, last)
  sheet.getColumn(1).width = 6
  head(sheet, 3, 4, columns.length + 1)
  border(sheet, 3, last + (template.totals.length > 0 ? 1 : 0), columns.length + 1)
  sheet.views = [{ state: 'frozen', ySplit: 4, xSplit: 2 }]
  sheet.pageSetup.printTitlesRow = '3:4'
}

/** Columns of one visibility that stand side by side share one heading. */
function mergeGroups(sheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  sheet.mergeCells(3, 1, 4, 1)
  let from = 0
  columns.forEach((column, i) => {
    if (columns[i + 1]?.visibility === column.visibility) return
    if (i > from) sheet.mergeCells(3, from + 2, 3, i + 2)
    from = i + 1
  })
}

/** Last period's rows with their closing figures as this period's opening ones; other figures are left to fill in. */
function carriedRows(template: Template, previous: Content | undefined): (string | number)[][] {
  const { carry } = template.checks
  if (!previous || Object.keys(carry).length === 0) return []
  return previous.rows.map((row) =>
    template.columns.map((column) => {
      const from = carry[column.key]
      if (from) return Number(row[from] ?? 0)
      return isNumber(column) || column.type === 'date' || column.visibility === 'internal'
        ? ''
        : String(row[column.key] ?? '')
    }),
  )
}

function addTotals(sheet: ExcelJS.Worksheet, template: Template, last: number): void {
  if (template.totals.length === 0) return
  const row = sheet.getRow(last + 1)
  row.getCell(1).value = '合计'
  row.font = { bold: true }
  template.columns.forEach((column, i) => {
    if (!template.totals.includes(column.key)) return
    const letter = columnName(i + 1)
    row.getCell(i + 2).value = { formula: `SUM(${letter}6:${letter}${last})` }
    row.getCell(i + 2).numFmt = layoutOf(column).format
  })
}

function fillRecord(sheet: ExcelJS.Worksheet, template: Template, options: TemplateSheet, choices: Choices): void {
  titleRows(sheet, template.name, `${options.place.name}　${options.period}`, '带 * 的必填，填在“填写内容”一列', 3)
  sheet.addRow(['项目', '填写内容', '说明（示例）'])
  const before = options.previous?.rows[0]
  template.columns.forEach((column, i) => {
    const from = template.checks.carry[column.key]
    const row = sheet.addRow([
      column.required ? `${column.label}*` : column.label,
      from && before ? Number(before[from] ?? 0) : '',
      hintOf(column),
    ])
    styleColumn(sheet, column, 2, 4 + i, 4 + i, choices)
    row.getCell(3).font = { italic: true, color: { argb: 'FF767676' } }
  })
  sheet.getColumn(1).width = 30
  sheet.getColumn(2).width = 36
  sheet.getColumn(3).width = 40
  head(sheet, 3, 3, 3)
  border(sheet, 3, 3 + template.columns.length, 3)
  sheet.views = [{ state: 'frozen', ySplit: 3 }]
  sheet.pageSetup.printTitlesRow = '3:3'
}

const hintOf = (column: Column): string =>
  [column.visibility === 'public' ? '' : groups[column.visibility], column.help ?? '', `示例：${sampleOf(column)}`]
    .filter((t) => t !== '')
    .join('；')
