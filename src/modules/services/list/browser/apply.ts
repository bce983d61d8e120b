/**
 * What the form for an application gains where there is JavaScript: kept on the phone while it is filled in, papers
 * sent in pieces, an outbox for when there is no network. Without it, or where a browser keeps nothing, the form is
 * sent as it stands.
 */
import type { Told } from '../../../../kernel/site/outbox/deliver.ts'
import { newKey } from '../../../../kernel/newKey.ts'
import { elsewhere, ownedHere } from '../../../../kernel/site/outbox/owned.ts'
import { submit, type Submitting } from '../../../../kernel/site/outbox/submit.ts'
import { tellErrors } from '../../../../kernel/site/outbox/tell.ts'
import { note, outbox, register } from '../../../../kernel/site/outbox/waiting.ts'
import { answersIn, fill } from './answers.ts'
import { applications, drafts, type Application } from './applications.ts'
import { keepPapers } from './papers.ts'

const keptDays = 30

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-apply]'))
  void enhance(form).catch(() => undefined)

async function enhance(form: HTMLFormElement) {
  register('/services/worker.js', location.pathname)
  await outbox(form, applications, { href: '/applications', text: '查办到哪一步' })
  const draft = await draftFor(form)
  form.querySelector<HTMLInputElement>('input[name=key]')!.value = draft.key
  let writing: number | undefined
  const keepNow = () => {
    clearTimeout(writing)
    writing = undefined
    if (draft.state !== 'draft') return
    draft.fields = answersIn(form)
    draft.at = Date.now()
    void drafts.keep(draft)
  }
  const keepSoon = () => {
    clearTimeout(writing)
    writing = window.setTimeout(keepNow, 200)
  }
  keepPapers(form, draft, (renew) => void (renew ? renewed(draft).then(keepNow) : keepNow()))
  form.addEventListener('input', keepSoon)
  form.addEventListener('change', keepSoon)
  // A phone that puts the page away may end it: written down at once.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && writing !== undefined) keepNow()
  })
  // Older phones do not say which button sent the form; Enter presses the first one.
  let button: HTMLButtonElement | null = null
  form.addEventListener('click', (event) => {
    button = (event.target as Element).closest<HTMLButtonElement>('button[type=submit]') ?? button
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const pressed = button?.value ?? 'send'
    if (button && pressed.startsWith('drop.')) dropKept(button, keepNow)
    // "Continue" is for pages without this script; Enter in a line sends nothing.
    if (pressed !== 'send' && pressed !== 'save' && pressed !== 'finish') return
    clearTimeout(writing)
    draft.fields = answersIn(form)
    draft.doing = pressed
    void submit(applying, form, draft)
  })
}

/** A page that was sent ahead and is taken away would still go with the form's key: the rest goes under a new one. */
async function renewed(draft: Application) {
  await drafts.drop(draft.key)
  draft.key = newKey()
  for (const paper of draft.files) {
    delete paper.address
    delete paper.done
  }
  await ownedHere(draft.key)
}

/** A file that the server keeps already is taken off the list; the form no longer names it. */
function dropKept(button: Element, keep: () => void) {
  button.closest('.file')?.remove()
  keep()
}

/**
 * The one that was being filled in here and that no other tab has open, or a new one. At the counter nothing of the
 * villager before stays.
 */
async function draftFor(form: HTMLFormElement): Promise<Application> {
  const { pathname, search } = new URL(form.action)
  const path = pathname + search
  const all = await drafts.all()
  const who = form.dataset.who ?? ''
  for (const d of all)
    if (d.state === 'draft' && d.who.startsWith('counter-') && d.who !== who) await drafts.drop(d.key)
  const mine = all.filter((d) => d.state === 'draft' && d.path === path && d.who === who).sort((a, b) => b.at - a.at)
  for (const kept of mine) {
    if (Date.now() - kept.at > keptDays * 86_400_000) await drafts.drop(kept.key)
    else if (await ownedHere(kept.key)) {
      fill(form, kept.fields)
      // Whoever goes on sees at once how far it is.
      for (const part of form.querySelectorAll<HTMLDetailsElement>('details.part')) part.open = true
      if (kept.refused !== true) goingOn(form, kept)
      return kept
    } else elsewhere(form)
  }
  const draft: Application = {
    key: newKey(),
    path,
    who,
    state: 'draft',
    doing: 'send',
    fields: answersIn(form),
    files: [],
    at: Date.now(),
  }
  await ownedHere(draft.key)
  return draft
}

/** Said once more, for a telephone may be another's by now. */
function goingOn(form: HTMLFormElement, draft: Application) {
  const box = note('上次填到一半的还在，接着填就行。')
  const anew = document.createElement('button')
  anew.type = 'button'
  anew.className = 'press second'
  anew.textContent = '不要了，从头填'
  anew.addEventListener('click', () => void drafts.drop(draft.key).then(() => location.reload()))
  box.append(' ', anew)
  form.before(box)
}

const applying: Submitting<Application, Told> = {
  kind: applications,
  place: 'sunlit-applied',
  wordsOf: ({ path, fields, doing }) => [path, doing, ...fields.map(([name, value]) => `${name}=${value}`)],
  buttons: ['send', 'save', 'finish'].map((value) => `button[name=do][value=${value}]`).join(),
  tell: (form, told) => tellErrors(form, told.errors),
}
