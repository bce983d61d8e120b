/**
 * What the form for a report gains where there is JavaScript: kept on the phone while it is written, pictures made
 * smaller, voice recorded, files sent in pieces, and an outbox for when there is no network. Without it the form is
 * sent as it stands.
 */
import { newKey } from '../../../kernel/newKey.ts'
import { elsewhere, ownedHere } from '../../../kernel/site/outbox/owned.ts'
import { submit, type Submitting } from '../../../kernel/site/outbox/submit.ts'
import { tellErrors } from '../../../kernel/site/outbox/tell.ts'
import { outbox, register } from '../../../kernel/site/outbox/waiting.ts'
import { reports, type Told } from './deliver.ts'
import { drafts, type Draft } from './drafts.ts'
import { fieldsOf, fill, tellFirst } from './fields.ts'
import { fileList } from './files.ts'
import { locate } from './locate.ts'
import { person } from './person.ts'
import { voice } from './voice.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-report]')) {
  person(form)
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
    void submit(reporting, form, draft)
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

const reporting: Submitting<Draft, Told> = {
  kind: reports,
  place: 'sunlit-sent',
  wordsOf: ({ path, fields }) => [
    path,
    ...['kind', 'text', 'spot', 'place', 'notice', 'ref', 'about'].map((n) => fields[n] ?? ''),
  ],
  buttons: 'button[type=submit]',
  tell: (form, told) => (told.errors.length > 0 ? tellErrors(form, told.errors) : tellFirst(form, told)),
}
