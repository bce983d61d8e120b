/** What people photograph, and the frame to aim with. */
import type { Corners } from './straighten.ts'

export type Shape = 'card' | 'page' | 'book' | 'face'

/**
 * Width to height as it lies before one: ISO/IEC 7810 ID-1, ISO 216 A4 upright, an opened household book (two pages of
 * 105 × 143 mm), a portrait 3 : 4.
 */
export const shapes: Readonly<Record<Shape, { name: string; ratio: number }>> = {
  card: { name: '身份证大小的卡', ratio: 85.6 / 54 },
  page: { name: '一张纸（A4）', ratio: 210 / 297 },
  book: { name: '户口簿、证本', ratio: 210 / 143 },
  face: { name: '本人照片', ratio: 3 / 4 },
}

/** Which frame the words beside the field ask for. */
export function shapeFor(label: string): Shape {
  if (/身份证|银行卡|社保卡|存折卡|残疾人?证|驾驶证|卡/.test(label)) return 'card'
  return /户口|结婚证|离婚证|证本|存折|簿/.test(label) ? 'book' : 'page'
}

/** A sheet lies as the picture does: a camera over a desk sees it sideways, a phone upright. */
export const ratioIn = (shape: Shape, width: number, height: number): number =>
  shape === 'page' && width > height ? 1 / shapes.page.ratio : shapes[shape].ratio

/** The frame of this proportion in the middle of a picture, with some air around it, as corners in its pixels. */
export function frameIn(width: number, height: number, ratio: number, air = 0.08): Corners {
  const w = Math.min(width * (1 - 2 * air), height * (1 - 2 * air) * ratio)
  const h = w / ratio
  const [x, y] = [(width - w) / 2, (height - h) / 2]
  return [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
  ]
}
