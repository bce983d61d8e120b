import { expect, test } from 'vitest'
import { judgePersonNumber, readPersonNumber } from './personNumber.ts'
import { idCheckDigit } from './checksums.ts'

/** 9, province, nationality, birth date, sequence and the check character. */
const foreign = (first17: string) => first17 + idCheckDigit(first17)
const card = foreign('93370419900307002')

test.each([
  ['11010519491231002X', '11010519491231002X', '1949-12-31', '女'],
  ['１１０１０５ 19491231 002x', '11010519491231002X', '1949-12-31', '女'],
  // Residence permits of Hong Kong, Macao, Taiwan.
  [foreign('81000019900307001'), foreign('81000019900307001'), '1990-03-07', '男'],
  [card, card, '1990-03-07', undefined],
  ['VNM330080030712', 'VNM330080030712', undefined, undefined],
  ['C 1234567', 'C1234567', undefined, undefined],
  ['ea1234567', 'EA1234567', undefined, undefined],
])('%s is taken', (typed, number, bornOn, sex) => {
  const read = readPersonNumber(typed)
  expect([read?.number, read?.bornOn, read?.sex]).toEqual([number, bornOn, sex])
})

test.each([
  ['110105194912310021', 'checksum'],
  [`${card.slice(0, 17)}${card[17] === '1' ? '2' : '1'}`, 'none'],
  ['110105491231002', 'old'],
  ['12345678', 'none'],
  ['13912345678', 'none'],
  ['没有', 'none'],
  ['', 'none'],
  ['ABCDEFGH', 'none'],
])('%s: %s', (typed, kind) => expect(judgePersonNumber(typed).kind).toBe(kind))
