import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv, writeCsv } from './csv.ts'

test('what is written is read back, with commas, quotes and line breaks in the cells', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('村', 'a', ',', '"', ';', '\t', '\n', '1', '。'), maxLength: 8 })
    .map((s) => s.trim())
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, fc.constant('尾')), { minLength: 1, maxLength: 6 }), (rows) => {
      const text = writeCsv(['甲', '乙', '丙'], rows)
      expect(
        parseCsv(text.slice(1))
          .lines.slice(1)
          .map((line) => line.cells),
      ).toEqual(rows)
    }),
  )
})

test('every row keeps the number of the text line on which it begins', () => {
  const { lines } = parseCsv('名称,说明\r\n\r\n柳湾,"两行\r\n说明"\r\n荷塘,一行\r\n')
  expect(lines.map((l) => l.line)).toEqual([1, 3, 5])
})

test('tabs and semicolons between cells are recognised, and a quote that is never closed is named', () => {
  expect(parseCsv('名称\t说明\n柳湾\t好').lines[1]?.cells).toEqual(['柳湾', '好'])
  expect(parseCsv('名称;说明\n柳湾;一,二').lines[1]?.cells).toEqual(['柳湾', '一,二'])
  expect(parseCsv('名称,说明\n柳湾,"没完\n荷塘,好').unclosedQuoteAt).toBe(2)
})

test('a village named like a formula comes back as it was, and Excel sees text', () => {
  const text = writeCsv(
    ['名称', '经度'],
    [
      ['=2+5', '-1.5'],
      ["'=x", '@a'],
    ],
  )
  expect(text).toContain("'=2+5,-1.5")
  expect(
    parseCsv(text.slice(1))
      .lines.slice(1)
      .map((l) => l.cells),
  ).toEqual([
    ['=2+5', '-1.5'],
    ["'=x", '@a'],
  ])
})

test('a name that a mark would turn round comes as it was meant, its rare character whole', () => {
  const { lines } = parseCsv('姓名\r\n"\u202e王秀\u2067英",葛\u{e0100}\r\n')
  expect(lines[1]!.cells).toEqual(['王秀英', '葛\u{e0100}'])
})
