/** Addresses of the pages of powers: below a village and for the whole county. */
export const powersHref = (slug: string | undefined) => (slug === undefined ? '/powers' : `/v/${slug}/powers`)
export const powerHref = (slug: string | undefined, code: string) => `${powersHref(slug)}/${code}`
export const runsHref = (slug: string) => `/v/${slug}/powers/runs`
export const runHref = (slug: string, code: string) => `${runsHref(slug)}/${code}`
export const sealsHref = (slug: string) => `/v/${slug}/seals`
