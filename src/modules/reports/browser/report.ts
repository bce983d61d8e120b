/**
 * What the form for a report gains where there is JavaScript: kept on the phone while it is written, pictures made smaller, voice
 * recorded, files sent in pieces, and an outbox for when there is no network. Without it the form is sent as it stands.
 */
import { rememberSent, sentBefore } from '../../../kernel/site/outbox/again.ts'
import { deliver } from '../../../kernel/site/outbox/deliver.ts'
import { newKey } from '../../../kernel/newKey.ts'
import { elsewhere, ownedHere } from '../../../kernel/site/outbox/owned.ts'
import { tellErrors } from '../../../kernel/site/outbox/tell.ts'
import { later, outbox, register } from '../../../kernel/site/outbox/waiting.ts'
import { reports, type Outcome } from './deliver.ts'
import { drafts, type Draft } from './drafts.ts'
import { fieldsOf, fill, tellFirst } from './fields.ts'
import { fileList } from './files.ts'
import { locate } from './locate.ts'
import { urgent } from './urgent.ts'
import { voice } from './voice.ts'

const sentPlace = 'sunlit-sent'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) {
  urgent(form)
  // A browser that keeps nothing (private windows) sends the form the plain way.
  void enhance(form).catch(() => undefined)
}

async function enhance(form: HTMLFormElement) {
  const path = new URL(form.action).pathname
  // Only for the page of a form: `/reports/new` or `/v/x/reports/`.
  register('/reports/worker.js', location.pathname.replace(/new$/, location.pathname === '/reports/new' ? 'new' : ''))
  await outbox(form, reports, { href: '/reports', text: '用回执查结果' })
  const draft = await draftFor(path, form)
  let writing: number | undefined
  const write = () => {
    clearTimeout(writing)
    writing = window.setTimeout(() => {
      draft.fields = fieldsOf(form)
      void drafts.keep(draft)
    }, 200)
  }
  const files = fileList(form, draft, () => drafts.keep(draft))
  voice(form, (blob) => files.add(blob, 'voice', '录音'))
  locate(form, write)
  form.addEventListener('input', write)
  // A phone that puts the page away may end it: written down at once.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && writing !== undefined && draft.state === 'draft') {
      draft.fields = fieldsOf(form)
      void drafts.keep(draft)
    }
  })
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
  const mine = (await drafts.all()).filter((d) => d.state === 'draft' && about(d)).sort((a, b) => b.at - a.at)
  for (const kept of mine) {
    if (Date.now() - kept.at > 30 * 86_400_000) await drafts.drop(kept.key)
    else if (await ownedHere(kept.key)) {
      fill(form, kept.fields)
      return kept
    } else elsewhere(form)
  }
  const made: Draft = { key: newKey(), path, state: 'draft', fields: now, files: [], at: Date.now() }
  await ownedHere(made.key)
  return made
}

async function submit(form: HTMLFormElement, draft: Draft) {
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (button?.getAttribute('aria-disabled') === 'true') return
  button?.setAttribute('aria-disabled', 'true')
  const status = form.querySelector<HTMLElement>('[data-status]')
  const say = (text: string) => {
    if (status) status.textContent = text
  }
  const before = draft.files.length === 0 ? sentBefore(sentPlace, wordsOf(draft)) : undefined
  if (before !== undefined && before !== draft.key) {
    await drafts.drop(draft.key)
    draft.key = before
  }
  draft.state = 'waiting'
  await drafts.keep(draft)
  await settle(form, draft, await deliver(reports, draft.key, say), say)
  button?.removeAttribute('aria-disabled')
}

async function settle(form: HTMLFormElement, draft: Draft, outcome: Outcome, say: (text: string) => void) {
  if (outcome.how === 'sent') {
    rememberSent(sentPlace, draft.key, wordsOf(draft))
    await drafts.drop(draft.key)
    location.href = outcome.receipt.href
  } else if (outcome.how === 'refused') {
    Object.assign(draft, (await drafts.find(draft.key)) ?? draft)
    say('')
    if (outcome.told.errors.length > 0) tellErrors(form, outcome.told.errors)
    else tellFirst(form, outcome.told)
  } else if (outcome.how === 'later') {
    say(outcome.say)
    await later(reports, draft.key, (again) => settle(form, draft, again, say))
  }
}

const wordsOf = ({ path, fields }: Draft) => [
  path,
  ...['kind', 'text', 'spot', 'place', 'notice', 'ref', 'about'].map((n) => fields[n] ?? ''),
]
