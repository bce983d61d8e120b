/** How well a thing's name answers what was asked: the one measure by which all kinds of finds are put in order. */
import { typedPinyin, initialsOf, pinyinOf } from '../../platform/pinyin.ts'
import { dictionaryWords, plainOf } from '../../platform/search.ts'
import type { Asked } from './question.ts'

/**
 * What a thing is called (`name`), what people call it (`also`), its code. `about`: texts in which it is only
 * mentioned.
 */
export type Called = { name: string; also?: readonly string[]; code?: string; about?: readonly string[] }

/** Exactly so called · begins so · holds it · only sounds so. Below `fits.sound` nothing fits. */
export const fits = {
  code: 7,
  exact: 6,
  alias: 5,
  begins: 4,
  holds: 3.5,
  aliasHolds: 3,
  inside: 2.5,
  about: 1.5,
  sound: 1,
} as const

/**
 * The other ways to say it count a little less than what was typed, and each less than the one before: the first is
 * what is usually meant.
 */
export const otherWay = 0.3
const eachLater = 0.01

/** 0 where nothing of it was asked for. */
export function fitOf(asked: Asked, called: Called): number {
  const best = Math.max(...asked.ways.map((way, i) => oneWay(way, called) - (i === 0 ? 0 : otherWay + i * eachLater)))
  return best > 0 ? best : soundOf(asked.typed, called)
}

/** SV13 is SV013, c7-4 is C07-04. */
const bareCode = (code: string): string => code.toLowerCase().replace(/(?<=[a-z-])0+(?=\d)/g, '')

function oneWay(way: string, { name, also = [], code, about = [] }: Called): number {
  const own = plainOf(name)
  const others = also.map(plainOf)
  if (code !== undefined && bareCode(way) === bareCode(code)) return fits.code
  if (way === own) return fits.exact
  if (others.includes(way)) return fits.alias
  if ([...way].length < 2) return 0
  if (own.startsWith(way)) return fits.begins
  const words = way.split(' ')
  if (words.every((w) => own.includes(w))) return fits.holds
  if (words.every((w) => others.some((o) => o.includes(w)) || own.includes(w))) return fits.aliasHolds
  const parts = dictionaryWords(words.join('')).filter((w) => [...w].length > 1)
  if (parts.length > 1 && parts.every((w) => own.includes(w))) return fits.aliasHolds
  const glued = words.join('')
  if ([own, ...others].some((o) => [...o].length >= 2 && glued.includes(o))) return fits.inside
  return about.some((text) => words.every((w) => plainOf(text).includes(w))) ? fits.about : 0
}

/**
 * By sound where letters were typed; Han characters that only sound so are the business of whoever finds nothing else.
 */
function soundOf(typed: string, { name, also = [] }: Called): number {
  const letters = typedPinyin(typed)
  if (letters.length < 2) return 0
  const sounds = [name, ...also].map((text) => ({ full: pinyinOf(text), initials: initialsOf(text) }))
  if (sounds.some((s) => s.full === letters)) return fits.alias
  if (sounds.some((s) => s.initials === letters)) return fits.begins
  if (letters.length < 3) return 0
  if (sounds.some((s) => s.full.startsWith(letters))) return fits.begins
  return sounds.some((s) => s.full.includes(letters)) ? fits.aliasHolds : 0
}
