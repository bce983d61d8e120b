/**
 * No box where a character should be: a village whose name telephones cannot write is read on any of them, on paper and
 * in pictures too.
 */
import { globSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, open } from '../../e2e/browser.ts'
import { makeListener } from '../app/app.ts'
import { wordPath } from '../kernel/files/wordPath.ts'
import { hasGlyph } from '../platform/pdf/fonts.ts'
import { printable } from '../platform/pdf/rare.ts'
import { codeOf, rareIn } from '../web/rare.ts'
import { Letters } from './rare.ts'
import { openLiuwan, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let server: Server
let browser: Browser
let origin: string
beforeAll(async () => {
  l = await openLiuwan()
  server = createServer(makeListener(l.w.office, l.w.cache))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await l.w.close()
})

/** Extension A, later additions, extension B, one for compatibility. */
const some = '㟃𬭸𠅤㐂'

test('what is painted (receipt, watermark, matrix) names the font of rare letters, as every style sheet does', () => {
  const lists = globSync('src/**/*.{ts,tsx,css}')
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      const paints = file.endsWith('.css') ? /sans-serif[^;}]*/g : /sans-serif[^`']*(?=[`'])/g
      return file.endsWith('.css') || text.includes('CanvasRenderingContext2D') || text.includes("getContext('2d')")
        ? (text.match(paints) ?? []).map((list) => `${file}: ${list}`)
        : []
    })
  expect(lists.length).toBeGreaterThan(4)
  expect(lists.filter((list) => !/,\s*(?:rare|\$\{rareFont\})/.test(list))).toEqual([])
})

test('rare is what lies outside the characters that every telephone has', () => {
  expect(rareIn('柳湾村的账，〇〇 2026 堃喆淼・あ🌞')).toEqual([])
  expect(rareIn(`李${some}㟃`)).toEqual(['㐂', '㟃', '𠅤', '𬭸'])
})

test('of one that no font here draws the page says which it is, where a telephone shows a box', async () => {
  const { text } = await l.get(`/search?q=${encodeURIComponent('李𠮷㟃')}`)
  expect(text).toContain('有的手机上会显示成方框：𠮷（U+20BB7）。')
  expect((await l.get(`/search?q=${encodeURIComponent('㟃')}`)).text).not.toContain('方框')
})

test('a page that holds one names the sheet for it, at its end; any other asks for nothing', async () => {
  const page = await l.get('/v/sixi')
  expect(page.text).toContain('㟃溪村')
  const href = /<link rel="stylesheet" href="(\/rare\/[^"]+)"><\/body>/.exec(page.html)![1]!
  expect(href).toBe('/rare/37c3.css')
  expect((await l.get('/v/liuwan')).html).not.toContain('/rare/')
  const sheet = await l.get(href)
  expect([sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
    'text/css; charset=utf-8',
    'public, max-age=31536000, immutable',
  ])
  const [, font] = /url\((\/rare\/37c3\.woff2)\)/.exec(sheet.html)!
  const letter = await l.get(font!)
  expect([letter.headers.get('content-type'), new TextDecoder().decode(letter.bytes.slice(0, 4))]).toEqual([
    'font/woff2',
    'wOF2',
  ])
  expect(letter.bytes.length).toBeLessThan(2_000)
})

test('nothing else is cut: no usual character, none that the font lacks, no other code; a lacking one is left out of the sheet', async () => {
  for (const path of ['4e00.woff2', '41.woff2', '110000.css', '2ffff.woff2', '37c3-41.css', '-.css', '37c3.png'])
    expect([path, (await l.get(`/rare/${path}`)).status]).toEqual([path, 404])
  expect(
    (await l.get(`/rare/${Array.from({ length: 121 }, (_, i) => (0x3400 + i).toString(16)).join('-')}.css`)).status,
  ).toBe(404)
  const lacking = [...'𪚥𰻝'].find((c) => !hasGlyph(c))!
  expect((await l.get(`/rare/37c3-${codeOf(lacking)}.css`)).html.match(/@font-face/g)).toHaveLength(1)
})

test('who asks for one after the other is made to wait; what was cut is given on', async () => {
  let now = new Date('2026-10-05T09:00:00+08:00')
  const letters = new Letters(() => now, { kept: 9, aMinute: 2 })
  const [first] = await Promise.all([letters.of('㟃'), letters.of('㐂'), letters.of('㟃')])
  expect(() => letters.of('㐀')).toThrow('请过一分钟')
  expect(await letters.of('㟃')).toBe(first)
  now = new Date('2026-10-05T09:01:00+08:00')
  expect((await letters.of('㐀')).length).toBeGreaterThan(300)
})

test('a telephone without a font for it draws the name with the one that came along', async () => {
  const { page, context, faults } = await open(browser, 'phone')
  await page.goto(`${origin}/v/sixi`, { waitUntil: 'networkidle' })
  const session = await context.newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'h1' })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  expect(fonts.map((f) => [f.isCustomFont, f.glyphCount])).toContainEqual([true, 1])
  expect(faults).toEqual([])
  await context.close()
})

test('on printed documents and in pictures it is drawn, too', () => {
  expect(printable([{ kind: 'text', text: `${some}溪村` }], hasGlyph)).toEqual([{ kind: 'text', text: `${some}溪村` }])
  const { path: box } = wordPath('\u{2ffff}')
  for (const char of some) expect(wordPath(char).path, char).not.toBe(box)
})
