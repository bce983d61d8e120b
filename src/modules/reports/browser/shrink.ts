/** Pictures made smaller on the phone before they are sent: 1600 pixels at most, without the camera's notes. */
const side = 1600

/**
 * The smaller picture, or the file as it is where it is small already, or this browser cannot read it (HEIC): then the
 * server says what to do.
 */
export async function shrunk(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.type === 'image/gif') return file
  const small = await redrawn(file, file.size < 400_000)
  return small && small.size < file.size ? small : file
}

/** Drawn anew, so that nothing of the camera's notes is left; `undefined` where this browser cannot read it. */
export const cleaned = (file: File): Promise<Blob | undefined> => redrawn(file, false)

/** `keeps`: a picture that is small enough stays as it is. */
async function redrawn(file: File, keeps: boolean): Promise<Blob | undefined> {
  try {
    const picture = await load(file)
    const scale = Math.min(1, side / Math.max(picture.naturalWidth, picture.naturalHeight))
    if (scale === 1 && keeps) return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.naturalWidth * scale)
    canvas.height = Math.round(picture.naturalHeight * scale)
    canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82))
    return small ?? undefined
  } catch {
    return undefined
  }
}

async function load(file: File): Promise<HTMLImageElement> {
  const picture = new Image()
  picture.src = URL.createObjectURL(file)
  try {
    await picture.decode()
    return picture
  } finally {
    URL.revokeObjectURL(picture.src)
  }
}
