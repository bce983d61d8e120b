/**
 * Printed documents: lines break as Chinese does, tables go on over pages with their head, no character disappears, and
 * the text can be copied out again.
 */
import { expect, test } from 'vitest'
import type { PdfDocument } from './document.ts'
import { measure } from './fonts.ts'
import { linesOf } from './lines.ts'
import { pdfOf } from './pdf.ts'

const day = new Date('2026-11-22T00:00:00+08:00')
const ems = (text: string, width: number) =>
  linesOf([{ text }], width, 1, () => 1).map((l) => l.pieces.map((p) => p.text).join(''))

test('no line begins with a closing sign, none ends with an opening one, words and figures stay whole', () => {
  expect(ems('办好了，请来取。', 3)).toEqual(['办好', '了，请', '来取。'])
  expect(ems('请找《条例》', 3)).toEqual(['请找', '《条', '例》'])
  expect(ems('找《条例》看', 3)).toEqual(['找《条', '例》看'])
  expect(ems('电话 0317-6220100', 13)).toEqual(['电话 ', '0317-6220100'])
  expect(ems('甲\n乙', 5)).toEqual(['甲', '乙'])
  expect(ems('abcdefgh', 5).join('|')).toBe('abcde|fgh')
  expect(
    linesOf([{ text: '户口簿', strong: true }, { text: '：首页' }], 3, 1, () => 1).map((l) => l.pieces),
  ).toMatchObject([
    [{ text: '户口', strong: true }],
    [
      { text: '簿', strong: true },
      { text: '：首', strong: false, x: 1 },
    ],
    [{ text: '页' }],
  ])
})

async function read(document: PdfDocument): Promise<string[]> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({ data: new Uint8Array(await pdfOf(document, day)) })
  const pdf = await task.promise
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) =>
      (await (await pdf.getPage(i + 1)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join(''),
    ),
  )
  await task.destroy()
  return pages
}

test('a long table turns the page with its head, and pages are numbered', async () => {
  const rows = Array.from({ length: 70 }, (_, i) => [String(i + 1), '王小明', '600.00'])
  const pages = await read({
    title: '名单',
    foot: '柳湾村',
    blocks: [
      { kind: 'title', text: '名单' },
      { kind: 'table', head: ['序号', '姓名', '金额（元）'], rows, widths: [1, 3, 2] },
    ],
  })
  expect(pages).toHaveLength(2)
  expect(pages[1]).toMatch(/^序号 ?姓名 ?金额（元）/)
  expect(pages[1]).toContain('70 王小明 600.00')
  expect(pages[1]).toContain('第 2 页，共 2 页')
})

test('what may be on one sheet is made smaller until it is', async () => {
  const blocks = Array.from(
    { length: 52 },
    () => ({ kind: 'text', text: '工作人员会到您家里看一看，至少两个人来，会先打招呼。' }) as const,
  )
  expect(await read({ title: '长', blocks })).toHaveLength(2)
  expect(await read({ title: '长', blocks, onePage: true })).toHaveLength(1)
})

test('a character that the font does not hold is marked and named, in tables too', async () => {
  const [text] = await read({
    title: '生僻字',
    blocks: [
      { kind: 'text', text: '垸塬㙍龘' },
      { kind: 'table', head: ['姓名'], rows: [['王\u{2ffff}明\u200b']] },
    ],
  })
  expect(text).toContain('垸塬㙍龘')
  expect(text).toContain('王□明')
  expect(text).toContain('有 1 个字印不出来，印成了□，请手写补上（字的编码：U+2FFFF）')
})

test('the same content gives the same bytes, small ones, with the language told', async () => {
  const document: PdfDocument = {
    title: '告知单',
    blocks: [
      { kind: 'text', text: '请带户口簿。' },
      { kind: 'qr', text: 'https://cunwu.example.cn/v/liuwan', beside: ['https://cunwu.example.cn/v/liuwan'] },
    ],
  }
  const [a, b] = await Promise.all([pdfOf(document, day), pdfOf(document, day)])
  expect(Buffer.compare(a, b)).toBe(0)
  expect(a.length).toBeLessThan(40_000)
  expect(measure('村', false)).toBe(1)
})
