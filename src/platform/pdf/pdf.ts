/** Printed documents made on the server: a PDF on A4 with its Chinese font inside, the same on every machine. */
import * as fontkit from '@cantoo/fontkit'
import { PDFDocument, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib'
import type { PdfDocument } from './document.ts'
import { fonts, hasGlyph, measure } from './fonts.ts'
import { lumpsOf, shifted, type Lump, type Mark } from './layout.ts'
import { printable } from './rare.ts'

/** A4 and its margin (14 mm) in points. */
const a4 = [595.28, 841.89] as const
const margin = 39.7
const footHeight = 16

/**
 * The document as PDF bytes. Characters that the font lacks are printed as □ and named at the end.
 * @param at written into the file as its day of making, so that the same content gives the same bytes.
 */
export async function pdfOf(document: PdfDocument, at: Date): Promise<Uint8Array> {
  const [width, height] = document.landscape ? [a4[1], a4[0]] : a4
  const blocks = printable(document.blocks, hasGlyph)
  const sheet = { width: width - margin * 2, height: height - margin * 2 - footHeight }
  const laid = (scale: number) =>
    pagesOf(
      blocks.flatMap((b) => lumpsOf(b, { width: sheet.width, scale, measure })),
      sheet.height,
    )
  const pages = document.onePage
    ? ([1, 0.95, 0.9, 0.85, 0.8].map(laid).find((p) => p.length === 1) ?? laid(0.75))
    : laid(1)
  return drawn(document, pages, { width, height, at })
}

/** Lumps one below the other; a heading goes to the next page with what follows it. */
export function pagesOf(lumps: readonly Lump[], height: number): Mark[][] {
  const pages: Mark[][] = [[]]
  let used = 0
  for (const [i, lump] of lumps.entries()) {
    const follows = lump.stays ? (lumps[i + 1]?.height ?? 0) : 0
    if (used > 0 && used + lump.height + follows > height) {
      pages.push([])
      used = 0
      if (lump.head) used = placed(pages, lump.head, used)
    }
    used = placed(pages, lump, used)
  }
  return pages
}

function placed(pages: Mark[][], lump: Lump, used: number): number {
  pages.at(-1)!.push(...lump.marks.map((m) => shifted(m, 0, used)))
  return used + lump.height
}

async function drawn(
  document: PdfDocument,
  pages: readonly Mark[][],
  sheet: { width: number; height: number; at: Date },
): Promise<Uint8Array> {
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
    for (const mark of marks) draw(page, shifted(mark, margin, margin), inks)
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

function footOf(foot: string, page: number, of: number, sheet: { width: number; height: number }): Mark[] {
  const at = { kind: 'text', y: sheet.height - margin, size: 8, strong: false, quiet: true } as const
  const number = `第 ${page} 页，共 ${of} 页`
  const wide = [...number].reduce((all, char) => all + measure(char, false), 0) * 8
  return [
    ...(foot === '' ? [] : [{ ...at, text: foot, x: margin }]),
    ...(of > 1 ? [{ ...at, text: number, x: sheet.width - margin - wide }] : []),
  ]
}
