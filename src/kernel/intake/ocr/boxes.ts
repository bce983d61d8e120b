/**
 * Where lines of text lie: from a map of how much each point looks like text to turned rectangles around what hangs
 * together.
 */

/**
 * A turned rectangle in points of the picture: its middle, half its length along (`cos`, `sin`) and half its height
 * across.
 */
export type Box = { x: number; y: number; cos: number; sin: number; halfLong: number; halfHigh: number }

/**
 * As the model's authors set them (PaddleOCR, DB post-processing): what counts as text, what a line must reach, how far
 * it is let out again.
 */
const db = { point: 0.3, line: 0.5, letOut: 1.6, leastHigh: 3 }

type Map2 = { data: Float32Array; width: number; height: number }
type Spot = { x: number; y: number }

/** The lines of a map of probabilities, 0 to 1, row by row. `most`: a page of noise has no end otherwise. */
export function boxesOf(map: Map2, most = 600): Box[] {
  const seen = new Uint8Array(map.data.length)
  const boxes: Box[] = []
  for (let start = 0; start < map.data.length && boxes.length < most; start++) {
    if (seen[start] || map.data[start]! < db.point) continue
    const { edge, mean, points } = spread(map, start, seen)
    if (points < 6 || mean < db.line) continue
    const box = around(edge)
    if (box && Math.min(box.halfLong, box.halfHigh) * 2 >= db.leastHigh) boxes.push(letOut(box))
  }
  return boxes
}

/** All points that hang together with `start`: the ends of each row's run are enough for a hull. */
function spread({ data, width, height }: Map2, start: number, seen: Uint8Array) {
  const stack = [start]
  const edges = new Map<number, { from: number; to: number }>()
  let sum = 0
  let points = 0
  seen[start] = 1
  while (stack.length > 0) {
    const at = stack.pop()!
    const x = at % width
    const y = (at - x) / width
    sum += data[at]!
    points++
    const run = edges.get(y)
    if (!run) edges.set(y, { from: x, to: x })
    else if (x < run.from) run.from = x
    else if (x > run.to) run.to = x
    const next = [
      x > 0 ? at - 1 : -1,
      x < width - 1 ? at + 1 : -1,
      y > 0 ? at - width : -1,
      y < height - 1 ? at + width : -1,
    ]
    for (const n of next)
      if (n >= 0 && !seen[n] && data[n]! >= db.point) {
        seen[n] = 1
        stack.push(n)
      }
  }
  const edge = [...edges].flatMap(([y, { from, to }]) => [
    { x: from, y },
    { x: to + 1, y },
    { x: from, y: y + 1 },
    { x: to + 1, y: y + 1 },
  ])
  return { edge, mean: sum / points, points }
}

/** The smallest rectangle around the points: one of its sides lies on a side of their hull. */
function around(points: readonly Spot[]): Box | undefined {
  const hull = hullOf(points)
  let best: (Box & { area: number }) | undefined
  for (const [i, a] of hull.entries()) {
    const b = hull[(i + 1) % hull.length]!
    const length = Math.hypot(b.x - a.x, b.y - a.y)
    if (length === 0) continue
    const found = alongSide(hull, (b.x - a.x) / length, (b.y - a.y) / length)
    if (!best || found.area < best.area) best = found
  }
  return best && lyingDown(best)
}

function alongSide(hull: readonly Spot[], cos: number, sin: number): Box & { area: number } {
  const along = hull.map((p) => p.x * cos + p.y * sin)
  const across = hull.map((p) => p.y * cos - p.x * sin)
  const [u0, u1, v0, v1] = [Math.min(...along), Math.max(...along), Math.min(...across), Math.max(...across)]
  const u = (u0 + u1) / 2
  const v = (v0 + v1) / 2
  return {
    x: u * cos - v * sin,
    y: u * sin + v * cos,
    cos,
    sin,
    halfLong: (u1 - u0) / 2,
    halfHigh: (v1 - v0) / 2,
    area: (u1 - u0) * (v1 - v0),
  }
}

/** The direction nearest to left-to-right, whichever side is longer. */
function lyingDown({ x, y, cos, sin, halfLong, halfHigh }: Box): Box {
  const steep = Math.abs(sin) > Math.abs(cos)
  const turned = steep
    ? { x, y, cos: sin, sin: -cos, halfLong: halfHigh, halfHigh: halfLong }
    : { x, y, cos, sin, halfLong, halfHigh }
  return turned.cos < 0 ? { ...turned, cos: -turned.cos, sin: -turned.sin } : turned
}

function letOut(box: Box): Box {
  const { halfLong: a, halfHigh: b } = box
  const by = (a * b * db.letOut) / (a + b)
  return { ...box, halfLong: a + by, halfHigh: b + by }
}

/** Andrew's monotone chain. */
function hullOf(points: readonly Spot[]): Spot[] {
  const sorted = [...points].sort((p, q) => p.x - q.x || p.y - q.y)
  const half = (list: readonly Spot[]) => {
    const chain: Spot[] = []
    for (const p of list) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop()
      chain.push(p)
    }
    return chain.slice(0, -1)
  }
  return [...half(sorted), ...half(sorted.reverse())]
}

const turn = (a: Spot, b: Spot, c: Spot): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
