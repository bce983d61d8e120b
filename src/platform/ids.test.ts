/** A code is read as people type it from paper, a phone's keyboard or another page. */
import { expect, test } from 'vitest'
import { newId, readCode } from './ids.ts'

test.each([
  'QBECXHEY3G',
  'qbecxhey3g',
  ' QBECX HEY3G ',
  'QBECX-HEY3G',
  'ＱＢＥＣＸＨＥＹ３Ｇ',
  'QBECX\u200bHEY3G',
  'QBECX—HEY3G',
  'QBECX·HEY3G',
  '\u200eQBECXHEY3G\u200e',
  'QBECXHEY③G',
])('%j', (typed) => expect(readCode(typed)).toBe('QBECXHEY3G'))
test.each(['', 'QBECXHEY3', 'QBECXHEY3GG', '柳湾村'])('%j is none', (typed) => expect(readCode(typed)).toBeUndefined())

test('ids of one millisecond sort in the order in which they were made', () => {
  const ids = Array.from({ length: 500 }, () => newId(1_790_000_000_000))
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(500)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
