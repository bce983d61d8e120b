/**
 * Numbers that do not look like numbers: behind escapes of web pages and addresses, told by words between the groups,
 * with characters strewn in, in letters of that look, spelt by sound. Each way gives one more reading of a text, and
 * only where a whole number comes of it: what merely counts frightens nobody.
 */
import { idKind, luhn } from '../forms/checksums.ts'
import type { Folded } from './fold.ts'

export const isMobile = (digits: string): boolean => /^1[3-9]\d{9}$/.test(digits)
/** A mobile, or an ID number whose check digit is right. */
export const isNumber = (digits: string): boolean => isMobile(digits) || idKind(digits) === 'valid'

/** The reading without some of its characters, by place; undefined where none goes. */
export function without({ text, at, till }: Folded, gone: ReadonlySet<number>): Folded | undefined {
  if (gone.size === 0) return undefined
  const kept = [...Array(text.length).keys()].filter((i) => !gone.has(i))
  return {
    text: kept.map((i) => text[i]).join(''),
    at: [...kept.map((i) => at[i]!), at.at(-1)!],
    ...(till && { till: kept.map((i) => till[i]) }),
  }
}

/**
 * The reading in which some stretches are read otherwise; undefined where none is. `read` answers what stands for a
 * stretch; each of its characters then leads to the whole stretch.
 */
export function rewritten(
  from: Folded,
  pattern: RegExp,
  read: (found: RegExpMatchArray) => string | undefined,
): Folded | undefined {
  return replaced(
    from,
    [...from.text.matchAll(pattern)].flatMap((found) => {
      const instead = read(found)
      return instead === undefined ? [] : [{ start: found.index, end: found.index + found[0].length, instead }]
    }),
  )
}

/**
 * The stretches, in their order, each read as what stands instead; undefined without any. One that begins within
 * another is left.
 */
export function replaced(
  { text, at }: Folded,
  stretches: readonly { start: number; end: number; instead: string }[],
): Folded | undefined {
  if (stretches.length === 0) return undefined
  const now: Required<Folded> = { text: '', at: [], till: [] }
  let from = 0
  const keep = (to: number) => {
    for (; from < to; from++) {
      now.text += text[from]!
      now.at.push(at[from]!)
      now.till.push(undefined)
    }
  }
  for (const { start, end, instead } of stretches) {
    if (start < from) continue
    keep(start)
    for (const char of instead) {
      now.text += char
      now.at.push(at[start]!)
      now.till.push(at[end]!)
    }
    from = end
  }
  keep(text.length)
  now.at.push(at.at(-1)!)
  return now
}

const escape = new RegExp(
  [
    '&#(\\d{1,7});?',
    '&#[xX]([0-9a-fA-F]{1,6});?',
    '\\\\u\\{?([0-9a-fA-F]{4,6})\\}?',
    '\\\\x([0-9a-fA-F]{2})',
    '((?:%[0-9a-fA-F]{2})+)',
    '&(nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|lrm|rlm|hyphen|minus|amp|num|percnt|lt|gt);',
  ].join('|'),
  'g',
)
const named: Record<string, string> = { amp: '&', num: '#', percnt: '%', lt: '<', gt: '>', hyphen: '-', minus: '-' }

/** What a browser makes of it: "&#49;&#x33;8", "%31%33%38", "\u0031", "138&nbsp;0013". */
export function unescaped(original: string): Folded | undefined {
  if (!/[&%\\]/.test(original)) return undefined
  const plain = { text: original, at: [...Array(original.length + 1).keys()] }
  return rewritten(plain, escape, ([, decimal, hex, long, short, bytes, name]) => {
    if (name !== undefined) return named[name] ?? ' '
    if (bytes !== undefined)
      return new TextDecoder().decode(Uint8Array.from(bytes.split('%').slice(1), (two) => parseInt(two, 16)))
    const code = decimal === undefined ? parseInt(hex ?? long ?? short ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
  })
}

/** The words that tell where a group of digits belongs, and stand for no digit themselves. */
const places = new RegExp(
  [
    '(?:[前中后末尾头]|中间|当中|最后|开头|第)?面?(?:[1-9一二两三四五六七八九十]{1,2})[位段](?:数字?|号码?)?(?:就?是|为)?',
    '(?:前面|中间|当中|后面|末尾|结尾|尾号|最后|开头|起头|接着|接下来|跟着|然后|再加?上?|加上)(?:再?加?|就?是|为)?',
    // Signs that are said.
    '[短中下一]?横|[短中横下][杠线]|空一?格|(?<=\\d)[点年月日生](?=\\d)',
  ].join('|'),
  'gu',
)
const marked = '\u0002'
/** A dot or a day between digits: amounts and dates are written so, only an ID number with its check digit counts. */
const markedAsDay = '\u0003'
/** Groups of digits with nothing between them but marks. */
const groups = /\d{1,14}(?:[^\p{L}\p{N}]{1,8}\d{1,14}){1,6}[Xx]?/gu

/** The least places of a number. */
const least = 11

/** Whether a text has as many digits as the shortest number: most have not, and are not read in further ways. */
export function hasPlaces(text: string, isDigit: (char: string) => boolean, wanted = least): boolean {
  let found = 0
  for (let i = 0; i < text.length && found < wanted; i++) if (isDigit(text[i]!)) found++
  return found === wanted
}
export const isArabic = (char: string): boolean => char >= '0' && char <= '9'

/** "前三位138，中间四位1234，后四位5678", "138然后1234再5678". `digit`: what a spelt digit stands for. */
export function toldInParts(from: Folded, digit: (char: string) => string | undefined): Folded | undefined {
  if (!hasPlaces(from.text, (char) => isArabic(char) || digit(char) !== undefined)) return undefined
  const apart = rewritten(from, places, ([said]) => (/^[点年月日生]$/.test(said) ? markedAsDay : marked))
  if (!apart) return undefined
  const spelt = [...Array(apart.text.length).keys()].map((i) => digit(apart.text[i]!) ?? apart.text[i]!).join('')
  return withoutGaps({ ...apart, text: spelt }, groups)
}

/**
 * The reading without what stands between the digits of those runs in which neighbouring groups make a whole number.
 */
function withoutGaps(from: Folded, pattern: RegExp): Folded | undefined {
  const gone = new Set<number>()
  for (const run of from.text.matchAll(pattern)) {
    const pieces = [...run[0].matchAll(/\d+[Xx]?/g)]
    for (let i = 0; i < pieces.length; i++)
      for (let j = i + 1; j < pieces.length; j++) {
        const [start, end] = [pieces[i]!.index, pieces[j]!.index + pieces[j]![0].length]
        const stretch = run[0].slice(start, end)
        const number = stretch.replace(/[^\dXx]/g, '')
        if (
          stretch.includes(markedAsDay) ? idKind(number) !== 'valid' : !(stretch.includes(marked) && isNumber(number))
        )
          continue
        for (let k = start; k < end; k++) if (/[^\dXx]/.test(run[0][k]!)) gone.add(run.index + k)
      }
  }
  return without(from, gone)
}

/** Some digits in a row with letters between them: where there are none, what follows need not be compiled. */
const someStrewn = /\d(?:\p{L}{1,4}\d+){2}/u
const single = /(?<!\p{N})\d(?:\p{L}{1,3}\d(?!\d)){10,17}(?:\p{L}{1,3}?[Xx](?!\p{L}))?(?!\p{N})/gu
const threeFourFour = /(?<!\p{N})1[3-9]\d(\p{L}{1,4})\d{4}\1\d{4}(?!\p{N})/gu
const threeFourFourApart = /(?<!\p{N})(1[3-9]\d)(\p{L}{1,4})(\d{4})(\p{L}{1,4})(\d{4})(?!\p{N})/gu
const units = /^[户人元亩斤米个只头张份次名万件台块吨岁株棵盏袋平方公里厘]+$/u
/** What a number is called before it stands there. */
export const phoneWords = '电话|手机|号码|联系|致电|拨打|微信'
const phoneWord = new RegExp(`(?:${phoneWords}|身份证)[^。\\n]{0,12}$`, 'u')

/**
 * "1爱3爱8爱…": the same characters between all digits; others only where an ID number or a telephone that is called so
 * comes of it.
 */
export function strewn(from: Folded): Folded | undefined {
  const { text } = from
  if (!hasPlaces(text, isArabic) || !someStrewn.test(text)) return undefined
  return (
    rewritten(from, single, (run) => {
      const last = /[Xx]$/.test(run[0]) ? 'X' : ''
      const digits = run[0].replace(/\D/g, '') + last
      if (!isNumber(digits)) return undefined
      const gaps = run[0].slice(0, run[0].length - last.length).split(/\d/)
      const inner = gaps.slice(1, last === '' ? -1 : undefined)
      const same = new Set(inner).size === 1
      // "1a3b8c…": one letter each, eleven times, is no code of anything.
      const letters = inner.every((gap) => /^[A-Za-z]$/.test(gap))
      return same ||
        letters ||
        digits.length === 18 ||
        phoneWord.test(text.slice(Math.max(0, run.index! - 20), run.index))
        ? digits
        : undefined
    }) ??
    rewritten(from, threeFourFour, (run) => (units.test(run[1]!) ? undefined : run[0].replace(/\D/g, ''))) ??
    rewritten(from, threeFourFourApart, (run) => {
      const [, , one, middle, other, last] = run
      if (units.test(one!) || units.test(other!)) return undefined
      // No amount begins with a nought; what is called a telephone is one.
      const isOne =
        [middle!, last!].some((group) => group.startsWith('0')) ||
        [one!, other!].every((gap) => /^[A-Za-z]$/.test(gap)) ||
        phoneWord.test(text.slice(Math.max(0, run.index! - 20), run.index))
      return isOne ? run[0].replace(/\D/g, '') : undefined
    })
  )
}

/** Groups with the same sign between all of them, as in a list, a table or a sum. */
const parts = /(?<!\p{N})\d{2,8}( {0,2}[|,、;:'’.\n] {0,2})\d{3,8}(?:\1\d{1,8}){1,3}[Xx]?(?!\p{N})/gu
const money = /(?:[¥￥$]|金额|合计|总|共|收入|支出|资产|负债|产值|余额|[价款费额数值])[^。\n]{0,8}$/u
const counted = /^ ?(?:[元万亿块吨斤亩户人%㎡平立千公米]|美元)/u

/**
 * "138|0013|8000", "13,800,138,000", "110105;19491231;0021": an ID or a card by its check digit; a telephone where the
 * groups are not a row of a table or a sum of money.
 */
export function parted(from: Folded): Folded | undefined {
  const { text } = from
  if (!hasPlaces(text, isArabic)) return undefined
  return rewritten(from, parts, (run) => {
    const digits = run[0].replace(/[^\dXx]/g, '').toUpperCase()
    if (idKind(digits) === 'valid') return digits
    if (/^62\d{14,17}$/.test(digits) && luhn(digits)) return digits
    if (!isMobile(digits)) return undefined
    const end = run.index! + run[0].length
    const before = text.slice(Math.max(0, run.index! - 20), run.index)
    const after = text.slice(end, end + 4)
    if (phoneWord.test(before)) return digits
    const groups = run[0].match(/\d+/g)!
    const lengths = groups.map((group) => group.length).join()
    if (lengths === '2,3,3,3') return counted.test(after) || money.test(before) ? undefined : digits
    if (lengths !== '3,4,4') return undefined
    const alone = !/\|\s*$/.test(before) && !/^\s*\|/.test(after)
    return groups.some((group) => group.startsWith('0')) || (run[1]!.includes('|') && alone) ? digits : undefined
  })
}

/** The letter or two that such a number begins with. */
const lettered = /(?<![A-Za-z0-9])[A-Za-z]{1,2}(?![A-Za-z])/g
/** How many single digits follow. */
const [leastLettered, mostLettered] = [7, 10]
const ofWords = /[\p{L}\p{N}]/u
const maybeDigit = /[\p{N}\p{Script=Han}]/u
const widestGap = 3

/**
 * The number of a paper from abroad, its digits spelt or taken apart one by one: "A一二三四五六七八九",
 * "E-1-2-3-4-5-6-7-8". Walked, for as one pattern with these classes it took a second of each process to compile.
 */
export function letteredApart(from: Folded, digit: (char: string) => string | undefined): Folded | undefined {
  const isDigit = (char: string) => isArabic(char) || digit(char) !== undefined
  if (!/[A-Za-z]/.test(from.text) || !hasPlaces(from.text, isDigit, leastLettered)) return undefined
  return replaced(
    from,
    [...from.text.matchAll(lettered)].flatMap(({ 0: letters, index: start }) => {
      const { chars, gap, end } = singlesFrom(from.text, start + letters.length)
      const digits = chars.map((c) => (isArabic(c) ? c : digit(c)))
      const isPlain = gap === 0 && chars.every(isArabic)
      const isOne = chars.length >= leastLettered && !digits.includes(undefined) && !isPlain
      return isOne ? [{ start, end, instead: letters + digits.join('') }] : []
    }),
  )
}

/** Single characters that may be digits, with the same signs between all of them; `gap`: how many signs. */
function singlesFrom(text: string, from: number): { chars: string[]; gap: number; end: number } {
  const gapAt = (i: number) => {
    let to = i
    for (let signs = 0; signs < widestGap && to < text.length; signs++) {
      const sign = String.fromCodePoint(text.codePointAt(to)!)
      if (ofWords.test(sign)) break
      to += sign.length
    }
    return to
  }
  const may = (i: number) => i < text.length && maybeDigit.test(text[i]!)
  const first = gapAt(from)
  if (!may(first)) return { chars: [], gap: 0, end: from }
  const between = text.slice(first + 1, gapAt(first + 1))
  const chars = [text[first]!]
  let end = first + 1
  while (chars.length < mostLettered && text.startsWith(between, end) && may(end + between.length)) {
    chars.push(text[end + between.length]!)
    end += between.length + 1
  }
  // What goes on in letters or figures is not the end of it; what stands before may be.
  while (chars.length >= leastLettered && /[A-Za-z0-9]/.test(text[end] ?? '')) {
    chars.pop()
    end -= between.length + 1
  }
  return { chars, gap: between.length, end }
}

/** Letters that look like digits, more of them than where only a few are typed by mistake. */
const looks: Record<string, string> = Object.fromEntries(
  ['OoDQ', 'IilL', 'Zz', 'E', 'A', 'Ss', 'Gb', 'T', 'B', 'gq'].flatMap((letters, value) =>
    [...letters].map((c) => [c, String(value)]),
  ),
)
const codes =
  /(?<![A-Za-z0-9])(?:[0-9A-Za-z]{11}|[0-9A-Za-z]{3}[ -][0-9A-Za-z]{4}[ -][0-9A-Za-z]{4}|[0-9A-Za-z]{18})(?![A-Za-z0-9])/g

/** "I3BOOI3BOOO": codes of goods and vehicles have their letters in one or two places, not strewn among the digits. */
export function typedAlike(from: Folded): Folded | undefined {
  return rewritten(from, codes, ([found]) => {
    const plain = found.replace(/[ -]/g, '')
    const digits = [...plain].map((c) => (/[0-9X]/.test(c) ? c : (looks[c] ?? '?'))).join('')
    const changes = plain.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)?.length ?? 0
    return changes >= 3 && plain.replace(/\D/g, '').length >= 2 && isNumber(digits) ? digits : undefined
  })
}

/** Digits as they are said: in the letters of Pinyin, in English, in kana. */
const sounds: Record<string, string> = Object.fromEntries(
  [
    'ling dong zero oh ぜろ れい まる',
    'yi yao one いち',
    'er liang two に',
    'san three さん',
    'si four よん し',
    'wu five ご',
    'liu six ろく',
    'qi guai seven なな しち',
    'ba eight はち',
    'jiu gou nine きゅう く',
  ].flatMap((said, value) => said.split(' ').map((s) => [s, String(value)])),
)
const sound = Object.keys(sounds)
  .sort((a, b) => b.length - a.length)
  .join('|')
// Of any length and in small letters only: with `{11,}` and `i` the first text of each process waited 1.8 s for their
// compilation.
const said = new RegExp(`(?<![a-z])(?:(?:${sound}|\\d)[^\\p{L}\\p{N}]{0,3})+`, 'gu')
const saidWithTones = new RegExp(`(?<![a-z])(?:(?:${sound})[0-5][^\\p{L}\\p{N}]{0,3})+`, 'gu')
const oneSound = new RegExp(sound, 'g')
const oneSoundOrDigit = new RegExp(`${sound}|\\d`, 'g')

/** A small letter without its tone; hiragana for katakana. */
function soundOf(char: string): string {
  if (/[\u30a1-\u30f6]/.test(char)) return String.fromCharCode(char.charCodeAt(0) - 0x60)
  return /^[a-z]/i.exec(char.normalize('NFD'))?.[0].toLowerCase() ?? char
}

/**
 * "yao san ba ling ling …", "yāosānbā…", "yi1 san1 ba1 …", "one three eight …": windows of eleven or eighteen that make
 * a number.
 */
export function saidAloud(from: Folded): Folded | undefined {
  if (!/[\p{Script=Latin}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(from.text)) return undefined
  const plain = { ...from, text: from.text.replace(/[^\0-\x7f]|[A-Z]/g, soundOf) }
  const read = ([found]: RegExpMatchArray, tones: boolean): string | undefined => {
    const tokens = [...found!.matchAll(tones ? oneSound : oneSoundOrDigit)].map(([t]) => t)
    for (const length of [18, 11])
      for (let i = 0; i + length <= tokens.length; i++) {
        const window = tokens.slice(i, i + length)
        const digits = window.map((t) => sounds[t] ?? t).join('')
        if (window.filter((t) => t in sounds).length >= 3 && isNumber(digits)) return digits
      }
    return undefined
  }
  return rewritten(plain, saidWithTones, (m) => read(m, true)) ?? rewritten(plain, said, (m) => read(m, false))
}

/** Base64 of a number, and its bytes in hexadecimal. */
const base64 = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{15,32}={0,2}(?![A-Za-z0-9+/=_-])/g
const bytesOfDigits = /(?<![0-9A-Fa-f])3\d(?:[ :,-]?3\d){10,18}(?:[ :,-]?[57]8)?(?![0-9A-Fa-f])/g

/** "MTM4MDAxMzgwMDA=", "3133383030…": a whole number as a program writes it. */
export function encoded(from: Folded): Folded | undefined {
  const read = (plain: string): string | undefined => {
    const digits = plain.replace(/[ -]/g, '').toUpperCase()
    return /^\d+X?$/.test(digits) && (isNumber(digits) || (digits.length > 15 && luhn(digits))) ? digits : undefined
  }
  return (
    rewritten(from, base64, ([found]) => {
      const letters = found.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
      return letters.length % 4 === 1 ? undefined : read(atob(letters))
    }) ??
    rewritten(from, bytesOfDigits, ([found]) =>
      read(found.replace(/[ :,-]/g, '').replace(/../g, (two) => String.fromCharCode(parseInt(two, 16)))),
    )
  )
}

/** An ID number from its end, without a word of it: its check digit says so. */
export const idBackwards = (from: Folded): Folded | undefined =>
  rewritten(from, /(?<![0-9A-Za-z])[Xx\d]\d{17}(?![0-9A-Za-z])/g, ([found]) => {
    const turned = [...found].reverse().join('').toUpperCase()
    return idKind(found) !== 'valid' && idKind(turned) === 'valid' ? turned : undefined
  })

/** Told to be read from its end: "00083100831（倒着念）". */
export const isBackwards = (text: string): boolean =>
  /倒[着过写念看读序]|反[着过](?:来|写|念|看|读)?|从后往前|逆序/.test(text)
