/** Addresses of the pages of reports. */
export const newHref = (slug: string | undefined) => (slug === undefined ? '/reports/new' : `/v/${slug}/reports/new`)
export const reportHref = (code: string) => `/reports/${code}`
/** Accusations to the discipline office: of no village. */
export const accuseHref = '/accusations/new'
export const echoHref = (slug: string) => `/v/${slug}/echo`
