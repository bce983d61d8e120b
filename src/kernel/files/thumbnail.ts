/** A picture small enough for a list: too small to read numbers on it. */
import sharp from 'sharp'

const side = 240

/** JPEG, at most 240 pixels on its longer side. `bytes`: a cleaned picture. */
export async function thumbnail(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(bytes, { failOn: 'none' })
      .rotate()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 70 })
      .toBuffer(),
  )
}
