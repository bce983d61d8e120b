/**
 * Telephones and papers of Hong Kong, Macau and Taiwan, and telephones with another country's code: some of a village
 * live there.
 */
import type { Hints, Hit } from './hits.ts'
import { sayingOf } from './saying.ts'

const phones = new RegExp(
  [
    '(?:\\+|(?<!\\d)00)[( ]?(?:852|853)[) -]{0,2}[2-9]\\d{3}[ -]?\\d{4}',
    '(?:\\+|(?<!\\d)00)[( ]?886[) -]{0,2}(?:\\(0\\))?0?9\\d{2}[ -]?\\d{3}[ -]?\\d{3}',
    '(?:\\+|(?<!\\d)00)[( ]?886[) -]{0,2}(?:\\(0\\))?0?[2-8][ -]?\\d{3,4}[ -]?\\d{4}',
    // Any other country: with a sign or a blank behind its code, which no sum has.
    '\\+(?!86)[1-9]\\d{0,2}[ -]\\(?\\d{1,4}\\)?(?:[ -]?\\d{2,4}){2,3}',
    '(?<![\\d-])09\\d{2}-\\d{3}-\\d{3}',
    '(?:香港|澳门|港澳|台湾|海外|国外)(?:的?(?:手机|电话|号码|联系方式)){1,2}(?:号码?)?[:=为是 ]{0,3}\\d{4}[ -]?\\d{3,4}(?:[ -]?\\d{2,3})?',
  ]
    .map((way) => `(?:${way})(?!\\d)`)
    .join('|'),
  'g',
)

/**
 * Whose they are nobody can tell by the number: refused like a mobile of our own, but where an office's telephone
 * belongs.
 */
export function findPhonesAbroad(text: string, hints: Hints): Hit[] {
  if (hints.numbers) return []
  return [...text.matchAll(phones)].map((m): Hit => {
    const place = /^\D*/.exec(m[0].replace(/^[+(]/, '0'))![0].length
    return {
      kind: 'mobile',
      severity: hints.officePhone ? 'warn' : 'refuse',
      start: m.index + place,
      end: m.index + m[0].length,
    }
  })
}

/** Letters and digits apart by a blank, a dot or a hyphen, as forms print them. */
const g = '[ .-]?'
const edge = { before: '(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)', after: '(?![A-Za-z0-9])(?!-[A-Za-z0-9])' }
const paper = (shape: string) => new RegExp(`${edge.before}${shape}${edge.after}`, 'g')
const hongKong = paper(`[A-Za-z]{1,2}${g}\\d{3}${g}\\d{3} ?(?:\\(\\d\\)|\\([Aa]\\)|[- ]?[0-9Aa])`)
const macau = paper(`[1578]${g}\\d{3}${g}\\d{3} ?\\(\\d\\)|[1578]/\\d{6}/\\d`)
const taiwan = paper(`[A-Za-z]${g}[1289]\\d{2}${g}\\d{3}${g}\\d{3}`)

/**
 * Identity cards. A word beside it that says whose or what it is, or the brackets that only such a number has: refused.
 * A number of its shape with the right check digit and no word at all: asked about. Behind the word of a thing that is
 * numbered it is that thing's number.
 */
export function findPapersAbroad(text: string, hints: Hints): Hit[] {
  if (hints.numbers) return []
  const hit = (m: RegExpMatchArray, isSure: boolean): Hit[] => {
    const at = { start: m.index!, end: m.index! + m[0].length }
    const said = sayingOf(text, at, hints)
    return said === 'thing'
      ? []
      : [{ kind: 'passport', severity: said === 'person' || isSure ? 'refuse' : 'ask', ...at }]
  }
  return [
    ...[...text.matchAll(hongKong)].filter((m) => isHongKong(m[0])).flatMap((m) => hit(m, m[0].includes('('))),
    ...[...text.matchAll(macau)].flatMap((m) => hit(m, false)),
    ...[...text.matchAll(taiwan)].filter((m) => isTaiwan(m[0])).flatMap((m) => hit(m, false)),
  ]
}

/**
 * Weights 9 (a blank counts 36) to 2 over letters (A is 10) and digits, the last place makes the sum divisible by
 * eleven.
 */
function isHongKong(written: string): boolean {
  const places = written.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const all = places.padStart(9, ' ')
  const value = (c: string) => (c === ' ' ? 36 : parseInt(c, 36))
  const last = all[8] === 'A' ? 10 : Number(all[8])
  const sum = Array.from(all.slice(0, 8), (c, i) => value(c) * (9 - i)).reduce((a, b) => a + b, last)
  return sum % 11 === 0
}

/** The letter stands for two digits (A is 10, B is 11, …), weights 1 9 8 7 6 5 4 3 2 1 1, the sum divisible by ten. */
function isTaiwan(written: string): boolean {
  const places = written.replace(/[^A-Za-z0-9]/g, '')
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(places[0]!.toUpperCase()) + 10
  const digits = [Math.floor(letter / 10), letter % 10, ...Array.from(places.slice(1), Number)]
  const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]
  return digits.reduce((sum, d, i) => sum + d * weights[i]!, 0) % 10 === 0
}

const parts =
  /(?:身份证|身份号码|证件号)[^，。；\n\d]{0,6}(?:后|末|尾|前)[面部]?(?:[6-9六七八九]|1\d|十[一二三四五六七八]?)位(?:数字?|号码?)?[:=为是 ]{0,3}(\d{5,17}[\dXx])(?![\dA-Za-z])/g

/**
 * "身份证后六位310021": what opens accounts and lists is asked about; the last four, as lists of names show them, are not.
 */
export function findPartsOfIds(text: string): Hit[] {
  return [...text.matchAll(parts)].map(
    (m): Hit => ({
      kind: 'idLike',
      severity: 'ask',
      start: m.index + m[0].length - m[1]!.length,
      end: m.index + m[0].length,
    }),
  )
}
