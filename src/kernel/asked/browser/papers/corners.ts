/**
 * Finds the four corners of a paper that lies on something of another brightness. Says nothing rather than something
 * wrong: then the frame aimed at counts.
 */
import { greyOf, type Pixels } from './look.ts'
import type { Corners, Point } from './straighten.ts'

/** The paper's share of the picture; less is a spot, more is no edge at all. */
const share = { least: 0.12, most: 0.94 }
/** A paper fills what lies between its corners nearly whole. */
const fills = { least: 0.88, most: 1.08 }

/**
 * `pixels`: small, about 240 pixels on the longer side. Corners in the same pixels; `undefined` where none is clear.
 */
export function findCorners(pixels: Pixels): Corners | undefined {
  const grey = greyOf(pixels)
  const limit = otsu(grey)
  return [(g: number) => g > limit, (g: number) => g <= limit]
    .map((inside) => cornersIn(grey, pixels.width, pixels.height, inside))
    .find((found) => found !== undefined)
}

/** The brightness that parts the picture best in two (Otsu 1979). */
function otsu(grey: Float32Array): number {
  const counts = Array.from({ length: 256 }, () => 0)
  for (const g of grey) counts[Math.min(255, Math.round(g))]! += 1
  const total = counts.reduce((sum, n, g) => sum + n * g, 0)
  let [best, limit, below, sum] = [-1, 127, 0, 0]
  for (let g = 0; g < 256; g += 1) {
    below += counts[g]!
    sum += counts[g]! * g
    const above = grey.length - below
    if (below === 0 || above === 0) continue
    const between = below * above * (sum / below - (total - sum) / above) ** 2
    if (between > best) [best, limit] = [between, g]
  }
  return limit
}

function cornersIn(
  grey: Float32Array,
  width: number,
  height: number,
  inside: (g: number) => boolean,
): Corners | undefined {
  const region = largest(grey, width, height, inside)
  const part = region.length / grey.length
  if (part < share.least || part > share.most) return undefined
  const points = region.map((i): Point => [i % width, Math.floor(i / width)])
  // What runs over three edges of the picture is the table, not the paper.
  if (
    [
      points.some(([x]) => x === 0),
      points.some(([x]) => x === width - 1),
      points.some(([, y]) => y === 0),
      points.some(([, y]) => y === height - 1),
    ].filter(Boolean).length > 1
  )
    return undefined
  const most = (of: (p: Point) => number): Point => points.reduce((best, p) => (of(p) > of(best) ? p : best))
  const corners: Corners = [
    most(([x, y]) => -x - y),
    most(([x, y]) => x - y),
    most(([x, y]) => x + y),
    most(([x, y]) => y - x),
  ]
  const filled = holesFilled(points) / areaOf(corners)
  return filled >= fills.least && filled <= fills.most ? corners : undefined
}

/** Print is a hole in a bright paper: what counts is from the first to the last pixel of each row. */
function holesFilled(points: readonly Point[]): number {
  const rows = new Map<number, [number, number]>()
  for (const [x, y] of points) {
    const row = rows.get(y)
    rows.set(y, row ? [Math.min(row[0], x), Math.max(row[1], x)] : [x, x])
  }
  return [...rows.values()].reduce((sum, [from, to]) => sum + to - from + 1, 0)
}

/** The area between corners (Gauss's formula). */
export function areaOf(corners: Corners): number {
  return (
    Math.abs(
      corners.reduce((sum, [x, y], i) => {
        const [nx, ny] = corners[(i + 1) % 4]!
        return sum + x * ny - nx * y
      }, 0),
    ) / 2
  )
}

/** Pixels of the largest connected region that is `inside`. */
function largest(grey: Float32Array, width: number, height: number, inside: (g: number) => boolean): number[] {
  const seen = new Uint8Array(grey.length)
  let best: number[] = []
  for (let start = 0; start < grey.length; start += 1) {
    if (seen[start] === 1 || !inside(grey[start]!)) continue
    const region = [start]
    seen[start] = 1
    for (let n = 0; n < region.length; n += 1) {
      const at = region[n]!
      const x = at % width
      for (const next of [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        at - width,
        at < width * (height - 1) ? at + width : -1,
      ]) {
        if (next < 0 || seen[next] === 1 || !inside(grey[next]!)) continue
        seen[next] = 1
        region.push(next)
      }
    }
    if (region.length > best.length) best = region
  }
  return best
}
