/** Check digits of the numbers that name a person or a body: GB 11643 (ID), GB 32100 (USCI), Luhn (bank cards). */
import { isDay } from './dates.ts'

/**
 * Province codes of GB/T 2260 (first two digits of an ID). 83 is used for residents of Taiwan; 91 (abroad) is not
 * issued to villagers.
 */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
)

/**
 * Whether it is the number of a foreigner's permanent residence card: 18 places that begin with 9 (since 2023: 9,
 * province, three digits of the nationality, birth date, sequence, the same check character as an ID), or 15 with three
 * letters before (until then).
 */
export function isForeignerId(text: string): boolean {
  if (/^[A-Z]{3}\d{12}$/i.test(text)) return provinces.has(text.slice(3, 5)) && isBirth(`19${text.slice(7, 13)}`)
  return (
    /^9\d{16}[\dX]$/i.test(text) &&
    provinces.has(text.slice(1, 3)) &&
    isBirth(text.slice(6, 14)) &&
    idCheckDigit(text) === text[17]!.toUpperCase()
  )
}

export type IdKind = 'valid' | 'wrongChecksum' | 'old' | 'none'

/**
 * Judges 18 or 15 characters without separators. `wrongChecksum`: region and birth date fit, the last place does not.
 */
export function idKind(text: string): IdKind {
  if (/^\d{15}$/.test(text))
    return provinces.has(text.slice(0, 2)) && isBirth(`19${text.slice(6, 12)}`) ? 'old' : 'none'
  if (!/^\d{17}[\dXx]$/.test(text) || !provinces.has(text.slice(0, 2)) || !isBirth(text.slice(6, 14))) return 'none'
  return idCheckDigit(text) === text[17]?.toUpperCase() ? 'valid' : 'wrongChecksum'
}

const isBirth = (day: string): boolean =>
  +day.slice(0, 4) <= 2050 && isDay(+day.slice(0, 4), +day.slice(4, 6), +day.slice(6, 8))

/** GB 11643-1999: weights 2^(17-i) mod 11 (ISO 7064 MOD 11-2) over the first 17 digits. */
export function idCheckDigit(text: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(text[i]) * (2 ** (17 - i) % 11)
  return '10X98765432'[sum % 11] ?? ''
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100-2015: 18 places of 31 characters, weights 3^i mod 31, the last one is the check character. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) return false
  let sum = 0
  let weight = 1
  for (const char of text.slice(0, 17)) {
    sum += creditAlphabet.indexOf(char) * weight
    weight = (weight * 3) % 31
  }
  return creditAlphabet[(31 - (sum % 31)) % 31] === text[17]
}

/** Luhn (ISO/IEC 7812-1): every second digit from the right doubled, sum divisible by ten. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length > 0 && sum % 10 === 0
}
