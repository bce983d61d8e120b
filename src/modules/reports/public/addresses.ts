/** Addresses of the pages of reports. */
export const newHref = (slug: string | undefined) => (slug === undefined ? '/reports/new' : `/v/${slug}/reports/new`)
export const reportHref = (code: string) => `/reports/${code}`
export const echoHref = (slug: string) => `/v/${slug}/echo`
