/**
 * Text as a searching eye reads it, for everything that compares: names, telephones, codes, searches, duplicates, the
 * guard. One home, so that what one door takes for the same no other door takes for another.
 */

/**
 * Not seen at all: zero-width characters, direction marks, variation selectors, keycaps and circles around another
 * character.
 */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Me}\u00ad\ufff9-\ufffb]/u
const dashes = /[\u2010-\u2015\u2212\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d]/u
/** The dots that stand in names of several parts (买买提·艾力): five of them are typed. */
const dots = /[\u00b7\u2022\u2027\u2219\u22c5\u30fb\uff65\u0387]/u
const exes = /[×✕✖✗✘☓╳⨯⨉⤫❌❎ⅩⅹХхΧχ𝐗𝕏]/u

/**
 * One character as it is read; '' where it is not seen. Digits of any script and look become 0–9, also those in
 * circles.
 */
export function plainChar(char: string): string {
  if ((char >= '!' && char <= '~') || (char >= '\u4e00' && char <= '\u9fff')) return char
  if (char === '\n') return char
  if (/\s/u.test(char)) return ' '
  const tag = (char.codePointAt(0) ?? 0) - 0xe0000
  if (tag > 0x20 && tag < 0x7f) return String.fromCharCode(tag)
  if (unseen.test(char)) return ''
  if (dashes.test(char)) return '-'
  if (dots.test(char)) return '·'
  if (exes.test(char)) return 'X'
  return digitOf(char) ?? fullToPlain(char)
}

/** Characters that would become several (㎡, …) stay as they are. */
function fullToPlain(char: string): string {
  const plain = char.normalize('NFKC')
  return [...plain].length === 1 ? plain : char
}

/** 0–9 where a character is one digit: ５ ٥ ५ ⑤ ❺ ⑸ ⒌ ⁵ 🄆 𝟓; undefined for others and for numbers above nine. */
export function digitOf(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0
  if (/\p{Nd}/u.test(char)) return String(zeroBased(code))
  if (!/\p{No}/u.test(char)) return undefined
  const looked = marks.get(code)
  if (looked !== undefined) return looked
  const plain = char.normalize('NFKC').replace(/[().,]/g, '')
  return /^\d$/.test(plain) ? plain : undefined
}

/** Digits of a script stand in a row of ten (Unicode, chapter 4.6): the value is the distance from its zero. */
function zeroBased(code: number): number {
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  // Mathematical digits are five rows without a gap: 𝟎–𝟗 𝟘–𝟡 …
  return code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 : code - zero
}

/** Digits in circles and discs that compatibility forms do not name. */
const marks = new Map<number, string>(
  [
    ...[0x2776, 0x2780, 0x278a].flatMap((one) =>
      Array.from({ length: 9 }, (_, i) => [one + i, String(i + 1)] as const),
    ),
    ...Array.from({ length: 9 }, (_, i) => [0x24f5 + i, String(i + 1)] as const),
    [0x24ff, '0'],
    [0x1f10b, '0'],
    [0x1f10c, '0'],
  ].map(([code, digit]) => [code as number, digit as string]),
)

/**
 * A text to compare or to look into: as it is read, characters of compatibility taken apart (㎡ → m2), blanks at its
 * ends and doubled ones gone.
 */
export function plainText(text: string): string {
  if (/^[!-~]*$/.test(text)) return text
  let read = ''
  for (const char of text) read += plainChar(char)
  return read.normalize('NFKC').replace(/ +/g, ' ').trim()
}
