/**
 * What waits on this phone: told above the form, tried again when there is signal; and receipts of what left while
 * nobody looked.
 */
import { deliver, type Outcome, type Sending, type Told } from './deliver.ts'
import type { Draft } from './drafts.ts'

/** Where receipts are opened, in this kind's words. */
export type Opening = { href: string; text: string }

/** Sends what waits, and shows receipts that were not seen yet. */
export async function outbox<D extends Draft, T extends Told>(
  form: HTMLFormElement,
  kind: Sending<D, T>,
  opening: Opening,
): Promise<void> {
  const arrived = (draft: D) => arrivedNote(draft, opening, () => void kind.drafts.drop(draft.key))
  const kept = await kind.drafts.all()
  for (const sent of kept.filter((d) => d.state === 'sent')) form.before(arrived(sent))
  const waiting = kept.filter((d) => d.state === 'waiting')
  if (waiting.length === 0) return
  const left = new Map(waiting.map((d) => [d.key, d]))
  const words = () => `有 ${left.size} 件还没有发出，存在这部手机上，有了信号自己发出。请不要再填一遍。`
  const box = note(words())
  form.before(box)
  void untilDone(async () => {
    for (const draft of left.values()) {
      // What the service worker has sent meanwhile is told as well.
      const outcome = await deliver(kind, draft.key)
      if (outcome.how === 'later') continue
      left.delete(draft.key)
      if (outcome.how === 'sent') box.before(arrived({ ...draft, receipt: outcome.receipt }))
      if (outcome.how === 'refused') box.before(note('有一件没有发成，请刷新这一页，改好再提交。'))
    }
    box.textContent = words()
    if (left.size === 0) box.remove()
    return left.size === 0
  })
}

/** Tries again when the network comes back, here or in the background; until it has been settled. */
export async function later<D extends Draft, T extends Told>(
  kind: Sending<D, T>,
  key: string,
  settled: (outcome: Outcome<T>) => Promise<void>,
): Promise<void> {
  await sync(kind.name)
  void untilDone(async () => {
    const outcome = await deliver(kind, key)
    if (outcome.how === 'later') return false
    await settled(outcome)
    return true
  }, 2_000)
}

/**
 * Tries until it says it is done: at once when the network comes back, and by itself after 2, 4, 8 … at most 20
 * seconds, for a server that comes back makes no `online`. `first` is the wait before the first try, in milliseconds.
 */
async function untilDone(attempt: () => Promise<boolean>, first = 0) {
  for (let wait = first; ; wait = Math.min(Math.max(wait * 2, 2_000), 20_000)) {
    if (wait > 0) await signalOr(wait)
    if (navigator.onLine && (await attempt())) return
  }
}

function signalOr(wait: number): Promise<void> {
  return new Promise((done) => {
    const go = () => {
      window.removeEventListener('online', go)
      clearTimeout(timer)
      done()
    }
    const timer = setTimeout(go, wait)
    window.addEventListener('online', go)
  })
}

function arrivedNote(draft: Draft, opening: Opening, seen: () => void): HTMLElement {
  const { code, digits } = draft.receipt!
  const box = note(`已经发出。编号 ${code}，六位数字 ${digits}。请记下来，查结果要用。`)
  box.dataset.arrived = code
  const open = document.createElement('a')
  open.href = opening.href
  open.textContent = opening.text
  const done = document.createElement('button')
  done.type = 'button'
  done.className = 'press second'
  done.textContent = '记下了'
  done.addEventListener('click', () => {
    seen()
    box.remove()
  })
  box.append(document.createElement('br'), open, ' ', done)
  return box
}

export function note(text: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'note'
  box.setAttribute('role', 'status')
  box.textContent = text
  return box
}

/** Readies the service worker for the pages under `scope` alone. */
export function register(worker: string, scope: string): void {
  if (!('serviceWorker' in navigator)) return
  void navigator.serviceWorker.register(worker, { scope }).catch(() => undefined)
}

type Syncing = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }

/** Background Sync, where it exists. */
async function sync(tag: string) {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as Syncing | undefined
    await registration?.sync?.register(tag)
  } catch {
    /* Elsewhere the page itself tries again. */
  }
}
