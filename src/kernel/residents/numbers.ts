/** ID numbers and telephones as they are written, in one normal form. Pure. */
import { plainText } from '../../platform/plainText.ts'

/** A mobile number of the mainland as 11 digits; `undefined` for anything else. */
export function readPhone(text: string): string | undefined {
  const digits = plainText(text)
    .replaceAll(/[\s()-]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}
