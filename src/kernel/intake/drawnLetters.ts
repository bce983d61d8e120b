/**
 * What a PDF's embedded fonts draw, where the file says other letters of them to whoever selects or searches: by the
 * names in their encoding, by the collection of characters, or by the font program's own table. Runs in the parse
 * worker.
 */
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFRawStream, type PDFDocument } from '@cantoo/pdf-lib'

/**
 * Lets a font of the document say the letters that it draws; returns whether it may have said others before. One that
 * tells nothing of its letters (a subset without names or table) stays as it is: only a look at it tells.
 */
export function sayDrawn(doc: PDFDocument, font: PDFDict): boolean {
  if (!font.has(toUnicode)) return false
  if (isNamed(font)) return font.delete(toUnicode)
  const told = relabelled(font)
  if (told === undefined) return false
  font.set(toUnicode, doc.context.register(doc.context.stream(told)))
  return true
}

const toUnicode = PDFName.of('ToUnicode')
const nameAt = (dict: PDFDict, key: string): string => {
  const found = dict.lookup(PDFName.of(key))
  return found instanceof PDFName ? found.decodeText() : ''
}

/** Simple fonts with an encoding; fonts of Chinese and its neighbours by their collections and known encodings. */
function isNamed(font: PDFDict): boolean {
  const kind = nameAt(font, 'Subtype')
  if (/^(?:Type1|MMType1|TrueType)$/.test(kind)) return font.has(PDFName.of('Encoding'))
  const below = descendant(font)
  const system = below?.lookup(PDFName.of('CIDSystemInfo'))
  const ordering = system instanceof PDFDict ? String(system.lookup(PDFName.of('Ordering')) ?? '') : ''
  return (
    kind === 'Type0' && (/GB1|CNS1|Japan1|Korea1|KR/.test(ordering) || /^(?!Identity)./.test(nameAt(font, 'Encoding')))
  )
}

function descendant(font: PDFDict): PDFDict | undefined {
  const all = font.lookup(PDFName.of('DescendantFonts'))
  const one = all instanceof PDFArray && all.size() > 0 ? all.lookup(0) : undefined
  return one instanceof PDFDict ? one : undefined
}

/**
 * The table of letters of a font whose codes are its glyphs, corrected by the font program's own; `undefined` where
 * the program has none, or says the same.
 */
function relabelled(font: PDFDict): string | undefined {
  const below = descendant(font)
  const file = below?.lookup(PDFName.of('FontDescriptor'))
  const program = file instanceof PDFDict ? file.lookup(PDFName.of('FontFile2')) : undefined
  const table = font.lookup(toUnicode)
  if (!below || below.lookup(PDFName.of('CIDToGIDMap')) instanceof PDFRawStream) return undefined
  if (!(program instanceof PDFRawStream && table instanceof PDFRawStream)) return undefined
  const own = lettersOf(decodePDFRawStream(program).decode())
  const said = saidIn(Buffer.from(decodePDFRawStream(table).decode()).toString('latin1'))
  let other = false
  for (const [code, letters] of said) {
    const drawn = own.get(code)
    if (!drawn || [...drawn].some((one) => one.normalize('NFKC') === letters.normalize('NFKC'))) continue
    said.set(code, [...drawn][0]!)
    other = true
  }
  return other ? tableOf(said) : undefined
}

const hex = (n: number): string => n.toString(16).padStart(4, '0')

/** A ToUnicode table with these letters. */
function tableOf(said: ReadonlyMap<number, string>): string {
  const lines = [...said].map(
    ([code, letters]) =>
      `<${hex(code)}> <${Array.from({ length: letters.length }, (_, i) => hex(letters.charCodeAt(i))).join('')}>`,
  )
  const begin = `begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ${lines.length} beginbfchar`
  return [begin, ...lines, 'endbfchar endcmap'].join('\n')
}

/** What a ToUnicode table says, by code. */
function saidIn(table: string): Map<number, string> {
  const said = new Map<number, string>()
  const lettersIn = (digits: string) =>
    (digits.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join('')
  for (const [, body] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code, letters] of body!.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi))
      said.set(parseInt(code!, 16), lettersIn(letters!))
  for (const [, body] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, one, list] of body!.matchAll(
      /<([\da-f]+)>\s*<([\da-f]+)>\s*(?:<([\da-f]+)>|\[([^\]]*)\])/gi,
    )) {
      const [first, last] = [parseInt(from!, 16), Math.min(parseInt(to!, 16), parseInt(from!, 16) + 0xffff)]
      const each = list === undefined ? undefined : [...list.matchAll(/<([\da-f]+)>/gi)].map(([, l]) => lettersIn(l!))
      const start = one === undefined ? '' : lettersIn(one)
      for (let code = first; code <= last; code++) {
        const letters = each
          ? each[code - first]
          : start.slice(0, -1) + String.fromCharCode(start.charCodeAt(start.length - 1) + code - first)
        if (letters !== undefined) said.set(code, letters)
      }
    }
  return said
}

/** The characters that a TrueType program's own table leads to each glyph; none where it has no such table. */
function lettersOf(program: Uint8Array): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>()
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength)
  const add = (glyph: number, code: number) => {
    if (glyph === 0 || code > 0x10ffff) return
    const all = found.get(glyph) ?? new Set()
    found.set(glyph, all.add(String.fromCodePoint(code)))
  }
  try {
    for (const at of unicodeTables(view))
      if (view.getUint16(at) === 4) segments(view, at, add)
      else if (view.getUint16(at) === 12) groups(view, at, add)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return found
}

/** Where the program's tables from Unicode to glyphs begin. */
function unicodeTables(view: DataView): number[] {
  const tables = view.getUint16(4)
  for (let i = 0; i < tables; i++) {
    const record = 12 + 16 * i
    if (view.getUint32(record) !== 0x636d6170) continue
    const cmap = view.getUint32(record + 8)
    return Array.from({ length: view.getUint16(cmap + 2) }, (_, n) => cmap + 4 + 8 * n)
      .filter(
        (at) => view.getUint16(at) === 0 || (view.getUint16(at) === 3 && [1, 10].includes(view.getUint16(at + 2))),
      )
      .map((at) => cmap + view.getUint32(at + 4))
  }
  return []
}

function segments(view: DataView, at: number, add: (glyph: number, code: number) => void): void {
  const twice = view.getUint16(at + 6)
  for (let i = 0; i < twice; i += 2) {
    const [end, start] = [view.getUint16(at + 14 + i), view.getUint16(at + 16 + twice + i)]
    const delta = view.getUint16(at + 16 + 2 * twice + i)
    const where = at + 16 + 3 * twice + i
    const range = view.getUint16(where)
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = range === 0 ? code : view.getUint16(where + range + 2 * (code - start))
      if (range === 0 || glyph !== 0) add((glyph + delta) & 0xffff, code)
    }
  }
}

function groups(view: DataView, at: number, add: (glyph: number, code: number) => void): void {
  for (let i = 0, n = view.getUint32(at + 12); i < n; i++) {
    const [start, end, glyph] = [0, 4, 8].map((by) => view.getUint32(at + 16 + 12 * i + by)) as [number, number, number]
    // No table of a real font is longer; a forged one must not keep the worker.
    for (let code = start; code <= Math.min(end, start + 0x10ffff); code++) add(glyph + code - start, code)
  }
}
