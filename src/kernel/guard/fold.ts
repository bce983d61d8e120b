/** Text as a searching eye reads it: full-width digits plain, invisible characters gone, with the way back to the original. */

export interface Folded {
  text: string
  /** `at[i]`: where folded character i stands in the original; one more entry marks the end. */
  at: number[]
}

const invisible = /\p{Default_Ignorable_Code_Point}/u
const dashes = /[\u2010-\u2015\u2212\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]/u
const exes = /[×✕✖✗ХхΧχⅩⅹ]/u

/** Folds character by character. Characters that would become several (㎡) and list marks (①) stay as they are. */
export function fold(original: string): Folded {
  const at: number[] = []
  let text = ''
  let index = 0
  for (const char of original) {
    const plain = invisible.test(char) ? '' : foldChar(char)
    for (let i = 0; i < plain.length; i++) at.push(index)
    text += plain
    index += char.length
  }
  at.push(original.length)
  return { text: spokenDigits(text), at }
}

function foldChar(char: string): string {
  if (char < '\u0080') return char === '\t' || char === '\r' ? ' ' : char
  if (dashes.test(char)) return '-'
  if (exes.test(char)) return 'X'
  if (/\s/u.test(char)) return ' '
  if (/\p{No}/u.test(char)) return char
  const plain = char.normalize('NFKC')
  return plain.length === 1 ? plain : char
}

const spoken = '〇一二三四五六七八九'
/** "一三八〇〇…": eleven or more spelt digits in a row are a number, not words. */
function spokenDigits(text: string): string {
  return text.replace(/[〇零○一二三四五六七八九幺]{11,}/g, (run) =>
    Array.from(run, (c) => (c === '幺' ? '1' : '零○'.includes(c) ? '0' : String(spoken.indexOf(c)))).join(''),
  )
}
