/** Addresses of the pages of reports. */
export const newHref = (slug: string | undefined) => (slug === undefined ? '/reports/new' : `/v/${slug}/reports/new`)
export const reportHref = (code: string) => `/reports/${code}`
/** What a receipt's code leads to: one's own page, or the question for the six digits with the number filled in. */
export const progressHref = (code: string) => `${reportHref(code)}?view=own`
/** Accusations to the discipline office: of no village. */
export const accuseHref = '/accusations/new'
export const echoHref = (slug: string) => `/v/${slug}/echo`
