/**
 * Headings break between phrases, never within a word: where one ends stands a `<wbr>`, and the style sheet lets
 * Chinese break only there. Words are found by the platform (Intl.Segmenter).
 */
const words = new Intl.Segmenter('zh', { granularity: 'word' })
const han = /\p{Script=Han}/u
/**
 * Headings of as many characters fit one line of a narrow phone; fewer do in large type, or beside a button (class
 * `beside`).
 */
const short: Readonly<Record<string, number>> = { h1: 10, h2: 14, h3: 17 }
const shortInLarge: Readonly<Record<string, number>> = { h1: 8, h2: 10, h3: 6 }
const shortBeside = 8
/** A phrase has at most as many characters, so that it fits one in large type. */
const longest = 6

/** The words of a text put together to phrases of up to six characters; joined they are the text. */
export function phrasesOf(text: string): string[] {
  const phrases: string[] = []
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = phrases.at(-1)
    const fits = last !== undefined && [...last].length + [...segment].length <= longest
    // A figure stays with its words, on either side.
    const counts = /\d\s*$/u.test(last ?? '') || /^\d/.test(segment) || /\s$/.test(last ?? '')
    // What opens goes with what follows, what closes with what stands before it.
    const joins = opens(last) || (isWordLike ? (fits || counts) && !closes(last) : !opens(segment))
    if (last !== undefined && joins) phrases[phrases.length - 1] = last + segment
    else phrases.push(segment)
  }
  return phrases
}

const opens = (text = '') => /[（《“‘〔【]$/u.test(text)
const closes = (text = '') => /[，。；：、！？）》”’〕】]$/u.test(text)

/** The headings of a rendered document with their phrases marked. */
export function markPhrases(html: string, large = false): string {
  const fits = large ? shortInLarge : short
  return html.replace(
    /<(h[123])((?: [^>]*)?)>(.*?)<\/\1>/gs,
    (whole, tag: string, attributes: string, inside: string) => {
      const text = inside.replace(/<[^>]*>/g, '')
      const most = attributes.includes('class="beside"') ? shortBeside : fits[tag]!
      return text.length <= most || !han.test(text) ? whole : `<${tag}${attributes}>${marked(inside)}</${tag}>`
    },
  )
}

/** Texts between tags and entities (`&amp;`), which stay whole. */
const marked = (inside: string) =>
  inside
    .split(/(<[^>]*>|&#?\w+;)/)
    .map((piece, i) => (i % 2 === 1 ? piece : phrasesOf(piece).join('<wbr>')))
    .join('')
