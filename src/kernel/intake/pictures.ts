/**
 * The pictures of a file, as whoever reads it sees them, for the reader of words in pictures (`ocr/`). Runs in the
 * parse worker.
 */
import type { PDFPageProxy } from 'pdfjs-dist'
import sharp, { type OverlayOptions } from 'sharp'
import { fileTypeOf } from '../files/magic.ts'
import { readZip } from '../files/zip.ts'
import { inPdf } from './pdf.ts'

/**
 * `images`: PNG, JPEG and their like; `beyond`: pictures and pages that are more than we take or of a kind that we
 * cannot open.
 */
export type Pictures = { images: Uint8Array[]; beyond: number }

/**
 * `most` of one file; `dots` of a page's picture to an inch; `least`: sides in points of what may hold a word; `ms`
 * that a long document may take, well within its worker's time: pdf.js decodes every picture of a page it looks at.
 */
const taken = { most: 20, dots: 200, least: 8, ms: 8000 }

/** @throws FileRefused where the file cannot be opened. */
export async function picturesOf(bytes: Uint8Array): Promise<Pictures> {
  const type = fileTypeOf(bytes)
  if (type === 'pdf') return picturesOfPdf(bytes)
  if (type === 'docx' || type === 'xlsx') return picturesOfOffice(bytes)
  return { images: [bytes], beyond: 0 }
}

/** Where office files keep pictures; what they are called says what they are. */
export const isPicture = (part: string): boolean => /\/media\/.+\.(?:jpe?g|png|gif|bmp|tiff?|webp|emf|wmf)$/i.test(part)

function picturesOfOffice(bytes: Uint8Array): Pictures {
  const all = [...readZip(bytes)].filter(([name]) => isPicture(name))
  const images = all.filter(([name]) => !/\.(?:bmp|emf|wmf)$/i.test(name)).map(([, data]) => data)
  return { images: images.slice(0, taken.most), beyond: all.length - Math.min(images.length, taken.most) }
}

async function picturesOfPdf(bytes: Uint8Array): Promise<Pictures> {
  return inPdf(bytes, async (pdf) => {
    const images: Uint8Array[] = []
    const looks = lookingAt()
    let beyond = 0
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n)
      if (!(await looks.needed(page, textOf((await page.getTextContent()).items)))) continue
      const more = images.length < taken.most && looks.inTime()
      const image = more ? await pictureOfPage(page).catch(() => undefined) : undefined
      if (image) images.push(image)
      else beyond++
      page.cleanup()
    }
    return { images, beyond }
  })
}

type Piece = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number]

/** A page's letters, a line as it ends. */
export const textOf = (items: readonly Piece[]): string =>
  items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')

/**
 * Tells which pages a person or a machine must look at: those without text (a scan, letters drawn as lines), with
 * pictures, or with letters where no text is (in a pattern, a mask, a font whose letters are drawings).
 */
export function lookingAt() {
  const until = Date.now() + taken.ms
  const inTime = (): boolean => Date.now() < until
  const needed = async (page: PDFPageProxy, text: string): Promise<boolean> => {
    if (text.replace(/\s/g, '').length < 5) return true
    // What there was no time to look at is not passed over.
    if (!inTime()) return true
    const drawn = await page.getOperatorList()
    return (await placedImages(page, drawn)).some((p) => isLarge(p.at)) || (await isPainted(page, drawn))
  }
  return { inTime, needed }
}

/** a, b, c, d, e, f of a PDF's matrix: the unit square of a picture onto the page, in points. */
type Matrix = [number, number, number, number, number, number]
type Image = { width: number; height: number; kind?: number; data?: Uint8Array | Uint8ClampedArray }
type Drawn = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>
type Placed = { at: Matrix; image: () => Promise<Image | undefined> }

const isLarge = ([a, b, c, d]: Matrix): boolean => Math.hypot(a, b) >= taken.least && Math.hypot(c, d) >= taken.least

/** Every picture of the page with its place, through saved states and forms within forms. */
async function placedImages(page: PDFPageProxy, { fnArray, argsArray }: Drawn): Promise<Placed[]> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const placed: Placed[] = []
  const saved: Matrix[] = []
  let at: Matrix = [1, 0, 0, 1, 0, 0]
  for (const [i, op] of fnArray.entries()) {
    const args = argsArray[i] as unknown[]
    if (op === OPS.save) saved.push(at)
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) at = saved.pop() ?? at
    else if (op === OPS.transform) at = times(at, args as unknown as Matrix)
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push(at)
      if (args[0]) at = times(at, args[0] as Matrix)
    } else if (op === OPS.paintImageXObject || op === OPS.paintImageMaskXObject || op === OPS.paintInlineImageXObject)
      placed.push({ at, image: () => imageOf(page, args[0]) })
  }
  return placed
}

/** Whether something is painted by what has a content of its own: a tiling, a mask, a font of drawings. */
async function isPainted(page: PDFPageProxy, { fnArray, argsArray }: Drawn): Promise<boolean> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  return fnArray.some((op, i) => {
    const args = argsArray[i] as readonly unknown[] | null
    if (op === OPS.setFillColorN || op === OPS.setStrokeColorN) return args?.[0] === 'TilingPattern'
    if (op === OPS.beginGroup) return (args?.[0] as { smask?: unknown } | undefined)?.smask !== undefined
    if (op === OPS.setGState)
      return (args![0] as [string, unknown][]).some(([key, value]) => key === 'SMask' && value !== false)
    if (op !== OPS.setFont) return false
    const name = String(args?.[0])
    return page.commonObjs.has(name) && (page.commonObjs.get(name) as { isType3Font?: boolean }).isType3Font === true
  })
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** An image stands in the arguments, or they name where it will be. */
async function imageOf(page: PDFPageProxy, arg: unknown): Promise<Image | undefined> {
  const named = typeof arg === 'string' ? arg : (arg as { data?: unknown }).data
  if (typeof named !== 'string') return arg as Image
  const from = named.startsWith('g_') ? page.commonObjs : page.objs
  const { promise, resolve } = Promise.withResolvers<unknown>()
  from.get(named, resolve)
  const found = (await promise) as Image | null
  return found?.data ? { ...(typeof arg === 'object' ? (arg as Image) : {}), ...found } : undefined
}

/**
 * The page as a picture of its pictures only, white elsewhere: strips of a scan come together again. `undefined` when
 * there are none.
 */
async function pictureOfPage(page: PDFPageProxy): Promise<Uint8Array | undefined> {
  const [x0, y0, x1, y1] = page.view as [number, number, number, number]
  const scale = Math.min(taken.dots / 72, 4000 / Math.max(x1 - x0, y1 - y0))
  const size = { width: Math.ceil((x1 - x0) * scale), height: Math.ceil((y1 - y0) * scale) }
  const overlays: OverlayOptions[] = []
  for (const { at, image } of (await placedImages(page, await page.getOperatorList())).filter((p) => isLarge(p.at))) {
    const found = await image()
    const overlay = found && (await laid(found, at, { x0, y1, scale, ...size }))
    if (!overlay) return undefined
    overlays.push(overlay)
  }
  if (overlays.length === 0) return undefined
  const page0 = sharp({ create: { ...size, channels: 3, background: '#fff' } })
  return new Uint8Array(await page0.composite(overlays).png({ compressionLevel: 1 }).toBuffer())
}

type Sheet = { x0: number; y1: number; scale: number; width: number; height: number }

/** An image turned and sized as the matrix says, cut to the page. */
async function laid(image: Image, [a, b, c, d, e, f]: Matrix, sheet: Sheet): Promise<OverlayOptions | undefined> {
  const raw = rawOf(image)
  if (!raw) return undefined
  const { scale } = sheet
  // From points of the image (y down) to points of the page's picture (y down).
  const w = raw.info.width
  const h = raw.info.height
  const affine: [[number, number], [number, number]] = [
    [(a * scale) / w, (-c * scale) / h],
    [(-b * scale) / w, (d * scale) / h],
  ]
  const corners = [0, a, c, a + c].map((x, i) => ({ x: x + e, y: [0, b, d, b + d][i]! + f }))
  const left = Math.round((Math.min(...corners.map((p) => p.x)) - sheet.x0) * scale)
  const top = Math.round((sheet.y1 - Math.max(...corners.map((p) => p.y))) * scale)
  const turned = sharp(raw.data, { raw: raw.info }).toColourspace('srgb').affine(affine, { background: '#fff' })
  const cut = sharp(await turned.png({ compressionLevel: 1 }).toBuffer())
  const { width, height } = await cut.metadata()
  const inside = {
    left: Math.max(0, -left),
    top: Math.max(0, -top),
    width: Math.min(width, sheet.width - left) - Math.max(0, -left),
    height: Math.min(height, sheet.height - top) - Math.max(0, -top),
  }
  if (inside.width < 1 || inside.height < 1) return undefined
  return {
    input: await cut.extract(inside).png({ compressionLevel: 1 }).toBuffer(),
    left: left + inside.left,
    top: top + inside.top,
  }
}

/** pdf.js keeps a bit, three or four bytes a point; a mask's points are what is painted. */
function rawOf({ width, height, kind, data }: Image) {
  if (!data) return undefined
  const points = width * height
  if (kind === 3 || data.length === points * 4)
    return { data: Buffer.from(data), info: { width, height, channels: 4 as const } }
  if (kind === 2 || data.length === points * 3)
    return { data: Buffer.from(data), info: { width, height, channels: 3 as const } }
  const row = (width + 7) >> 3
  if (data.length < row * height) return undefined
  const grey = Buffer.alloc(points)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) grey[y * width + x] = (data[y * row + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0
  return { data: grey, info: { width, height, channels: 1 as const } }
}
