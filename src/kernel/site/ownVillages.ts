/**
 * The villages that a visitor keeps in this browser: home first, then the parents', where one works. Slugs, and nothing
 * of the visitor.
 */
const most = 3
const year = 31_536_000
const slug = /^[a-z0-9][a-z0-9-]{0,60}$/

/** Kept in the cookie `villages`, a point between each; what else stands there is left out. */
export function ownVillages(cookie: string | null | undefined): string[] {
  const kept = /(?:^|;\s*)villages=([a-z0-9.-]{1,200})(?:;|$)/.exec(cookie ?? '')?.[1]
  return [...new Set((kept ?? '').split('.').filter((s) => slug.test(s)))].slice(0, most)
}

/** The cookie with which the browser keeps these; none left: it forgets. */
export function villagesCookie(kept: readonly string[]): string {
  const value = [...new Set(kept)].slice(0, most).join('.')
  return `villages=${value}; Path=/; Max-Age=${value === '' ? 0 : year}; SameSite=Lax`
}

export const isSlug = (text: string): boolean => slug.test(text)

/** The start page of whoever keeps a village is that village's. */
export function startOf(address: string, cookie: string | null | undefined): string {
  const own = address === '/' ? ownVillages(cookie)[0] : undefined
  return own === undefined ? address : `/v/${own}`
}
