/**
 * What the form for a report gains where there is JavaScript: kept on the phone while it is written, pictures made smaller, voice
 * recorded, files sent in pieces, and an outbox for when there is no network. Without it the form is sent as it stands.
 */
import { rememberSent, sentBefore } from './again.ts'
import { deliver, type Outcome } from './deliver.ts'
import { allDrafts, dropDraft, findDraft, keepDraft, newKey, type Draft } from './drafts.ts'
import { fieldsOf, fill, tellErrors, tellFirst } from './fields.ts'
import { fileList } from './files.ts'
import { locate } from './locate.ts'
import { later, outbox } from './outbox.ts'
import { urgent } from './urgent.ts'
import { voice } from './voice.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) {
  urgent(form)
  // A browser that keeps nothing (private windows) sends the form the plain way.
  void enhance(form).catch(() => undefined)
}

async function enhance(form: HTMLFormElement) {
  const path = new URL(form.action).pathname
  await outbox(form)
  const draft = await draftFor(path, form)
  let writing: number | undefined
  const write = () => {
    clearTimeout(writing)
    writing = window.setTimeout(() => { draft.fields = fieldsOf(form); void keepDraft(draft) }, 200)
  }
  const files = fileList(form, draft, () => keepDraft(draft))
  voice(form, (blob) => files.add(blob, 'voice', '录音'))
  locate(form, write)
  form.addEventListener('input', write)
  // A phone that puts the page away may end it: written down at once.
  document.addEventListener('visibilitychange', () => { if (document.hidden && writing !== undefined && draft.state === 'draft') { draft.fields = fieldsOf(form); void keepDraft(draft) } })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(writing)
    draft.fields = fieldsOf(form)
    void submit(form, draft)
  })
}

/** The report that was being written here about the same thing and that no other tab has open, or a new one. */
async function draftFor(path: string, form: HTMLFormElement): Promise<Draft> {
  const now = fieldsOf(form)
  const about = (d: Draft) => d.path === path && d.fields['notice'] === now['notice'] && d.fields['ref'] === now['ref']
  const mine = (await allDrafts()).filter((d) => d.state === 'draft' && about(d)).sort((a, b) => b.at - a.at)
  for (const kept of mine) {
    if (Date.now() - kept.at > 30 * 86_400_000) await dropDraft(kept.key)
    else if (await ownedHere(kept.key)) {
      fill(form, kept.fields)
      return kept
    } else elsewhere(form)
  }
  const made: Draft = { key: newKey(), path, state: 'draft', fields: now, files: [], at: Date.now() }
  await ownedHere(made.key)
  return made
}

/** Holds a draft for this tab until it is closed; false where another tab has it. Browsers without locks share it. */
function ownedHere(key: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true)
  return new Promise((done) => {
    void navigator.locks.request(`draft ${key}`, { ifAvailable: true }, (lock) => {
      done(lock !== null)
      return lock === null ? undefined : new Promise(() => undefined)
    })
  })
}

function elsewhere(form: HTMLFormElement) {
  const say = document.createElement('p')
  say.className = 'note'
  say.setAttribute('role', 'status')
  say.textContent = '您在另一个页面里正在写一件。这里是新的一件，两边不会混。'
  form.before(say)
}

async function submit(form: HTMLFormElement, draft: Draft) {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (button?.getAttribute('aria-disabled') === 'true') return
  button?.setAttribute('aria-disabled', 'true')
  const status = form.querySelector<HTMLElement>('[data-status]')
  const say = (text: string) => { if (status) status.textContent = text }
  const before = draft.files.length === 0 ? sentBefore(draft.path, draft.fields) : undefined
  if (before !== undefined && before !== draft.key) {
    await dropDraft(draft.key)
    draft.key = before
  }
  draft.state = 'waiting'
  await keepDraft(draft)
  await settle(form, draft, await deliver(draft.key, say), say)
  button?.removeAttribute('aria-disabled')
}

async function settle(form: HTMLFormElement, draft: Draft, outcome: Outcome, say: (text: string) => void) {
  if (outcome.how === 'sent') {
    rememberSent(draft, draft.fields)
    await dropDraft(draft.key)
    location.href = outcome.receipt.href
  } else if (outcome.how === 'refused') {
    Object.assign(draft, (await findDraft(draft.key)) ?? draft)
    say('')
    if (outcome.told.errors.length > 0) tellErrors(form, outcome.told.errors)
    else tellFirst(form, outcome.told)
  } else if (outcome.how === 'later') {
    say(outcome.say)
    await later(draft.key, (again) => settle(form, draft, again, say))
  }
}
