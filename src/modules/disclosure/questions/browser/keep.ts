/**
 * Keeps what is being typed, in this tab only, until it has arrived: a lost connection, a closed page or a press on
 * "back" loses nothing. Sends once, however often the button is pressed.
 */
const store = 'sunlit-typed'

export function keep(form: HTMLFormElement) {
  restore(form)
  form.addEventListener('input', () => write(form))
  form.addEventListener('submit', (event) => submit(event, form))
  // Shown again by "back": the button must work again.
  window.addEventListener('pageshow', () => ready(form))
}

/** What was typed has arrived. */
export function forget() {
  try {
    sessionStorage.removeItem(store)
  } catch {
    /* Private windows keep nothing. */
  }
}

function submit(event: Event, form: HTMLFormElement) {
  write(form)
  const button = form.querySelector('button')
  if (!navigator.onLine) {
    event.preventDefault()
    return tell(form, '现在没有连上网络，还没有提交。您写的内容还在，连上网络后再按一次“提交”。')
  }
  if (button?.getAttribute('aria-disabled') === 'true') return event.preventDefault()
  button?.setAttribute('aria-disabled', 'true')
  tell(form, '正在提交……如果网络断了，按“返回”就能看到您写的内容。')
}

function ready(form: HTMLFormElement) {
  form.querySelector('button')?.removeAttribute('aria-disabled')
  tell(form, '')
}

function tell(form: HTMLFormElement, text: string) {
  let status = form.querySelector<HTMLElement>('[role=status]')
  if (!status) {
    status = document.createElement('p')
    status.setAttribute('role', 'status')
    form.append(status)
  }
  status.textContent = text
}

type Kept = { path: string; fields: Record<string, string> }
type Typed = HTMLInputElement | HTMLTextAreaElement

const typedIn = (form: HTMLFormElement) => [...form.querySelectorAll<Typed>('input:not([type=hidden]), textarea')]
const isChoice = (field: Typed): field is HTMLInputElement => field.type === 'radio' || field.type === 'checkbox'

function write(form: HTMLFormElement) {
  const fields = Object.fromEntries(typedIn(form).map((f) => [f.id, isChoice(f) ? String(f.checked) : f.value]))
  const kept: Kept = { path: new URL(form.action).pathname, fields }
  try {
    sessionStorage.setItem(store, JSON.stringify(kept))
  } catch {
    /* Private windows keep nothing. */
  }
}

function restore(form: HTMLFormElement) {
  const kept = read()
  if (kept?.path !== new URL(form.action).pathname) return
  for (const field of typedIn(form)) {
    const value = kept.fields[field.id]
    if (value === undefined) continue
    if (isChoice(field)) field.checked = value === 'true'
    else field.value = value
  }
}

function read(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(store) ?? '') as Kept
  } catch {
    return undefined
  }
}
