/** The first village that somebody opens is theirs until they choose another: the start page leads there. */
export function keepVillage(page: Document) {
  const choose = page.querySelector<HTMLAnchorElement>('a[href^="/choose?village="]')
  const slug = /^\/v\/([a-z0-9-]+)$/.exec(location.pathname)?.[1]
  if (!choose || !slug || /(?:^|;\s*)villages=/.test(page.cookie)) return
  page.cookie = `villages=${slug}; Path=/; Max-Age=31536000; SameSite=Lax`
}
