/** Under which name a page is kept: address, the query it understands, elder mode and the day; nothing of the visitor. */

/** The only query parameters that change a page. Others are ignored, so that nobody can fill the cache with them. */
const understood = ['all', 'category', 'month', 'page', 'place', 'q', 'v'] as const
export type Param = (typeof understood)[number]

/** What of a request counts; `url` may be a path or a whole address. */
export type Asked = { method: string; url: string; cookie: string | undefined }

const never = /^\/(api|console|assets|log|healthz|readyz|metrics|elder|q|my|open311)(\/|$)/

/** The key of a request's page; `undefined` where the page is never kept (other methods, forms, overlong addresses). */
export function cacheKey(asked: Asked, day: string): string | undefined {
  if (asked.method !== 'GET' && asked.method !== 'HEAD') return undefined
  const address = addressOf(asked.url)
  const path = address.split('?', 1)[0]!
  if (path.length > 200 || never.test(path) || path.endsWith('/ask')) return undefined
  return `${address} ${isElder(asked.cookie) ? 'e' : 's'} ${day}`
}

/** Path and understood query, in one order. The common address without a query is not parsed: this runs for every request. */
export function addressOf(url: string): string {
  if (/^\/[\w/.-]*$/.test(url) && !url.startsWith('//')) return url
  const parsed = new URL(url, 'http://site.invalid')
  if (parsed.search === '') return parsed.pathname
  const query = new URLSearchParams()
  for (const name of understood) {
    const value = parsed.searchParams.get(name)?.trim().slice(0, 60)
    if (value) query.set(name, value)
  }
  return query.size === 0 ? parsed.pathname : `${parsed.pathname}?${query}`
}

export function isElder(cookie: string | null | undefined): boolean {
  return cookie != null && /(?:^|;\s*)elder=1(?:;|$)/.test(cookie)
}
