/** A PDF's page as whoever selects all of it, or looks at it, reads it. Runs in the parse worker. */
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import type { PDFPageProxy } from 'pdfjs-dist'
import { dictsIn } from '../files/cleanPdf.ts'
import { sayDrawn, sayUntold } from './drawnLetters.ts'
import { drawnLines, linesOf, type Piece } from './drawnLines.ts'

export type Item = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number]

/** So far out nothing is drawn that a reader could reach. */
const far = 1e7

/**
 * The document with pages that have no edges: pdf.js reads no text beyond them. Fonts that are not in the file are
 * drawn by their encoding: what the file says of their letters besides may be something else, and goes; letters of
 * which nothing is said are told as such. Behind it, where embedded fonts tell of other letters, the same with theirs.
 * As it is where it cannot be taken apart.
 */
export async function readings(bytes: Uint8Array): Promise<Uint8Array[]> {
  try {
    const doc = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false })
    for (const page of doc.getPages()) {
      for (const box of ['CropBox', 'BleedBox', 'TrimBox', 'ArtBox']) page.node.delete(PDFName.of(box))
      page.node.set(PDFName.of('CropBox'), doc.context.obj([-far, -far, far, far]))
      page.node.set(PDFName.of('MediaBox'), doc.context.obj([-far, -far, far, far]))
    }
    const fonts = doc.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => dictsIn(object))
      .filter((dict) => isFont.test(`${namedIn(dict, 'Type')} ${namedIn(dict, 'Subtype')}`))
    for (const font of fonts.filter(isDrawnByCode)) font.delete(PDFName.of('ToUnicode'))
    const embedded = fonts.filter((font) => !isDrawnByCode(font))
    for (const font of embedded) sayUntold(doc, font)
    const saved = () => doc.save({ useObjectStreams: false, updateFieldAppearances: false })
    const said = await saved()
    // No short circuit: each font has to be looked at.
    return embedded.map((font) => sayDrawn(doc, font)).some((other) => other) ? [said, await saved()] : [said]
  } catch {
    return [bytes]
  }
}

/** By its type, or its kind where it forgets to say so. */
const isFont = /^\/Font |\/(?:Type0|Type1|MMType1|TrueType)$/

/** A font whose letters follow from its encoding alone: of the simple kinds, with no program of its own. */
function isDrawnByCode(font: PDFDict): boolean {
  const file = font.lookup(PDFName.of('FontDescriptor'))
  const isEmbedded =
    file instanceof PDFDict && ['FontFile', 'FontFile2', 'FontFile3'].some((key) => file.has(PDFName.of(key)))
  return /^\/(?:Type1|MMType1|TrueType)$/.test(String(font.lookup(PDFName.of('Subtype')))) && !isEmbedded
}

/**
 * The lines as they stand on the page, in whatever order they were drawn: those that `text` does not have anyway.
 * `tangled`: pieces with digits lie in one another, so that nobody can tell by them what stands there.
 */
export function asSeen(items: readonly Item[], text: string): { lines: string[]; tangled: boolean } {
  const turned = new Map<number, Piece[]>()
  for (const item of items) {
    // Blanks are pdf.js's own guess at what lies between two pieces.
    if (!('str' in item) || item.str.trim() === '') continue
    const [a, b, c, d, x, y] = item.transform as [number, number, number, number, number, number]
    const degrees = Math.round((Math.atan2(b, a) * 180) / Math.PI)
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
    const piece = {
      x: x * cos + y * sin,
      y: x * sin - y * cos,
      width: item.width,
      height: item.height || Math.hypot(c, d),
      text: item.str,
    }
    const others = turned.get(degrees)
    if (others) others.push(piece)
    else turned.set(degrees, [piece])
  }
  const plain = (line: string) => line.replace(/[\s|]/g, '')
  const told = new Set(text.split('\n').map(plain))
  const all = [...turned.values()]
  return {
    lines: all.flatMap(linesOf).filter((line) => !told.has(plain(line))),
    tangled: all.flatMap(drawnLines).some((line) => line.some((piece, i) => i > 0 && liesIn(piece, line[i - 1]!))),
  }
}

/** Written over a piece that goes on: not the same once more, as letters are made bold. */
const liesIn = (piece: Piece, before: Piece): boolean =>
  piece.x < before.x + before.width - before.height / 2 &&
  piece.text !== before.text &&
  /\d/.test(piece.text) &&
  /\d/.test(before.text)

const namedIn = (dict: PDFDict, key: string): string => dict.lookup(PDFName.of(key))?.toString() ?? ''
