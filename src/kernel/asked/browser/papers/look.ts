/** Whether a photograph of a paper can be read: its light and its sharpness, from its pixels alone. */

/** As a canvas gives them: four bytes a pixel, red, green, blue, alpha. */
export interface Pixels {
  data: Uint8ClampedArray
  width: number
  height: number
}
/** `light`: mean luminance, 0 (black) to 255; `sharp`: variance of the Laplacian where there is most to read. */
export interface Look {
  light: number
  sharp: number
}
export type LookFault = 'dark' | 'glare' | 'blurred'

/**
 * Below 55 print drowns in noise, above 235 it is burnt out; text in focus at 640 pixels gives hundreds, shaken text
 * less than 60. Tried on made and on real papers.
 */
const limits = { dark: 55, glare: 235, blurred: 60 }

export const lookFaults: Readonly<Record<LookFault, string>> = {
  dark: '太暗了，字看不清。请到亮处，或者开灯再拍一张。',
  glare: '反光或者太亮，字发白。请换个角度，避开灯再拍一张。',
  blurred: '有点糊。请双手拿稳，等画面清楚了再拍一张。',
}

/** What is wrong with the picture; `undefined` where it can be read. */
export function lookFault({ light, sharp }: Look): LookFault | undefined {
  if (light < limits.dark) return 'dark'
  if (light > limits.glare) return 'glare'
  return sharp < limits.blurred ? 'blurred' : undefined
}

/** `pixels`: made smaller first, to about 640 pixels on its longer side, so that the limits hold for every camera. */
export function lookOf(pixels: Pixels): Look {
  const grey = greyOf(pixels)
  return {
    light: grey.reduce((sum, g) => sum + g, 0) / Math.max(1, grey.length),
    sharp: sharpest(grey, pixels.width, pixels.height),
  }
}

/** Luminance after ITU-R BT.601, 0 to 255. */
export function greyOf({ data, width, height }: Pixels): Float32Array {
  const grey = new Float32Array(width * height)
  for (let i = 0; i < grey.length; i += 1)
    grey[i] = 0.299 * data[i * 4]! + 0.587 * data[i * 4 + 1]! + 0.114 * data[i * 4 + 2]!
  return grey
}

const tiles = 6

/** A paper is half empty: only the quarter of the tiles that holds most is asked. */
function sharpest(grey: Float32Array, width: number, height: number): number {
  const found: number[] = []
  for (let row = 0; row < tiles; row += 1) {
    for (let column = 0; column < tiles; column += 1) {
      const x = [column, column + 1].map((c) => Math.floor((c * width) / tiles)) as [number, number]
      const y = [row, row + 1].map((r) => Math.floor((r * height) / tiles)) as [number, number]
      found.push(laplacian(grey, width, height, x, y))
    }
  }
  const top = found.sort((a, b) => b - a).slice(0, Math.ceil(found.length / 4))
  return top.reduce((sum, v) => sum + v, 0) / top.length
}

/** The variance of the Laplacian (four neighbours) over columns `x` and rows `y`. */
function laplacian(
  grey: Float32Array,
  width: number,
  height: number,
  x: readonly [number, number],
  y: readonly [number, number],
): number {
  let [n, sum, squares] = [0, 0, 0]
  for (let row = Math.max(1, y[0]); row < Math.min(height - 1, y[1]); row += 1) {
    for (let at = row * width + Math.max(1, x[0]), end = row * width + Math.min(width - 1, x[1]); at < end; at += 1) {
      const v = 4 * grey[at]! - grey[at - 1]! - grey[at + 1]! - grey[at - width]! - grey[at + width]!
      n += 1
      sum += v
      squares += v * v
    }
  }
  return n === 0 ? 0 : squares / n - (sum / n) ** 2
}
