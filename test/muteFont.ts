/** A font of the digits as programs put it into a PDF, with or without telling which glyph is which. */
import { PDFName, PDFString, type PDFDocument, type PDFPage } from '@cantoo/pdf-lib'
import * as fontkit from '@cantoo/fontkit'
import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'
import { fontFile } from '../src/platform/pdf/fonts.ts'

/** A font of the digits with its own table of letters, and which glyph is which. */
const digits = await subsetFont(readFileSync(fontFile), '0123456789', { targetFormat: 'truetype' })
export const glyphOf = (digit: number): number =>
  (fontkit.create(digits) as unknown as { glyphForCodePoint(code: number): { id: number } }).glyphForCodePoint(
    0x30 + digit,
  ).id
/** `mute`: without its table of letters, as many programs write a subset. */
export const embedded = (doc: PDFDocument, mute = false) => {
  const program = Buffer.from(digits)
  if (mute) program.write('xmap', program.indexOf('cmap'), 'latin1')
  return doc.context.register(
    doc.context.obj({
      Type: 'FontDescriptor',
      FontName: 'X',
      Flags: mute ? 4 : 32,
      FontFile2: doc.context.register(doc.context.flateStream(program)),
    } as never),
  )
}

/** Digits in a mute font of glyphs; `table`: what is said of them. */
export function mute(doc: PDFDocument, page: PDFPage, text: string, table?: string, x = 50, y = 500): void {
  const below = {
    Type: 'Font',
    Subtype: 'CIDFontType2',
    BaseFont: 'X',
    CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
    FontDescriptor: embedded(doc, true),
    CIDToGIDMap: 'Identity',
  }
  const said = table === undefined ? {} : { ToUnicode: doc.context.register(doc.context.stream(table)) }
  const font = { Type: 'Font', Subtype: 'Type0', BaseFont: 'X', Encoding: 'Identity-H', DescendantFonts: [below] }
  const whole = doc.context.obj({ ...font, ...said } as never)
  page.node.setFontDictionary(PDFName.of('FX'), doc.context.register(whole))
  const shown = [...text].map((digit) => glyphOf(Number(digit)).toString(16).padStart(4, '0')).join('')
  page.node.addContentStream(doc.context.register(doc.context.stream(`BT /FX 12 Tf ${x} ${y} Td <${shown}> Tj ET`)))
}
