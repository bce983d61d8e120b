/** Addresses of the console: paths below /console, so that links in messages and bookmarks work. */
import { useSyncExternalStore, type AnchorHTMLAttributes, type MouseEvent } from 'react'

const base = '/console'
const changed = 'sunlit:address'
let leaveCheck: (() => string | undefined) | undefined
/** What lies open over the screen, the topmost last. */
const open: (() => void)[] = []
/** The parameters typed into last, and the address that this made: typing there goes on in the same entry. */
let typedLast: { keys: string; at: string } | undefined
let shown = typeof window === 'undefined' ? '' : here()
if (typeof window !== 'undefined') window.addEventListener('popstate', closeFirst)

export type Address = { path: string; query: URLSearchParams }

/** The address now, as a path within the console ("/", "/notices/…"). */
export function useAddress(): Address {
  return addressOf(useSyncExternalStore(watch, here))
}

export const addressNow = (): Address => addressOf(here())

function here(): string {
  return window.location.pathname + window.location.search
}

/**
 * Going back closes what lies over the screen, as on every phone, and leaves the screen only after that. Returns what
 * takes `close` away.
 */
export function closesOnBack(close: () => void): () => void {
  open.push(close)
  return () => {
    open.splice(open.lastIndexOf(close), 1)
  }
}

/** Runs before every reader of the address: none of them sees the step back. */
function closeFirst(event: Event) {
  const close = open.at(-1)
  if (close === undefined) {
    shown = here()
    // Whoever types after going back begins anew.
    typedLast = undefined
    return
  }
  window.history.pushState(null, '', shown)
  event.stopImmediatePropagation()
  close()
}

function addressOf(text: string): Address {
  const [path = '', search = ''] = text.split('?')
  return { path: path.slice(base.length).replace(/\/$/, '') || '/', query: new URLSearchParams(search) }
}

/** Goes to another screen. A screen with unsaved work may ask first (`guardLeaving`). */
export function go(to: string, options: { replace?: boolean } = {}) {
  const question = options.replace ? undefined : leaveCheck?.()
  if (question !== undefined && !window.confirm(question)) return
  const url = to === '/' ? base : base + to
  if (options.replace) window.history.replaceState(null, '', url)
  else window.history.pushState(null, '', url)
  shown = here()
  window.dispatchEvent(new Event(changed))
  if (!options.replace) window.scrollTo(0, 0)
}

/**
 * Changes parameters of the present screen; empty ones go away. Back undoes each choice, and what is being typed
 * (`typed`: a search, a day) as one, not letter by letter.
 */
export function setQuery(values: Record<string, string | undefined>, how: { typed?: true } = {}) {
  const url = new URL(window.location.href)
  for (const [key, value] of Object.entries(values)) {
    if (value) url.searchParams.set(key, value)
    else url.searchParams.delete(key)
  }
  const to = url.pathname + url.search
  if (to === here()) return
  const typing = how.typed ? Object.keys(values).join() : undefined
  const goesOn = typing !== undefined && typing === typedLast?.keys && typedLast.at === here()
  if (goesOn) window.history.replaceState(null, '', to)
  else window.history.pushState(null, '', to)
  typedLast = typing === undefined ? undefined : { keys: typing, at: to }
  shown = here()
  window.dispatchEvent(new Event(changed))
}

/** Sets the question asked before leaving the screen; returns how to take it away. */
export function guardLeaving(check: () => string | undefined): () => void {
  leaveCheck = check
  return () => {
    if (leaveCheck === check) leaveCheck = undefined
  }
}

export function Link({ to, ...rest }: { to: string } & AnchorHTMLAttributes<HTMLAnchorElement>) {
  return <a {...rest} href={to === '/' ? base : base + to} onClick={(event) => follow(event, to)} />
}

function follow(event: MouseEvent, to: string) {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  go(to)
}

function watch(listener: () => void) {
  window.addEventListener('popstate', listener)
  window.addEventListener(changed, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(changed, listener)
  }
}
