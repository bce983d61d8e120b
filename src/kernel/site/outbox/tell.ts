/** What is wrong, told without a new page: a summary above the form with links, and each sentence beside its field. */
import { firstFaults, mostFaults } from '../../../web/faults.ts'
import type { Told } from './deliver.ts'

export function tellErrors(form: HTMLFormElement, errors: Told['errors']): void {
  clearErrors(form)
  const box = part('div', 'errors')
  box.setAttribute('role', 'alert')
  box.tabIndex = -1
  for (const e of errors) beside(form, e)
  const many = errors.length > mostFaults
  box.append(
    part('h2', '', `还没有提交，请改好下面 ${errors.length} 处`),
    listOf(many ? errors.slice(0, firstFaults) : errors),
  )
  if (many) box.append(start(errors[0]!), folded(errors.slice(firstFaults)))
  form.before(box)
  box.focus()
  box.scrollIntoView({ block: 'start' })
}

function listOf(errors: Told['errors']): HTMLElement {
  const list = document.createElement('ul')
  for (const e of errors) {
    const item = document.createElement('li')
    item.append(linkTo(e, e.say))
    list.append(item)
  }
  return list
}

function start(first: { field: string }): HTMLElement {
  const line = part('p', '')
  const link = linkTo(first, '从第一处改起')
  link.className = 'press second'
  line.append(link)
  return line
}

function folded(errors: Told['errors']): HTMLElement {
  const more = document.createElement('details')
  more.append(part('summary', '', `还有 ${errors.length} 处`), listOf(errors))
  return more
}

function linkTo(e: { field: string }, words: string): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = `#${e.field}`
  link.textContent = words
  return link
}

function beside(form: HTMLFormElement, e: { field: string; say: string }) {
  const field = form.querySelector<HTMLElement>(`#${CSS.escape(e.field)}`)
  const frame = field?.closest('.field, fieldset')
  if (!field || !frame) return
  // What is asked only where it must be stands there hidden until it is asked.
  field.closest('[hidden]')?.removeAttribute('hidden')
  field.closest('details')?.setAttribute('open', '')
  frame.classList.add('bad')
  field.setAttribute('aria-invalid', 'true')
  const say = part('p', 'wrong', e.say)
  say.id = `${e.field}-told`
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), say.id].filter(Boolean).join(' '))
  frame.insertBefore(say, frame.children[1] ?? null)
}

/** Takes away what was told before. */
export function clearErrors(form: HTMLFormElement): void {
  if (form.previousElementSibling?.classList.contains('errors')) form.previousElementSibling.remove()
  document.querySelector('.errors[aria-labelledby]')?.remove()
  for (const told of form.querySelectorAll('.wrong, [data-told]')) told.remove()
  for (const frame of form.querySelectorAll('.bad')) frame.classList.remove('bad')
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

export function part(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (name !== '') element.className = name
  element.textContent = text
  return element
}
