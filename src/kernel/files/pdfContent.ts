/**
 * The instructions of a PDF's page, read and written anew: what is drawn stays as it is; what only goes along
 * (comments, the texts and property lists behind marked content, operands of nothing) is left out, for no reader of the
 * page would ever have read it. ISO 32000-1, 7.2 (tokens), 7.8 (content streams), 8.9.7 (inline images), 14.6 (marked
 * content).
 */

/** Kinds of resources, as a page's dictionary of resources calls them. */
export type ResourceKind = 'XObject' | 'Font' | 'ExtGState' | 'ColorSpace' | 'Pattern' | 'Shading'
/** `used`: names of resources that are drawn with, by kind. */
export type Content = { bytes: Uint8Array; used: Record<ResourceKind, Set<string>> }

const drawing = new Set(
  'b B b* B* BMC BT BX c cm CS cs d d0 d1 Do EMC ET EX f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'.split(
    ' ',
  ),
)
const showing = new Set(['Tj', 'TJ', "'", '"'])
const resources: Partial<Record<string, ResourceKind>> = {
  Do: 'XObject',
  Tf: 'Font',
  gs: 'ExtGState',
  cs: 'ColorSpace',
  CS: 'ColorSpace',
  scn: 'Pattern',
  SCN: 'Pattern',
  sh: 'Shading',
}

type Token = { kind: 'string' | 'name' | 'other' | 'open' | 'close' | 'operator'; from: number; to: number }

const white = new Set([0, 9, 10, 12, 13, 32])
const delimiters = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)))
const isWhite = (byte: number | undefined): boolean => byte !== undefined && white.has(byte)
const isRegular = (byte: number | undefined): boolean => byte !== undefined && !white.has(byte) && !delimiters.has(byte)

/** Content without what nobody reads. The bytes of several streams come joined by a line break. */
export function plainContent(bytes: Uint8Array): Content {
  const out: Uint8Array[] = []
  const used: Content['used'] = {
    XObject: new Set(),
    Font: new Set(),
    ExtGState: new Set(),
    ColorSpace: new Set(),
    Pattern: new Set(),
    Shading: new Set(),
  }
  const put = (text: string) => out.push(Buffer.from(text, 'latin1'))
  const textOf = ({ from, to }: Token) => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  let operands: Token[] = []
  for (let at = 0; ; ) {
    const token = tokenAt(bytes, at)
    if (!token) break
    at = token.to
    if (token.kind !== 'operator') {
      operands.push(token)
      continue
    }
    const operator = textOf(token)
    if (operator === 'BI') {
      const image = inlineImage(bytes, token)
      for (const name of image.names) used.ColorSpace.add(name)
      out.push(bytes.subarray(token.from, image.to))
      put('\n')
      at = image.to
    } else if (operator === 'BDC') {
      const tag = operands.find((o) => o.kind === 'name')
      put(`${tag ? textOf(tag) : '/Span'} BMC\n`)
    } else if (drawing.has(operator)) {
      const kind = resources[operator]
      const name = operands.filter((o) => o.kind === 'name').at(operator === 'Tf' ? 0 : -1)
      if (kind && name) used[kind].add(nameOf(textOf(name)))
      for (const operand of operands) {
        if (operand.kind === 'string' && !showing.has(operator)) continue
        out.push(bytes.subarray(operand.from, operand.to))
        put(' ')
      }
      put(`${operator}\n`)
    }
    operands = []
  }
  return { bytes: Buffer.concat(out), used }
}

/** "/F#31" → "F1". */
const nameOf = (written: string): string =>
  written.slice(1).replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The next token; a dictionary or array counts piece by piece. Nothing at the end. */
function tokenAt(bytes: Uint8Array, start: number): Token | undefined {
  let from = start
  for (; from < bytes.length; from++) {
    if (bytes[from] === 0x25) while (from < bytes.length && bytes[from] !== 10 && bytes[from] !== 13) from++
    else if (!isWhite(bytes[from])) break
  }
  if (from >= bytes.length) return undefined
  const first = bytes[from]!
  if (first === 0x28) return { kind: 'string', from, to: endOfString(bytes, from) }
  if (first === 0x3c && bytes[from + 1] !== 0x3c) return { kind: 'string', from, to: endAfter(bytes, from, 0x3e) }
  if (first === 0x3c || (first === 0x3e && bytes[from + 1] === 0x3e))
    return { kind: first === 0x3c ? 'open' : 'close', from, to: from + 2 }
  if (first === 0x2f) return { kind: 'name', from, to: endOfRegular(bytes, from + 1) }
  if (delimiters.has(first)) return { kind: 'other', from, to: from + 1 }
  const to = endOfRegular(bytes, from)
  const isOperator = !/^(?:[-+.\d][-+.\dEe]*|true|false|null)$/.test(
    Buffer.from(bytes.subarray(from, to)).toString('latin1'),
  )
  return { kind: isOperator ? 'operator' : 'other', from, to }
}

function endOfRegular(bytes: Uint8Array, from: number): number {
  let to = from
  while (isRegular(bytes[to])) to++
  return to
}

function endAfter(bytes: Uint8Array, from: number, last: number): number {
  const at = bytes.indexOf(last, from)
  return at < 0 ? bytes.length : at + 1
}

function endOfString(bytes: Uint8Array, from: number): number {
  let depth = 0
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x28) depth++
    else if (byte === 0x29 && --depth === 0) return at + 1
  }
  return bytes.length
}

/** From BI to behind EI; the data between them is no text. `names`: what its dictionary names. */
function inlineImage(bytes: Uint8Array, begin: Token): { to: number; names: string[] } {
  const names: string[] = []
  let at = begin.to
  for (;;) {
    const token = tokenAt(bytes, at)
    if (!token) return { to: bytes.length, names }
    at = token.to
    const text = Buffer.from(bytes.subarray(token.from, token.to)).toString('latin1')
    if (token.kind === 'name') names.push(nameOf(text))
    if (token.kind === 'operator' && text === 'ID') break
  }
  for (at += 1; at < bytes.length; at++) {
    const ends = bytes[at] === 0x45 && bytes[at + 1] === 0x49 && isWhite(bytes[at - 1])
    if (ends && !isRegular(bytes[at + 2])) return { to: at + 2, names }
  }
  return { to: bytes.length, names }
}
