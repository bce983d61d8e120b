/**
 * Submitting a form that is kept on the phone: once, however often it is pressed; what the server has against it stands
 * at its fields.
 */
import { rememberSent, sentBefore } from './again.ts'
import { deliver, type Outcome, type Sending, type Told } from './deliver.ts'
import type { Draft } from './drafts.ts'
import { later } from './waiting.ts'

/** What one kind of forms has of its own. */
export type Submitting<D extends Draft, T extends Told> = {
  kind: Sending<D, T>
  /** Where this tab remembers what it sent. */
  place: string
  /** What was told, without what the page adds while sending: the same words once more are the same form. */
  wordsOf(draft: D): string[]
  /** The buttons that send it. */
  buttons: string
  tell(form: HTMLFormElement, told: T): void
}

export async function submit<D extends Draft, T extends Told>(s: Submitting<D, T>, form: HTMLFormElement, draft: D) {
  const buttons = [...form.querySelectorAll<HTMLButtonElement>(s.buttons)]
  if (buttons.some((b) => b.getAttribute('aria-disabled') === 'true')) return
  for (const b of buttons) b.setAttribute('aria-disabled', 'true')
  const status = form.querySelector<HTMLElement>('[data-status]')
  const say = (text: string) => {
    if (status) status.textContent = text
  }
  const before = draft.files.length === 0 ? sentBefore(s.place, s.wordsOf(draft)) : undefined
  if (before !== undefined && before !== draft.key) {
    await s.kind.drafts.drop(draft.key)
    draft.key = before
  }
  draft.state = 'waiting'
  await s.kind.drafts.keep(draft)
  await settle(s, form, draft, await deliver(s.kind, draft.key, say), say)
  for (const b of buttons) b.removeAttribute('aria-disabled')
}

async function settle<D extends Draft, T extends Told>(
  s: Submitting<D, T>,
  form: HTMLFormElement,
  draft: D,
  outcome: Outcome<T>,
  say: (text: string) => void,
) {
  if (outcome.how === 'sent') {
    rememberSent(s.place, draft.key, s.wordsOf(draft))
    await s.kind.drafts.drop(draft.key)
    location.href = outcome.receipt.href
  } else if (outcome.how === 'refused') {
    Object.assign(draft, (await s.kind.drafts.find(draft.key)) ?? draft)
    say('')
    s.tell(form, outcome.told)
  } else if (outcome.how === 'later') {
    say(outcome.say)
    await later(s.kind, draft.key, (again) => settle(s, form, draft, again, say))
  }
}
