/** Headings break between words, and their text stays what it was. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markPhrases, phrasesOf } from './phrases.ts'

const plain = (html: string) => html.replaceAll('<wbr>', '')

test('a long heading falls into phrases of whole words, a short one stays as it is', () => {
  const html = markPhrases('<h1>村口到渡口道路硬化工程的中标结果</h1><h2>最近公开</h2><p>村口到渡口道路硬化工程</p>')
  expect(html).toContain('<h2>最近公开</h2><p>村口到渡口道路硬化工程</p>')
  const phrases = /<h1>(.*)<\/h1>/.exec(html)![1]!.split('<wbr>')
  expect(phrases.length).toBeGreaterThan(2)
  for (const word of ['村口', '渡口', '道路', '硬化', '工程', '结果'])
    expect(
      phrases.some((p) => p.includes(word)),
      word,
    ).toBe(true)
})

test('no line begins with a mark that closes, or ends with one that opens', () => {
  for (const phrase of phrasesOf('关于“四议两公开”事项实施（提议）的公告，以及《村规民约》修订'))
    expect(phrase).not.toMatch(/^[，。；：、！？）》”]|[（《“]$/u)
})

test('whatever stands in a heading, tags, entities and text stay the same', () => {
  const pieces = fc.constantFrom(
    '公开',
    '财务',
    '&amp;',
    '&#39;',
    '<b>',
    '</b>',
    '“',
    '”',
    '2026 年',
    '𣲗',
    '。',
    'A4',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (some) => {
      const html = `<h1 class="x">${some.join('')}</h1>`
      expect(plain(markPhrases(html))).toBe(html)
    }),
    { numRuns: 300 },
  )
})
