/**
 * A service worker for forms: opens the form without network, and sends what waits when the network is back. Nothing
 * else of the site passes through it.
 */
import { deliver, type Sending, type Told } from './deliver.ts'
import type { Draft } from './drafts.ts'

type Waits = Event & { waitUntil(work: Promise<unknown>): void }
type Fetches = Waits & { request: Request; respondWith(answer: Promise<Response>): void }
type Worker = {
  addEventListener(name: 'install' | 'activate' | 'sync', hear: (e: Waits) => void): void
  addEventListener(name: 'fetch', hear: (e: Fetches) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

/** `pages`: paths of the forms; `store`: where they are kept on the phone. */
export function serveForms<D extends Draft, T extends Told>(pages: RegExp, store: string, kind: Sending<D, T>): void {
  const self = globalThis as unknown as Worker
  self.addEventListener('install', (e) => e.waitUntil(self.skipWaiting()))
  self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()))
  self.addEventListener('sync', (e) => e.waitUntil(sendAll(kind)))
  self.addEventListener('fetch', (e) => {
    const path = new URL(e.request.url).pathname
    if (e.request.method !== 'GET') return
    if (pages.test(path)) e.respondWith(networkFirst(store, e.request))
    else if (path.startsWith('/assets/')) e.respondWith(cacheFirst(store, e.request))
  })
}

/** A page that names whoever is signed in says `no-store`: it is not kept. */
async function networkFirst(store: string, request: Request): Promise<Response> {
  const cache = await caches.open(store)
  try {
    const answer = await fetch(request)
    const { pathname, search } = new URL(request.url)
    if (answer.ok && search === '' && !/no-store/.test(answer.headers.get('cache-control') ?? ''))
      await cache.put(pathname, answer.clone())
    return answer
  } catch (error) {
    const old = await cache.match(new URL(request.url).pathname)
    if (old) return old
    throw error
  }
}

async function cacheFirst(store: string, request: Request): Promise<Response> {
  const cache = await caches.open(store)
  const old = await cache.match(request)
  if (old) return old
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function sendAll<D extends Draft, T extends Told>(kind: Sending<D, T>) {
  const waiting = (await kind.drafts.all()).filter((d) => d.state === 'waiting')
  const outcomes = await Promise.all(waiting.map((d) => deliver(kind, d.key)))
  // The browser asks again later when the promise fails.
  if (outcomes.some((o) => o.how === 'later')) throw new Error('still offline')
}
