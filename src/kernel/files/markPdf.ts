/** Words over every page of a PDF, as outlines. Runs in the parse worker. */
import { degrees, PDFDocument, rgb, type PDFPage } from '@cantoo/pdf-lib'
import { FileRefused } from './refused.ts'
import { wordPath, type WordPath } from './wordPath.ts'

/** @throws FileRefused where the PDF cannot be opened. */
export async function markPdf(bytes: Uint8Array, words: string): Promise<Uint8Array> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false })
    const outline = wordPath(words)
    for (const page of pdf.getPages()) mark(page, outline)
    return await pdf.save()
  } catch {
    throw new FileRefused('PDF 打不开，可能已损坏。')
  }
}

/**
 * Dark with a light rim, to be seen on a dark scan, too. What is cut off by the page's edge does no harm; a page that
 * is shown turned carries the words turned with it.
 */
function mark(page: PDFPage, { path, width: long }: WordPath): void {
  const { x: left, y: bottom, width, height } = page.getCropBox()
  const size = Math.max(9, Math.min(width, height) / 30)
  const slant = (24 * Math.PI) / 180
  const reach = Math.hypot(width, height) / 2
  const step = (long + 3) * size
  for (let v = -reach, row = 0; v < reach; v += size * 6, row += 1) {
    for (let u = -reach - (row % 2) * (step / 2); u < reach; u += step) {
      const x = left + width / 2 + u * Math.cos(slant) - v * Math.sin(slant)
      const y = bottom + height / 2 + u * Math.sin(slant) + v * Math.cos(slant)
      page.drawSvgPath(path, {
        x,
        y,
        scale: size,
        rotate: degrees(24),
        color: rgb(0.24, 0.24, 0.24),
        opacity: 0.3,
        borderColor: rgb(1, 1, 1),
        borderOpacity: 0.3,
        borderWidth: 0.05,
      })
    }
  }
}
