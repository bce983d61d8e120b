/**
 * Exact decimal arithmetic: an amount is a bigint of millionths, so that no binary rounding ever enters a village's
 * sum.
 */
import type { Cell } from './forms.schema.ts'
import { plainText } from '../../platform/plainText.ts'

/** Millionths of the unit (yuan, mu, per cent). */
export type Amount = bigint

const places = 6
const shape = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,6}))?$/

/**
 * Reads what people type: "1,260.5", "１２６０", "¥1260元", "(300)" of an accountant for -300. At most six decimals.
 * Undefined where it is no number ("1,26", "1.2.3", "3 万"), never a guess.
 */
export function parseAmount(text: string): Amount | undefined {
  const plain = plainText(text)
    .replace(/[\s\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/[−–—﹣]/g, '-')
    .replace(/^([+-]?)[¥¥]/, '$1')
    .replace(/元$/, '')
    .replace(/^\(([^-+()]+)\)$/, '-$1')
  const found = shape.exec(plain)
  if (!found) return undefined
  const whole = (found[2] ?? '').replaceAll(',', '')
  const fraction = (found[3] ?? '').padEnd(places, '0')
  const value = BigInt(whole + fraction)
  return found[1] === '-' ? -value : value
}

/** The amount in a stored cell; undefined where the cell is empty or no number. */
export function amountOf(cell: Cell | undefined): Amount | undefined {
  if (typeof cell === 'string') return parseAmount(cell)
  return typeof cell === 'number' ? parseAmount(String(cell)) : undefined
}

/** As stored: "1260.00". Further digits are rounded half away from zero. */
export function formatAmount(amount: Amount, decimals = 2): string {
  const step = 10n ** BigInt(places - decimals)
  const size = amount < 0n ? -amount : amount
  const rounded = (size + step / 2n) / step
  const digits = rounded.toString().padStart(decimals + 1, '0')
  const sign = amount < 0n && rounded > 0n ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** As people read it: "1,260.00", with a true minus sign. */
export function showAmount(amount: Amount, decimals = 2): string {
  const [whole = '', fraction] = formatAmount(amount, decimals).split('.')
  const grouped = whole.replace('-', '−').replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** How many decimals are used: 1.50 → 1. */
export function usedDecimals(amount: Amount): number {
  const fraction = (amount < 0n ? -amount : amount)
    .toString()
    .padStart(places + 1, '0')
    .slice(-places)
  return fraction.replace(/0+$/, '').length
}

export const sumAmounts = (amounts: Iterable<Amount>): Amount => {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}
