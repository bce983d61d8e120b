/** Addresses of applying and of one's own applications. */
import { serviceHref } from '../list/addresses.ts'

export const applyHref = (slug: string, code: string) => `${serviceHref(slug, code)}/apply`
export const ownHref = (code: string) => `/applications/${code}`
export const editHref = (code: string) => `${ownHref(code)}/edit`
/** All that was filled in, also where only some of it was named as missing. */
export const wholeEditHref = (code: string) => `${editHref(code)}?whole=1`
export const againHref = (code: string) => `${ownHref(code)}/again`
export const resultHref = (resultCode: string) => `/results/${resultCode}`
