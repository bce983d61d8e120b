/** Where everything stands on a sheet. Points, from the upper left corner; scale 1 is 10.5 pt. */
import { qrPath, qrSquares } from '../qr.ts'
import { runsOf, type PdfBlock, type Rich } from './document.ts'
import { linesOf, type Measure } from './lines.ts'

export type Mark =
  | { kind: 'text'; text: string; x: number; y: number; size: number; strong: boolean; quiet: boolean }
  | { kind: 'frame'; x: number; y: number; width: number; height: number; shaded?: boolean }
  | { kind: 'dot'; x: number; y: number; size: number }
  | { kind: 'path'; path: string; x: number; y: number; scale: number }

/**
 * Something that is not parted between pages. `stays`: not the last on its page; `head`: stands again where the page
 * turned.
 */
export type Lump = { height: number; marks: Mark[]; stays?: boolean; head?: Lump }

type Sheet = { width: number; scale: number; measure: Measure }
const body = 10.5
const lineHeight = 1.42

export function lumpsOf(block: PdfBlock, sheet: Sheet): Lump[] {
  const s = sheet.scale
  switch (block.kind) {
    case 'title':
      return [
        ...(block.above === undefined
          ? []
          : [{ ...lines(block.above, sheet, { size: 12 * s, align: 'center' }), stays: true }]),
        spaced(
          { ...lines([{ text: block.text, strong: true }], sheet, { size: 17 * s, align: 'center' }), stays: true },
          0,
          4 * s,
        ),
      ]
    case 'ends':
      return [
        spaced(
          beside(
            [
              lines(block.left, sheet, { size: body * s }),
              lines(block.right, sheet, { size: body * s, align: 'right' }),
            ],
            [0, 0],
          ),
          0,
          3 * s,
        ),
      ]
    case 'heading':
      return [
        { ...spaced(lines([{ text: block.text, strong: true }], sheet, { size: 12 * s }), 6 * s, 1 * s), stays: true },
      ]
    case 'text':
      return paragraph(block.text, sheet, block)
    case 'facts':
      return [
        ...block.facts.map(([label, value]) => row([[{ text: label, strong: true }], value], [0.19, 0.81], sheet)),
        gap(2 * s),
      ]
    case 'list':
      return listed(block, sheet)
    case 'table':
      return tableOf(block, sheet)
    case 'qr':
      return [qrOf(block, sheet)]
  }
}

type How = { size: number; align?: 'center' | 'right'; x?: number; width?: number }

function lines(text: Rich, sheet: Sheet, how: How): Lump {
  const width = how.width ?? sheet.width
  const found = linesOf(runsOf(text), width, how.size, sheet.measure)
  const marks = found.flatMap((line, i) =>
    line.pieces.map(
      (p): Mark => ({
        kind: 'text',
        text: p.text,
        strong: p.strong,
        quiet: p.quiet,
        size: how.size,
        y: i * how.size * lineHeight + how.size * 1.1,
        x:
          (how.x ?? 0) +
          p.x +
          (how.align === 'center' ? (width - line.width) / 2 : how.align === 'right' ? width - line.width : 0),
      }),
    ),
  )
  return { height: found.length * how.size * lineHeight, marks }
}

/** A paragraph may be parted between its lines. */
function paragraph(text: Rich, sheet: Sheet, how: { align?: 'center' | 'right'; small?: boolean }): Lump[] {
  const size = (how.small ? 8.5 : body) * sheet.scale
  const whole = lines(text, sheet, { size, ...(how.align ? { align: how.align } : {}) })
  const step = size * lineHeight
  const count = Math.round(whole.height / step)
  const parts = Array.from(
    { length: count },
    (_, i): Lump => ({
      height: step,
      marks: whole.marks.flatMap((m) => (Math.floor(m.y / step) === i ? [shifted(m, 0, -i * step)] : [])),
    }),
  )
  return [...parts, gap(2 * sheet.scale)]
}

function listed(block: Extract<PdfBlock, { kind: 'list' }>, sheet: Sheet): Lump[] {
  const columns = block.columns ?? 1
  const between = 12 * sheet.scale
  const width = (sheet.width - between * (columns - 1)) / columns
  const size = body * sheet.scale
  const items = block.items.map((item, i) => {
    const indent = block.marks === 'numbers' ? size * 1.7 : size
    const mark: Mark =
      block.marks === 'numbers'
        ? { kind: 'text', text: `${i + 1}.`, x: 0, y: size * 1.1, size, strong: true, quiet: false }
        : block.marks === 'boxes'
          ? { kind: 'frame', x: 0, y: size * 0.4, width: size * 0.7, height: size * 0.7 }
          : { kind: 'dot', x: size * 0.3, y: size * 0.75, size: size * 0.14 }
    const text = lines(item, sheet, { size, x: indent, width: width - indent })
    return spaced({ ...text, marks: [mark, ...text.marks] }, 0, 1.5 * sheet.scale)
  })
  const rows = Array.from({ length: Math.ceil(items.length / columns) }, (_, i) =>
    items.slice(i * columns, (i + 1) * columns),
  )
  return rows.map((r) =>
    beside(
      r,
      r.map((_, i) => i * (width + between)),
    ),
  )
}

function tableOf(block: Extract<PdfBlock, { kind: 'table' }>, sheet: Sheet): Lump[] {
  const all = block.widths?.reduce((sum, w) => sum + w, 0)
  const shares = block.head.map((_, i) =>
    block.widths === undefined ? 1 / block.head.length : block.widths[i]! / all!,
  )
  const head = {
    ...row(
      block.head.map((text) => [{ text, strong: true }]),
      shares,
      sheet,
      true,
    ),
    stays: true,
  }
  return [head, ...block.rows.map((cells): Lump => ({ ...row(cells, shares, sheet), head })), gap(3 * sheet.scale)]
}

/** Cells in frames, all as high as the highest. */
function row(cells: readonly Rich[], shares: readonly number[], sheet: Sheet, shaded = false): Lump {
  const pad = 4 * sheet.scale
  const starts = shares.map((_, i) => shares.slice(0, i).reduce((sum, share) => sum + share, 0) * sheet.width)
  const texts = cells.map((cell, i) =>
    lines(cell, sheet, { size: body * sheet.scale, x: starts[i]! + pad, width: shares[i]! * sheet.width - pad * 2 }),
  )
  const height = Math.max(...texts.map((t) => t.height)) + pad
  const frames = cells.map(
    (_, i): Mark => ({
      kind: 'frame',
      x: starts[i]!,
      y: 0,
      width: shares[i]! * sheet.width,
      height,
      ...(shaded ? { shaded } : {}),
    }),
  )
  return { height, marks: [...frames, ...texts.flatMap((t) => t.marks.map((m) => shifted(m, 0, pad / 2)))] }
}

const qrSize = 76
const largeQr = 160

function qrOf(block: Extract<PdfBlock, { kind: 'qr' }>, sheet: Sheet): Lump {
  const size = block.large ? largeQr : qrSize
  const squares = qrSquares(block.text)
  const text = stacked(
    block.beside.map((b) => lines(b, sheet, { size: 9 * sheet.scale, x: size + 12, width: sheet.width - size - 12 })),
  )
  return spaced(
    {
      height: Math.max(size, text.height),
      marks: [{ kind: 'path', path: qrPath(squares, 0), x: 0, y: 0, scale: size / squares.length }, ...text.marks],
    },
    6 * sheet.scale,
    4 * sheet.scale,
  )
}

const gap = (height: number): Lump => ({ height, marks: [] })
const spaced = (l: Lump, above: number, below: number): Lump => ({
  ...l,
  height: l.height + above + below,
  marks: l.marks.map((m) => shifted(m, 0, above)),
})
export const shifted = <M extends Mark>(m: M, x: number, y: number): M => ({ ...m, x: m.x + x, y: m.y + y })
const beside = (parts: readonly Lump[], starts: readonly number[]): Lump => ({
  height: Math.max(...parts.map((p) => p.height)),
  marks: parts.flatMap((p, i) => p.marks.map((m) => shifted(m, starts[i]!, 0))),
})

function stacked(parts: readonly Lump[]): Lump {
  let height = 0
  const marks: Mark[] = []
  for (const p of parts) {
    marks.push(...p.marks.map((m) => shifted(m, 0, height)))
    height += p.height
  }
  return { height, marks }
}
