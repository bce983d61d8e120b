/**
 * Pictures for readers: turned upright, made smaller, coded anew; nothing of the camera's notes (place, time, device)
 * stays.
 */
import sharp, { type Sharp } from 'sharp'
import { FileRefused } from './refused.ts'

const imageLimits = { pixels: 60_000_000, side: 2560 }

export interface CleanImage {
  bytes: Uint8Array
  type: 'jpeg' | 'png' | 'webp'
  width: number
  height: number
}

/** Photographs become JPEG, drawings (PNG, GIF) PNG. @throws FileRefused for damaged and oversized pictures. */
export async function cleanImage(bytes: Uint8Array): Promise<CleanImage> {
  try {
    const input = sharp(bytes, { limitInputPixels: imageLimits.pixels, failOn: 'error', animated: false })
    const { format } = await input.metadata()
    const upright = input
      .rotate()
      .resize({ width: imageLimits.side, height: imageLimits.side, fit: 'inside', withoutEnlargement: true })
    const type = format === 'png' || format === 'gif' ? 'png' : format === 'webp' ? 'webp' : 'jpeg'
    const { data, info } = await encode(upright, type).toBuffer({ resolveWithObject: true })
    return { bytes: new Uint8Array(data), type, width: info.width, height: info.height }
  } catch (error) {
    if (error instanceof Error && /pixel limit/i.test(error.message))
      throw new FileRefused('图片太大（超过 6000 万像素）。请缩小后再上传。')
    throw new FileRefused('图片打不开，可能没有传完整。请重新拍照，或另存为 JPG 再上传。')
  }
}

/**
 * JPEG without mozjpeg's search for the last six percent of its size, PNG without the last three: that takes five to
 * seven times the CPU.
 */
function encode(image: Sharp, type: CleanImage['type']): Sharp {
  if (type === 'png') return image.png({ compressionLevel: 7 })
  return type === 'webp'
    ? image.webp({ quality: 80 })
    : image.jpeg({ quality: 82, quantisationTable: 3, optimiseCoding: true, progressive: true })
}
