/**
 * The service worker of reading: pages that anybody may keep (`cache-control: public`) are copied as they are opened.
 * Without network, or where it is too slow, the copy is shown and says when it was made. Forms have a worker of their
 * own (kernel/site/outbox), and whatever is a person's own is never copied.
 */
import { copies, isPage, keep, list, note, noted, openStore, savedAt, takeAway, tidy } from './copies.ts'

type Waits = Event & { waitUntil(work: Promise<unknown>): void }
type Fetches = Waits & { request: Request; respondWith(answer: Promise<Response>): void }
type Told = Waits & { data: { keep?: string[] } }
type Worker = {
  addEventListener(name: 'install' | 'activate', hear: (e: Waits) => void): void
  addEventListener(name: 'fetch', hear: (e: Fetches) => void): void
  addEventListener(name: 'message', hear: (e: Told) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

const assets = 'saved-assets-1'
const mostAssets = 60
/** Longer than that nobody looks at an empty screen where there is a copy. */
const patienceMs = 6_000
/** How often what was taken down is asked for, and how many copies are compared each time. */
const askEveryMs = 10 * 60_000
const comparedAtOnce = 5

const self = globalThis as unknown as Worker

self.addEventListener('install', (e) => e.waitUntil(ready().then(() => self.skipWaiting())))
self.addEventListener('activate', (e) => e.waitUntil(self.clients.claim()))
self.addEventListener('message', (e) => {
  // Pages of one's own village, asked for by the page itself once a day.
  e.waitUntil(Promise.all((e.data.keep ?? []).slice(0, 10).map((href) => copyOf(href).catch(() => undefined))))
})
self.addEventListener('fetch', (e) => {
  const { request } = e
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (url.pathname.startsWith('/assets/')) return e.respondWith(fromAssets(request))
  if (/^\/(?:console|api|my|uploads)(?:\/|$)/.test(url.pathname)) return
  if (request.mode === 'navigate') return e.respondWith(shown(e, url.pathname + url.search))
  if (url.pathname.startsWith('/f/') || request.destination === 'image')
    e.respondWith(part(e, url.pathname + url.search))
})

/** The list of copies and what it needs, so that there is something to show without network. */
async function ready(): Promise<void> {
  const text = await copyOf(list)
  const cache = await caches.open(assets)
  await cache.addAll([...new Set(text?.match(/\/assets\/[\w.-]+/g) ?? [])])
}

async function shown(e: Fetches, href: string): Promise<Response> {
  const cache = await openStore()
  const asked = fetch(e.request)
  // What arrives late is kept for the next time.
  const kept = asked.then((answer) => keepAnswer(cache, href, answer.clone()))
  e.waitUntil(kept.then(() => contact(cache)).catch(() => undefined))
  const old = await cache.match(href)
  try {
    return await (old ? inTime(asked) : asked)
  } catch (error) {
    if (old) return marked(old, error === late ? '网很慢' : '没有网')
    const fallback = await cache.match(list)
    if (!fallback) throw error
    return marked(fallback, '没有网，这一页也没有存过')
  }
}

const late = new Error('late')

function inTime(asked: Promise<Response>): Promise<Response> {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(late), patienceMs)
    asked.then(done, fail).finally(() => clearTimeout(timer))
  })
}

/** The copy, with a sentence above it. */
async function marked(copy: Response, why: string): Promise<Response> {
  const at = new Date(savedAt(copy))
  const two = (n: number) => String(n).padStart(2, '0')
  const when = `${at.getMonth() + 1} 月 ${at.getDate()} 日 ${two(at.getHours())}:${two(at.getMinutes())}`
  const listed = why.includes('没有存过')
    ? `${why}。下面是存在手机里的。`
    : `${why}。这是 ${when} 存在手机里的，可能有新的。`
  const html = (await copy.text()).replace(
    /<main[^>]*>/,
    (main) => `${main}<div class="wrap"><p class="note" role="status">${listed}</p></div>`,
  )
  return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** A page that anybody may keep; one that is gone takes its copy along. What is no page of ours is none. */
async function keepAnswer(cache: Cache, href: string, answer: Response): Promise<string | undefined> {
  if (answer.status === 404 || answer.status === 410) await cache.delete(href)
  if (answer.status !== 200 || answer.redirected || !/\bpublic\b/.test(answer.headers.get('cache-control') ?? ''))
    return
  const type = answer.headers.get('content-type') ?? ''
  const body = await answer.arrayBuffer()
  const text = new TextDecoder().decode(body)
  if (!type.startsWith('text/html') || !text.includes('<main id="main"')) return
  const title = (/<title>([^<]*)<\/title>/.exec(text)?.[1] ?? href).replace(/ · [^·]*$/, '')
  const naming = answer.headers.has('x-robots-tag')
  await keep(cache, href, { body, type, title, naming, now: Date.now() })
  return text
}

async function copyOf(href: string): Promise<string | undefined> {
  const cache = await openStore()
  return keepAnswer(cache, href, await fetch(href, { credentials: 'same-origin' }))
}

/** With the network there: what was taken down goes from the copies, and some are compared with what stands now. */
async function contact(cache: Cache): Promise<void> {
  const now = Date.now()
  if (Math.abs(now - (await noted('asked'))) < askEveryMs) return
  await note('asked', now)
  await tidy(cache, now)
  const gone = (await (await fetch('/gone.json', { cache: 'no-cache' })).json()) as { codes: string[] }
  if (gone.codes.length > 0) await takeAway(cache, gone.codes)
  const old = (await copies(cache)).filter(isPage).slice(-comparedAtOnce)
  for (const c of old) await copyOf(c.href)
}

/** A picture or a paper of a page: from the network while there is one. */
async function part(e: Fetches, href: string): Promise<Response> {
  const cache = await openStore()
  try {
    const answer = await fetch(e.request)
    const type = answer.headers.get('content-type') ?? ''
    if (
      answer.status === 200 &&
      !/no-store/.test(answer.headers.get('cache-control') ?? '') &&
      !href.startsWith('/qr.svg')
    )
      e.waitUntil(
        answer
          .clone()
          .arrayBuffer()
          .then((body) => keep(cache, href, { body, type, title: '', naming: false, now: Date.now() }))
          .catch(() => undefined),
      )
    return answer
  } catch (error) {
    const old = await cache.match(href)
    if (old) return old
    throw error
  }
}

/** Scripts and the style sheet carry their hash in their name. */
async function fromAssets(request: Request): Promise<Response> {
  const cache = await caches.open(assets)
  const old = await cache.match(request)
  if (old) return old
  const answer = await fetch(request)
  if (answer.ok) {
    await cache.put(request, answer.clone())
    const keys = await cache.keys()
    for (const key of keys.slice(0, Math.max(0, keys.length - mostAssets))) await cache.delete(key)
  }
  return answer
}
