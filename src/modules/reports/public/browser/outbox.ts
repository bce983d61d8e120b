/** What waits on this phone: told above the form, tried again when there is signal; and receipts of what left while nobody looked. */
import { deliver, forget, type Outcome } from './deliver.ts'
import { allDrafts, type Draft } from './drafts.ts'

/** Readies the service worker for these pages alone, sends what waits, and shows receipts that were not seen yet. */
export async function outbox(form: HTMLFormElement) {
  register()
  const kept = await allDrafts()
  for (const sent of kept.filter((d) => d.state === 'sent')) form.before(arrived(sent))
  const waiting = kept.filter((d) => d.state === 'waiting')
  if (waiting.length === 0) return
  const box = note(`有 ${waiting.length} 件还没有发出，存在这部手机上，有了信号自己发出。请不要再填一遍。`)
  form.before(box)
  const all = async () => {
    let left = 0
    for (const draft of await allDrafts()) {
      if (draft.state !== 'waiting') continue
      const outcome = await deliver(draft.key)
      if (outcome.how === 'sent') box.replaceWith(arrived({ ...draft, receipt: outcome.receipt }))
      if (outcome.how === 'refused') box.textContent = '有一件没有发成，请刷新这一页，改好再提交。'
      if (outcome.how === 'later') left += 1
    }
    return left === 0
  }
  void untilDone(all)
}

/** Tries again when the network comes back, here or in the background; until it has been settled. */
export async function later(key: string, settled: (outcome: Outcome) => Promise<void>) {
  await sync()
  void untilDone(async () => {
    const outcome = await deliver(key)
    if (outcome.how === 'later') return false
    await settled(outcome)
    return true
  }, 2_000)
}

/**
 * Tries until it says it is done: at once when the network comes back, and by itself after 2, 4, 8 … at most 20 seconds, for a
 * server that comes back makes no `online`. `first` is the wait before the first try, in milliseconds.
 */
async function untilDone(attempt: () => Promise<boolean>, first = 0) {
  for (let wait = first; ; wait = Math.min(Math.max(wait * 2, 2_000), 20_000)) {
    if (wait > 0) await signalOr(wait)
    if (navigator.onLine && await attempt()) return
  }
}

function signalOr(wait: number): Promise<void> {
  return new Promise((done) => {
    const go = () => { window.removeEventListener('online', go); clearTimeout(timer); done() }
    const timer = setTimeout(go, wait)
    window.addEventListener('online', go)
  })
}

function arrived(draft: Draft): HTMLElement {
  const { code, digits } = draft.receipt!
  const box = note(`已经发出。编号 ${code}，六位数字 ${digits}。请记下来，查结果要用。`)
  box.dataset.arrived = code
  const open = document.createElement('a')
  open.href = '/reports'
  open.textContent = '用回执查结果'
  const done = document.createElement('button')
  done.type = 'button'
  done.className = 'press second'
  done.textContent = '记下了'
  done.addEventListener('click', () => { void forget(draft.key); box.remove() })
  box.append(document.createElement('br'), open, ' ', done)
  return box
}

function note(text: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'note'
  box.setAttribute('role', 'status')
  box.textContent = text
  return box
}

/** Only for the page of a form: `/reports/new` or `/v/x/reports/`. */
function register() {
  if (!('serviceWorker' in navigator)) return
  const scope = location.pathname.replace(/new$/, location.pathname === '/reports/new' ? 'new' : '')
  void navigator.serviceWorker.register('/reports/worker.js', { scope }).catch(() => undefined)
}

type Syncing = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }

/** Background Sync, where it exists. */
async function sync() {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as Syncing | undefined
    await registration?.sync?.register('reports')
  } catch { /* Elsewhere the page itself tries again. */ }
}
