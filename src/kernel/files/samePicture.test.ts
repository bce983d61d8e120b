/** One picture is known again however it was saved; the two sides of a card on one desk are two pictures. */
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { samePicture } from './samePicture.ts'

const lines = (x: number, y: number, n: number) =>
  Array.from(
    { length: n },
    (_, i) => `<rect x="${x}" y="${y + i * 34}" width="${230 - (i % 3) * 40}" height="12"/>`,
  ).join('')
/** A card on a dark desk, filling most of the picture. */
const card = (inside: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#4a3b30"/>
      <rect x="40" y="30" width="560" height="350" rx="20" fill="#eef3f5"/>${inside}</svg>`,
    ),
  )
const front = card(
  `<g fill="#444">${lines(80, 80, 6)}<rect x="430" y="80" width="130" height="170" fill="#8a9aa5"/></g>`,
)
const back = card(
  `<circle cx="130" cy="120" r="58" fill="#b8332a"/><g fill="#333"><rect x="230" y="90" width="300" height="34"/>
  <rect x="230" y="150" width="300" height="34"/>${lines(230, 270, 2)}</g>`,
)
const jpeg = async (picture: Sharp, quality = 80) => new Uint8Array(await picture.clone().jpeg({ quality }).toBuffer())
const again = async (change: (p: Sharp) => Sharp) => new Uint8Array(await change(sharp(await jpeg(front))).toBuffer())

test('saved again smaller, coarser, brighter, as another kind or turned: the same', async () => {
  const one = await jpeg(front)
  const ways: Record<string, (p: Sharp) => Sharp> = {
    smaller: (p) => p.resize(300).jpeg({ quality: 40 }),
    coarser: (p) => p.jpeg({ quality: 12 }),
    brighter: (p) => p.linear(0.8, 40).jpeg(),
    png: (p) => p.png(),
    grey: (p) => p.greyscale().jpeg(),
    quarter: (p) => p.rotate(90).jpeg(),
    'upside down': (p) => p.rotate(180).jpeg(),
    'a little off the edge': (p) => p.extract({ left: 3, top: 2, width: 634, height: 415 }).jpeg(),
  }
  for (const [name, change] of Object.entries(ways))
    expect(await samePicture(one, await again(change)), name).toBe(true)
})

test('front and back, front and an empty page, two cards: not the same', async () => {
  const one = await jpeg(front)
  const empty = new Uint8Array(
    await sharp({ create: { width: 640, height: 420, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
  )
  const other = card(`<g fill="#444">${lines(80, 70, 8)}</g>`)
  expect(await samePicture(one, await jpeg(back))).toBe(false)
  expect(await samePicture(one, empty)).toBe(false)
  expect(await samePicture(one, await jpeg(other))).toBe(false)
  expect(await samePicture(empty, empty)).toBe(true)
})
