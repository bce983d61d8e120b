/** Words burnt into a photograph before it leaves the phone: what it may be used for, and when it was taken. */

/** The words with the day, where they do not name one. `today`: `2026-11-22`. */
export const wordsWithDay = (words: string, today: string): string =>
  words === '' || /\d{4}-\d{2}-\d{2}/.test(words) ? words : `${words}，${today}`

/** Slanted rows over the whole picture: they cannot be cut off, and what is beneath can still be read. */
export function burn(canvas: HTMLCanvasElement, words: string): void {
  if (words === '') return
  const pen = canvas.getContext('2d')!
  const { width, height } = canvas
  const size = Math.max(16, Math.round(Math.min(width, height) / 22))
  const reach = Math.hypot(width, height) / 2
  pen.save()
  pen.translate(width / 2, height / 2)
  pen.rotate(-Math.PI / 7)
  pen.font = `600 ${size}px sans-serif, rare`
  pen.textAlign = 'center'
  pen.lineWidth = size / 12
  const step = pen.measureText(words).width + size * 3
  for (let y = -reach, row = 0; y < reach; y += size * 5, row += 1) {
    for (let x = -reach - (row % 2) * (step / 2); x < reach + step; x += step) {
      // Dark with a light rim: seen on paper as on a dark card.
      pen.strokeStyle = 'rgba(255,255,255,.35)'
      pen.strokeText(words, x, y)
      pen.fillStyle = 'rgba(60,60,60,.34)'
      pen.fillText(words, x, y)
    }
  }
  pen.restore()
}
