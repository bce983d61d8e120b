/**
 * Words in pictures: a scanned list, on its side, on its head, in a PDF, in strips, in a Word file, faint or small.
 * Runs where the reader is installed (`npm run ocr`; `npm test` tries to); that everything works without it is what all
 * other tests show.
 */
import {
  PDFDocument,
  concatTransformationMatrix,
  degrees,
  drawObject,
  popGraphicsState,
  pushGraphicsState,
  type PDFImage,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { strToU8 } from 'fflate'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idCheckDigit } from '../../forms/checksums.ts'
import { mute } from '../../../../test/muteFont.ts'
import { writeZip } from '../../files/zip.ts'
import { prepareFile } from '../prepare.ts'
import { isInstalled, readPictures, readWords } from './ocr.ts'

const ids = ['13010219560312452', '13092519600708001', '13092519781130603'].map((head) => head + idCheckDigit(head))
const phones = ['13831745962', '15930751123', '18903170066']

/** A list as a village prints it, 1,240 points wide. */
function list(): Sharp {
  const row = (texts: string[], y: number) =>
    texts.map((text, i) => `<text x="${[80, 320, 820][i]}" y="${y}">${text}</text>`).join('')
  const rows = ids.map((id, i) => row([String(i + 1), id, phones[i]!], 220 + i * 70)).join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1240" height="640"><rect width="100%" height="100%" fill="#fff"/><g font-family="sans-serif" font-size="28">${rows}</g></svg>`
  return sharp(Buffer.from(svg))
}

const png = async (picture: Sharp): Promise<Uint8Array> => new Uint8Array(await picture.png().toBuffer())
const drawn = async (turn: (picture: Sharp) => Sharp) => png(turn(sharp(await png(list()))))

async function pdfOf(
  draw: (pdf: PDFDocument, page: PDFPage, embed: (p: Uint8Array) => Promise<PDFImage>) => Promise<void>,
) {
  const pdf = await PDFDocument.create()
  await draw(pdf, pdf.addPage([595, 842]), (p) => pdf.embedPng(p))
  return pdf.save()
}

const docxOf = (picture: Uint8Array) =>
  writeZip(
    new Map([
      [
        '[Content_Types].xml',
        strToU8(
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        ),
      ],
      [
        'word/document.xml',
        strToU8(
          '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>名单见图</w:t></w:r></w:p></w:body></w:document>',
        ),
      ],
      ['word/media/image1.png', picture],
    ]),
  )

const cases: [string, string, () => Promise<Uint8Array>][] = [
  ['as it lies', '名单.png', () => png(list())],
  ['on its side', '名单.png', () => drawn((p) => p.rotate(90))],
  ['on its head', '名单.png', () => drawn((p) => p.rotate(180))],
  ['on its other side', '名单.png', () => drawn((p) => p.rotate(270))],
  [
    'askew, as a phone takes it',
    '名单.jpg',
    () => drawn((p) => p.rotate(6, { background: '#eee' }).jpeg({ quality: 40 })),
  ],
  ['in the dark and not sharp', '名单.png', () => drawn((p) => p.modulate({ brightness: 0.4 }).blur(1.5))],
  [
    'a scanned page',
    '名单.pdf',
    async () => {
      const picture = await png(list())
      return pdfOf(async (_pdf, page, embed) =>
        page.drawImage(await embed(picture), { x: 20, y: 300, width: 555, height: 286 }),
      )
    },
  ],
  [
    'a picture beside words, turned by the page',
    '名单.pdf',
    async () => {
      const picture = await png(list())
      return pdfOf(async (_pdf, page, embed) => {
        page.drawText('List of October, see below and keep it safe')
        page.drawImage(await embed(picture), { x: 500, y: 100, width: 555, height: 286, rotate: degrees(90) })
      })
    },
  ],
  [
    'a scan in strips that cut through the words',
    '名单.pdf',
    async () => {
      const whole = sharp(await png(list()))
      const heights = [0, 212, 430, 640]
      const strips = await Promise.all(
        heights
          .slice(1)
          .map((to, i) =>
            png(whole.clone().extract({ left: 0, top: heights[i]!, width: 1240, height: to - heights[i]! })),
          ),
      )
      return pdfOf(async (_pdf, page, embed) => {
        for (const [i, strip] of strips.entries()) {
          const [top, bottom] = [heights[i]!, heights[i + 1]!].map((y) => 700 - (y * 555) / 1240) as [number, number]
          page.drawImage(await embed(strip), { x: 20, y: bottom, width: 555, height: top - bottom })
        }
      })
    },
  ],
  [
    'letters of a font that tells nothing of them',
    '名单.pdf',
    () =>
      pdfOf(async (pdf, page) => {
        for (const [i, id] of ids.entries())
          for (const [text, x] of [[id, 60] as const, [phones[i]!, 320] as const])
            mute(pdf, page, text, undefined, x, 700 - 40 * i)
      }),
  ],
  ['a picture in a Word file', '名单.docx', async () => docxOf(await png(list()))],
]

test.each([
  ['one picture many times', 12],
  ['a single one', 1],
])('%s beside words: a person is told to look, reader or not', async (_how, times) => {
  const dot = await png(sharp({ create: { width: 60, height: 30, channels: 3, background: '#a33' } }))
  const bytes = await pdfOf(async (_pdf, page, embed) => {
    page.drawText('List of October, see below and keep it safe', { y: 700 })
    const name = page.node.newXObject('Dot', (await embed(dot)).ref)
    // One after another in the shortest way, as scanners write their strips.
    for (let i = 0; i < times; i++)
      page.pushOperators(
        pushGraphicsState(),
        concatTransformationMatrix(60, 0, 0, 30, 20, 20 + i * 40),
        drawObject(name),
        popGraphicsState(),
      )
  })
  expect((await prepareFile(bytes, '名单.pdf')).notes.join()).toContain('1 页是扫描件或带图片')
})

describe.runIf(isInstalled())('words in pictures', () => {
  // What is read is tried here, not how fast: a busy machine has needed a minute for a picture.
  beforeAll(() => readWords(true, { pictureMs: 300_000, fileMs: 600_000 }))
  afterAll(() => readWords(false))

  test.each(cases)('%s: every ID number is refused, every telephone asked about', async (_how, name, file) => {
    const { findings, notes } = await prepareFile(await file(), name, { forReaders: true })
    expect(findings.filter((f) => f.kind === 'id' && f.severity === 'refuse')).toHaveLength(ids.length)
    expect(findings.filter((f) => f.kind === 'mobile' && f.severity === 'ask')).toHaveLength(phones.length)
    expect(notes.join()).toContain('已经由机器读过')
    const told = JSON.stringify({ findings, notes })
    for (const number of [...ids, ...phones]) expect(told).not.toContain(number)
  })

  test('what no reader will see is not read, and says that a person must look', async () => {
    const { findings, notes } = await prepareFile(await png(list()), '证据.png')
    expect(findings).toEqual([])
    expect(notes.join()).toContain('无法自动检查')
  })

  test('more pictures than one process takes, and one that is none: each gets its own answer', async () => {
    const line = await drawn((p) => p.extract({ left: 0, top: 250, width: 800, height: 70 }))
    const many = Array.from({ length: 8 }, (_, i) => (i === 3 ? strToU8('no picture') : line))
    const read = await readPictures(many)
    expect(read.map((rows) => rows?.flat().includes(ids[1]!) ?? 'unread')).toEqual(
      many.map((_p, i) => (i === 3 ? 'unread' : true)),
    )
  })
})
