/** Whether two pictures are one and the same, however each was saved: other size, quality, brightness, or turned. */
import sharp from 'sharp'

/** Pixels on a side to which both are brought: enough to tell front from back, too few for what saving changes. */
const side = 32
const block = 8
/** From here on two pictures are one (correlation, -1 to 1). Two sides of a card on one desk stay well below it. */
const alike = 0.985
/** Standard deviation of brightness (0 to 255) below which a picture shows nothing. */
const flat = 2

/** @throws where one of them is no picture that can be opened. */
export async function samePicture(a: Uint8Array, b: Uint8Array): Promise<boolean> {
  const [one, other] = await Promise.all([grey(a), grey(b)])
  let turned = other
  for (let n = 0; n < 4; n += 1) {
    if (likeness(one, turned) >= alike) return true
    turned = quarterTurn(turned)
  }
  return false
}

/** Averages over blocks: what resizing at once leaves of a picture depends on its way up. */
async function grey(bytes: Uint8Array): Promise<number[]> {
  const wide = side * block
  const pixels = await sharp(bytes, { failOn: 'none' })
    .rotate()
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(wide, wide, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer()
  const sums = Array.from({ length: side * side }, () => 0)
  for (let y = 0; y < wide; y += 1)
    for (let x = 0; x < wide; x += 1)
      sums[Math.floor(y / block) * side + Math.floor(x / block)]! += pixels[y * wide + x]!
  return sums.map((sum) => sum / (block * block))
}

const quarterTurn = (p: readonly number[]): number[] =>
  p.map((_, at) => p[(side - 1 - (at % side)) * side + Math.floor(at / side)]!)

/** Pearson's correlation; of two pictures that show nothing, whether they are equally bright. */
function likeness(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const [devA, devB] = [a.map((x) => x - meanA), b.map((x) => x - meanB)]
  const [sizeA, sizeB] = [length(devA), length(devB)]
  if (sizeA < flat * side && sizeB < flat * side) return Math.abs(meanA - meanB) < flat * 4 ? 1 : 0
  if (sizeA < flat * side || sizeB < flat * side) return 0
  return devA.reduce((sum, x, i) => sum + x * devB[i]!, 0) / (sizeA * sizeB)
}

const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length
const length = (list: readonly number[]) => Math.sqrt(list.reduce((sum, x) => sum + x * x, 0))
