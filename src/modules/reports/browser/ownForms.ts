/**
 * What a reporter adds or decides later (more words and pictures, a rating, "again"), sent by this page: without
 * network it stays here, says so, and goes by itself when there is signal. Without scripts the forms are sent as they
 * stand.
 */
import { clearErrors, tellErrors } from '../../../kernel/site/outbox/tell.ts'
import type { Told } from './deliver.ts'
import { shrunk } from './shrink.ts'

const pause = 20_000

export function ownForms() {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-own]'))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      void submit(form)
    })
}

async function submit(form: HTMLFormElement) {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')!
  if (button.getAttribute('aria-disabled') === 'true') return
  button.setAttribute('aria-disabled', 'true')
  clearErrors(form)
  say(form, '正在提交……')
  if (await send(form, await bodyOf(form), false)) button.removeAttribute('aria-disabled')
}

/** Pictures are made smaller first, as with a new report. */
async function bodyOf(form: HTMLFormElement): Promise<FormData> {
  const body = new FormData()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value)
    else if (value.name !== '') body.append(name, await shrunk(value), value.name)
  }
  return body
}

/**
 * True when it is the person's turn again; false while it waits, or the page goes. `before`: it was tried before, and
 * may have arrived.
 */
async function send(form: HTMLFormElement, body: FormData, before: boolean): Promise<boolean> {
  const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body }).catch(
    () => undefined,
  )
  if (!answer || answer.status >= 500 || answer.status === 429) {
    say(
      form,
      answer
        ? '服务器正忙，过一会儿会自己再发。请不要关这一页。'
        : '没有网，还没有发出。您填的还在这一页上，有了信号自己发出。请不要关这一页。',
    )
    waitForSignal(() =>
      send(form, body, true).then((done) => {
        if (done) form.querySelector('button[type=submit]')!.removeAttribute('aria-disabled')
      }),
    )
    return false
  }
  if (answer.ok || (before && answer.status === 409)) {
    location.href = new URL(form.action).pathname.split('/').slice(0, 3).join('/')
    return false
  }
  const told = (await answer.json().catch(() => ({}))) as Partial<Told> & { message?: string }
  say(form, told.message ?? (told.errors ? '' : '没有提交成功。请把填的复制留下，刷新这一页再试。'))
  if (told.errors) tellErrors(form, told.errors)
  return true
}

/** When the browser says that the network is back, and now and then, since not every browser says so. */
function waitForSignal(again: () => void) {
  const once = () => {
    clearTimeout(timer)
    window.removeEventListener('online', once)
    again()
  }
  const timer = window.setTimeout(once, pause)
  window.addEventListener('online', once)
}

function say(form: HTMLFormElement, text: string) {
  const status = form.querySelector<HTMLElement>('[role=status]')
  if (status) status.textContent = text
}
