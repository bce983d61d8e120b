/** The form's fields: read, filled in again; and what is asked before sending. */
import { clearErrors, part } from '../../../kernel/site/outbox/tell.ts'
import type { Told } from './deliver.ts'

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const controls = (form: HTMLFormElement) =>
  [...form.querySelectorAll<Control>('input[name], textarea[name], select[name]')].filter(
    (f) => !(f instanceof HTMLInputElement && (f.type === 'file' || f.name === 'key' || f.name === 'drop')),
  )
const isChoice = (f: Control): f is HTMLInputElement =>
  f instanceof HTMLInputElement && (f.type === 'radio' || f.type === 'checkbox')

export function fieldsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    controls(form)
      .filter((f) => !isChoice(f) || f.checked)
      .map((f) => [f.name, f.value]),
  )
}

export function fill(form: HTMLFormElement, fields: Record<string, string>) {
  for (const f of controls(form)) {
    const value = fields[f.name]
    // What the page itself says (the notice complained of) wins over an older draft.
    if (value === undefined || ['notice', 'ref', 'asked'].includes(f.name)) continue
    const before = isChoice(f) ? f.checked : f.value
    if (isChoice(f)) f.checked = f.value === value
    else f.value = value
    // What was written stands open, also where large type folds its part.
    if (before !== (isChoice(f) ? f.checked : f.value)) f.closest('details')?.setAttribute('open', '')
  }
  form.dispatchEvent(new Event('input'))
}

/**
 * Before sending: danger first, and what others have told already. The next press sends, in danger once the tick says
 * that one has called.
 */
export function tellFirst(form: HTMLFormElement, told: Told) {
  clearErrors(form)
  const show = (box: string, shown: boolean) => {
    const part = form.querySelector<HTMLElement>(box)
    if (part) part.hidden = !shown
    return part
  }
  show('[data-named-box]', told.named)
  const numbers = show('[data-numbers-box]', told.numbers !== '')?.querySelector('strong')
  if (numbers && told.numbers !== '') numbers.textContent = `您写到了${told.numbers}`
  if (told.similar.length > 0) form.prepend(similarBox(told.similar))
  const asked = form.querySelector<HTMLInputElement>('input[name=asked]')
  if (asked) asked.value = told.asked
  const button = form.querySelector('button[type=submit]')
  if (button) button.textContent = '仍要提交'
  if (told.urgent.length > 0) {
    const danger = show('[data-urgent-box]', true)
    danger?.scrollIntoView({ block: 'center' })
    danger?.querySelector('input')?.focus({ preventScroll: true })
    return
  }
  form.scrollIntoView({ block: 'start' })
}

function similarBox(similar: Told['similar']): HTMLElement {
  const box = part('div', 'note')
  box.dataset.told = ''
  box.append(
    part(
      'p',
      '',
      '有人反映过类似的事，正在办。是同一件，点进去按“我也遇到了”，一起跟着办；不是，就在下面按“仍要提交”。',
    ),
  )
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
