/** Addresses of applying and of one's own applications. */
import { serviceHref } from '../list/addresses.ts'

export const applyHref = (slug: string, code: string) => `${serviceHref(slug, code)}/apply`
export const ownHref = (code: string) => `/applications/${code}`
export const editHref = (code: string) => `${ownHref(code)}/edit`
export const againHref = (code: string) => `${ownHref(code)}/again`
export const resultHref = (resultCode: string) => `/results/${resultCode}`
