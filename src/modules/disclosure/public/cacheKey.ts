/** Under which name a page is kept: address, the query it understands, elder mode and the day; nothing of the visitor. */
import { dayOf } from '../../../platform/clock.ts'

/** The only query parameters that change a page. Others are ignored, so that nobody can fill the cache with them. */
const understood = ['category', 'month', 'page', 'place', 'q', 'v'] as const
export type Param = (typeof understood)[number]

/** The key of a request's page; `undefined` where the page is never kept (other methods, forms, overlong addresses). */
export function cacheKey(request: Pick<Request, 'method' | 'url' | 'headers'>, day = dayOf(new Date())): string | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  const { pathname } = new URL(request.url)
  if (pathname.length > 200 || /^\/(api|console|assets|log|healthz|readyz|metrics|elder|q)(\/|$)/.test(pathname) || pathname.endsWith('/ask')) return undefined
  return `${addressOf(request)} ${isElder(request) ? 'e' : 's'} ${day}`
}

/** Path and understood query, in one order. */
export function addressOf(request: Pick<Request, 'url'>): string {
  const url = new URL(request.url)
  if (url.search === '') return url.pathname
  const query = new URLSearchParams()
  for (const name of understood) {
    const value = url.searchParams.get(name)?.trim().slice(0, 60)
    if (value) query.set(name, value)
  }
  return query.size === 0 ? url.pathname : `${url.pathname}?${query}`
}

export function isElder(request: Pick<Request, 'headers'>): boolean {
  return /(?:^|;\s*)elder=1(?:;|$)/.test(request.headers.get('cookie') ?? '')
}
