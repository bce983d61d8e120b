/** Addresses of notices and what is due. Codes never change, so neither do these. */
export const noticeHref = (code: string) => `/d/${code}`
export const itemHref = (slug: string, item: string) => `/v/${slug}/items/${item}`
export const categoryHref = (slug: string, category: string) => `/v/${slug}/c/${category}`
export const oldHref = (slug: string) => `/v/${slug}/history`
export const missingHref = (slug: string, obligation: string) => `/v/${slug}/missing/${obligation}`
/** What a village has published of one of its groups (`group`: its slug, the village's own for what is of all). */
export const groupHref = (slug: string, group: string | undefined) =>
  `/v/${slug}/notices${group === undefined ? '' : `?group=${group}`}`
