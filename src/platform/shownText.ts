/**
 * Text as it may be kept and shown: without what makes a screen show other letters than were written. One home for
 * what staff send as JSON, what villagers send as forms and what a pack's or a sheet's cells hold.
 */

/**
 * Direction marks (a name written with U+202E is read backwards), interlinear and deprecated format characters, control
 * characters but tab and line ends, halves of characters (their place stays marked). Joiners and variation selectors
 * stay: rare characters and emoji are made of them.
 */
const odd = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ufffe\uffff\p{Cs}]|[^\P{Cc}\t\n\r]/u
const oddEach = new RegExp(odd, 'gu')

/** A separator of lines that is no line end becomes a blank, so that lines keep their number; half a character a mark. */
const instead = (c: string) => (c === '\u2028' || c === '\u2029' ? ' ' : /\p{Cs}/u.test(c) ? '\ufffd' : '')

/** The text without them. */
export const shownText = (text: string): string => (odd.test(text) ? text.replace(oddEach, instead) : text)

/** Every text in a value made of JSON, however deep; keys stay as they are, for schemas know them. */
export function shownTexts(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value)
  if (Array.isArray(value)) return value.map(shownTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shownTexts(inner)]))
}

/** A sent form with its texts and its files' names so; files' bytes are not touched. */
export function shownForm(form: FormData): FormData {
  const shown = new FormData()
  for (const [name, value] of form) {
    if (typeof value === 'string') shown.append(name, shownText(value))
    else shown.append(name, value, shownText(value.name))
  }
  return shown
}
