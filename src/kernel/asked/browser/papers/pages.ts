/**
 * The pages of one field as small pictures: looked at, put in order, taken away. The field itself holds the files, so
 * that the form posts as without this.
 */
import { button, part } from '../../../../web/scripts/dom.ts'
import { events } from './events.ts'

export interface Pages {
  list: HTMLElement
  files(): readonly File[]
  /** Behind the others, or where a page is taken once more. */
  add(file: File): void
  /** A page that was to be taken once more stays as it was. */
  leave(): void
  room(): number
}

/** `again`: opens what takes a page. */
export function pagesOf(input: HTMLInputElement, most: number, say: (text: string) => void, again: () => void): Pages {
  let files: File[] = []
  let instead: number | undefined
  const list = part('ol', { class: 'taken', label: '已经有的' })
  const told = () => {
    const bag = new DataTransfer()
    const keptHere = input.dispatchEvent(
      new CustomEvent(events.taken, { bubbles: true, cancelable: true, detail: files }),
    )
    if (keptHere) for (const file of files) bag.items.add(file)
    input.files = bag.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const change = (next: File[], text: string) => {
    files = next
    draw()
    say(text)
    told()
  }
  const draw = () => {
    for (const picture of list.querySelectorAll('img')) URL.revokeObjectURL(picture.src)
    list.replaceChildren(...files.map((file, at) => row(file, at)))
    list.hidden = files.length === 0
  }
  const row = (file: File, at: number): HTMLElement => {
    const name = most === 1 ? '这张' : `第 ${at + 1} 页`
    const swap = (to: number) => {
      const next = [...files]
      ;[next[at], next[to]] = [next[to]!, next[at]!]
      change(next, `现在是第 ${to + 1} 页`)
      focus(to)
    }
    const buttons = [
      ...(at > 0 ? [button('往前', () => swap(at - 1), 'press second', `${name}往前移`)] : []),
      ...(at < files.length - 1 ? [button('往后', () => swap(at + 1), 'press second', `${name}往后移`)] : []),
      button(
        '重来',
        () => {
          instead = at
          again()
        },
        'press second',
        `${name}重来`,
      ),
      button(
        '去掉',
        () => {
          change(
            files.filter((f) => f !== file),
            `去掉了，还有 ${files.length - 1} 张`,
          )
          focus(Math.min(at, files.length - 1))
        },
        'press second',
        `去掉${name}`,
      ),
    ]
    return part(
      'li',
      {},
      seen(file, name),
      part('span', { class: 'taken-name', text: `${name}，${Math.max(1, Math.round(file.size / 1024))} KB` }),
      part('span', { class: 'taken-do' }, ...buttons),
    )
  }
  const focus = (at: number) =>
    (
      list.children[at]?.querySelector('button') ?? list.parentElement?.querySelector<HTMLElement>('[data-first]')
    )?.focus()
  input.addEventListener(events.kept, (event) => {
    files = [...(event as CustomEvent<File[]>).detail].slice(0, most)
    draw()
  })
  draw()
  // What is there already on this page, sent before, counts too.
  const room = () =>
    most -
    files.length -
    (input.form?.querySelectorAll(`input[type=hidden][name="${CSS.escape(input.name)}"]`).length ?? 0)
  const add = (file: File) => {
    const at = instead ?? files.length
    instead = undefined
    change([...files.slice(0, at), file, ...files.slice(at + 1)], most === 1 ? '好了' : `第 ${at + 1} 页好了`)
  }
  return {
    list,
    files: () => files,
    add,
    leave: () => {
      instead = undefined
    },
    room: () => room() + (instead === undefined ? 0 : 1),
  }
}

function seen(file: File, name: string): HTMLElement {
  if (!file.type.startsWith('image/')) return part('span', { class: 'taken-paper', text: file.name })
  const picture = part('img')
  picture.src = URL.createObjectURL(file)
  picture.alt = name
  return picture
}
