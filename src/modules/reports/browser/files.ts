/**
 * The files of a report on the page: chosen or recorded, seen and heard, taken away again; kept on the phone until they
 * have arrived.
 */
import type { Draft, DraftFile } from './drafts.ts'
import { shrunk } from './shrink.ts'

export function fileList(form: HTMLFormElement, draft: Draft, keep: () => Promise<unknown>) {
  const list = form.querySelector<HTMLElement>('[data-file-list]')!
  const input = form.querySelector<HTMLInputElement>('#files')!
  const [most, mb] = [Number(form.dataset.filesMost ?? 9), Number(form.dataset.fileMb ?? 40)]
  const show = () =>
    list.replaceChildren(
      ...draft.files.map((f) =>
        row(f, async () => {
          draft.files = draft.files.filter((o) => o.id !== f.id)
          await keep()
          show()
        }),
      ),
    )
  const add = async (blob: Blob, kind: string, name: string) => {
    const wrong =
      draft.files.length >= most
        ? `最多 ${most} 个文件，请先去掉不要紧的。`
        : blob.size === 0
          ? `“${name}”是空的，没有内容。`
          : blob.size > mb * 1024 * 1024
            ? `“${name}”太大了，每个最多 ${mb} MB。视频请拍短一点。`
            : ''
    tell(list, wrong)
    if (wrong !== '') return
    draft.files.push({ id: `${Date.now()}-${draft.files.length}`, name, kind, blob })
    await keep()
    show()
  }
  input.addEventListener('change', async () => {
    const chosen = Array.from(input.files ?? [])
    for (const file of chosen) await add(await shrunk(file), file.type.split('/')[0]!, file.name)
    // They are kept with the draft now; the field itself would send them a second time.
    input.value = ''
  })
  show()
  return { add }
}

function row(file: DraftFile, remove: () => Promise<void>): HTMLElement {
  const item = document.createElement('li')
  item.className = 'file'
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'press second'
  button.textContent = '去掉'
  button.setAttribute('aria-label', `去掉${file.name}`)
  button.addEventListener('click', () => void remove())
  item.append(preview(file), button)
  return item
}

function preview(file: DraftFile): HTMLElement {
  const address = URL.createObjectURL(file.blob)
  if (file.kind === 'image') {
    const picture = document.createElement('img')
    picture.src = address
    picture.alt = file.name
    picture.addEventListener('error', () => picture.replaceWith(file.name))
    return picture
  }
  const player = document.createElement(file.kind === 'video' ? 'video' : 'audio')
  player.controls = true
  player.src = address
  player.setAttribute('aria-label', file.name)
  return player
}

function tell(list: HTMLElement, text: string) {
  let status = list.parentElement!.querySelector<HTMLElement>('[data-file-status]')
  if (!status) {
    status = document.createElement('p')
    status.dataset.fileStatus = ''
    status.className = 'wrong'
    status.setAttribute('role', 'alert')
    list.after(status)
  }
  status.textContent = text
}
