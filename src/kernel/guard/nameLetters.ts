/** Names as they are held against one another and found in a text, however they are written: the one home of that. */
import { newerSurname } from '../forms/surnames.ts'
import { plainText } from '../../platform/plainText.ts'

/** The letters and digits of a text alone, as they are read; surnames in older characters as today's. */
export const nameLetters = (text: string): string =>
  [...plainText(text).replace(/[^\p{L}\p{N}]/gu, '')].map(newerSurname).join('')

/** With what is written to be shown from right to left as well in the order in which it is read. */
export const inReadingOrder = (text: string): string =>
  /[\u202d\u202e\u2066-\u2068]/u.test(text) ? `${text}\n${[...text].reverse().join('')}` : text

/** What may stand between the characters of one name: nothing that ends a sentence or parts two names. */
const gap = /[\s\p{Default_Ignorable_Code_Point}\p{Me}\p{Mn}\p{Pd}·•‧∙⋅・･._*~'"“”‘’＊＿]/u

/**
 * How a name stands in a text, as it is written there; undefined where it does not. Names of two characters or more.
 */
export function writtenAs(text: string, name: string): string | undefined {
  if (text.includes(name)) return name
  const wanted = nameLetters(name)
  if ([...wanted].length < 2) return undefined
  const chars = [...text]
  const orders = inReadingOrder(text) === text ? [wanted] : [wanted, [...wanted].reverse().join('')]
  for (const order of orders)
    for (let from = 0; from < chars.length; from++) {
      const to = endOf(chars, from, [...order])
      if (to !== undefined) return chars.slice(from, to).join('')
    }
  return undefined
}

/** The most that stands between two characters of a name: more is no way of writing one. */
const widest = 4

/** Behind the last character where these letters stand from here on, with gaps at most between them. */
function endOf(chars: readonly string[], start: number, letters: readonly string[]): number | undefined {
  let at = start
  for (const [i, letter] of letters.entries()) {
    if (i > 0) for (let n = 0; n < widest && at < chars.length && gap.test(chars[at]!); n++) at++
    if (at >= chars.length || nameLetters(chars[at]!) !== letter) return undefined
    at++
  }
  return at
}
