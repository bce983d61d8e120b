/** What staff look at carries who looked and when; with a Chinese name, on any machine. */
import { PDFDocument, rgb } from '@cantoo/pdf-lib'
import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cleanOffice } from '../files/cleanOffice.ts'
import { FileRefused } from '../files/refused.ts'
import { viewed } from './viewed.ts'
import { wordPath } from '../files/wordPath.ts'
import { readZip, writeZip } from '../files/zip.ts'

const words = '孙丽华 镇民政办 2026-11-22 10:20'
const sheet = (colour: string) => sharp({ create: { width: 900, height: 600, channels: 3, background: colour } })
const share = async (bytes: Uint8Array, from: number, to: number) => {
  const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.filter((g) => g >= from && g <= to).length / data.length
}

test('the words stand over a light paper and over a dark card, and most of the picture stays as it was', async () => {
  for (const [colour, mime] of [
    ['#f4f1e6', 'image/png'],
    ['#141414', 'image/png'],
  ] as const) {
    const before = await sheet(colour).png().toBuffer()
    const after = await viewed(before, mime, words)
    const meta = await sharp(after).metadata()
    expect([meta.format, meta.width, meta.height]).toEqual(['png', 900, 600])
    const [changed] = colour === '#141414' ? [await share(after, 35, 255)] : [await share(after, 0, 225)]
    expect(changed).toBeGreaterThan(0.01)
    expect(changed).toBeLessThan(0.2)
  }
  const jpeg = await viewed(await sheet('#f4f1e6').jpeg().toBuffer(), 'image/jpeg', words)
  expect((await sharp(jpeg).metadata()).format).toBe('jpeg')
  expect(await share(jpeg, 0, 225)).toBeGreaterThan(0.01)
})

test('every page of a PDF carries them, and its own text stays', async () => {
  const made = await PDFDocument.create()
  for (let i = 0; i < 2; i += 1)
    made.addPage([420, 300]).drawRectangle({ x: 20, y: 20, width: 60, height: 60, color: rgb(1, 0, 0) })
  const plain = await made.save()
  const marked = await viewed(plain, 'application/pdf', words)
  const read = await PDFDocument.load(marked)
  expect(read.getPageCount()).toBe(2)
  expect(marked.length).toBeGreaterThan(plain.length + 2_000)
  expect(await viewed(marked, 'application/pdf', words)).toBeInstanceOf(Uint8Array)
})

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const xml = (text: string) => new TextEncoder().encode(text)

test('a Word file begins with them, an Excel file prints and describes them; no cell moves', async () => {
  const document =
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>收入证明</w:t></w:r></w:p></w:body></w:document>'
  const word = writeZip(new Map([['word/document.xml', xml(document)]]))
  expect(
    new TextDecoder()
      .decode(readZip(await viewed(word, docx, `${words} <&>`)).get('word/document.xml'))
      .replace(/<[^>]+>/g, '|'),
  ).toMatch(/孙丽华 镇民政办 2026-11-22 10:20 &lt;&amp;&gt;\|+收入证明/)
  const book = new ExcelJS.Workbook()
  book.addWorksheet('收入').addRows([
    ['月份', '元'],
    ['9 月', 1200],
  ])
  const [sheet] = [book.worksheets[0]!]
  sheet.headerFooter.oddFooter = '第 &P 页'
  sheet.addImage(
    book.addImage({
      buffer: (await sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
        .png()
        .toBuffer()) as never,
      extension: 'png',
    }),
    'C1:D2',
  )
  const read = new ExcelJS.Workbook()
  await read.xlsx.load(
    (await viewed(cleanOffice(new Uint8Array(await book.xlsx.writeBuffer())).bytes, xlsx, words)).buffer as ArrayBuffer,
  )
  expect([
    read.worksheets[0]!.getCell('B2').value,
    read.worksheets[0]!.headerFooter.oddHeader,
    read.description,
  ]).toEqual([1200, `&C${words}`, words])
})

test('what cannot be written on comes back as it was; what cannot be opened is told', async () => {
  const ofd = new Uint8Array([80, 75, 3, 4])
  expect(await viewed(ofd, 'application/ofd', words)).toBe(ofd)
  await expect(viewed(ofd, docx, words)).rejects.toThrow(FileRefused)
  await expect(viewed(new Uint8Array([37, 80, 68, 70]), 'application/pdf', words)).rejects.toThrow(FileRefused)
})

test('outlines come from the font that the program brings: a village name with a rare character has its own', () => {
  expect(wordPath('村').width).toBe(1)
  expect(wordPath('垸').path).not.toBe(wordPath('村').path)
})
