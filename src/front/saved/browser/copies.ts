/**
 * Copies of pages on the phone: what was opened can be read again without network. A copy carries when it was made, and
 * how large it is; what is too old or too much goes, the oldest first.
 */

export type Copy = { href: string; title: string; at: number; bytes: number }

const store = 'saved-pages-1'
/** The page that lists the copies: what is shown where there is none of a page, so it stays. */
export const list = '/saved'
const titleHeader = 'x-saved-title'
const atHeader = 'x-saved-at'
const bytesHeader = 'x-saved-bytes'

const day = 86_400_000
/** What all copies may take, in bytes; the page that lists them says so. */
export const mostBytes = 40 * 1024 * 1024
/** What one may take. */
export const mostOfOne = 5 * 1024 * 1024
const oldest = 180 * day
/** Pages that search engines may not keep name people: gone after a week. */
const oldestNaming = 7 * day

export const openStore = (): Promise<Cache> => caches.open(store)

/** Keeps a copy, or where there is no room makes some for the next. `naming`: it names people. */
export async function keep(
  cache: Cache,
  href: string,
  { body, type, title, naming, now }: { body: ArrayBuffer; type: string; title: string; naming: boolean; now: number },
): Promise<void> {
  if (body.byteLength > mostOfOne) return
  const headers = {
    'content-type': type,
    [titleHeader]: encodeURIComponent(title),
    [atHeader]: String(now),
    [bytesHeader]: String(body.byteLength),
    ...(naming ? { 'x-robots-tag': 'noindex' } : {}),
  }
  try {
    await cache.put(href, new Response(body, { headers }))
  } catch {
    // The phone has no room: the older half makes some, and the list says so.
    const all = (await copies(cache)).filter((c) => c.href !== list)
    for (const c of all.slice(Math.floor(all.length / 2))) await cache.delete(c.href)
    await note('full', now)
  }
}

/** What the worker remembers: the browser ends it and begins it again. */
const notes = () => caches.open('saved-notes-1')

export async function note(what: 'full' | 'asked', at: number): Promise<void> {
  await (await notes()).put(`/${what}`, new Response(String(at)))
}

/** When it was noted; 0 for never. */
export const noted = async (what: 'full' | 'asked'): Promise<number> =>
  Number((await (await (await notes()).match(`/${what}`))?.text()) ?? 0)

export const savedAt = (copy: Response): number => Number(copy.headers.get(atHeader) ?? 0)

/** All copies, the newest first. */
export async function copies(cache: Cache): Promise<(Copy & { naming: boolean })[]> {
  const keys = await cache.keys()
  const all = await Promise.all(
    keys.map(async (request) => {
      const copy = await cache.match(request)
      if (!copy) return []
      const { pathname, search } = new URL(request.url)
      return [
        {
          href: pathname + search,
          title: decodeURIComponent(copy.headers.get(titleHeader) ?? ''),
          at: savedAt(copy),
          bytes: Number(copy.headers.get(bytesHeader) ?? 0),
          naming: copy.headers.has('x-robots-tag'),
        },
      ]
    }),
  )
  return all.flat().sort((a, b) => b.at - a.at)
}

/** Takes away what is too old, and of the rest the oldest until all fit. A clock that was set back keeps nothing longer. */
export async function tidy(cache: Cache, now: number): Promise<void> {
  let bytes = 0
  for (const c of await copies(cache)) {
    bytes += c.bytes
    const age = Math.abs(now - c.at)
    if (c.href === list) continue
    if (bytes > mostBytes || age > (c.naming ? oldestNaming : oldest)) await cache.delete(c.href)
  }
}

/** Takes away every page on which one of these notices stands, and files that no page holds any more. */
export async function takeAway(cache: Cache, codes: readonly string[]): Promise<void> {
  const found = await copies(cache)
  const left: string[] = []
  for (const c of found.filter(isPage)) {
    const text = await (await cache.match(c.href))!.text()
    if (codes.some((code) => c.href.includes(code) || text.includes(`/d/${code}`))) await cache.delete(c.href)
    else left.push(text)
  }
  for (const c of found.filter((one) => !isPage(one)))
    if (!left.some((text) => text.includes(c.href))) await cache.delete(c.href)
}

/** Not a picture or a paper of one. */
export const isPage = (c: Copy): boolean => c.title !== ''
