/** Addresses of public pages. Slugs and codes never change, so neither do these. */
export function placeHref(level: string, slug: string, root?: string): string {
  if (level === 'township') return `/t/${slug}`
  if (level === 'bureau') return `/b/${slug}`
  if (slug === root) return '/c'
  return `/v/${slug}`
}

export const noticeHref = (code: string) => `/d/${code}`
export const itemHref = (slug: string, item: string) => `/v/${slug}/items/${item}`
export const categoryHref = (slug: string, category: string) => `/v/${slug}/c/${category}`
export const oldHref = (slug: string) => `/v/${slug}/history`
export const missingHref = (slug: string, obligation: string) => `/v/${slug}/missing/${obligation}`
