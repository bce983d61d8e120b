/**
 * Reads the words of a picture with PP-OCRv4 on ONNX Runtime: one model finds lines, one reads them. Both come with
 * `npm run ocr` into the folder `ocr`; nothing here runs without them. Runs in a process of its own (`ocr.process.ts`).
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import sharp from 'sharp'
import { root } from '../../../platform/root.ts'
import { boxesOf, type Box } from './boxes.ts'

/** What we use of onnxruntime-node: its types are not installed where it is not. */
type Tensor = { data: Float32Array; dims: readonly number[] }
type Session = { inputNames: string[]; outputNames: string[]; run(feeds: object): Promise<Record<string, Tensor>> }
type Runtime = {
  InferenceSession: { create(path: string, options: object): Promise<Session> }
  Tensor: new (type: 'float32', data: Float32Array, dims: number[]) => Tensor
}
type Picture = { data: Buffer; width: number; height: number }

type Line = { text: string; sure: number }
/**
 * Rows from the top, each with what stands in it from left to right; what can also be read another way up is a row of
 * its own.
 */
export type Model = { rows(bytes: Uint8Array): Promise<string[][]> }

/**
 * `side`: longest side on which lines are looked for; `high`: of a line as it is read; `sure`: mean certainty below
 * which signs are noise.
 */
const reading = { pixels: 60_000_000, side: 1600, read: 3200, high: 48, longest: 2400, sure: 0.6 }

/** Where `npm run ocr` puts it. */
const there = createRequire(join(root, 'ocr', 'package.json'))
const models = join(root, 'ocr', 'node_modules', '@gutenye', 'ocr-models', 'assets')

/** @throws where it is not installed or does not run on this machine. */
export async function openModel(): Promise<Model> {
  const runtime = there('onnxruntime-node') as Runtime
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 4 }
  const [finder, reader] = await Promise.all([
    runtime.InferenceSession.create(join(models, 'ch_PP-OCRv4_det_infer.onnx'), options),
    runtime.InferenceSession.create(join(models, 'ch_PP-OCRv4_rec_infer.onnx'), options),
  ])
  const signs = ['', ...readFileSync(join(models, 'ppocr_keys_v1.txt'), 'utf8').trimEnd().split('\n'), ' ']
  const ask = async (session: Session, data: Float32Array, height: number, width: number) => {
    const input = new runtime.Tensor('float32', data, [1, 3, height, width])
    const answer = await session.run({ [session.inputNames[0]!]: input })
    return answer[session.outputNames[0]!]!
  }
  const read = async (strip: Strip) => decoded(await ask(reader, strip.data, reading.high, strip.width), signs)
  return {
    rows: async (bytes) => {
      const picture = await opened(bytes)
      const upright: string[][] = []
      const otherwise: string[][] = []
      for (const boxes of inRows(await found(picture, (d, h, w) => ask(finder, d, h, w)))) {
        const row: string[] = []
        for (const box of boxes) {
          const [best, ...others] = await turnedReadings(picture, box, read)
          if (best !== undefined) row.push(best)
          otherwise.push(...others.map((text) => [text]))
        }
        if (row.length > 0) upright.push(row)
      }
      return [...upright, ...otherwise]
    },
  }
}

async function opened(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: reading.pixels, failOn: 'none' })
    .rotate()
    .flatten({ background: '#fff' })
    .resize({ width: reading.read, height: reading.read, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/**
 * Lines are looked for on a smaller copy whose sides are multiples of 32; their boxes are told in points of the
 * picture.
 */
async function found(
  picture: Picture,
  ask: (data: Float32Array, height: number, width: number) => Promise<Tensor>,
): Promise<Box[]> {
  const scale = Math.min(2, reading.side / Math.max(picture.width, picture.height))
  const [width, height] = [picture.width, picture.height].map((n) =>
    Math.max(32, Math.round((n * scale) / 32) * 32),
  ) as [number, number]
  const small = await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer()
  const map = await ask(coloursApart(small, width * height), height, width)
  const [sx, sy] = [picture.width / width, picture.height / height]
  return boxesOf({ data: map.data, width, height }).map((b) => ({
    ...b,
    x: b.x * sx,
    y: b.y * sy,
    halfLong: b.halfLong * sx,
    halfHigh: b.halfHigh * sy,
  }))
}

/** The finder's colours, blue first, each with its mean and spread (ImageNet's, as it was trained). */
function coloursApart(rgb: Buffer, points: number): Float32Array {
  const data = new Float32Array(points * 3)
  const mean = [0.485, 0.456, 0.406]
  const spread = [0.229, 0.224, 0.225]
  for (let i = 0; i < points; i++)
    for (let c = 0; c < 3; c++) data[c * points + i] = (rgb[i * 3 + 2 - c]! / 255 - mean[c]!) / spread[c]!
  return data
}

/** From the top, each from the left: what stands beside each other on the page is read beside each other. */
function inRows(boxes: readonly Box[]): Box[][] {
  const high = [...boxes].sort((a, b) => a.y - b.y)
  const rows: Box[][] = []
  for (const box of high) {
    const row = rows.at(-1)
    if (row && Math.abs(row[0]!.y - box.y) < Math.min(row[0]!.halfHigh, box.halfHigh)) row.push(box)
    else rows.push([box])
  }
  return rows.map((row) => row.sort((a, b) => a.x - b.x))
}

type Strip = { data: Float32Array; width: number }

/**
 * A page may lie on its side or on its head, and a picture on it another way than the page: each line is read the ways
 * it may lie, the surest first. Whatever the model is sure of counts: 16891 can be read upside down as well.
 */
async function turnedReadings(picture: Picture, box: Box, read: (strip: Strip) => Promise<Line>): Promise<string[]> {
  const readings: Line[] = []
  for (const turned of waysToLie(box)) readings.push(await read(stripOf(picture, turned)))
  return readings
    .filter((line) => line.text.trim() !== '' && line.sure >= reading.sure)
    .sort((a, b) => b.sure - a.sure)
    .map((line) => line.text)
}

function waysToLie(box: Box): Box[] {
  const { x, y, cos, sin, halfLong, halfHigh } = box
  const lying = [box, { ...box, cos: -cos, sin: -sin }]
  const standing = [
    { x, y, cos: -sin, sin: cos, halfLong: halfHigh, halfHigh: halfLong },
    { x, y, cos: sin, sin: -cos, halfLong: halfHigh, halfHigh: halfLong },
  ]
  if (halfLong > 1.5 * halfHigh) return lying
  return halfHigh > 1.5 * halfLong ? standing : [...lying, ...standing]
}

/** The line cut out, turned straight and made 48 points high, blue first, -1 to 1. */
function stripOf({ data, width, height }: Picture, box: Box): Strip {
  const { high, longest } = reading
  const wide = Math.min(longest, Math.max(16, Math.round((high * box.halfLong) / Math.max(1, box.halfHigh))))
  const strip = new Float32Array(3 * high * wide)
  for (let j = 0; j < high; j++)
    for (let i = 0; i < wide; i++) {
      const u = ((i + 0.5) / wide - 0.5) * 2 * box.halfLong
      const v = ((j + 0.5) / high - 0.5) * 2 * box.halfHigh
      const px = Math.min(width - 1.001, Math.max(0, box.x + u * box.cos - v * box.sin - 0.5))
      const py = Math.min(height - 1.001, Math.max(0, box.y + u * box.sin + v * box.cos - 0.5))
      const [x0, y0] = [Math.floor(px), Math.floor(py)]
      const [fx, fy] = [px - x0, py - y0]
      const at = (y0 * width + x0) * 3
      const right = x0 + 1 < width ? 3 : 0
      const below = y0 + 1 < height ? width * 3 : 0
      for (let c = 0; c < 3; c++) {
        const k = at + 2 - c
        const value =
          (data[k]! * (1 - fx) + data[k + right]! * fx) * (1 - fy) +
          (data[k + below]! * (1 - fx) + data[k + below + right]! * fx) * fy
        strip[(c * high + j) * wide + i] = value / 127.5 - 1
      }
    }
  return { data: strip, width: wide }
}

/** CTC: the likeliest sign of each place, repeated ones once, nothing left out. */
function decoded({ data, dims }: Tensor, signs: readonly string[]): Line {
  const [, steps, kinds] = dims as [number, number, number]
  let text = ''
  let sum = 0
  let told = 0
  let last = 0
  for (let t = 0; t < steps; t++) {
    let best = 0
    for (let k = 1; k < kinds; k++) if (data[t * kinds + k]! > data[t * kinds + best]!) best = k
    if (best !== 0 && best !== last) {
      text += signs[best] ?? ''
      sum += data[t * kinds + best]!
      told++
    }
    last = best
  }
  return { text, sure: told === 0 ? 0 : sum / told }
}
