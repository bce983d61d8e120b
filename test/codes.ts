/** Reads QR codes as a phone does. */
import { decodeQR } from 'qr/decode.js'
import sharp from 'sharp'

/** The text of the one code in a drawing, seen at eight dots to a square. */
export async function textOfCode(svg: string): Promise<string> {
  const { data, info } = await sharp(Buffer.from(svg), { density: 72 * 8 })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return decodeQR({ data, width: info.width, height: info.height }, { timeLimit: 4000 })
}
