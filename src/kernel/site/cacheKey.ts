/**
 * Under which name a page is kept: its address as it declares it, elder mode and the day; nothing else of the visitor.
 */

/**
 * Asked for every request, before the router: nothing is parsed and no page is known here. A page is kept under the one
 * address that its declared parameters give it (see parameters.ts), so whatever is written otherwise is not found and
 * goes to the router.
 */
export function cacheKey(address: string, elder: boolean, day: string): string {
  return `${address} ${elder ? 'e' : 's'} ${day}`
}

export function isElder(cookie: string | null | undefined): boolean {
  return cookie != null && /(?:^|;\s*)elder=1(?:;|$)/.test(cookie)
}
