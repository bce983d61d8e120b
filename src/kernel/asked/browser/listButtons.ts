/**
 * Rows of lists: added from the template that the server wrote, taken away, counted anew; said aloud. Without this file
 * the same buttons post.
 */
import { anyRow } from '../anyRow.ts'

export function rowButtons(form: HTMLFormElement): void {
  for (const list of form.querySelectorAll<HTMLElement>('[data-rows]')) {
    let next = rowsOf(list).length
    list.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button')
      if (!button || (!button.hasAttribute('data-add') && !button.hasAttribute('data-drop'))) return
      event.preventDefault()
      if (button.hasAttribute('data-add')) addRow(list, next++)
      else dropRow(list, button)
      count(list)
      form.dispatchEvent(new Event('change'))
    })
  }
}

const rowsOf = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-list] > [data-row]')]
const say = (list: HTMLElement, text: string): void => {
  list.querySelector('[data-said]')!.textContent = text
}

function addRow(list: HTMLElement, at: number): void {
  const row = list.querySelector('template')!.content.querySelector('[data-row]')!.cloneNode(true) as HTMLElement
  for (const part of [row, ...row.querySelectorAll('*')]) {
    for (const { name, value } of part.attributes)
      if (value.includes(anyRow)) part.setAttribute(name, value.replaceAll(anyRow, String(at)))
  }
  list.querySelector('[data-list]')!.append(row)
  row.querySelector<HTMLElement>('input, select, textarea')?.focus()
  say(list, `加了第 ${rowsOf(list).length} 行`)
}

function dropRow(list: HTMLElement, button: HTMLElement): void {
  const row = button.closest<HTMLElement>('[data-row]')!
  const filled = [
    ...row.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>('input, select, textarea'),
  ].some((f) => (f.type === 'radio' || f.type === 'checkbox' ? (f as HTMLInputElement).checked : f.value.trim() !== ''))
  if (filled && !window.confirm('这一行填的内容会去掉，确定吗？')) return
  row.remove()
  list.querySelector<HTMLElement>('[data-add]')!.focus()
  say(list, `去掉了，还有 ${rowsOf(list).length} 行`)
}

function count(list: HTMLElement): void {
  const rows = rowsOf(list)
  for (const [at, row] of rows.entries())
    for (const number of row.querySelectorAll('[data-number]')) number.textContent = String(at + 1)
  const add = list.querySelector<HTMLButtonElement>('[data-add]')!
  add.disabled = rows.length >= Number(list.dataset.most)
}
