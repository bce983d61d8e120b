/**
 * The layout of a procedure as a flow chart: boxes and lines, without a browser. Steps run from top to bottom, returns
 * go back up.
 */
import dagre from '@dagrejs/dagre'
import { procedureOf } from './procedure.ts'
import { onward, undone } from './route.ts'

/** `hands`: who, a line each. */
export type FlowStep = {
  step: string
  name: string
  by: string
  hands: string[]
  x: number
  y: number
  width: number
  height: number
  now: boolean
  end: boolean
}
export type FlowLine = {
  from: string
  to: string
  label: string
  back: boolean
  points: { x: number; y: number }[]
  x: number
  y: number
}
export type Flow = { width: number; height: number; steps: FlowStep[]; lines: FlowLine[] }

const glyph = 16

/**
 * `who`: words for the hands of a step, separated by "、". `now`: the step a case stands on. Actions between the same
 * two steps share a line. `labels`: whether the lines carry their words, which take room.
 */
export function flowOf(code: string, who: (step: string) => string, now?: string, labels = true): Flow {
  const procedure = procedureOf(code)
  const g = new dagre.graphlib.Graph({ multigraph: true })
  g.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 56, marginx: 12, marginy: 12 })
  g.setDefaultEdgeLabel(() => ({}))
  const hands = (step: string) =>
    who(step)
      .split('、')
      .filter((h) => h !== '')
  for (const [step, s] of Object.entries(procedure.steps))
    g.setNode(step, {
      width: Math.max(widthOf(s.name), ...hands(step).map((h) => widthOf(h) * 0.85)) + 32,
      height: 44 + 20 * hands(step).length,
    })
  const order = Object.keys(procedure.steps)
  const lines = linesOf(code).map((l) => ({ ...l, back: order.indexOf(l.to) < order.indexOf(l.from) }))
  // Returns are laid out as if they went down, so that the steps keep their order from top to bottom.
  for (const l of lines)
    g.setEdge(l.back ? l.to : l.from, l.back ? l.from : l.to, room(l.label, labels), l.back ? 'back' : 'on')
  dagre.layout(g)
  const { width: inner = 0, height = 0 } = g.graph()
  const width = Math.max(inner, ...g.edges().flatMap((e) => g.edge(e).points.map((p: { x: number }) => p.x + 12)))
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    steps: order.map((step) => {
      const n = g.node(step)
      return {
        step,
        name: procedure.steps[step]!.name,
        by: who(step),
        hands: hands(step),
        x: n.x - n.width / 2,
        y: n.y - n.height / 2,
        width: n.width,
        height: n.height,
        now: step === now,
        end: procedure.steps[step]!.end ?? false,
      }
    }),
    lines: lines.map((l) => {
      const e = l.back ? g.edge(l.to, l.from, 'back') : g.edge(l.from, l.to, 'on')
      return { ...l, points: l.back ? [...e.points].reverse() : e.points, x: e.x ?? 0, y: e.y ?? 0 }
    }),
  }
}

const room = (label: string, labels: boolean) =>
  labels ? { label, width: widthOf(label) * 0.8, height: 20, labelpos: 'c' as const } : { label, width: 0, height: 0 }

/** The moves between different steps, actions with the same ends joined. */
export function linesOf(code: string): { from: string; to: string; label: string }[] {
  const lines = new Map<string, { from: string; to: string; label: string }>()
  for (const [from, s] of Object.entries(procedureOf(code).steps)) {
    for (const a of Object.values(s.actions).filter((x) => x.to !== from && x.to !== onward && x.to !== undone)) {
      const known = lines.get(`${from} ${a.to}`)
      if (!known) lines.set(`${from} ${a.to}`, { from, to: a.to, label: a.name })
      else if (!known.label.split('、').includes(a.name)) known.label = `${known.label}、${a.name}`
    }
  }
  return [...lines.values()]
}

/** Han glyphs are square; Latin letters and digits take about half. */
function widthOf(text: string): number {
  return [...text].reduce((w, ch) => w + (ch.charCodeAt(0) < 0x2e80 ? glyph * 0.56 : glyph), 0)
}
