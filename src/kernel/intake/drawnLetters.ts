/**
 * What a PDF's embedded fonts draw, where the file says other letters of them to whoever selects or searches: by the
 * names in their encoding, by the collection of characters, or by the font program's own table. Runs in the parse
 * worker.
 */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFDocument,
} from '@cantoo/pdf-lib'

/** Stands for a letter that nobody tells: only a look at the page does. */
const untold = '\uFFFD'

/** Letters that nobody tells: named so here, control codes, what no standard gives a meaning. */
const isUntold = /[\uFFFD\p{Co}\p{Cn}]|(?![\t\n\f\r])\p{Cc}/u

/** Whether a page says letters that nobody can tell; a single one again and again is a list's bullet. */
export function isUnreadable(text: string): boolean {
  const all = [...text].filter((letter) => isUntold.test(letter))
  if (all.length === 0) return false
  const beside = new RegExp(`(?:${isUntold.source})[ \\t]*(?:${isUntold.source})`, 'u').test(text)
  return beside || (all.length >= 5 && (all.includes(untold) || new Set(all).size > 1))
}

/**
 * Lets a font say `untold` for the codes of which the file tells nothing (a subset without names or table), where a
 * reader would take the code itself for a letter.
 */
export function sayUntold(doc: PDFDocument, font: PDFDict): void {
  const kind = kindOf(font)
  if (kind === 'simple') {
    const said = saidBy(font)
    const nameless = namelessCodes(font).filter((code) => !said.has(code))
    if (nameless.length === 0) return
    for (const code of nameless) said.set(code, untold)
    say(doc, font, said, 1)
  } else if (kind === 'glyphs') say(doc, font, lettersByGlyph(font).told, 2)
}

/** Lets an embedded font say the letters that it draws; returns whether it may have said others before. */
export function sayDrawn(doc: PDFDocument, font: PDFDict): boolean {
  const kind = kindOf(font)
  if (kind === 'glyphs') {
    const { drawn } = lettersByGlyph(font)
    return drawn !== undefined && say(doc, font, drawn, 2)
  }
  if (kind === undefined || !font.has(toUnicode)) return false
  const nameless = kind === 'simple' ? namelessCodes(font) : []
  if (nameless.length === 0) return font.delete(toUnicode)
  const said = saidBy(font)
  // What the encoding names goes before what is said besides; the rest is not said otherwise.
  return nameless.length < 256 && say(doc, font, new Map(nameless.map((n) => [n, said.get(n) ?? untold])), 1)
}

/**
 * `simple`: codes of one byte under names; `glyphs`: codes that lead into the program; `named`: of Chinese and its
 * neighbours, by their collections and known encodings.
 */
function kindOf(font: PDFDict): 'simple' | 'glyphs' | 'named' | undefined {
  const kind = nameAt(font, 'Subtype')
  if (/^(?:Type1|MMType1|TrueType)$/.test(kind)) return 'simple'
  if (kind !== 'Type0') return undefined
  const system = descendant(font)?.lookup(PDFName.of('CIDSystemInfo'))
  const ordering = system instanceof PDFDict ? String(system.lookup(PDFName.of('Ordering')) ?? '') : ''
  const isNamed = /GB1|CNS1|Japan1|Korea1|KR/.test(ordering) || /^(?!Identity)./.test(nameAt(font, 'Encoding'))
  return isNamed ? 'named' : 'glyphs'
}

const toUnicode = PDFName.of('ToUnicode')
const nameAt = (dict: PDFDict, key: string): string => {
  const found = dict.lookup(PDFName.of(key))
  return found instanceof PDFName ? found.decodeText() : ''
}

function say(doc: PDFDocument, font: PDFDict, told: ReadonlyMap<number, string>, bytes: 1 | 2): true {
  font.set(toUnicode, doc.context.register(doc.context.stream(tableOf(told, bytes))))
  return true
}

/** What the font says by its own ToUnicode; nothing where it has none, or the name of a known one. */
function saidBy(font: PDFDict): Map<number, string> {
  const table = font.lookup(toUnicode)
  if (!(table instanceof PDFRawStream)) return new Map()
  return saidIn(Buffer.from(decodePDFRawStream(table).decode()).toString('latin1'))
}

/** The codes of a simple font under names that name nothing ("g17"), or all where no encoding says what they are. */
function namelessCodes(font: PDFDict): number[] {
  const encoding = font.lookup(PDFName.of('Encoding'))
  if (encoding instanceof PDFName) return []
  const names = differencesOf(encoding)
  const hasNames =
    nameAt(font, 'Subtype') === 'TrueType'
      ? !isSymbolic(font) || (encoding instanceof PDFDict && encoding.has(PDFName.of('BaseEncoding')))
      : encoding instanceof PDFDict || isStandard(font)
  const codes = hasNames ? [...names.keys()] : Array.from({ length: 256 }, (_, code) => code)
  return codes.filter((code) => !isTelling(names.get(code) ?? ''))
}

function differencesOf(encoding: unknown): Map<number, string> {
  const list = encoding instanceof PDFDict ? encoding.lookup(PDFName.of('Differences')) : undefined
  const names = new Map<number, string>()
  let code = 0
  for (const one of list instanceof PDFArray ? list.asArray() : [])
    if (one instanceof PDFNumber) code = one.asNumber()
    else if (one instanceof PDFName) names.set(code++, one.decodeText())
  return names
}

/** A name out of which every reader makes the same letter: "A", "seven", "uni5F20", "eacute". */
const isTelling = (name: string): boolean =>
  /^(?:[A-Za-z]|uni(?:[\dA-F]{4})+|u[\dA-F]{4,6}|afii\d{5}|\.notdef)$/.test(name) || latin.test(name)

const latin = new RegExp(
  `^(?:${[
    'zero|one|two|three|four|five|six|seven|eight|nine|space|nbspace|exclam|quotedbl|numbersign|dollar|percent',
    'ampersand|quotesingle|quoteright|quoteleft|parenleft|parenright|asterisk|plus|comma|hyphen|minus|period|slash',
    'colon|semicolon|less|equal|greater|question|at|bracketleft|backslash|bracketright|asciicircum|underscore|grave',
    'braceleft|bar|braceright|asciitilde|bullet|ellipsis|emdash|endash|quotedblleft|quotedblright|quotesinglbase',
    'quotedblbase|guillemot(?:left|right)|guilsingl(?:left|right)|dagger|daggerdbl|degree|multiply|divide|plusminus',
    'section|paragraph|copyright|registered|trademark|yen|cent|sterling|Euro|currency|fraction|perthousand|mu',
    'f_?[fil]|f_?f_?[il]|germandbls|dotlessi|AE|ae|OE|oe|Eth|eth|Thorn|thorn|periodcentered|brokenbar|logicalnot',
    '[A-Za-z](?:acute|grave|circumflex|dieresis|tilde|ring|caron|cedilla|slash|macron|breve|ogonek|dotaccent)',
  ].join('|')})$`,
)

/** Codes that lead into the program itself, by no encoding that has a name. */
function isSymbolic(font: PDFDict): boolean {
  const file = font.lookup(PDFName.of('FontDescriptor'))
  const flags = file instanceof PDFDict ? file.lookup(PDFName.of('Flags')) : undefined
  return !(flags instanceof PDFNumber) || (flags.asNumber() & 4) !== 0
}

/** A Type 1 program whose own encoding is the standard one, or names letters. */
function isStandard(font: PDFDict): boolean {
  const file = font.lookup(PDFName.of('FontDescriptor'))
  const program = file instanceof PDFDict ? file.lookup(PDFName.of('FontFile')) : undefined
  if (!(program instanceof PDFRawStream)) return false
  const head = Buffer.from(decodePDFRawStream(program).decode().subarray(0, 20_000)).toString('latin1')
  const own = [...head.matchAll(/\bdup\s+\d+\s*\/(\S+)\s+put\b/g)].map(([, name]) => name!)
  return /\/Encoding\s+StandardEncoding\b/.test(head) || (own.length > 0 && own.every(isTelling))
}

function descendant(font: PDFDict): PDFDict | undefined {
  const all = font.lookup(PDFName.of('DescendantFonts'))
  const one = all instanceof PDFArray && all.size() > 0 ? all.lookup(0) : undefined
  return one instanceof PDFDict ? one : undefined
}

/**
 * The letters of a font whose codes are its glyphs, or lead to them. `told`: as the font says, else as the program's
 * own table has them, else `untold`; `drawn`: the table before the font, where they say different things.
 */
function lettersByGlyph(font: PDFDict): { told: Map<number, string>; drawn?: Map<number, string> } {
  const told = saidBy(font)
  const below = descendant(font)
  const file = below?.lookup(PDFName.of('FontDescriptor'))
  const program = file instanceof PDFDict ? file.lookup(PDFName.of('FontFile2')) : undefined
  const map = below?.lookup(PDFName.of('CIDToGIDMap'))
  const glyphs = map instanceof PDFRawStream ? decodePDFRawStream(map).decode() : undefined
  // An encoding of the file's own leads from codes to glyphs in its own way.
  const isByCode = nameAt(font, 'Encoding') !== ''
  const own =
    isByCode && program instanceof PDFRawStream
      ? lettersOf(decodePDFRawStream(program).decode())
      : new Map<number, Set<string>>()
  const drawn = new Map<number, string>()
  for (let code = 0; code <= 0xffff; code++) {
    const glyph = glyphs ? ((glyphs[2 * code] ?? 0) << 8) | (glyphs[2 * code + 1] ?? 0) : code
    const letters = told.get(code)
    const [first, ...others] = own.get(glyph) ?? []
    if (letters === undefined) told.set(code, first ?? untold)
    else if (first && ![first, ...others].some((one) => one.normalize('NFKC') === letters.normalize('NFKC')))
      drawn.set(code, first)
  }
  return drawn.size > 0 ? { told, drawn: new Map([...told, ...drawn]) } : { told }
}

/** A ToUnicode table with these letters, for codes of so many bytes: what is not told in a row is told by lists. */
function tableOf(told: ReadonlyMap<number, string>, bytes: 1 | 2): string {
  const code = (n: number): string => n.toString(16).padStart(2 * bytes, '0')
  const unit = (n: number): string => n.toString(16).padStart(4, '0')
  const units = (letters: string): string =>
    `<${Array.from({ length: letters.length }, (_, i) => unit(letters.charCodeAt(i))).join('')}>`
  const codes = [...told.keys()].filter((n) => n < 256 ** bytes).sort((a, b) => a - b)
  const rows: string[] = []
  for (let i = 0; i < codes.length; ) {
    const first = codes[i]!
    let last = first
    // A list of codes keeps to those whose higher byte is the same.
    while (codes[i + 1] === last + 1 && (last + 1) >> 8 === first >> 8) last = codes[++i]!
    i++
    const list = Array.from({ length: last - first + 1 }, (_, n) => units(told.get(first + n)!))
    rows.push(`<${code(first)}> <${code(last)}> [${list.join(' ')}]`)
  }
  const space = `1 begincodespacerange <${code(0)}> <${code(256 ** bytes - 1)}> endcodespacerange`
  return ['begincmap', space, `${rows.length} beginbfrange`, ...rows, 'endbfrange endcmap'].join('\n')
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
