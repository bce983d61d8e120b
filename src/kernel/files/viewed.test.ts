/** What staff look at carries who looked and when; with a Chinese name, on any machine. */
import { PDFDocument, rgb } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { FileRefused } from './refused.ts'
import { canMark, viewed } from './viewed.ts'
import { wordPath } from './wordPath.ts'

const words = '孙丽华 镇民政办 2026-11-22 10:20'
const sheet = (colour: string) => sharp({ create: { width: 900, height: 600, channels: 3, background: colour } })
const share = async (bytes: Uint8Array, from: number, to: number) => {
  const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
  return data.filter((g) => g >= from && g <= to).length / data.length
}

test('the words stand over a light paper and over a dark card, and most of the picture stays as it was', async () => {
  for (const [colour, mime] of [['#f4f1e6', 'image/png'], ['#141414', 'image/png']] as const) {
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
  for (let i = 0; i < 2; i += 1) made.addPage([420, 300]).drawRectangle({ x: 20, y: 20, width: 60, height: 60, color: rgb(1, 0, 0) })
  const plain = await made.save()
  const marked = await viewed(plain, 'application/pdf', words)
  const read = await PDFDocument.load(marked)
  expect(read.getPageCount()).toBe(2)
  expect(marked.length).toBeGreaterThan(plain.length + 2_000)
  expect(await viewed(marked, 'application/pdf', words)).toBeInstanceOf(Uint8Array)
})

test('what cannot be written on comes back as it was; what cannot be opened is told', async () => {
  const word = new Uint8Array([80, 75, 3, 4])
  expect(canMark('application/vnd.openxmlformats-officedocument.wordprocessingml.document')).toBe(false)
  expect(await viewed(word, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', words)).toBe(word)
  await expect(viewed(new Uint8Array([37, 80, 68, 70]), 'application/pdf', words)).rejects.toThrow(FileRefused)
})

test('outlines come from the font that the program brings: a village name with a rare character has its own', () => {
  expect(wordPath('村').width).toBe(1)
  expect(wordPath('垸').path).not.toBe(wordPath('村').path)
})
