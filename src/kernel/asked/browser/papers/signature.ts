/**
 * Signing with a finger, a mouse or a pen; who cannot, chooses a photograph of a signature. The field gets a picture, a
 * hidden field beside it the strokes. Loaded only where a form asks for a signature.
 */
import SignaturePad from 'signature_pad'
import { button, part } from '../../../../web/scripts/dom.ts'
import { events } from './events.ts'
import { canOverlay, openOverlay } from './overlay.ts'
import { pagesOf } from './pages.ts'
import { blank, canvasOf, coded, drawn, jpegOf } from './pictures.ts'

type Stroke = { x: number; y: number; t: number }[]

for (const input of document.querySelectorAll<HTMLInputElement>('input[type=file][data-takes=signature]'))
  if (canOverlay() && !input.dataset.enhanced) enhance(input)

function enhance(input: HTMLInputElement): void {
  input.dataset.enhanced = 'yes'
  const title = input.labels?.[0]?.textContent ?? '签名'
  const status = part('p', { class: 'taken-say', role: 'status' })
  const pages = pagesOf(
    input,
    1,
    (text) => {
      status.textContent = text
    },
    () => sign.click(),
  )
  // Beside the picture: how it was written, for whoever must compare signatures.
  const strokes = Object.assign(part('input'), { type: 'hidden', name: `${input.name}.strokes` })
  const take = (file: File, written: Stroke[]) => {
    strokes.value = written.length === 0 ? '' : JSON.stringify(written)
    input.dispatchEvent(new CustomEvent(events.kept, { detail: [] }))
    pages.add(file)
  }
  const picker = Object.assign(part('input', { hidden: true }), { type: 'file', accept: 'image/*' })
  picker.addEventListener('change', async () => {
    const file = picker.files?.[0]
    picker.value = ''
    const canvas = file && (await canvasOf(file))
    if (canvas)
      take(
        new File([await jpegOf(drawn(canvas, canvas.width, canvas.height, 1200))], '签名.jpg', { type: 'image/jpeg' }),
        [],
      )
    else if (file) status.textContent = '这张照片打不开，请换一张 JPG 照片。'
  })
  const sign = button('在屏幕上签名', () => write(title, first, take), 'press')
  const first = () => sign.focus()
  sign.dataset.first = ''
  const box = part(
    'div',
    { class: 'taker', role: 'group', label: title },
    pages.list,
    part(
      'div',
      { class: 'do' },
      sign,
      button('选一张签名的照片', () => picker.click()),
    ),
    status,
    picker,
    strokes,
  )
  input.addEventListener('focus', first)
  input.classList.add('unseen')
  input.tabIndex = -1
  input.setAttribute('aria-hidden', 'true')
  input.after(box)
  input.dispatchEvent(new CustomEvent(events.ready, { bubbles: true }))
}

function write(title: string, closed: () => void, take: (file: File, strokes: Stroke[]) => void): void {
  const overlay = openOverlay(() => {
    window.removeEventListener('resize', fit)
    pad.off()
    closed()
  })
  const canvas = part('canvas', {
    class: 'taking-sign',
    role: 'img',
    label: '签名的地方。不方便手写，请按“不签了”，再选一张签名的照片。',
  })
  const status = part('p', { class: 'taking-say', role: 'status', text: '请在白框里写上名字。手机横过来，地方更大。' })
  const pad = new SignaturePad(canvas, { penColor: '#10151a', minWidth: 1.2, maxWidth: 3.6 })
  const fit = () => {
    const data = pad.toData()
    const ratio = Math.max(window.devicePixelRatio, 1)
    canvas.width = canvas.offsetWidth * ratio
    canvas.height = canvas.offsetHeight * ratio
    canvas.getContext('2d')!.scale(ratio, ratio)
    pad.fromData(data)
  }
  const done = async () => {
    if (pad.isEmpty()) return void (status.textContent = '还没有写。请在白框里写上名字。')
    const file = new File([await coded(around(canvas, pad), 'image/png')], '签名.png', { type: 'image/png' })
    take(
      file,
      pad.toData().map((s) => s.points.map((p) => ({ x: Math.round(p.x), y: Math.round(p.y), t: p.time }))),
    )
    overlay.close()
  }
  overlay.show(title, [
    status,
    canvas,
    part(
      'div',
      { class: 'taking-do' },
      button('签好了', () => void done(), 'press'),
      button('退一笔', () => pad.fromData(pad.toData().slice(0, -1))),
      button('全部重写', () => pad.clear()),
      button('不签了', () => overlay.close()),
    ),
  ])
  fit()
  window.addEventListener('resize', fit)
}

/** What was written and a little around it, on white. */
function around(canvas: HTMLCanvasElement, pad: SignaturePad): HTMLCanvasElement {
  const ratio = canvas.width / canvas.offsetWidth
  const points = pad.toData().flatMap((s) => s.points)
  const [xs, ys] = [points.map((p) => p.x * ratio), points.map((p) => p.y * ratio)]
  const air = 16 * ratio
  const [left, top] = [Math.max(0, Math.min(...xs) - air), Math.max(0, Math.min(...ys) - air)]
  const made = blank(
    Math.round(Math.min(canvas.width, Math.max(...xs) + air) - left),
    Math.round(Math.min(canvas.height, Math.max(...ys) + air) - top),
  )
  const pen = made.getContext('2d')!
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, made.width, made.height)
  pen.drawImage(canvas, -left, -top)
  return made
}
