/** Draws the part of the matrix that is seen. Each state has a letter or sign as well as a colour. */
import { rareFont } from '../../../../console/rare.ts'
import { geometry, letters, windowOf, type Matrix, type Spot, type State } from './matrix.ts'

const ink = '#1d2420'
const fills: Record<State, { back: string; text: string }> = {
  p: { back: '#e3efe2', text: '#0a543d' },
  l: { back: '#fff3cf', text: '#6a4500' },
  n: { back: '#f1efe6', text: '#4a544e' },
  o: { back: '#ffffff', text: '#4a544e' },
  x: { back: '#8c0f0a', text: '#ffffff' },
}
const font = (size: number, bold = false) =>
  `${bold ? '600 ' : ''}${size}px system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif,${rareFont}`

export type View = {
  matrix: Matrix
  scroll: { left: number; top: number }
  size: { width: number; height: number }
  cursor: Spot | undefined
  chosen: ReadonlySet<string>
}

export function paint(g: CanvasRenderingContext2D, view: View) {
  const { matrix: m, scroll, size } = view
  const { names, heads, cell } = geometry
  const seen = windowOf(scroll, size, m)
  const left = (column: number) => names + column * cell - scroll.left
  const top = (row: number) => heads + row * cell - scroll.top
  g.fillStyle = '#ffffff'
  g.fillRect(0, 0, size.width, size.height)
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  for (let r = seen.firstRow; r < seen.lastRow; r += 1)
    for (let c = seen.firstColumn; c < seen.lastColumn; c += 1)
      paintCell(g, view, { row: r, column: c }, left(c), top(r))
  paintHeads(g, view, seen, left)
  paintNames(g, view, seen, top)
  g.fillStyle = '#f6f3e8'
  g.fillRect(0, 0, names, heads)
  g.fillStyle = '#4a544e'
  g.font = font(13)
  g.textAlign = 'left'
  g.fillText(`${m.places.length} 个地方 × ${m.items.length} 项`, 10, heads - 16)
}

function paintCell(g: CanvasRenderingContext2D, view: View, at: Spot, x: number, y: number) {
  const entry = view.matrix.at(at.row, at.column)
  const { cell } = geometry
  if (entry) {
    g.fillStyle = fills[entry.state].back
    g.fillRect(x + 1, y + 1, cell - 2, cell - 2)
    if (entry.state === 'o') strokeBox(g, x + 3, y + 3, cell - 6, '#c9c4b3', 1)
    g.fillStyle = fills[entry.state].text
    g.font = font(entry.state === 'o' ? 18 : 13, entry.state === 'x')
    g.fillText(letters[entry.state], x + cell / 2, y + cell / 2 + 1)
    if (entry.count > 1) {
      g.font = font(9)
      g.fillText(String(entry.count), x + cell - 6, y + 7)
    }
    if (entry.urged) paintUrged(g, x, y, fills[entry.state].text)
    if (entry.all.some((o) => view.chosen.has(o))) strokeBox(g, x + 2.5, y + 2.5, cell - 5, '#f2b632', 3)
  }
  if (view.cursor?.row === at.row && view.cursor.column === at.column) {
    strokeBox(g, x + 1, y + 1, cell - 2, ink, 3)
    strokeBox(g, x - 1.5, y - 1.5, cell + 3, '#f2b632', 2)
  }
}

/** 已催: a turned-down corner. */
function paintUrged(g: CanvasRenderingContext2D, x: number, y: number, colour: string) {
  const side = 9
  g.fillStyle = colour
  g.beginPath()
  g.moveTo(x + 1, y + 1)
  g.lineTo(x + 1 + side, y + 1)
  g.lineTo(x + 1, y + 1 + side)
  g.fill()
}

function paintHeads(
  g: CanvasRenderingContext2D,
  { matrix: m, size, scroll }: View,
  seen: ReturnType<typeof windowOf>,
  left: (column: number) => number,
) {
  const { names, heads, cell } = geometry
  g.fillStyle = '#f6f3e8'
  g.fillRect(names, 0, size.width - names, heads)
  g.save()
  g.beginPath()
  g.rect(names, 0, size.width - names, heads)
  g.clip()
  g.font = font(13)
  g.textAlign = 'center'
  for (let c = seen.firstColumn; c < seen.lastColumn; c += 1) {
    const chars = [...m.items[c]!.name]
    const shown = chars.length > 9 ? [...chars.slice(0, 8), '⋮'] : chars
    g.fillStyle = ink
    shown.forEach((ch, i) => g.fillText(ch, left(c) + cell / 2, heads - shown.length * 15 - 2 + i * 15 + 8))
    if (c === 0 || m.items[c]!.category !== m.items[c - 1]!.category) {
      g.fillStyle = '#8b938e'
      g.fillRect(left(c), 0, 1, heads)
    }
  }
  g.restore()
  g.fillStyle = '#8b938e'
  g.fillRect(0, heads - 1, Math.min(size.width, names + m.items.length * cell - scroll.left), 1)
}

function paintNames(
  g: CanvasRenderingContext2D,
  { matrix: m, size, cursor }: View,
  seen: ReturnType<typeof windowOf>,
  top: (row: number) => number,
) {
  const { names, heads, cell } = geometry
  g.save()
  g.beginPath()
  g.rect(0, heads, names, size.height - heads)
  g.clip()
  g.fillStyle = '#ffffff'
  g.fillRect(0, heads, names, size.height - heads)
  for (let r = seen.firstRow; r < seen.lastRow; r += 1) {
    const place = m.places[r]!
    const isVillage = place.level === 'village' || place.level === 'group'
    g.fillStyle = cursor?.row === r && cursor.column < 0 ? '#e9f3ee' : isVillage ? '#ffffff' : '#f6f3e8'
    g.fillRect(0, top(r), names - 1, cell)
    g.textAlign = 'left'
    g.fillStyle = ink
    g.font = font(14, !isVillage)
    g.fillText(fitted(g, place.name, names - 60), 10, top(r) + cell / 2)
    g.textAlign = 'right'
    g.font = font(13, place.missing > 0)
    g.fillStyle = place.missing > 0 ? '#8c0f0a' : '#4a544e'
    g.fillText(
      place.missing > 0 ? `缺 ${place.missing}` : `${place.published}/${place.due}`,
      names - 10,
      top(r) + cell / 2,
    )
  }
  g.restore()
}

function fitted(g: CanvasRenderingContext2D, text: string, width: number): string {
  if (g.measureText(text).width <= width) return text
  const chars = [...text]
  while (chars.length > 1 && g.measureText(`${chars.join('')}…`).width > width) chars.pop()
  return `${chars.join('')}…`
}

function strokeBox(g: CanvasRenderingContext2D, x: number, y: number, side: number, colour: string, width: number) {
  g.strokeStyle = colour
  g.lineWidth = width
  g.strokeRect(x, y, side, side)
}
