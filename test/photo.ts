/** A small picture as a telephone sends it; of another colour it is another file. */
import sharp from 'sharp'

export async function photo(name = '照片.jpg', background = '#9ac'): Promise<File> {
  const bytes = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
  return new File([bytes as BlobPart], name, { type: 'image/jpeg' })
}
