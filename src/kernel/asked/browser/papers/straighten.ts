/**
 * A paper taken at an angle becomes a rectangle: the homography between four corners, and the picture seen through it.
 */
import type { Pixels } from './look.ts'

export type Point = readonly [x: number, y: number]
/** Top left, top right, bottom right, bottom left. */
export type Corners = readonly [Point, Point, Point, Point]
/** Row by row; its last number is 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number]

/**
 * The plane projection that takes `from` to `to`, from eight linear equations. @throws Error where three corners lie on
 * one line.
 */
export function homography(from: Corners, to: Corners): Homography {
  const rows: number[][] = []
  for (const [i, [x, y]] of from.entries()) {
    const [u, v] = to[i]!
    rows.push([x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v])
  }
  return [...solve(rows), 1] as unknown as Homography
}

/** Gauss with pivots; `rows` are the equations with their right side. */
function solve(rows: number[][]): number[] {
  const n = rows.length
  for (let c = 0; c < n; c += 1) {
    let best = c
    for (let r = c + 1; r < n; r += 1) if (Math.abs(rows[r]![c]!) > Math.abs(rows[best]![c]!)) best = r
    ;[rows[c], rows[best]] = [rows[best]!, rows[c]!]
    if (Math.abs(rows[c]![c]!) < 1e-9) throw new Error('three corners on one line')
    for (let r = 0; r < n; r += 1) {
      if (r === c) continue
      const factor = rows[r]![c]! / rows[c]![c]!
      for (let k = c; k <= n; k += 1) rows[r]![k]! -= factor * rows[c]![k]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}

export function project(h: Homography, [x, y]: Point): Point {
  const w = h[6] * x + h[7] * y + h[8]
  return [(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w]
}

/**
 * The part of `source` between the corners (in its pixels) as an upright picture of `width` × `height`; between pixels,
 * what lies between.
 */
export function straighten(source: Pixels, corners: Corners, width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  const [a, b, c, d, e, f, g, h] = homography(
    [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ],
    corners,
  )
  const { data: from, width: sw, height: sh } = source
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const w = g * (x + 0.5) + h * (y + 0.5) + 1
      const sx = Math.min(sw - 1.001, Math.max(0, (a * (x + 0.5) + b * (y + 0.5) + c) / w - 0.5))
      const sy = Math.min(sh - 1.001, Math.max(0, (d * (x + 0.5) + e * (y + 0.5) + f) / w - 0.5))
      const [x0, y0] = [Math.floor(sx), Math.floor(sy)]
      const [fx, fy] = [sx - x0, sy - y0]
      const top = (y0 * sw + x0) * 4
      const below = top + sw * 4
      for (let k = 0; k < 3; k += 1) {
        const upper = from[top + k]! * (1 - fx) + from[top + 4 + k]! * fx
        data[at + k] = upper * (1 - fy) + (from[below + k]! * (1 - fx) + from[below + 4 + k]! * fx) * fy
      }
      data[at + 3] = 255
    }
  }
  return { data, width, height }
}

/**
 * How large the straightened paper is: as its longer edges; the proportion of its shape where that is known and the
 * edges do not contradict it. `most`: the longer side, in pixels.
 */
export function sizeOf(corners: Corners, ratio: number | undefined, most: number): [width: number, height: number] {
  const [tl, tr, br, bl] = corners
  const w = Math.max(far(tl, tr), far(bl, br))
  let h = Math.max(far(tl, bl), far(tr, br))
  const upright = w < h
  const wanted = ratio === undefined ? undefined : upright ? Math.min(ratio, 1 / ratio) : Math.max(ratio, 1 / ratio)
  if (wanted !== undefined && Math.abs(w / h / wanted - 1) < 0.25) h = w / wanted
  const scale = Math.min(1, most / Math.max(w, h))
  return [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))]
}

const far = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by)
