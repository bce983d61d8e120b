/** A text as a searching eye reads it, with the way back to the original; read in the several ways in which people write around a search. */
import { digitOf, plainChar } from '../../platform/plainText.ts'

export interface Folded {
  text: string
  /** `at[i]`: where folded character i stands in the original; one more entry marks the end. */
  at: number[]
}

/**
 * Every reading of a text that differs from the others. List marks (①) are read as marks and as digits, spelt digits as words and as
 * digits ("张三110…"); what stands behind an override of direction (U+202E) is read from behind too.
 */
export function readings(original: string): Folded[] {
  const first = fold(original, false)
  const all = [first]
  if (hasMarks.test(original)) all.push(fold(original, true))
  for (const one of all.slice()) {
    const text = spokenDigits(one.text)
    if (text !== one.text) all.push({ text, at: one.at })
  }
  if (/[\u202e\u2067]/u.test(original)) all.push(...all.map(fromBehind))
  return all
}

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
    const plain = !marks && /\p{No}/u.test(char) ? (digitOf(char) === undefined ? char : '\u2022') : plainChar(char)
    for (let i = 0; i < plain.length; i++) {
      read.push(plain[i]!)
      at.push(index)
    }
    index += char.length
  }
  at.push(original.length)
  return { text: read.join(''), at }
}

function fromBehind({ text, at }: Folded): Folded {
  return {
    text: [...Array(text.length).keys()].map((i) => text[text.length - 1 - i]).join(''),
    at: at.slice(0, -1).reverse().concat(at.at(-1)!),
  }
}

const spoken: Record<string, string> = Object.fromEntries(
  ['〇零洞', '一壹幺么', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒拐', '八捌', '九玖勾'].flatMap((chars, value) =>
    [...chars].map((c) => [c, String(value)]),
  ),
)
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
}
const word = `[0-9${Object.keys(spoken).join('')}${Object.keys(alike).join('')}]`
const spelt = new RegExp(`${word}(?:[^\\p{L}\\p{N}]{0,3}${word}){10,}`, 'gu')

/** "一三八〇〇…", "13800I38OO0": eleven or more places in a row that are spelt, or typed with letters for digits, are a number. */
function spokenDigits(text: string): string {
  return text.replace(spelt, (run) => {
    const letters = [...run].filter((c) => c in alike).length
    const digits = [...run].filter((c) => /\d/.test(c) || c in spoken).length
    return letters > digits ? run : [...run].map((c) => spoken[c] ?? alike[c] ?? c).join('')
  })
}
