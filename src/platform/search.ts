/**
 * Search tokens made in the application: bigrams of every Han run, so that any substring is found, and jieba's words,
 * so that words in another order are. Stored as tsvector literals: no database extension, works on PostgreSQL's
 * relatives.
 */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { plainText } from './plainText.ts'

let jieba: Jieba | undefined
const segmenter = () => (jieba ??= Jieba.withDict(dict))

const han = /\p{Script=Han}+/gu
const hasHan = /\p{Script=Han}/u
const word = /[a-z0-9]+(?:[.-][a-z0-9]+)*/g

/**
 * What was typed as it is compared: half-width, lower case, single spaces; punctuation between words counts as a space.
 */
export const plainOf = (typed: string): string =>
  plainText(typed)
    .toLowerCase()
    .replace(/[\s,，、。；;：:！!？?“”"'‘’（）()《》<>【】[\]|/\\+*&]+/gu, ' ')
    .trim()

/**
 * The searchable tokens of a text: Han bigrams, the last character of every run (so that with the prefix of a bigram
 * each single character can be found), jieba words, Latin words and numbers.
 */
export function tokensOf(text: string): Set<string> {
  const read = plainText(text).toLowerCase()
  const tokens = new Set<string>()
  for (const run of read.match(han) ?? []) for (const t of [...bigrams(run), [...run].at(-1)!]) tokens.add(t)
  for (const w of segmenter().cutForSearch(read, true)) if (hasHan.test(w) && w.length > 2) tokens.add(w)
  for (const w of read.match(word) ?? []) if (w.length <= 40) tokens.add(w)
  return tokens
}

/**
 * A tsvector literal of the tokens; cut at 4,000 tokens (a table of ten thousand rows stays searchable by its first
 * ones).
 */
export function tsvectorOf(text: string): string {
  return [...tokensOf(text)].slice(0, 4_000).map(quote).join(' ')
}

/**
 * How a query reads what was typed: every word as typed, all its words in any order, all but one, or any one of them.
 * `words`: those that it looks for one by one.
 */
export type Reading = { how: 'typed' | 'words' | 'most' | 'any'; query: string; words?: readonly string[] }

/**
 * The tsquery literals for a text, strictest first; `also` are other ways to say the same. Empty if nothing can be
 * searched.
 */
export function tsqueriesOf(text: string, also: readonly string[] = []): Reading[] {
  const words = wordsOf(text)
  const readings: Reading[] = [
    {
      how: 'typed',
      query: [text, ...also]
        .map((t) => both(typedTokens(t)))
        .filter((q) => q !== '')
        .map((q) => `(${q})`)
        .join(' | '),
    },
    { how: 'words', query: both(words.map(quote)), words },
    {
      how: 'most',
      query:
        words.length < 3 || words.length > 8
          ? ''
          : words.map((left) => `(${both(words.filter((w) => w !== left).map(quote))})`).join(' | '),
      words,
    },
    { how: 'any', query: words.map(quote).join(' | '), words },
  ]
  return readings.filter((r, i) => r.query !== '' && readings.findIndex((o) => o.query === r.query) === i)
}

const both = (tokens: readonly string[]) => tokens.join(' & ')

/** Every bigram of what was typed; a character that stands alone is looked for as the beginning of a token. */
function typedTokens(text: string): string[] {
  const read = plainText(text).toLowerCase()
  const runs = (read.match(han) ?? []).flatMap((run) =>
    [...run].length === 1 ? [`${quote(run)}:*`] : bigrams(run).map(quote),
  )
  return [...new Set([...runs, ...(read.match(word) ?? []).map(quote)])].slice(0, 40)
}

/** The words of a text that tell something: of two characters or more. */
function wordsOf(text: string): string[] {
  const words = segmenter()
    .cutForSearch(plainText(text).toLowerCase(), true)
    .filter((w) => w.length > 1 && /[\p{Script=Han}a-z0-9]/u.test(w))
  return [...new Set(words)].slice(0, 20)
}

/**
 * The dictionary's words of a text, in order and without gaps; what the dictionary does not know stays single
 * characters.
 */
export const dictionaryWords = (text: string): string[] => segmenter().cut(text, false)

function bigrams(run: string): string[] {
  const chars = [...run]
  return chars.slice(1).map((c, i) => chars[i]! + c)
}

const quote = (token: string) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
