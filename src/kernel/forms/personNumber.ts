/**
 * The number of the paper by which somebody is known, as a person types it: an ID card (GB 11643; residents of Hong
 * Kong, Macao and Taiwan have one of the same form, 港澳台居民居住证申领发放办法 Art. 8), a foreigner's permanent residence card, or
 * a passport. Who married in from abroad stands in the register and applies like everybody else.
 */
import { plainText } from '../../platform/plainText.ts'
import { idCheckDigit, idKind, isForeignerId } from './checksums.ts'

/** `bornOn`, `sex`: where the number itself says so. */
export type PersonNumber = { number: string; bornOn?: string; sex?: '男' | '女' }

/**
 * `old`: 15 places from before 1999, completed. The faults: `checksum`, all but the last place fits; `none`, no such
 * number.
 */
export type JudgedNumber = ({ kind: 'number' | 'old' } & PersonNumber) | { kind: 'checksum' | 'none' }

export function judgePersonNumber(text: string): JudgedNumber {
  const bare = plainText(text)
    .replaceAll(/[\s'’-]/g, '')
    .toUpperCase()
  if (isForeignerId(bare))
    return { kind: 'number', number: bare, ...(bare.length === 18 ? { bornOn: dayAt(bare) } : {}) }
  if (/^[A-Z]{1,2}\d{6,9}$/.test(bare)) return { kind: 'number', number: bare }
  const kind = idKind(bare)
  if (kind === 'none') return { kind }
  if (kind === 'wrongChecksum') return { kind: 'checksum' }
  const first17 = `${bare.slice(0, 6)}19${bare.slice(6)}`
  const number = kind === 'old' ? first17 + idCheckDigit(first17) : bare
  const sex = Number(number[16]) % 2 === 1 ? '男' : '女'
  return { kind: kind === 'old' ? 'old' : 'number', number, bornOn: dayAt(number), sex }
}

/** The number, an old one completed; `undefined` where it is none. */
export function readPersonNumber(text: string): PersonNumber | undefined {
  const judged = judgePersonNumber(text)
  return 'number' in judged ? judged : undefined
}

/** What was typed beside a number and is not what the number itself says: the field and a sentence; '' says nothing. */
export function otherThanNumber(
  number: PersonNumber,
  typed: { bornOn: string; sex: string },
): { field: 'bornOn' | 'sex'; say: string } | undefined {
  if (number.bornOn !== undefined && typed.bornOn !== '' && typed.bornOn !== number.bornOn)
    return { field: 'bornOn', say: `出生日期写的是 ${typed.bornOn}，身份证号上是 ${number.bornOn}。` }
  if (number.sex !== undefined && typed.sex !== '' && typed.sex !== number.sex)
    return { field: 'sex', say: `性别写的是${typed.sex}，身份证号上是${number.sex}。` }
  return undefined
}

const dayAt = (number: string) => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
