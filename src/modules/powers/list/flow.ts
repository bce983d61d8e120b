/** The steps of a power as a chart: where amounts part the ways, the lines part too. Layout without a browser. */
import dagre from '@dagrejs/dagre'
import { stepsOf } from './bands.ts'
import type { Power } from './powers.schema.ts'

export type FlowBox = { key: string; name: string; under: string; x: number; y: number; width: number; height: number }
export type FlowWay = {
  from: string
  to: string
  label: string
  points: { x: number; y: number }[]
  x: number
  y: number
}
export type PowerChart = { width: number; height: number; boxes: FlowBox[]; ways: FlowWay[] }

const glyph = 16
const start = '_start'

/** `under`: the line below a step's name. Narrow enough for a phone where the ways do not part. */
export function chartOf(power: Power, under: (key: string) => string): PowerChart {
  const g = new dagre.graphlib.Graph()
  g.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 30, marginx: 4, marginy: 4 })
  g.setDefaultEdgeLabel(() => ({}))
  const boxes = [
    ...(forks(power) ? [{ key: start, name: `看${power.amount!.name}`, under: '' }] : []),
    ...power.steps.map((s) => ({ key: s.key, name: s.name, under: short(under(s.key)) })),
  ]
  for (const b of boxes)
    g.setNode(b.key, {
      width: Math.max(widthOf(b.name), widthOf(b.under) * 0.85) + 28,
      height: b.under === '' ? 40 : 60,
    })
  const ways = waysOf(power)
  for (const w of ways)
    g.setEdge(
      w.from,
      w.to,
      w.label === '' ? {} : { label: w.label, width: widthOf(w.label) * 0.82, height: 20, labelpos: 'c' },
    )
  dagre.layout(g)
  const { width = 0, height = 0 } = g.graph()
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((b) => {
      const n = g.node(b.key)
      return { ...b, x: n.x - n.width / 2, y: n.y - n.height / 2, width: n.width, height: n.height }
    }),
    ways: ways.map((w) => {
      const e = g.edge(w.from, w.to)
      return { ...w, points: e.points, x: e.x ?? 0, y: e.y ?? 0 }
    }),
  }
}

/** Whether the first step already depends on the amount. */
const forks = (power: Power) =>
  power.amount !== null && new Set(power.amount.bands.map((b) => stepsOf(power, b.key)[0]?.key)).size > 1

/** Who follows whom in any band; a line says for which amounts where not all go along it. */
function waysOf(power: Power): Pick<FlowWay, 'from' | 'to' | 'label'>[] {
  const bands = power.amount?.bands ?? [{ key: null, name: '' }]
  const ways = new Map<string, { from: string; to: string; of: string[] }>()
  for (const band of bands) {
    const keys = [...(forks(power) ? [start] : []), ...stepsOf(power, band.key).map((s) => s.key)]
    keys.slice(1).forEach((to, i) => {
      const from = keys[i]!
      const known = ways.get(`${from} ${to}`)
      if (known) known.of.push(band.name)
      else ways.set(`${from} ${to}`, { from, to, of: [band.name] })
    })
  }
  const parts = (from: string) => [...ways.values()].filter((w) => w.from === from).length > 1
  return [...ways.values()].map((w) => ({ from: w.from, to: w.to, label: parts(w.from) ? w.of.join('、') : '' }))
}

const short = (text: string) => (text.length > 16 ? `${text.slice(0, 15)}…` : text)
const widthOf = (text: string): number =>
  [...text].reduce((w, ch) => w + (ch.charCodeAt(0) < 0x2e80 ? glyph * 0.56 : glyph), 0)
