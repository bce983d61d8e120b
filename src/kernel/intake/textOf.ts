/**
 * The text inside an attachment, for the privacy guard. What only a picture shows cannot be read here and is said so.
 */
import { guardText, type TextOptions } from '../guard/guard.ts'
import type { Finding } from '../guard/finding.ts'
import { decode } from '../sheets/decode.ts'
import { readBook, type Book } from '../sheets/grid.ts'
import { fileTypeOf } from '../files/magic.ts'
import { readZip } from '../files/zip.ts'
import { officeText } from './officeText.ts'
import { ofdText } from './ofdText.ts'
import { inPdf } from './pdf.ts'
import { pagesOf } from './pdfLook.ts'
import { readings } from './pdfPage.ts'
import { isPicture } from './pictures.ts'

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
      return { text: bookText(bytes), unreadablePages: hasPictures(bytes) }
    case 'xls':
      return { text: sheetText(bytes), unreadablePages: 0 }
    case 'docx':
      return { text: officeText(readZip(bytes)), unreadablePages: hasPictures(bytes) }
    case 'pdf':
      return pdfText(bytes)
    case 'ofd': {
      const { text, pictures } = ofdText(readZip(bytes))
      return { text, unreadablePages: pictures }
    }
    case 'text':
      return { text: decode(bytes).text, unreadablePages: 0 }
    default:
      return { text: '', unreadablePages: 1 }
  }
}

/** Cells beside each other are joined by "|", as the guard reads numbers over it; hidden sheets are read too. */
function sheetText(bytes: Uint8Array): string {
  return linesOf(readBook(bytes)).join('\n\n')
}

/** The cells as they are shown, then whatever else the file carries; a text that stands in a cell is not told twice. */
function bookText(bytes: Uint8Array): string {
  const book = readBook(bytes)
  const shown = new Set([...book.grids, ...book.hidden].flatMap((g) => g.cells.flat().map((cell) => cell?.text ?? '')))
  return [...linesOf(book), officeText(readZip(bytes), (line) => shown.has(line))].join('\n\n')
}

const linesOf = (book: Book): string[] =>
  [...book.grids, ...book.hidden].flatMap((grid) => [
    grid.name,
    ...grid.cells.map((row) => row.map((cell) => (cell && !cell.merged ? cell.text : '')).join('|')),
  ])

const hasPictures = (bytes: Uint8Array): number => [...readZip(bytes).keys()].filter(isPicture).length

/**
 * What is drawn beside the page, or cut off at its edge, is copied with the rest: it is read on a page without edges.
 * What is drawn and what is selected may differ: of the one read last the lines that the other does not have.
 */
async function pdfText(bytes: Uint8Array): Promise<ExtractedText> {
  const [said, drawn] = await readings(bytes)
  const pages = await inPdf(said!, pagesOf)
  const lines = new Set(pages.flatMap((p) => p.text.split('\n')))
  const others = drawn === undefined ? [] : (await inPdf(drawn, pagesOf)).flatMap((p) => p.text.split('\n'))
  return {
    text: [...pages.map((p) => p.text), ...others.filter((line) => !lines.has(line))].join('\n\n'),
    unreadablePages: pages.filter((p) => p.look).length,
  }
}
