/** Blur, darkness, corners and perspective, on pictures made here. */
import { expect, test } from 'vitest'
import sharp from 'sharp'
import { findCorners } from './corners.ts'
import { lookFault, lookOf, type Pixels } from './look.ts'
import { frameIn, shapeFor, shapes } from './shapes.ts'
import { homography, project, sizeOf, straighten, type Corners } from './straighten.ts'
import { wordsWithDay } from './watermark.ts'

async function pixelsOf(svg: string, shaken = 0): Promise<Pixels> {
  const drawn = sharp(Buffer.from(svg)).flatten({ background: '#fff' }).ensureAlpha()
  const { data, info } = await (shaken > 0 ? drawn.blur(shaken) : drawn).raw().toBuffer({ resolveWithObject: true })
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height }
}

const lines = (ink: string, count = 16) =>
  Array.from(
    { length: count },
    (_, i) =>
      `<text x="20" y="${24 + i * 26}" font-size="15" fill="${ink}">HOUSEHOLD 3206 WANG 110105 No ${i} abcdefg</text>`,
  ).join('')
const sheet = (paper: string, ink: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="440"><rect width="480" height="440" fill="${paper}"/>${lines(ink)}</svg>`

test('a sharp sheet passes; a shaken, a dark and a burnt-out one are told apart', async () => {
  expect(lookFault(lookOf(await pixelsOf(sheet('#dcd8cc', '#222'))))).toBeUndefined()
  expect(lookFault(lookOf(await pixelsOf(sheet('#dcd8cc', '#222'), 3)))).toBe('blurred')
  expect(lookFault(lookOf(await pixelsOf(sheet('#2a2926', '#000'))))).toBe('dark')
  expect(lookFault(lookOf(await pixelsOf(sheet('#ffffff', '#fdfdfd'))))).toBe('glare')
})

test('a page with a few lines only is not called blurred', async () => {
  expect(
    lookFault(
      lookOf(
        await pixelsOf(
          `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640"><rect width="480" height="640" fill="#d8d4c8"/>${lines('#222', 4)}</svg>`,
        ),
      ),
    ),
  ).toBeUndefined()
})

const desk: Corners = [
  [40, 30],
  [200, 44],
  [212, 150],
  [28, 140],
]
const onDesk = (paper: string, table: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="${table}"/><polygon points="${desk.map((p) => p.join(',')).join(' ')}" fill="${paper}"/><rect x="80" y="70" width="60" height="4" fill="#333"/></svg>`

test('corners are found of a bright paper on a dark table, and of a dark cover on a bright one', async () => {
  for (const [paper, table] of [
    ['#eee', '#5a4632'],
    ['#5b1f1f', '#e8e2d2'],
  ] as const) {
    const found = findCorners(await pixelsOf(onDesk(paper, table)))
    expect(found).toBeDefined()
    for (const [i, [x, y]] of found!.entries()) expect(Math.hypot(x - desk[i]![0], y - desk[i]![1])).toBeLessThan(4)
  }
})

test('nothing is said where there is no edge, or no rectangle', async () => {
  expect(findCorners(await pixelsOf(sheet('#dcd8cc', '#222')))).toBeUndefined()
  expect(
    findCorners(
      await pixelsOf(
        '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="#543"/><circle cx="120" cy="90" r="70" fill="#eee"/></svg>',
      ),
    ),
  ).toBeUndefined()
})

test('the homography takes each corner to its own, and back', () => {
  const to: Corners = [
    [0, 0],
    [300, 0],
    [300, 200],
    [0, 200],
  ]
  const there = homography(desk, to)
  const back = homography(to, desk)
  for (const [i, p] of desk.entries()) {
    const [x, y] = project(there, p)
    expect(Math.hypot(x - to[i]![0], y - to[i]![1])).toBeLessThan(1e-6)
    const [bx, by] = project(back, project(there, [p[0] + 7, p[1] - 3]))
    expect(Math.hypot(bx - p[0] - 7, by - p[1] + 3)).toBeLessThan(1e-6)
  }
  expect(() =>
    homography(
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 3],
      ],
      to,
    ),
  ).toThrow()
})

test('straightened, the paper fills the picture and its colours stay where they were', async () => {
  const picture = await pixelsOf(
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180"><rect width="240" height="180" fill="#000"/><polygon points="${desk.map((p) => p.join(',')).join(' ')}" fill="#fff"/><polygon points="40,30 120,37 120,87 34,85" fill="#f00"/></svg>`,
  )
  const [w, h] = sizeOf(desk, undefined, 2000)
  const made = straighten(picture, desk, w, h)
  const at = (x: number, y: number) => [
    ...made.data.subarray(
      (Math.round(y * h) * w + Math.round(x * w)) * 4,
      (Math.round(y * h) * w + Math.round(x * w)) * 4 + 3,
    ),
  ]
  expect(at(0.2, 0.2)).toEqual([255, 0, 0])
  for (const [x, y] of [
    [0.03, 0.97],
    [0.97, 0.97],
    [0.97, 0.04],
  ] as const)
    expect(at(x, y)).toEqual([255, 255, 255])
})

test('a card keeps its proportion, also upright; other shapes are believed', () => {
  const [w, h] = sizeOf(
    [
      [0, 0],
      [860, 10],
      [850, 520],
      [4, 530],
    ],
    shapes.card.ratio,
    2000,
  )
  expect(w / h).toBeCloseTo(shapes.card.ratio, 2)
  const upright = sizeOf(
    [
      [0, 0],
      [530, 0],
      [530, 860],
      [0, 860],
    ],
    shapes.card.ratio,
    400,
  )
  expect(upright[1]).toBeLessThanOrEqual(400)
  expect(upright[0] / upright[1]).toBeCloseTo(1 / shapes.card.ratio, 2)
  expect(
    sizeOf(
      [
        [0, 0],
        [500, 0],
        [500, 500],
        [0, 500],
      ],
      shapes.card.ratio,
      2000,
    ),
  ).toEqual([500, 500])
})

test('the frame to aim with has the paper’s proportion and lies within the picture; words choose it', () => {
  for (const { ratio } of Object.values(shapes)) {
    const [[x, y], , [x2, y2]] = frameIn(1080, 1920, ratio)
    expect((x2 - x) / (y2 - y)).toBeCloseTo(ratio, 6)
    expect(Math.min(x, y)).toBeGreaterThan(0)
  }
  expect(['身份证正面', '户口簿', '诊断证明', '残疾人证'].map(shapeFor)).toEqual(['card', 'book', 'page', 'card'])
})

test('the watermark carries a day, once', () => {
  expect(wordsWithDay('仅用于办理高龄津贴', '2026-11-22')).toBe('仅用于办理高龄津贴，2026-11-22')
  expect(wordsWithDay('仅用于办理高龄津贴，2026-11-20', '2026-11-22')).toBe('仅用于办理高龄津贴，2026-11-20')
})
