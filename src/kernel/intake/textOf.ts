/** The text inside an attachment, for the privacy guard. What only a picture shows cannot be read here and is said so. */
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { guardText, type TextOptions } from '../guard/guard.ts'
import type { Finding } from '../guard/finding.ts'
import { decode } from '../sheets/decode.ts'
import { readBook, type Grid } from '../sheets/grid.ts'
import { fileTypeOf } from '../files/magic.ts'
import { FileRefused } from '../files/refused.ts'
import { readZip } from '../files/zip.ts'

/** `unreadablePages`: pages or pictures without text that a person must look at. */
export interface ExtractedText {
  text: string
  unreadablePages: number
}

/** What the privacy guard finds in an attachment; long texts take time, so this too runs in the parse worker. */
export async function guardBytes(
  bytes: Uint8Array,
  options: TextOptions,
): Promise<{ findings: Finding[]; unreadablePages: number }> {
  const { text, unreadablePages } = await textOfBytes(bytes)
  return { findings: guardText(text, options), unreadablePages }
}

/** Runs in the parse worker. @throws FileRefused where the file cannot be opened. */
export async function textOfBytes(bytes: Uint8Array): Promise<ExtractedText> {
  switch (fileTypeOf(bytes)) {
    case 'xlsx':
      return { text: sheetText(bytes), unreadablePages: hasPictures(bytes) }
    case 'xls':
      return { text: sheetText(bytes), unreadablePages: 0 }
    case 'docx':
      return { text: wordText(bytes), unreadablePages: hasPictures(bytes) }
    case 'pdf':
      return pdfText(bytes)
    case 'text':
      return { text: decode(bytes).text, unreadablePages: 0 }
    default:
      return { text: '', unreadablePages: 1 }
  }
}

/** Cells beside each other are joined by "|", as the guard reads numbers over it; hidden sheets are read too. */
function sheetText(bytes: Uint8Array): string {
  const book = readBook(bytes)
  const lines = (grid: Grid): string[] =>
    grid.cells.map((row) => row.map((cell) => (cell && !cell.merged ? cell.text : '')).join('|'))
  return [...book.grids, ...book.hidden].flatMap((grid) => [grid.name, ...lines(grid)]).join('\n\n')
}

const hasPictures = (bytes: Uint8Array): number =>
  [...readZip(bytes).keys()].filter((n) => /\/media\/.+\.(?:jpe?g|png|gif|bmp|tiff?|webp|emf|wmf)$/i.test(n)).length

const textParts = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/

function wordText(bytes: Uint8Array): string {
  const parts = [...readZip(bytes)].filter(([name]) => textParts.test(name))
  return parts.map(([, data]) => plainXml(new TextDecoder().decode(data))).join('\n')
}

/** Runs of one paragraph belong together, however Word cut them; cells and paragraphs are kept apart. */
function plainXml(xml: string): string {
  return xml
    .replace(/<w:(?:tab|br|cr)\b[^>]*\/>|<\/w:p>/g, '\n')
    .replace(/<\/w:tc>/g, '|')
    .replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, n: string) => character(Number.parseInt(n, 16)))
    .replace(/&#(\d+);/g, (_, n: string) => character(Number(n)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

const character = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

async function pdfText(bytes: Uint8Array): Promise<ExtractedText> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))
  const options = {
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
    cMapUrl: new URL('cmaps/', root).pathname,
    cMapPacked: true,
    standardFontDataUrl: new URL('standard_fonts/', root).pathname,
  }
  const task = getDocument(options)
  const pages = await task.promise.then(pagesOf).catch(() => {
    throw new FileRefused('PDF 打不开，可能已损坏或加了密码。请重新打印成 PDF 后再上传。')
  })
  await task.destroy()
  return {
    text: pages.join('\n\n'),
    unreadablePages: pages.filter((page) => page.replace(/\s/g, '').length < 5).length,
  }
}

async function pagesOf(pdf: PDFDocumentProxy): Promise<string[]> {
  const pages: string[] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const content = await (await pdf.getPage(n)).getTextContent()
    pages.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
  }
  return pages
}
