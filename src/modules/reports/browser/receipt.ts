/** The page of one's own report: its forms, and the receipt saved as a picture by the phone itself. */
import { ownForms } from './ownForms.ts'

ownForms()

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save-picture]')) {
  const card = button.closest<HTMLElement>('[data-receipt]')
  if (!card) continue
  button.hidden = false
  button.addEventListener('click', () => save(card))
}

function save(card: HTMLElement) {
  const canvas = document.createElement('canvas')
  const [width, height] = [720, 1460]
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#1d2420'
  const line = (text: string, y: number, size: number) => {
    pen.font = `${size}px sans-serif, rare`
    pen.fillText(text, 40, y, width - 80)
  }
  line('阳光村务 回执', 80, 44)
  line(card.querySelector('p')?.textContent ?? '', 140, 28)
  line('编号', 210, 28)
  line(card.querySelector('[data-code]')?.textContent ?? '', 275, 56)
  line('六位数字（不要给别人）', 340, 28)
  line(card.querySelector('[data-digits]')?.textContent ?? '', 405, 56)
  const [progress, note] = ['progress', 'note'].map((of) => card.querySelector(`[data-code-of=${of}]`))
  drawCode(pen, progress, 40, 450, 240)
  drawCode(pen, note, 40, 760, 640)
  const link = document.createElement('a')
  link.href = canvas.toDataURL('image/png')
  link.download = `回执-${card.querySelector('[data-code]')?.textContent ?? ''}.png`
  link.click()
}

/** The QR code's own squares ("M x y h1v1h-1z"), drawn again. */
function drawCode(
  pen: CanvasRenderingContext2D,
  figure: Element | null | undefined,
  left: number,
  top: number,
  side: number,
) {
  const svg = figure?.querySelector('svg')
  const size = Number(svg?.getAttribute('viewBox')?.split(' ')[2] ?? 0)
  if (size === 0) return
  const cell = side / size
  for (const [, x, y] of (svg!.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h/g))
    pen.fillRect(left + Number(x) * cell, top + Number(y) * cell, Math.ceil(cell), Math.ceil(cell))
  pen.font = '24px sans-serif, rare'
  pen.fillText(figure!.querySelector('figcaption')?.textContent ?? '', left, top + side + 30, 640)
}
