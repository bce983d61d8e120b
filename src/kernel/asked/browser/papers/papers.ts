/**
 * File fields that take photographs: by camera with a frame, or chosen; straightened, checked, marked with what they
 * may be used for. Loaded only where a form has such a field.
 */
import { aim, hasCamera, type Shot } from './camera.ts'
import { button, part } from '../../../../web/scripts/dom.ts'
import { edit } from './edit.ts'
import { events } from './events.ts'
import { canOverlay, openOverlay, type Overlay } from './overlay.ts'
import { pagesOf, type Pages } from './pages.ts'
import { canvasOf, cut, jpegOf } from './pictures.ts'
import { frameIn, shapeFor, shapes } from './shapes.ts'
import { burn, wordsWithDay } from './watermark.ts'

for (const input of document.querySelectorAll<HTMLInputElement>(
  'form[data-asked] input[type=file][data-takes], form[data-apply] input[type=file][data-takes]',
))
  if (input.dataset.takes !== 'signature') enhance(input)

function enhance(input: HTMLInputElement): void {
  if (!canOverlay() || !canFill() || input.dataset.enhanced) return
  input.dataset.enhanced = 'yes'
  const title = input.labels?.[0]?.textContent ?? '照片'
  const takes = input.dataset.takes as 'scan' | 'portrait' | 'file'
  const most = Number(input.dataset.most ?? 1) || 1
  const status = part('p', { class: 'taken-say', role: 'status' })
  const say = (text: string) => {
    status.textContent = text
  }
  const pages = pagesOf(input, most, say, () => (first ? openCamera(desk, picker) : picker.click()))
  const desk: Desk = { input, title, takes, pages, say, words: wordsOf(input, takes) }
  const picker = pickerOf(desk, takes === 'scan' ? 'image/*,.pdf' : input.accept, most > 1)
  const first = hasCamera()
    ? button(
        takes === 'portrait' ? '拍照' : '用相机拍',
        () => {
          pages.leave()
          openCamera(desk, picker)
        },
        'press',
      )
    : undefined
  const choose = button(
    '选照片或文件',
    () => {
      pages.leave()
      picker.click()
    },
    first ? 'press second' : 'press',
  )
  const box = part(
    'div',
    { class: 'taker', role: 'group', label: title },
    pages.list,
    part('div', { class: 'do' }, ...(first ? [first] : []), choose),
    status,
    picker,
  )
  const about = input.getAttribute('aria-describedby')
  if (about) box.setAttribute('aria-describedby', about)
  ;(first ?? choose).dataset.first = ''
  // The error's link and the label lead to what can be pressed.
  input.addEventListener('focus', () => (first ?? choose).focus())
  input.classList.add('unseen')
  input.tabIndex = -1
  input.setAttribute('aria-hidden', 'true')
  input.after(box)
  input.dispatchEvent(new CustomEvent(events.ready, { bubbles: true }))
}

interface Desk {
  input: HTMLInputElement
  title: string
  takes: 'scan' | 'portrait' | 'file'
  pages: Pages
  say: (text: string) => void
  words: string
}

/** A portrait goes onto a card: it is marked only where its own field asks for it. */
function wordsOf(input: HTMLInputElement, takes: Desk['takes']): string {
  const given = input.dataset.watermark ?? (takes === 'portrait' ? '' : (input.form?.dataset.watermark ?? ''))
  return wordsWithDay(given, new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }))
}

/** Without a name: what is chosen here is straightened first and only then put into the field of the form. */
function pickerOf(desk: Desk, accept: string, multiple: boolean): HTMLInputElement {
  const picker = part('input', { class: 'unseen', hidden: true })
  picker.type = 'file'
  picker.accept = accept
  picker.multiple = multiple
  picker.addEventListener('change', () => {
    const chosen = [...(picker.files ?? [])]
    picker.value = ''
    void takeIn(desk, chosen, picker)
  })
  return picker
}

function openCamera(desk: Desk, picker: HTMLInputElement): void {
  if (desk.pages.room() <= 0) return desk.say('已经够了，要换就先去掉一张。')
  const overlay = openOverlay(() => desk.input.parentElement?.querySelector<HTMLElement>('[data-first]')?.focus())
  const shape = desk.takes === 'portrait' ? 'face' : shapeFor(desk.title)
  const again = () =>
    aim(overlay, {
      title: desk.title,
      shape,
      choose: () => {
        overlay.close()
        picker.click()
      },
      taken,
    })
  const taken = (shot: Shot) => {
    const canvas =
      desk.takes === 'portrait'
        ? cut(shot.canvas, frameIn(shot.canvas.width, shot.canvas.height, shapes.face.ratio), shapes.face.ratio)
        : shot.canvas
    edit(overlay, {
      title: desk.title,
      canvas,
      shape: shot.shape,
      aimed: true,
      again,
      use: (made) => void finish(desk, overlay, made),
    })
  }
  again()
}

/** Chosen files, one after the other; what is no picture is taken as it is. */
async function takeIn(desk: Desk, chosen: File[], picker: HTMLInputElement): Promise<void> {
  const [file, ...rest] = chosen
  if (!file) return
  if (desk.pages.room() <= 0) return desk.say('已经够了，多的没有放进来。')
  const next = () => void takeIn(desk, rest, picker)
  const canvas = file.type.startsWith('image/') ? await canvasOf(file) : undefined
  if (!canvas && (file.type.startsWith('image/') || desk.takes === 'portrait')) {
    desk.say(`“${file.name}”打不开。请换一张 JPG 照片，或者截一张图再选。`)
    return next()
  }
  // What the server would refuse at the end is said at once; a phone that names no kind is asked by the name's ending.
  if (!canvas && !/\.(pdf|docx?|xlsx?)$/i.test(file.name)) {
    desk.say(`“${file.name}”不是照片，也不是 PDF。请换一个。`)
    return next()
  }
  const mb = Number(desk.input.form?.dataset.fileMb ?? 20)
  if (!canvas && file.size > mb * 1024 * 1024) {
    desk.say(`“${file.name}”太大了，每个最多 ${mb} MB。`)
    return next()
  }
  if (!canvas || desk.takes === 'file') {
    desk.pages.add(canvas ? await marked(desk, canvas) : file)
    return next()
  }
  const overlay = openOverlay(next)
  edit(overlay, {
    title: desk.title,
    canvas,
    shape: desk.takes === 'portrait' ? 'face' : shapeFor(desk.title),
    aimed: false,
    again: () => {
      overlay.close()
      picker.click()
    },
    use: (made) => void finish(desk, overlay, made),
  })
}

async function finish(desk: Desk, overlay: Overlay, canvas: HTMLCanvasElement): Promise<void> {
  const file = await marked(desk, canvas)
  desk.pages.add(file)
  overlay.close()
}

async function marked(desk: Desk, canvas: HTMLCanvasElement): Promise<File> {
  burn(canvas, desk.words)
  return new File([await jpegOf(canvas)], `${desk.pages.files().length + 1}.jpg`, { type: 'image/jpeg' })
}

/** Whether a script may put files into a field. */
function canFill(): boolean {
  try {
    new DataTransfer().items.add(new File([''], 'x'))
    return true
  } catch {
    return false
  }
}
