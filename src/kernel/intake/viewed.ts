/**
 * A paper as staff see it: who looks, for which post and when stands all over it, so that a copy tells where it came
 * from.
 */
import sharp from 'sharp'
import { parse } from './parse.ts'
import { wordPath } from '../files/wordPath.ts'

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp'])
const office = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

/**
 * The file with `words` (viewer, post, time) in it, of the same kind: burnt into every page of a picture or PDF; in
 * Word the first line, in Excel the head of each printed sheet, in both the description, for their pages exist only
 * where they are opened. Other kinds (OFD) come back unchanged. `bytes`: cleaned before, by `prepareFile`. @throws
 * FileRefused where the file cannot be opened.
 */
export async function viewed(bytes: Uint8Array, mime: string, words: string): Promise<Uint8Array> {
  if (mime === 'application/pdf') return parse('markPdf', { bytes, words })
  if (office.has(mime)) return parse('markOffice', { bytes, words })
  if (!pictures.has(mime)) return bytes
  const picture = sharp(bytes, { failOn: 'none' })
  const { width, height } = await picture.metadata()
  return new Uint8Array(await picture.composite([{ input: Buffer.from(sheetOf(words, width, height)) }]).toBuffer())
}

/** Slanted rows over the whole sheet; dark with a light rim, to be seen on paper and on a dark card. */
function sheetOf(words: string, width: number, height: number): string {
  const { path, width: long } = wordPath(words)
  const size = Math.max(14, Math.min(width, height) / 26)
  const reach = Math.hypot(width, height) / 2
  const step = (long + 3) * size
  const places: string[] = []
  for (let y = -reach, row = 0; y < reach; y += size * 5.5, row += 1) {
    for (let x = -reach - (row % 2) * (step / 2); x < reach; x += step)
      places.push(`<use href="#w" transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${size.toFixed(2)})"/>`)
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><path id="w" d="${path}" fill="#3c3c3c" stroke="#fff" stroke-width=".07" paint-order="stroke"/></defs><g opacity=".34" transform="translate(${width / 2} ${height / 2}) rotate(-24)">${places.join('')}</g></svg>`
}
