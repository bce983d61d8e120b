/**
 * What the clerk sees in the sheet is what counts; where that leaves a doubt it is asked beside the cell, never guessed
 * in silence.
 */
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { templateSchema, type Column } from '../forms/forms.schema.ts'
import { parseSheet } from './parseSheet.ts'

const template = templateSchema.parse({
  code: 'F1',
  name: '发放表',
  layout: 'rows',
  totals: ['amount'],
  columns: [
    { key: 'who', label: '姓名', type: 'person', visibility: 'public', required: true },
    { key: 'month', label: '月份', type: 'month', visibility: 'public' },
    { key: 'day', label: '发放日期', type: 'date', visibility: 'public' },
    { key: 'no', label: '编号', type: 'text', visibility: 'public' },
    { key: 'count', label: '户数', type: 'int', visibility: 'public' },
    { key: 'amount', label: '金额(元)', type: 'money', visibility: 'public' },
    { key: 'back', label: '退回(元)', type: 'money', visibility: 'public', min: 0 },
  ],
})
const labels = template.columns.map((c) => c.label)
type Value = ExcelJS.CellValue
type Cell = { value: Value; format?: string; font?: Partial<ExcelJS.Font> }
const crossed: Partial<ExcelJS.Font> = { strike: true }
const inRed = (argb: string): Partial<ExcelJS.Font> => ({ color: { argb } })

async function read(lines: Partial<Record<string, Value | Cell>>[], fill?: (sheet: ExcelJS.Worksheet) => void) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('表')
  sheet.addRow(labels)
  for (const [i, line] of lines.entries())
    for (const [c, column] of template.columns.entries()) {
      const given = line[column.key]
      if (given === undefined) continue
      const cell = sheet.getCell(i + 2, c + 1)
      const isCell = typeof given === 'object' && given !== null && 'value' in given
      cell.value = isCell ? given.value : given
      if (isCell && given.format) cell.numFmt = given.format
      if (isCell && given.font) cell.font = given.font
    }
  fill?.(sheet)
  const { rows, problems } = parseSheet(new Uint8Array(await book.xlsx.writeBuffer()), template, {
    period: '2026-10',
    place: 'x',
  })
  return {
    rows,
    errors: problems.filter((p) => p.severity === 'error').map((p) => p.say),
    warns: problems.filter((p) => p.severity === 'warn').map((p) => p.say),
  }
}

describe('one cell', () => {
  test.each<[string, Column['key'], Value | Cell, unknown, string?]>([
    ['a month typed as a number', 'month', 2021.9, '2021-09'],
    ['… of January or October, with two decimals', 'month', { value: 2021.1, format: '0.00' }, '2021-10'],
    [
      'a month that Excel made a day',
      'month',
      { value: new Date('2021-09-01T00:00:00Z'), format: 'yyyy"年"m"月"' },
      '2021-09',
    ],
    ['a month alone', 'month', 9, '2026-09'],
    ['a day typed as a number', 'day', 10.5, '2026-10-05'],
    ['… after the period, whose year it may not be', 'day', 11.5, '2026-11-05', '请核对年份'],
    ['… in words', 'day', '12月30日', '2026-12-30', '请核对年份'],
    ['a day with a time in words, as Excel writes CSV', 'day', '2026/10/8 0:00', '2026-10-08'],
    ['a day with its weekday', 'day', '2026年10月8日（星期四）', '2026-10-08'],
    ['a day of two digits', 'day', 10.25, '2026-10-25'],
    ['eight digits', 'day', 20261003, '2026-10-03'],
    ['a day with a time', 'day', { value: new Date('2026-10-03T14:30:00Z'), format: 'yyyy-mm-dd hh:mm' }, '2026-10-03'],
    ['a day whose format is lost', 'day', 46298, '2026-10-03', '46298'],
    ['zeros that a format shows', 'no', { value: 12, format: '0000' }, '0012'],
    ['a formula for a text', 'no', { formula: '"0012"', result: '0012' }, '0012', '公式'],
    ['red ink', 'amount', { value: -300, format: '0.00;[Red]0.00' }, '-300.00'],
    ['brackets', 'amount', '(300)', '-300.00'],
    ['full-width brackets', 'amount', '（1,300.50）', '-1300.50'],
    ['ten thousands', 'amount', '2.5万元', '25000.00', '25000.00 元'],
    ['ten thousands without 元', 'amount', '0.3万', '3000.00', '3000.00 元'],
    ['a third, shown with two decimals', 'amount', { value: 100 / 3, format: '0.00' }, '33.33', '33.333333'],
    ['a count shown without its half', 'count', { value: 12.6, format: '0' }, 13, '12.6'],
    ['yuan shown in ten thousands', 'amount', { value: 25_000, format: '0!.0,"万"' }, '25000.00', '核对单位'],
    [
      'ten thousands that the format alone says',
      'amount',
      { value: 2.5, format: '0.00"万元"' },
      '25000.00',
      '25000.00 元',
    ],
    ['a figure that the format hides', 'amount', { value: 300, format: ';;;' }, '300.00', '空白'],
    ['black ink without its sign', 'amount', { value: -300, format: '0.00;0.00' }, '-300.00', '-300'],
    ['a share as money', 'amount', { value: 0.5, format: '0%' }, '0.50', '50%'],
    [
      'WPS’s own format of accounts',
      'amount',
      { value: 1260.5, format: '_ ￥* #,##0.00_ ;_ ￥* -#,##0.00_ ' },
      '1260.50',
    ],
    ['none', 'amount', '—', null, '空白'],
    ['red ink without a sign', 'amount', { value: 300, font: inRed('FFFF0000') }, '300.00', '红字'],
    ['… in dark red', 'amount', { value: 300, font: inRed('FFC00000') }, '300.00', '红字'],
    ['… of a typed figure', 'amount', { value: '300元', font: inRed('FFFF0000') }, '300.00', '红字'],
    ['… by its format', 'amount', { value: 300, format: '[Red]0.00' }, '300.00', '红字'],
    ['red with its sign', 'amount', { value: -300, font: inRed('FFFF0000') }, '-300.00'],
    ['red for negative ones alone', 'amount', { value: 300, format: '0.00;[Red]-0.00' }, '300.00'],
    ['red where nothing may be negative', 'back', { value: 300, font: inRed('FFFF0000') }, '300.00'],
    ['orange', 'amount', { value: 300, font: inRed('FFED7D31') }, '300.00'],
    ['crossed out', 'amount', { value: 300, font: crossed }, '300.00', '划掉'],
    [
      'crossed out in part',
      'no',
      { value: { richText: [{ text: '甲' }, { text: '乙', font: crossed }] } as Value },
      '甲乙',
      '划掉',
    ],
    ['a share in a text', 'no', { value: 0.5, format: '0%' }, '50%'],
    ['a figure with its unit in a text', 'no', { value: 3, format: '0"亩"' }, '3亩'],
    ['decimals in a text', 'no', { value: 1.5, format: '0.00' }, '1.50'],
    ['an apostrophe before digits', 'no', "'0012", '0012'],
    ['… before an amount', 'amount', "'300", '300.00'],
    ['… before a day', 'day', '‘2026-10-03', '2026-10-03'],
    ['thousands and a currency', 'amount', { value: 1260.5, format: '"¥"#,##0.00' }, '1260.50'],
  ])('%s', async (_what, key, value, wanted, asked) => {
    const { rows, errors, warns } = await read([{ who: '王秀英', [key]: value }])
    expect(errors).toEqual([])
    expect(rows?.[0]?.[key]).toEqual(wanted)
    if (asked) expect(warns.join()).toContain(asked)
    else expect(warns).toEqual([])
  })

  test.each<[string, Column['key'], Value | Cell, string]>([
    ['2021.1 is January or October', 'month', 2021.1, '2021.1 还是 2021.10'],
    ['11.1 is the first or the tenth', 'day', 11.1, '11.1 还是 11.10'],
    ['a day that is none', 'day', 2021.9, '不是有效日期'],
    ['a formula that nobody computed', 'amount', { formula: '1+2' } as Value, '还没有算出结果'],
    ['red ink where nothing may be negative', 'back', { value: -300, format: '0.00;[Red]0.00' }, '不能小于 0'],
    ['brackets where nothing may be negative', 'back', '(300)', '不能小于 0'],
    ['a day where a figure belongs', 'amount', { value: 11.5, format: 'yyyy-mm-dd' }, '像日期'],
    ['thousands of yuan', 'amount', '3千元', '写全数字'],
    ['a formula that points nowhere', 'amount', { formula: 'A1', result: { error: '#REF!' } } as Value, '#REF!'],
    ['… written down as words', 'no', '#REF!', '#REF!'],
    ['… in a text', 'no', { error: '#N/A' } as Value, '#N/A'],
    ['digits that a CSV lost', 'no', '6.22848E+18', '丢失'],
    ['a half where only whole ones are', 'count', 12.6, '应为整数'],
  ])('%s: asked, with the cell', async (_what, key, value, asked) => {
    const { rows, errors } = await read([{ who: '王秀英', [key]: value }])
    expect(rows).toBeUndefined()
    expect(errors).toEqual([expect.stringContaining(asked)])
    expect(errors[0]).toMatch(/[A-G]2/)
  })
})

describe('several lines', () => {
  test('a sum in merged cells does not count in each line', async () => {
    const lines = [{ who: '王秀英', amount: 600 }, { who: '李大行' }, { who: '张秀会', amount: 5 }]
    const { rows, errors } = await read(lines, (sheet) => sheet.mergeCells('F2:F3'))
    expect(rows).toBeUndefined()
    expect(errors).toEqual([expect.stringMatching(/F3 .*合并成了一格/)])
    expect((await read(lines, (sheet) => sheet.mergeCells('B2:B3'))).errors).toEqual([])
    const asText = [{ who: '王秀英', amount: '600' }, { who: '李大行' }]
    expect((await read(asText, (sheet) => sheet.mergeCells('F2:F3'))).errors).toEqual([
      expect.stringMatching(/F3 .*合并/),
    ])
  })

  test('a column that nobody sees is told; so is what stands beside the headings', async () => {
    const hidden = await read([{ who: '王秀英', no: '密', amount: 5 }], (sheet) => {
      sheet.getColumn(4).hidden = true
      sheet.getCell('K2').value = 77
    })
    expect(hidden.errors).toEqual([])
    expect(hidden.warns).toEqual([
      expect.stringMatching(/K2 上面没有列名/),
      expect.stringMatching(/D 列「编号」是隐藏的/),
    ])
  })

  test('figures under “金额(万元)”, or a table “单位：万元”, are ten thousands, its total too', async () => {
    const lines = [
      { who: '王秀英', amount: 2.5 },
      { who: '李大行', amount: 0.5 },
      { who: '合计', amount: 3 },
    ]
    const over = await read(lines, (sheet) => (sheet.getCell('F1').value = '金额(万元)'))
    const above = await read(lines, (sheet) => {
      sheet.getCell('F1').value = '金额'
      sheet.spliceRows(1, 0, ['发放表'], ['单位：万元'])
    })
    for (const { rows, errors, warns } of [over, above]) {
      expect(errors).toEqual([])
      expect(rows?.map((r) => r['amount'])).toEqual(['25000.00', '5000.00'])
      expect(warns.filter((w) => w.includes('元读入，请核对'))).toHaveLength(2)
    }
    expect((await read(lines, (sheet) => (sheet.getCell('F1').value = '金额(千元)'))).errors[0]).toContain('F2')
  })

  test('a line that is crossed out is read, and asked about once', async () => {
    const { rows, errors, warns } = await read([
      { who: { value: '王秀英', font: crossed }, amount: { value: 600, font: crossed } },
      { who: '李大行', amount: 5 },
    ])
    expect(errors).toEqual([])
    expect(rows).toHaveLength(2)
    expect(warns).toEqual([expect.stringMatching(/第 2 行在原表里整行划掉了/)])
  })

  test('a unit above two headings, in a title over them, counts for both', async () => {
    const { rows } = await read([{ who: '王秀英', amount: 2.5, back: 0.5 }], (sheet) => {
      sheet.spliceRows(1, 0, ['', '', '', '', '', '收支(万元)', '收支(万元)'])
      sheet.getCell('F2').value = '金额'
      sheet.getCell('G2').value = '退回'
    })
    expect(rows?.[0]).toMatchObject({ amount: '25000.00', back: '5000.00' })
  })

  test('another table below, under a title of its own, is not read into the first; the same title on each page is none', async () => {
    const head = Object.fromEntries(template.columns.map((c) => [c.key, c.label]))
    const lines = [{ who: '王秀英', amount: 600 }, {}, head, { who: '李大行', amount: 5 }]
    const titled = (title: string) => (sheet: ExcelJS.Worksheet) => {
      sheet.spliceRows(1, 0, ['一、收入'])
      sheet.getCell('A4').value = title
      sheet.mergeCells('A4:G4')
    }
    const other = await read(lines, titled('二、支出'))
    expect([other.rows, other.errors]).toEqual([
      undefined,
      [expect.stringMatching(/第 5 行又是一个表头，上面写着“二、支出”/)],
    ])
    const pages = await read(lines, titled('一、收入'))
    expect([pages.rows?.length, pages.warns]).toEqual([2, []])
    const groups = await read([{ who: '王秀英', amount: 600 }, {}, { who: '李大行', amount: 5 }], (sheet) => {
      sheet.getCell('A3').value = '二组'
      sheet.mergeCells('A3:G3')
    })
    expect([groups.rows?.length, groups.warns]).toEqual([2, [expect.stringMatching(/第 3 行“二组”当作标题/)]])
  })

  test('two columns of people beside each other, under the same headings: refused, with both', async () => {
    const { rows, errors } = await read([{ who: '王秀英', amount: 600 }], (sheet) => {
      sheet.getCell('H1').value = '姓名'
      sheet.getCell('I1').value = '金额(元)'
      sheet.getCell('H2').value = '李大行'
      sheet.getCell('I2').value = 5
    })
    expect(rows).toBeUndefined()
    expect(errors).toEqual([expect.stringMatching(/H1 又是一列“姓名”/), expect.stringMatching(/I1 又是一列/)])
  })

  test('a total whose formula points nowhere is told', async () => {
    const { rows, warns } = await read([
      { who: '王秀英', amount: 600 },
      { who: '合计', amount: { formula: 'SUM(F2)', result: { error: '#REF!' } } as Value },
    ])
    expect(rows).toHaveLength(1)
    expect(warns).toEqual([expect.stringMatching(/F3 合计.*#REF!/)])
  })

  test('the head once more, as on each printed page, is nobody; nor are a page’s sums', async () => {
    const head = Object.fromEntries(template.columns.map((c) => [c.key, c.label]))
    const { rows, errors, warns } = await read([
      { who: '王秀英', amount: 600 },
      { who: '过次页', amount: 600 },
      head,
      { who: '承前页', amount: 600 },
      { who: '李大行', amount: 5 },
    ])
    expect(errors).toEqual([])
    expect(rows?.map((r) => r['who'])).toEqual(['王秀英', '李大行'])
    expect(warns.map((w) => /第 \d+ 行“(.*?页)”/.exec(w)?.[1])).toEqual(['过次页', '承前页'])
  })

  test('a line of an opening or a carried balance is read, and asked about', async () => {
    const { rows, warns } = await read([
      { who: '王秀英', amount: 600 },
      { who: '上月结转', amount: 600 },
    ])
    expect(rows).toHaveLength(2)
    expect(warns).toEqual([expect.stringContaining('像是结转或余额')])
  })

  test('a sum in the third column, behind its day, is no line', async () => {
    const { rows, errors } = await read([
      { who: '王秀英', day: '2026-10-08', amount: 600 },
      { day: '2026-10-31', no: '本月合计', amount: 600 },
      { day: '2026-10-31', no: '本年累计', amount: 9_600 },
    ])
    expect(errors).toEqual([])
    expect(rows?.map((r) => r['who'])).toEqual(['王秀英'])
  })

  test.each([
    '本月合计',
    '一组小计',
    '本年累计',
    '以上合计（元）',
    '上月累计',
    '第二页小计：',
    '小计',
    '合计',
    '总计',
    '本季合计',
    '本年合计',
    '合计3人',
    '合计人民币（大写）：陆佰零伍元整',
    '【合计】',
    '合\u200b计',
    '合計',
    '本月计',
    '共2户',
    'Total',
  ])('“%s” is nobody, with a number before it or not', async (word) => {
    for (const first of [word, ` ${word.split('').join(' ')} `]) {
      const { rows, errors } = await read([
        { who: '王秀英', amount: 600 },
        { who: '李大行', amount: 5 },
        { who: first, amount: 605 },
      ])
      expect(errors).toEqual([])
      expect(rows?.map((r) => r['who'])).toEqual(['王秀英', '李大行'])
    }
  })

  test('people and bodies whose names only begin so stay', async () => {
    const names = ['总计旺', '合计划', '计合', '小计生']
    const { rows } = await read(names.map((who) => ({ who, amount: 1 })))
    expect(rows?.map((r) => r['who'])).toEqual(names)
  })

  test('a total of the month that does not agree is refused, a partial one is told', async () => {
    const lines = [
      { who: '王秀英', amount: 600 },
      { who: '李大行', amount: 5 },
    ]
    expect((await read([...lines, { who: '本月合计', amount: 600 }])).errors).toEqual([
      expect.stringContaining('不一致'),
    ])
    const partly = await read([lines[0]!, { who: '一组小计', amount: 600 }, lines[1]!, { who: '合计', amount: 605 }])
    expect([partly.errors, partly.warns]).toEqual([[], [expect.stringContaining('第 3 行“一组小计”当作小计')]])
  })
})
