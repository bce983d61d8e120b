/** The service worker of the form: opens the form without network, and sends what waits when the network is back. Nothing else of the site passes through it. */
import { deliver } from './deliver.ts'
import { allDrafts } from './drafts.ts'

type Waits = Event & { waitUntil(work: Promise<unknown>): void }
type Fetches = Waits & { request: Request; respondWith(answer: Promise<Response>): void }
type Worker = { addEventListener(name: 'install' | 'activate' | 'sync', hear: (e: Waits) => void): void; addEventListener(name: 'fetch', hear: (e: Fetches) => void): void; skipWaiting(): Promise<void>; clients: { claim(): Promise<void> } }
const self = globalThis as unknown as Worker
const kept = 'sunlit-form-1'

self.addEventListener('install', (e) => e.waitUntil(self.skipWaiting()))
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()))
self.addEventListener('sync', (e) => e.waitUntil(sendAll()))
self.addEventListener('fetch', (e) => {
  const path = new URL(e.request.url).pathname
  if (e.request.method !== 'GET') return
  if (/^\/(?:v\/[a-z0-9-]+\/)?reports\/new$/.test(path)) e.respondWith(networkFirst(e.request))
  else if (path.startsWith('/assets/')) e.respondWith(cacheFirst(e.request))
})

async function networkFirst(request: Request): Promise<Response> {
  const cache = await caches.open(kept)
  try {
    const answer = await fetch(request)
    const { pathname, search } = new URL(request.url)
    if (answer.ok && search === '') await cache.put(pathname, answer.clone())
    return answer
  } catch (error) {
    const old = await cache.match(new URL(request.url).pathname)
    if (old) return old
    throw error
  }
}

async function cacheFirst(request: Request): Promise<Response> {
  const cache = await caches.open(kept)
  const old = await cache.match(request)
  if (old) return old
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function sendAll() {
  const waiting = (await allDrafts()).filter((d) => d.state === 'waiting')
  const outcomes = await Promise.all(waiting.map((d) => deliver(d.key)))
  // The browser asks again later when the promise fails.
  if (outcomes.some((o) => o.how === 'later')) throw new Error('still offline')
}
