/** Printed documents made on the server: a PDF on A4 with its Chinese font inside, the same on every machine. */
import type { PdfDocument } from './document.ts'
import { hasGlyph, measure } from './fonts.ts'
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
  const { drawn } = await import('./draw.ts')
  return drawn(document, pages, { width, height, margin, at })
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
