/**
 * What a shared link and a telephone's first screen show of the site: every address answers with what the page
 * promises.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLiuwan, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
beforeAll(async () => {
  l = await openLiuwan()
})
afterAll(() => l.w.close())

const picture = async (path: string) => {
  const answer = await l.get(path)
  const { format, width, height } = await sharp(answer.bytes).metadata()
  return { type: answer.headers.get('content-type'), format, width, height, bytes: answer.bytes }
}
const meta = (html: string, name: string) => new RegExp(`<meta property="og:${name}" content="([^"]*)"`).exec(html)?.[1]

test('the manifest is whole, and each picture it names has the size it says', async () => {
  const answer = await l.get('/manifest.webmanifest')
  expect(answer.headers.get('content-type')).toContain('application/manifest+json')
  const manifest = JSON.parse(answer.html)
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'zh-CN' })
  expect(manifest.name).toMatch(/阳光村务$/)
  const sizes = manifest.icons.map((i: { sizes: string; purpose: string }) => `${i.sizes} ${i.purpose}`)
  expect(sizes).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']))
  for (const icon of manifest.icons.filter((i: { type: string }) => i.type === 'image/png')) {
    const { type, format, width, height } = await picture(icon.src)
    expect([icon.src, type, format, `${width}x${height}`]).toEqual([icon.src, 'image/png', 'png', icon.sizes])
  }
  for (const { url } of manifest.shortcuts) expect([url, (await l.get(url)).status]).toEqual([url, 302])
  const [touch, fav] = [await picture('/apple-touch-icon.png'), await picture('/favicon.ico')]
  expect([touch.width, fav.width, fav.format]).toEqual([180, 48, 'png'])
  // A launcher may cut a circle out of it: ground and hill go to the edges, the sun lies within four fifths.
  const { data, info } = await sharp((await picture('/icons/maskable.png')).bytes)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)]
  const isSun = (x: number, y: number) => at(x, y)[0]! > 220 && at(x, y)[2]! < 120
  expect([at(0, 0), at(511, 0)].map((c) => c[2]! > 220)).toEqual([true, true])
  expect([at(0, 511), at(511, 511)].map((c) => c[0]! < 40)).toEqual([true, true])
  expect(isSun(256, 200)).toBe(true)
  for (let y = 0; y < 512; y += 2)
    for (let x = 0; x < 512; x += 2) if (isSun(x, y)) expect(Math.hypot(x - 256, y - 256)).toBeLessThan(512 * 0.4)
})

test('every page says its title and one sentence; with the picture’s whole address where the site has one, of its own village', async () => {
  for (const path of [
    '/',
    '/v/liuwan',
    '/v/liuwan/notices',
    '/t/qingxi',
    '/services',
    '/about',
    '/missing',
    '/v/liuwan/reports/new',
  ]) {
    const { html } = await l.get(path)
    expect([path, meta(html, 'title'), meta(html, 'description')]).toEqual([
      path,
      expect.stringMatching(/../),
      expect.stringMatching(/...../),
    ])
    expect(meta(html, 'image'), path).toBeUndefined()
    expect(html).toContain('rel="manifest"')
  }
})

test('the picture of a village: wide, its own, in the county’s words; of a village that there is not none', async () => {
  const [village, other, county] = [
    await picture('/v/liuwan/share.png'),
    await picture('/v/sixi/share.png'),
    await picture('/share.png'),
  ]
  for (const p of [village, other, county]) expect([p.format, p.width, p.height]).toEqual(['png', 1_200, 630])
  expect(Buffer.compare(village.bytes, other.bytes)).not.toBe(0)
  // Letters stand in the middle square, for chats cut it out.
  const dark = async (left: number, width: number) => {
    const cut = await sharp(village.bytes).extract({ left, top: 60, width, height: 150 }).greyscale().png().toBuffer()
    return (await sharp(cut).stats()).channels[0]!.min
  }
  expect(await dark(285, 630)).toBeLessThan(90)
  expect(Math.min(await dark(0, 280), await dark(920, 280))).toBeGreaterThan(200)
  expect((await l.get('/v/nosuch/share.png')).status).toBe(404)
})

test('where the operator has set the address: the picture’s is whole, a village’s pages show that village’s', async () => {
  const before = l.w.office.baseUrl
  Object.assign(l.w.office, { baseUrl: 'https://cunwu.example.cn' })
  try {
    for (const [path, image] of [
      ['/v/liuwan/duties', '/v/liuwan/share.png'],
      ['/v/sixi', '/v/sixi/share.png'],
      ['/figures', '/share.png'],
    ] as const) {
      const { html } = await l.get(path)
      expect([path, meta(html, 'image')]).toEqual([path, `https://cunwu.example.cn${image}`])
      expect(meta(html, 'url')).toBe(`https://cunwu.example.cn${path}`)
    }
  } finally {
    Object.assign(l.w.office, { baseUrl: before })
  }
})
