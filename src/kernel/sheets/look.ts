/** The looks that templates and exports share. */
import type ExcelJS from 'exceljs'

const a4 = 9

/** An empty workbook. What writes it takes half a second of a start, and most processes never write one. */
export async function newBook(): Promise<ExcelJS.Workbook> {
  const { default: writer } = await import('exceljs')
  return new writer.Workbook()
}

export const pageSetup = (columns: number): Partial<ExcelJS.PageSetup> => ({
  paperSize: a4,
  orientation: columns > 6 ? 'landscape' : 'portrait',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  horizontalCentered: true,
  margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
})

/** Two rows over the whole width: the title; place and period left, a remark right. */
export function titleRows(sheet: ExcelJS.Worksheet, title: string, left: string, right: string, width: number): void {
  sheet.addRow([title])
  sheet.mergeCells(1, 1, 1, Math.max(2, width))
  sheet.getRow(1).height = 32
  sheet.getCell(1, 1).font = { name: '宋体', size: 18, bold: true }
  sheet.getCell(1, 1).alignment = { horizontal: 'center', vertical: 'middle' }
  const cut = Math.max(1, Math.floor(width / 2))
  sheet.getCell(2, 1).value = left
  sheet.getCell(2, cut + 1).value = right
  if (cut > 1) sheet.mergeCells(2, 1, 2, cut)
  if (width > cut + 1) sheet.mergeCells(2, cut + 1, 2, width)
  sheet.getCell(2, cut + 1).alignment = { horizontal: 'right' }
}

export function head(sheet: ExcelJS.Worksheet, from: number, to: number, width: number): void {
  for (let r = from; r <= to; r++) {
    for (let c = 1; c <= width; c++) {
      const cell = sheet.getCell(r, c)
      cell.font = { name: '宋体', size: 11, bold: true }
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true }
      cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } }
    }
  }
}

export function border(sheet: ExcelJS.Worksheet, from: number, to: number, width: number): void {
  const thin = { style: 'thin', color: { argb: 'FF999999' } } as const
  for (let r = from; r <= to; r++) {
    for (let c = 1; c <= width; c++) sheet.getCell(r, c).border = { top: thin, left: thin, bottom: thin, right: thin }
  }
}
