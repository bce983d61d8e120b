/**
 * The pictures of a file, as whoever reads it sees them, for the reader of words in pictures (`ocr/`). Runs in the
 * parse worker.
 */
import type { PDFPageProxy } from 'pdfjs-dist'
import sharp, { type OverlayOptions } from 'sharp'
import { fileTypeOf } from '../files/magic.ts'
import { readZip } from '../files/zip.ts'
import { drawnGlyphs } from './drawnGlyphs.ts'
import { inPdf } from './pdf.ts'
import { isLarge, pagesOf, placedImages, type Image, type Matrix } from './pdfLook.ts'
import { readings } from './pdfPage.ts'

/**
 * `images`: PNG, JPEG and their like; `beyond`: pictures and pages that are more than we take or of a kind that we
 * cannot open.
 */
export type Pictures = { images: Uint8Array[]; beyond: number }

/**
 * `most` of one file; `dots` of a page's picture to an inch; `ms` that a long document's pictures may take, well within
 * the worker's time.
 */
const taken = { most: 20, dots: 200, ms: 8000 }

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
  const [said] = await readings(bytes)
  const looks = await inPdf(said!, pagesOf)
  return inPdf(bytes, async (pdf) => {
    const images: Uint8Array[] = []
    const until = Date.now() + taken.ms
    let beyond = 0
    for (const [i, { look }] of looks.entries()) {
      if (!look) continue
      const page = await pdf.getPage(i + 1)
      const more = images.length < taken.most && Date.now() < until
      const image = more ? await pictureOfPage(page, look === 'letters').catch(() => undefined) : undefined
      if (image) images.push(image)
      else beyond++
      page.cleanup()
    }
    return { images, beyond }
  })
}

/**
 * The page as a picture of its pictures, and of its letters where asked for, white elsewhere: strips of a scan come
 * together again. `undefined` when there are none, or one of them cannot be drawn.
 */
async function pictureOfPage(page: PDFPageProxy, withLetters: boolean): Promise<Uint8Array | undefined> {
  const [x0, y0, x1, y1] = page.view as [number, number, number, number]
  const scale = Math.min(taken.dots / 72, 4000 / Math.max(x1 - x0, y1 - y0))
  const size = { width: Math.ceil((x1 - x0) * scale), height: Math.ceil((y1 - y0) * scale) }
  const overlays: OverlayOptions[] = []
  const drawn = await page.getOperatorList()
  for (const { at, image } of (await placedImages(page, drawn)).filter((p) => isLarge(p.at))) {
    const found = await image()
    const overlay = found && (await laid(found, at, { x0, y1, scale, ...size }))
    if (!overlay) return undefined
    overlays.push(overlay)
  }
  if (withLetters) {
    const letters = await drawnGlyphs(page, drawn)
    if (!letters) return undefined
    const whole = `<g transform="matrix(${scale} 0 0 ${-scale} ${-x0 * scale} ${y1 * scale})">${letters.join('')}</g>`
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${whole}</svg>`
    overlays.push({ input: Buffer.from(svg), left: 0, top: 0 })
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
