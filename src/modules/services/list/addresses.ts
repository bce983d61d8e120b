/** Addresses of the pages of services: the same below a village and, without its halls, for the whole county. */
export const servicesHref = (slug: string | undefined) => (slug === undefined ? '/services' : `/v/${slug}/services`)
export const serviceHref = (slug: string | undefined, code: string) => `${servicesHref(slug)}/${code}`
export const bringHref = (slug: string | undefined, code: string) => `${serviceHref(slug, code)}/bring`
export const paperHref = (slug: string | undefined, code: string) => `${serviceHref(slug, code)}/print`
export const pdfHref = (slug: string | undefined, code: string) => `${serviceHref(slug, code)}/notice.pdf`
export const refusedHref = (slug: string | undefined) => `${servicesHref(slug)}/certificates`
export const hallHref = (slug: string) => `/v/${slug}/hall`
