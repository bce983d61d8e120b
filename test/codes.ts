/** Reads QR codes out of pictures, as a phone does. */
import { decodeQR } from 'qr/decode.js'
import sharp from 'sharp'

/** The text of the one code in a picture. */
export async function textOfCode(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return decodeQR({ data, width: info.width, height: info.height }, { timeLimit: 4000 })
}

/** The text of a code given as a data address. */
export const textOfAddress = (address: string): Promise<string> =>
  textOfCode(Buffer.from(address.slice(address.indexOf(',') + 1), 'base64'))
