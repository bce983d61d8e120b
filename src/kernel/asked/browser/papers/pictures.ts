/** Pictures on the phone: read, turned, drawn anew (nothing of the camera's notes stays), made small enough to send. */
import type { Pixels } from './look.ts'
import { sizeOf, straighten, type Corners } from './straighten.ts'

/** The longer side, in pixels: small print on A4 is still read. */
const side = 2000
const mostBytes = 1_000_000

/** A chosen file as a canvas; `undefined` where this browser cannot read it (HEIC on most phones, PDF). */
export async function canvasOf(file: Blob): Promise<HTMLCanvasElement | undefined> {
  const picture = new Image()
  picture.src = URL.createObjectURL(file)
  try {
    await picture.decode()
    return drawn(picture, picture.naturalWidth, picture.naturalHeight)
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(picture.src)
  }
}

/** A picture or the camera's frame, no larger than `most` on its longer side. */
export function drawn(from: CanvasImageSource, width: number, height: number, most = side): HTMLCanvasElement {
  const scale = Math.min(1, most / Math.max(width, height))
  const canvas = blank(Math.round(width * scale), Math.round(height * scale))
  canvas.getContext('2d')!.drawImage(from, 0, 0, canvas.width, canvas.height)
  return canvas
}

export function blank(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, width)
  canvas.height = Math.max(1, height)
  return canvas
}

export const pixelsOf = (canvas: HTMLCanvasElement): Pixels =>
  canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)

export const small = (canvas: HTMLCanvasElement, most: number): Pixels =>
  pixelsOf(drawn(canvas, canvas.width, canvas.height, most))

/** What lies between the corners, upright. `ratio`: of the paper, where it is known. */
export function cut(canvas: HTMLCanvasElement, corners: Corners, ratio?: number): HTMLCanvasElement {
  const [width, height] = sizeOf(corners, ratio, side)
  const upright = straighten(pixelsOf(canvas), corners, width, height)
  const made = blank(width, height)
  const picture = made.getContext('2d')!.createImageData(width, height)
  picture.data.set(upright.data)
  made.getContext('2d')!.putImageData(picture, 0, 0)
  return made
}

/** A quarter turn to the right. */
export function turned(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const made = blank(canvas.height, canvas.width)
  const pen = made.getContext('2d')!
  pen.translate(made.width, 0)
  pen.rotate(Math.PI / 2)
  pen.drawImage(canvas, 0, 0)
  return made
}

/** A JPEG of at most about 1 MB: coarser first, then smaller. */
export async function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  for (const quality of [0.88, 0.75, 0.6]) {
    const made = await coded(canvas, 'image/jpeg', quality)
    if (made.size <= mostBytes) return made
  }
  return jpegOf(drawn(canvas, canvas.width, canvas.height, Math.round(Math.max(canvas.width, canvas.height) * 0.75)))
}

export async function coded(
  canvas: HTMLCanvasElement,
  type: 'image/jpeg' | 'image/png',
  quality?: number,
): Promise<Blob> {
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality))
  if (!made) throw new Error('this browser cannot code pictures')
  return made
}
