import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a list opens in Excel as it was seen: mark, quotes, commas', () => {
  expect(
    csvOf([
      ['村', '金额'],
      ['柳湾村, "东"', 12],
    ]),
  ).toBe('\ufeff村,金额\r\n"柳湾村, ""东""",12\r\n')
})

test('a cell that a sheet would run as a formula is defused; a negative amount stays a number', () => {
  expect(csvOf([['=1+1', '@SUM(A1)', '-12.50', '-cmd']])).toBe("\ufeff'=1+1,'@SUM(A1),-12.50,'-cmd\r\n")
})
