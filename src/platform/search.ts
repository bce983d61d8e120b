/**
 * Search tokens made in the application: bigrams of every Han run, so that any substring is found, and jieba's words, so that
 * words in another order are. Stored as tsvector literals: no database extension, works on PostgreSQL's relatives.
 */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

let jieba: Jieba | undefined
const segmenter = () => (jieba ??= Jieba.withDict(dict))

const han = /\p{Script=Han}+/gu
const word = /[a-z0-9]+(?:[.-][a-z0-9]+)*/g

/** The searchable tokens of a text: Han bigrams (a single character stands alone), jieba words, Latin words and numbers. */
export function tokensOf(text: string): Set<string> {
  const plain = text.normalize('NFKC').toLowerCase()
  const tokens = new Set<string>()
  for (const run of plain.match(han) ?? []) for (const b of bigrams(run)) tokens.add(b)
  for (const w of segmenter().cutForSearch(plain, true)) if (/\p{Script=Han}/u.test(w) && w.length > 2) tokens.add(w)
  for (const w of plain.match(word) ?? []) if (w.length <= 40) tokens.add(w)
  return tokens
}

/** A tsvector literal of the tokens; cut at 4,000 tokens (a table of ten thousand rows stays searchable by its first ones). */
export function tsvectorOf(text: string): string {
  return [...tokensOf(text)].slice(0, 4_000).map(quote).join(' ')
}

/** The tsquery literals to try in turn for what a person typed: all bigrams, then all words, then any word. Empty if nothing can be searched. */
export function tsqueriesOf(query: string): string[] {
  const plain = query.normalize('NFKC').toLowerCase()
  const exact = [...(plain.match(han) ?? []).flatMap(bigrams), ...(plain.match(word) ?? [])]
  const words = segmenter().cutForSearch(plain, true).filter((w) => w.length > 1 && /[\p{Script=Han}a-z0-9]/u.test(w)).map((w) => (/\p{Script=Han}/u.test(w) && w.length === 2 ? w : w))
  const all = (tokens: string[], op: string) => [...new Set(tokens)].slice(0, 40).map(quote).join(op)
  return [...new Set([all(exact, ' & '), all(words, ' & '), all(words, ' | ')])].filter((q) => q !== '')
}

function bigrams(run: string): string[] {
  const chars = [...run]
  if (chars.length === 1) return [run]
  return chars.slice(1).map((c, i) => chars[i]! + c)
}

const quote = (token: string) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
