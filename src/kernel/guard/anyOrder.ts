/**
 * A number told in named parts, in whichever order: "尾号8000，前七位1380013". What is told from its beginning on is read by
 * `disguise.ts`.
 */
import { hasPlaces, isArabic, isNumber, replaced } from './disguise.ts'
import type { Folded } from './fold.ts'

const begin = '[前头首]|开头|起头|前面'
const middle = '中间|当中|[中]|出生(?:年月日?|日期)?'
const last = '[后尾末]|末尾|结尾|最后|后面'
const which = `(?:(${begin})|(${middle})|(${last}))(?:面|部|号)?(?:[1-9一二两三四五六七八九十]{1,2}[位段个])?(?:数字?|号码?)?`
const lastPart = new RegExp(last, 'u')
const named = new RegExp(`${which}(?:就?是|为|写)?[^\\p{L}\\p{N}]{0,3}(\\d{3,17}[Xx]?)(?![\\dXx])`, 'gu')
const namedAfter = new RegExp(`(?<!\\d)(\\d{3,17}[Xx]?)[^\\p{L}\\p{N}]{0,3}(?:就?是|作|做|为|在)?${which}`, 'gu')

/** "尾号8000，前七位1380013", "8000是后四位，1380013是前七位": the parts in whichever order, put together as they are named. */
export function toldInAnyOrder(told: Folded, digit: (char: string) => string | undefined): Folded | undefined {
  if (!lastPart.test(told.text) || !hasPlaces(told.text, (c) => isArabic(c) || digit(c) !== undefined)) return undefined
  const text = [...Array(told.text.length).keys()].map((i) => digit(told.text[i]!) ?? told.text[i]!).join('')
  const from = { ...told, text }
  return (
    inOrder(from, named, ([, first, mid, , digits]) => [first ? 0 : mid ? 1 : 2, digits!]) ??
    inOrder(from, namedAfter, ([, digits, first, mid]) => [first ? 0 : mid ? 1 : 2, digits!])
  )
}

/**
 * Up to four neighbouring parts, each with its rank, that make a whole number: the stretch from the first to the last
 * is that number.
 */
function inOrder(
  from: Folded,
  pattern: RegExp,
  read: (found: RegExpMatchArray) => [rank: number, digits: string],
): Folded | undefined {
  const told = [...from.text.matchAll(pattern)].map((found) => {
    const [rank, digits] = read(found)
    return { start: found.index, end: found.index + found[0].length, rank, digits }
  })
  const whole: { start: number; end: number; instead: string }[] = []
  for (let i = 0; i < told.length; i++)
    for (let j = i + 1; j < Math.min(i + 4, told.length) && told[j]!.start - told[j - 1]!.end <= 12; j++) {
      const parts = told.slice(i, j + 1)
      const number = parts
        .toSorted((a, b) => a.rank - b.rank)
        .map((part) => part.digits)
        .join('')
      if (isNumber(number)) whole.push({ start: told[i]!.start, end: told[j]!.end, instead: number })
    }
  return replaced(from, whole)
}
