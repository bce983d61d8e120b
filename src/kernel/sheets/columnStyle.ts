/** How a column stands in Excel: width, number format, drop-down, sample. */
import type ExcelJS from 'exceljs'
import { decimalsOf } from '../forms/form.ts'
import type { Column } from '../forms/forms.schema.ts'

/** Column key → the range of its options on the hidden sheet. */
export type Choices = Map<string, string>

export interface ColumnLayout {
  width: number
  format: string
  align: 'left' | 'right' | 'center'
}

/**
 * Numbers that are names (IDs, cards, phones, vouchers) are text, so that Excel neither rounds them nor drops zeros.
 */
export function layoutOf(column: Column): ColumnLayout {
  switch (column.type) {
    case 'money':
      return { width: 14, format: '#,##0.00', align: 'right' }
    case 'int':
      return { width: 9, format: '0', align: 'right' }
    case 'decimal':
    case 'area':
    case 'ratio':
      return { width: 11, format: `0.${'0'.repeat(Math.max(1, Math.min(2, decimalsOf(column))))}`, align: 'right' }
    case 'date':
      return { width: 13, format: 'yyyy-mm-dd', align: 'center' }
    case 'daterange':
      return { width: 26, format: '@', align: 'center' }
    case 'datetime':
      return { width: 18, format: '@', align: 'center' }
    case 'month':
    case 'period':
      return { width: 11, format: '@', align: 'center' }
    case 'idcard':
    case 'bankcard':
      return { width: 23, format: '@', align: 'left' }
    case 'longtext':
      return { width: 40, format: '@', align: 'left' }
    case 'bool':
      return { width: 8, format: '@', align: 'center' }
    default:
      return { width: Math.max(10, Math.min(30, Array.from(column.label).length * 2 + 2)), format: '@', align: 'left' }
  }
}

/** Formats, drop-down lists and widths of the cells that people fill in. */
export function styleColumn(
  sheet: ExcelJS.Worksheet,
  column: Column,
  index: number,
  from: number,
  to: number,
  choices: Choices,
): void {
  const layout = layoutOf(column)
  sheet.getColumn(index).width = layout.width
  const list = choices.get(column.key)
  for (let r = from; r <= to; r++) {
    const cell = sheet.getCell(r, index)
    cell.numFmt = layout.format
    cell.alignment = { horizontal: layout.align, vertical: 'middle', wrapText: layout.align === 'left' }
    if (list)
      cell.dataValidation = {
        type: 'list',
        allowBlank: true,
        formulae: [list],
        showErrorMessage: true,
        errorTitle: '请从列表里选',
        error: `“${column.label}”只能选列表里的一项`,
      }
  }
}

/** A filled-in example, always text, so that it is never added up. */
export function sampleOf(column: Column): string {
  if (column.sample !== undefined)
    return typeof column.sample === 'boolean' ? (column.sample ? '是' : '否') : String(column.sample)
  switch (column.type) {
    case 'money':
      return '1260.00'
    case 'int':
      return '12'
    case 'decimal':
    case 'area':
      return '3.5'
    case 'ratio':
      return '85.5'
    case 'date':
      return '2026-09-03'
    case 'month':
      return '2026-09'
    case 'datetime':
      return '2026-09-03 14:30'
    case 'daterange':
      return '2026-09-01 至 2026-09-07'
    case 'period':
      return '2026-09'
    case 'enum':
      return column.options?.[0] ?? ''
    case 'bool':
      return '是'
    case 'person':
      return '张某某'
    case 'phone':
      return '0317-6220000'
    case 'idcard':
      return '18 位身份证号'
    case 'bankcard':
      return '银行账号'
    case 'image':
    case 'files':
      return '在网页上传'
    default:
      return '文字'
  }
}
