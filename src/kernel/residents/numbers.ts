/** ID numbers and telephones as they are written, in one normal form. Pure. */
import { idCheckDigit, idKind } from '../forms/checksums.ts'
import { plainText } from '../../platform/plainText.ts'

export type IdNumber = { number: string; bornOn: string; sex: '男' | '女' }

/** An ID number (GB 11643) with 18 places; an old one of 15 is completed. `undefined` where the check digit or the date is wrong. */
export function readIdNumber(text: string): IdNumber | undefined {
  const bare = plainText(text)
    .replaceAll(/[\s'’-]/g, '')
    .toUpperCase()
  const kind = idKind(bare)
  if (kind !== 'valid' && kind !== 'old') return undefined
  const first17 = `${bare.slice(0, 6)}19${bare.slice(6)}`
  const number = kind === 'valid' ? bare : first17 + idCheckDigit(first17)
  return {
    number,
    bornOn: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    sex: Number(number[16]) % 2 === 1 ? '男' : '女',
  }
}

/** A mobile number of the mainland as 11 digits; `undefined` for anything else. */
export function readPhone(text: string): string | undefined {
  const digits = plainText(text)
    .replaceAll(/[\s()-]/g, '')
    .replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined
}
