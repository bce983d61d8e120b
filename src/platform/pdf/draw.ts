/** Pages laid out become a PDF. Loaded with the first document: the library is a megabyte. */
import * as fontkit from '@cantoo/fontkit'
import { PDFDocument, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'
import type { PdfDocument } from './document.ts'
import { fonts, measure } from './fonts.ts'
import { shifted, type Mark } from './layout.ts'

/** A page's measures in points, and the file's day of making. */
type Sheet = { width: number; height: number; margin: number; at: Date }

/** `pages`: marks by page, counted from its margin. */
export async function drawn(document: PdfDocument, pages: readonly Mark[][], sheet: Sheet): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.registerFontkit(fontkit)
  pdf.setTitle(document.title, { showInWindowTitleBar: true })
  pdf.setLanguage('zh-CN')
  pdf.setCreationDate(sheet.at)
  const used = pages.flat().some((m) => m.kind === 'text' && m.strong)
  const regular = await pdf.embedFont(fonts().regular.bytes, { subset: true })
  const inks: Inks = { regular, strong: used ? await pdf.embedFont(fonts().strong.bytes, { subset: true }) : regular }
  for (const [i, marks] of pages.entries()) {
    const page = pdf.addPage([sheet.width, sheet.height])
    for (const mark of marks) draw(page, shifted(mark, sheet.margin, sheet.margin), inks)
    for (const mark of footOf(document.foot ?? '', i + 1, pages.length, sheet)) draw(page, mark, inks)
  }
  return pdf.save()
}

type Inks = { regular: PDFFont; strong: PDFFont }
const black = rgb(0, 0, 0)
const grey = rgb(0.3, 0.3, 0.3)

function draw(page: PDFPage, m: Mark, inks: Inks): void {
  const y = page.getHeight() - m.y
  switch (m.kind) {
    case 'text':
      return page.drawText(m.text, {
        x: m.x,
        y,
        size: m.size,
        font: m.strong ? inks.strong : inks.regular,
        color: m.quiet ? grey : black,
      })
    case 'frame':
      return page.drawRectangle({
        x: m.x,
        y: y - m.height,
        width: m.width,
        height: m.height,
        borderWidth: 0.5,
        borderColor: grey,
        ...(m.shaded ? { color: rgb(0.94, 0.94, 0.94) } : {}),
      })
    case 'dot':
      return page.drawCircle({ x: m.x, y, size: m.size, color: black })
    case 'path':
      return void page.drawSvgPath(m.path, { x: m.x, y, scale: m.scale, color: black })
  }
}

function footOf(foot: string, page: number, of: number, sheet: Sheet): Mark[] {
  const at = { kind: 'text', y: sheet.height - sheet.margin, size: 8, strong: false, quiet: true } as const
  const number = `第 ${page} 页，共 ${of} 页`
  const wide = [...number].reduce((all, char) => all + measure(char, false), 0) * 8
  return [
    ...(foot === '' ? [] : [{ ...at, text: foot, x: sheet.margin }]),
    ...(of > 1 ? [{ ...at, text: number, x: sheet.width - sheet.margin - wide }] : []),
  ]
}
