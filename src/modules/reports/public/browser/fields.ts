/** The form's fields: read, filled in again, and told what is wrong beside them. */
import type { Told } from './deliver.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const controls = (form: HTMLFormElement) => [...form.querySelectorAll<Control>('input[name], textarea[name], select[name]')].filter((f) => !(f instanceof HTMLInputElement && (f.type === 'file' || f.name === 'key' || f.name === 'drop')))
const isChoice = (f: Control): f is HTMLInputElement => f instanceof HTMLInputElement && (f.type === 'radio' || f.type === 'checkbox')

export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(controls(form).filter((f) => !isChoice(f) || f.checked).map((f) => [f.name, f.value]))
}

export function fill(form: HTMLFormElement, fields: Record<string, string>) {
  for (const f of controls(form)) {
    const value = fields[f.name]
    // What the page itself says (the notice complained of) wins over an older draft.
    if (value === undefined || f.name === 'notice' || f.name === 'ref') continue
    if (isChoice(f)) f.checked = f.value === value
    else f.value = value
  }
  form.dispatchEvent(new Event('input'))
}

/** A summary above the form with links, and each sentence beside its field. */
export function tellErrors(form: HTMLFormElement, errors: Told['errors']) {
  clearErrors(form)
  const box = part('div', 'errors')
  box.setAttribute('role', 'alert')
  box.tabIndex = -1
  const title = part('h2', '', `还没有提交，请改好下面 ${errors.length} 处`)
  const list = document.createElement('ul')
  for (const e of errors) {
    const link = document.createElement('a')
    link.href = `#${e.field}`
    link.textContent = e.say
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
    beside(form, e)
  }
  box.append(title, list)
  form.before(box)
  box.focus()
  box.scrollIntoView({ block: 'start' })
}

function beside(form: HTMLFormElement, e: { field: string; say: string }) {
  const field = form.querySelector<HTMLElement>(`#${CSS.escape(e.field)}`)
  const frame = field?.closest('.field, fieldset')
  if (!field || !frame) return
  frame.classList.add('bad')
  field.setAttribute('aria-invalid', 'true')
  const say = part('p', 'wrong', e.say)
  say.id = `${e.field}-told`
  field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), say.id].filter(Boolean).join(' '))
  frame.insertBefore(say, frame.children[1] ?? null)
}

/** Before sending: danger first, and what others have told already. The next press sends. */
export function tellFirst(form: HTMLFormElement, told: Told) {
  clearErrors(form)
  const urgent = form.querySelector<HTMLElement>('[data-urgent-box]')
  const seen = urgent?.querySelector('input')
  if (seen) seen.value = 'seen'
  if (urgent && told.urgent.length > 0) urgent.hidden = false
  if (told.similar.length > 0) form.prepend(similarBox(told.similar))
  const button = form.querySelector('button[type=submit]')
  if (button) button.textContent = '仍要提交'
  form.scrollIntoView({ block: 'start' })
}

function similarBox(similar: Told['similar']): HTMLElement {
  const box = part('div', 'note')
  box.dataset.told = ''
  box.append(part('p', '', '有人反映过类似的事，正在办。是同一件，点进去按“我也遇到了”，一起跟着办；不是，就在下面按“仍要提交”。'))
  const list = document.createElement('ul')
  for (const s of similar) {
    const link = document.createElement('a')
    link.href = `/reports/${s.code}`
    link.target = '_blank'
    link.rel = 'noopener'
    link.textContent = `${s.title}（${s.supporters} 人）`
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  box.append(list)
  return box
}

/** Takes away what was told before. */
export function clearErrors(form: HTMLFormElement) {
  if (form.previousElementSibling?.classList.contains('errors')) form.previousElementSibling.remove()
  document.querySelector('.errors[aria-labelledby]')?.remove()
  for (const told of form.querySelectorAll('.wrong, [data-told]')) told.remove()
  for (const frame of form.querySelectorAll('.bad')) frame.classList.remove('bad')
  for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid')
}

function part(tag: string, name: string, text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (name !== '') element.className = name
  element.textContent = text
  return element
}
