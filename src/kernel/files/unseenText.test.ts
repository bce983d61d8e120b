/**
 * Words that nobody sees and everybody can copy: whoever publishes the file is told, and is not for letters that can be
 * read.
 */
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { cleanOffice } from './cleanOffice.ts'
import { writeZip } from './zip.ts'

const xml = (text: string) => new TextEncoder().encode(text)
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const word = (body: string, styles = '') =>
  cleanOffice(
    writeZip(
      new Map([
        ['word/document.xml', xml(`<w:document ${w}><w:body>${body}</w:body></w:document>`)],
        ['word/styles.xml', xml(`<w:styles ${w}>${styles}</w:styles>`)],
      ]),
    ),
  ).notes.join()
const run = (look: string, text = '低保户王某有肺结核') => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`
const p = (inside: string) => `<w:p>${inside}</w:p>`
const white = '<w:color w:val="FFFFFF"/>'

describe('Word', () => {
  test.each([
    ['white', p(run(white))],
    ['nearly white', p(run('<w:color w:val="fdfdfd"/>'))],
    ['the colour of the paper by the theme', p(run('<w:color w:val="auto" w:themeColor="background1"/>'))],
    ['one point high', p(run('<w:sz w:val="2"/>'))],
    ['white on a white ground', p(run(`${white}<w:shd w:val="clear" w:fill="FFFFFF"/>`))],
    ['white in a cell', `<w:tbl><w:tr><w:tc>${p(run(white))}</w:tc></w:tr></w:tbl>`],
  ])('%s is told', (_, body) => expect(word(body)).toContain('看不见的字'))
  test('by a style, and by one that is based on it', () => {
    const style = (id: string, inside: string) => `<w:style w:styleId="${id}">${inside}</w:style>`
    const styles = `${style('A', `<w:rPr>${white}</w:rPr>`)}${style('B', '<w:basedOn w:val="A"/>')}`
    const styled = (id: string) => word(p(`<w:pPr><w:pStyle w:val="${id}"/></w:pPr>${run('')}`), styles)
    expect([styled('A'), styled('B')]).toEqual([expect.stringContaining('看不见'), expect.stringContaining('看不见')])
    expect(word(p(run('')), styles), 'nobody uses it').not.toContain('看不见')
  })
  test.each([
    ['black, of the usual size', p(run('<w:color w:val="000000"/><w:sz w:val="21"/>'))],
    ['white on a red ground', p(run(`${white}<w:shd w:val="clear" w:fill="C00000"/>`))],
    [
      'white in the dark head of a table',
      `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1F4E79"/></w:tcPr>${p(run(white))}</w:tc></w:tr></w:tbl>`,
    ],
    ['white without any words', p(run(white, ' '))],
    ['a white mark of the paragraph', p(`<w:pPr><w:rPr>${white}<w:sz w:val="2"/></w:rPr></w:pPr>${run('')}`)],
  ])('%s is not', (_, body) => expect(word(body)).not.toContain('看不见'))
})

describe('Excel', () => {
  const excel = async (look: (cell: ExcelJS.Cell, sheet: ExcelJS.Worksheet) => void) => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('收支')
    sheet.getCell('A1').value = '项目'
    sheet.getCell('B2').value = '张三欠款 300 元'
    look(sheet.getCell('B2'), sheet)
    return cleanOffice(new Uint8Array(await book.xlsx.writeBuffer())).notes.join()
  }
  const solid = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } })
  test.each<[string, (cell: ExcelJS.Cell, sheet: ExcelJS.Worksheet) => void]>([
    ['white', (c) => (c.font = { color: { argb: 'FFFFFFFF' } })],
    ['white by the theme', (c) => (c.font = { color: { theme: 0 } as never })],
    ['one point high', (c) => (c.font = { size: 1 })],
    ['white on white', (c) => ((c.font = { color: { argb: 'FFFFFFFF' } }), (c.fill = solid('FFFFFFFF')))],
    ['a number that its format does not show', (c) => ((c.value = 300), (c.numFmt = ';;;'))],
    [
      'a white piece of a cell',
      (c) => (c.value = { richText: [{ text: '收入' }, { text: '张三', font: { color: { argb: 'FFFFFFFF' } } }] }),
    ],
  ])('%s is told', async (_, look) => expect(await excel(look)).toContain('看不见的字'))
  test.each<[string, (cell: ExcelJS.Cell, sheet: ExcelJS.Worksheet) => void]>([
    ['black', (c) => (c.font = { color: { argb: 'FF000000' }, size: 9 })],
    ['white on blue', (c) => ((c.font = { color: { argb: 'FFFFFFFF' } }), (c.fill = solid('FF1F4E79')))],
    ['white, with nothing in it', (c) => ((c.value = null), (c.font = { color: { argb: 'FFFFFFFF' } }))],
    ['red where negative', (c) => ((c.value = -3), (c.numFmt = '#,##0.00;[Red]-#,##0.00'))],
  ])('%s is not', async (_, look) => expect(await excel(look)).not.toContain('看不见'))
  test('a row or column too small to be seen is as good as hidden', async () => {
    expect(await excel((_, s) => (s.getRow(2).height = 0.75))).toContain('隐藏的行')
    expect(await excel((_, s) => (s.getColumn(2).width = 0.08))).toContain('隐藏的列')
    expect(await excel((_, s) => ((s.getRow(2).height = 12), (s.getColumn(2).width = 10)))).not.toContain('隐藏')
  })
})
