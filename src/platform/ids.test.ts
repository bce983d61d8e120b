/** A code is read as people type it from paper, a phone's keyboard or another page. */
import { expect, test } from 'vitest'
import { readCode } from './ids.ts'

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
