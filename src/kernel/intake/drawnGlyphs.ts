/** A page's letters as the outlines that are drawn, for whoever reads pictures. Runs in the parse worker. */
import type { PDFPageProxy } from 'pdfjs-dist'
import { times, type Drawn, type Matrix } from './pdfLook.ts'

/** More than any page of text has. */
const mostLetters = 20_000

type Glyph = {
  fontChar: string
  width: number
  isSpace: boolean
  isInFont: boolean
  vmetric?: [number, number, number]
}
type Font = { loadedName: string; fontMatrix?: Matrix; vertical: boolean; missingFile?: boolean }
type Text = {
  matrix: Matrix
  x: number
  y: number
  lineX: number
  lineY: number
  leading: number
  spacing: number
  wordSpacing: number
  stretch: number
  rise: number
  size: number
  font?: Font
}

/**
 * SVG paths in the page's measure (y upwards); `undefined` where a letter has no outline that we could draw, or there
 * are more than a page has.
 */
export async function drawnGlyphs(page: PDFPageProxy, { fnArray, argsArray }: Drawn): Promise<string[] | undefined> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const paths: string[] = []
  const outlines = new Map<string, string | undefined>()
  const saved: [Matrix, Text][] = []
  let at: Matrix = [1, 0, 0, 1, 0, 0]
  let text: Text = {
    matrix: [1, 0, 0, 1, 0, 0],
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
    leading: 0,
    spacing: 0,
    wordSpacing: 0,
    stretch: 1,
    rise: 0,
    size: 0,
  }
  const move = (x: number, y: number) => {
    const [lineX, lineY] = [text.lineX + x, text.lineY + y]
    text = { ...text, x: lineX, y: lineY, lineX, lineY }
  }
  for (const [i, op] of fnArray.entries()) {
    const args = (argsArray[i] ?? []) as number[]
    if (op === OPS.save) saved.push([at, text])
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) [at, text] = saved.pop() ?? [at, text]
    else if (op === OPS.transform) at = times(at, args as unknown as Matrix)
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push([at, text])
      if (args[0]) at = times(at, args[0] as unknown as Matrix)
    } else if (op === OPS.beginText) text = { ...text, matrix: [1, 0, 0, 1, 0, 0], x: 0, y: 0, lineX: 0, lineY: 0 }
    else if (op === OPS.setTextMatrix)
      text = { ...text, matrix: args[0] as unknown as Matrix, x: 0, y: 0, lineX: 0, lineY: 0 }
    else if (op === OPS.moveText) move(args[0]!, args[1]!)
    else if (op === OPS.setLeadingMoveText) {
      text = { ...text, leading: args[1]! }
      move(args[0]!, args[1]!)
    } else if (op === OPS.nextLine) move(0, text.leading)
    else if (op === OPS.setLeading) text = { ...text, leading: -args[0]! }
    else if (op === OPS.setCharSpacing) text = { ...text, spacing: args[0]! }
    else if (op === OPS.setWordSpacing) text = { ...text, wordSpacing: args[0]! }
    else if (op === OPS.setHScale) text = { ...text, stretch: args[0]! / 100 }
    else if (op === OPS.setTextRise) text = { ...text, rise: args[0]! }
    else if (op === OPS.setFont)
      text = { ...text, size: args[1]!, font: page.commonObjs.get(String(args[0])) as Font | undefined }
    else if (op === OPS.showText) {
      const shown = show(page, outlines, at, text, args[0] as unknown as (Glyph | number)[])
      if (!shown || paths.length + shown.paths.length > mostLetters) return undefined
      paths.push(...shown.paths)
      text = { ...text, x: shown.x, y: shown.y }
    }
  }
  return paths
}

/** The outlines of some letters, and where the next one would stand; `undefined` where one has none. */
function show(
  page: PDFPageProxy,
  outlines: Map<string, string | undefined>,
  at: Matrix,
  text: Text,
  glyphs: readonly (Glyph | number)[],
): { paths: string[]; x: number; y: number } | undefined {
  const { font, size } = text
  if (!font) return undefined
  const unit = size * (font.fontMatrix?.[0] ?? 0.001)
  const base = times(at, text.matrix)
  const paths: string[] = []
  let along = 0
  for (const glyph of glyphs) {
    if (typeof glyph === 'number') {
      along += ((font.vertical ? 1 : -1) * glyph * size) / 1000
      continue
    }
    const [down = 0, left = 0, up = 0] = font.vertical ? (glyph.vmetric ?? []) : []
    const [x, y] = font.vertical ? [-left * unit, along - up * unit] : [along, 0]
    const outline = outlineOf(page, outlines, font, glyph)
    if (outline === undefined && !glyph.isSpace && glyph.isInFont) return undefined
    if (outline) {
      const letter: Matrix = [size * text.stretch, 0, 0, size, text.x + x * text.stretch, text.y + text.rise + y]
      paths.push(`<path d="${outline}" transform="matrix(${times(base, letter).join(' ')})"/>`)
    }
    const spacing = text.spacing + (glyph.isSpace ? text.wordSpacing : 0)
    along += (font.vertical ? down : glyph.width) * unit + (font.vertical ? -spacing : spacing)
  }
  return font.vertical
    ? { paths, x: text.x, y: text.y + along }
    : { paths, x: text.x + along * text.stretch, y: text.y }
}

/** As pdf.js keeps outlines: numbers of a move, line, curve, flat curve or end, each followed by its points. */
const commands = ['M', 'L', 'C', 'Q', 'Z'] as const
const numbers = [2, 2, 6, 4, 0] as const

/** Of a size of 1, as SVG has it; empty for a blank; `undefined` where there is none. */
function outlineOf(
  page: PDFPageProxy,
  known: Map<string, string | undefined>,
  font: Font,
  glyph: Glyph,
): string | undefined {
  const key = `${font.loadedName}_path_${glyph.fontChar}`
  if (known.has(key)) return known.get(key)
  const data = page.commonObjs.has(key) ? (page.commonObjs.get(key) as { path: ArrayLike<number> }).path : undefined
  let outline: string | undefined = data && ''
  for (let i = 0; data && i < data.length; ) {
    const command = data[i++]!
    const points = Array.from({ length: numbers[command] ?? 0 }, () => data[i++]!)
    outline += `${commands[command] ?? ''}${points.map((n) => n.toFixed(4)).join(' ')}`
  }
  known.set(key, outline)
  return outline
}
