/**
 * A text as a searching eye reads it, with the way back to the original; read in the several ways in which people write
 * around a search.
 */
import { digitOf, plainChar } from '../../platform/plainText.ts'
import { countedPlaces } from './amounts.ts'
import {
  encoded,
  idBackwards,
  isBackwards,
  isMobile,
  letteredApart,
  parted,
  rewritten,
  saidAloud,
  strewn,
  toldInParts,
  typedAlike,
  unescaped,
  without,
} from './disguise.ts'
import { soundingAlike } from './homophones.ts'
import { toldInAnyOrder } from './anyOrder.ts'
import { untagged } from './tags.ts'

export interface Folded {
  text: string
  /** `at[i]`: where folded character i stands in the original; one more entry marks the end. */
  at: number[]
  /** Where what a character stands for ends in the original, if that is more than one character of it. */
  till?: (number | undefined)[]
}

/**
 * Every reading of a text that differs from the others. List marks (①) are read as marks and as digits, spelt digits as
 * words and as digits ("张三110…"); what stands behind an override of direction (U+202E) is read from behind too;
 * `depth`: how often escapes are taken off ("&amp;#49;") or tags.
 */
export function readings(original: string, depth = 4): Folded[] {
  const first = fold(original, false)
  const all = [first]
  if (hasMarks.test(original)) all.push(fold(original, true))
  for (const one of all.slice()) {
    const text = spokenDigits(one.text)
    if (text !== one.text) all.push({ text, at: one.at })
  }
  for (const one of all.slice()) {
    const joined = joinedDigits(one)
    if (joined) all.push(joined)
  }
  const plain = hasMarks.test(original) ? all[1]! : first
  for (const more of [
    toldInParts(plain, digitSpelt),
    toldInAnyOrder(plain, digitSpelt),
    countedPlaces(plain, digitSpelt),
    soundingAlike(plain, digitSpelt),
    strewn(plain),
    letteredApart(plain, digitSpelt),
    parted(plain),
    rewritten(plain, speltPaper, ([said]) => Array.from(said, (c) => digitSpelt(c) ?? c).join('')),
    typedAlike(first),
    encoded(first),
    idBackwards(plain),
    saidAloud(first),
  ])
    if (more) all.push(more)
  if (/[\u202e\u2067]/u.test(original) || isBackwards(first.text)) all.push(...all.map(fromBehind))
  const plainer = depth > 0 ? (unescaped(original) ?? untagged(original)) : undefined
  return plainer ? [...all, ...readings(plainer.text, depth - 1).map((one) => led(one, plainer))] : all
}

/** A reading of a text that itself stands for the original. */
const led = (one: Folded, through: Folded): Folded => ({
  text: one.text,
  at: one.at.map((i) => through.at[i]!),
  till: one.at.slice(0, -1).map((i, n) => {
    const till = one.till?.[n]
    return till === undefined ? through.till?.[i] : through.at[till]
  }),
})

/** Strokes and accents written over a digit. */
const marksOnOthers = /\p{Mn}/u
const hasMarks = /[\p{No}]/u

/** Folds character by character. `marks`: ① and its kin count as digits. */
export function fold(original: string, marks = false): Folded {
  const at: number[] = []
  const read: string[] = []
  let index = 0
  for (const char of original) {
    if (marksOnOthers.test(char)) {
      index += char.length
      continue
    }
    const plain =
      (char === '叉' && isDigitWord(read.at(-1)) ? 'X' : undefined) ??
      asWord(char) ??
      (!marks && /\p{No}/u.test(char) ? (digitOf(char) === undefined ? char : '\u2022') : plainChar(char))
    for (let i = 0; i < plain.length; i++) {
      read.push(plain[i]!)
      at.push(index)
    }
    index += char.length
  }
  at.push(original.length)
  return { text: read.join(''), at }
}

/** "…二叉": how the last place of an ID number is said. */
const isDigitWord = (char: string | undefined): boolean =>
  char !== undefined && (/\d/.test(char) || digitSpelt(char) !== undefined)

function fromBehind({ text, at, till }: Folded): Folded {
  return {
    text: [...Array(text.length).keys()].map((i) => text[text.length - 1 - i]).join(''),
    at: at.slice(0, -1).reverse().concat(at.at(-1)!),
    ...(till && { till: till.toReversed() }),
  }
}

const spoken: Record<string, string> = Object.fromEntries(
  [
    '〇零洞영공령癸',
    '一壹幺么弌壱腰일甲',
    '二贰两貳弍弐이乙',
    '三叁参參叄弎삼丙',
    '四肆사丁',
    '五伍오戊',
    '六陆陸육륙己',
    '七柒漆拐칠庚',
    '八捌팔辛',
    '九玖勾구壬',
  ].flatMap((chars, value) => [...chars].map((c) => [c, String(value)])),
)
/** Too short for a number that is told alone: behind the name of a paper it is that paper's. */
const speltPaper = new RegExp(
  `(?<=(?:护照|[行旅胞乡官兵保疾驾]证|户口[本簿])[^\\d。\\n]{0,6})[${Object.keys(spoken).join('')}]{6,20}`,
  'gu',
)
const digitSpelt = (char: string): string | undefined => spoken[char]
/** Letters and signs that are typed for a digit. */
const alike: Record<string, string> = {
  O: '0',
  o: '0',
  О: '0',
  о: '0',
  Ο: '0',
  ο: '0',
  '○': '0',
  '◯': '0',
  l: '1',
  I: '1',
  丨: '1',
  Z: '2',
  S: '5',
  B: '8',
}
/** Letters that stand in codes and names of their own; they are digits only where a whole number comes of it. */
const rarely = new Set('ZSB')
const word = `[0-9${Object.keys(spoken).join('')}${Object.keys(alike).join('')}]`
// Counted in the code: `{10,}` here took a process a fifth of a second to compile.
const spelt = new RegExp(`${word}(?:[^\\p{L}\\p{N}]{0,3}${word})+`, 'gu')

/**
 * "一三八〇〇…", "13800I38OO0": eleven or more places in a row that are spelt, or typed with letters for digits, are a
 * number.
 */
function spokenDigits(text: string): string {
  return text.replace(spelt, (run) => {
    const letters = [...run].filter((c) => c in alike).length
    const digits = [...run].filter((c) => /\d/.test(c) || c in spoken).length
    if (letters + digits < 11) return run
    const read = [...run].map((c) => spoken[c] ?? alike[c] ?? c).join('')
    const doubtful = letters > digits || [...run].some((c) => rarely.has(c))
    // ISO20250101: a code has its letters in front.
    const mixed = (run.match(/\d(?=[A-Za-z])|[A-Za-z](?=\d)/g)?.length ?? 0) > 1
    return doubtful && !(mixed && digits >= 4 && isWhole(read.replace(/\D/g, ''))) ? run : read
  })
}

/** A mobile, or an ID number in length. */
const isWhole = (digits: string) => isMobile(digits) || /^[1-8]\d{16,17}$/.test(digits)

/**
 * Signs that count in other ways (Suzhou numerals, rods, tiles, dice, a number in brackets): read as the words that are
 * spelt digits.
 */
const words = '一二三四五六七八九'
const rows: readonly (readonly [first: number, count: number])[] = [
  [0x2160, 9],
  [0x2170, 9],
  [0x3021, 9],
  [0x1d360, 9],
  [0x1f010, 9],
  [0x1f019, 9],
  [0x2680, 6],
  [0x3220, 9],
]
/** Braille: the letters a to j behind the sign for numbers, and the lowered ones of Nemeth. */
const braille = new Map(['⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊', '⠴⠂⠆⠒⠲⠢⠖⠶⠦⠔'].flatMap((row) => [...row].map((c, value) => [c, value] as const)))
function asWord(char: string): string | undefined {
  const code = char.codePointAt(0)!
  if (code < 0x2160) return undefined
  if (char === '⠼') return ''
  const dots = braille.get(char)
  if (dots !== undefined) return '〇一二三四五六七八九'[dots]
  const row = rows.find(([first, count]) => code >= first && code < first + count)
  return row && words[code - row[0]]
}

/** Some digits in a row with signs between them: where there are none, what follows need not be compiled. */
const someApart = /\d(?:[^\p{L}\p{N}]{1,4}\d){4}/u
/**
 * Single digits, one in a line or with a comma, a stroke, a tag after each: read without what stands between, where a
 * whole number comes of it.
 */
function joinedDigits(from: Folded): Folded | undefined {
  if (!someApart.test(from.text)) return undefined
  const gone = new Set<number>()
  for (const run of from.text.matchAll(/(?<!\p{N})\d(?:[^\p{L}\p{N}]{1,4}\d(?!\d)){10,17}(?!\p{N})/gu)) {
    if (!isWhole(run[0].replace(/\D/g, ''))) continue
    for (let i = 0; i < run[0].length; i++) if (/\D/.test(run[0][i]!)) gone.add(run.index + i)
  }
  return without(from, gone)
}
