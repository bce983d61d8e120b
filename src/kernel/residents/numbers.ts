/** ID numbers and telephones as they are written, in one normal form. Pure. */
import { plainText } from '../../platform/plainText.ts'

/** A mobile number of the mainland as 11 digits; `undefined` for anything else. */
export function readPhone(text: string): string | undefined {
  const digits = plainText(text)
    .replaceAll(/[\s()-]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}

/**
 * Whether one can be called under it: a mobile, a landline with or without its area, a number of a service. What is
 * kept is as typed.
 */
export function isCallable(text: string): boolean {
  if (readPhone(text) !== undefined) return true
  const digits = plainText(text).replaceAll(/[^\d]/g, '')
  return !/^1\d{10}/.test(digits) && /^(?:0\d{9,15}|[2-9]\d{6,7}(?:\d{1,4})?|400\d{7}|00\d{8,13})$/.test(digits)
}
