/**
 * Sheets as nobody should make them, and people do: each a question, a refusal in words, or right; never a silent wrong
 * value.
 */
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { templateSchema, type Template } from '../forms/forms.schema.ts'
import { parseSheet } from './parseSheet.ts'

const column = (key: string, label: string, type: string) => ({ key, label, type, visibility: 'public' })
const formOf = (...columns: object[]): Template =>
  templateSchema.parse({ code: 'F1', name: '小表', layout: 'rows', columns })
const who = column('who', '姓名', 'person')
const note = column('note', '备注', 'text')
const money = formOf(who, column('amount', '金额(元)', 'money'), note)

async function readBytes(bytes: Uint8Array, template: Template) {
  const { rows, problems } = parseSheet(bytes, template, { period: '2026-10', place: 'x' })
  const of = (severity: string) => problems.filter((p) => p.severity === severity).map((p) => p.say)
  return { rows, errors: of('error').join('\n'), warns: of('warn').join('\n') }
}
async function read(template: Template, lines: ExcelJS.CellValue[][], fill?: (sheet: ExcelJS.Worksheet) => void) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('表')
  for (const line of lines) sheet.addRow(line)
  fill?.(sheet)
  return readBytes(new Uint8Array(await book.xlsx.writeBuffer()), template)
}

/** One cell under its heading, beside a name. */
const cell = (type: string, label: string, value: ExcelJS.CellValue, format?: string) =>
  read(
    formOf(who, column('x', label, type), note),
    [
      ['姓名', label, '备注'],
      ['王秀英', value],
    ],
    (sheet) => {
      if (format) sheet.getCell('B2').numFmt = format
    },
  )

describe('figures with something beside them', () => {
  test.each<[string, string, string, ExcelJS.CellValue]>([
    ['a share where money belongs', 'money', '金额(元)', '12%'],
    ['a share where a number of people belongs', 'int', '户数', '12%'],
    ['a share where land belongs', 'area', '面积(亩)', '3%'],
    ['land where money belongs', 'money', '金额(元)', '300亩'],
    ['the mark of a note', 'money', '金额(元)', '300¹'],
    ['… in a circle', 'money', '金额(元)', '300①'],
    ['… of a day', 'date', '日期', '2026-10-3①'],
    ['… of a count', 'int', '户数', '12²'],
    [
      '… raised by its font',
      'money',
      '金额(元)',
      { richText: [{ text: '300' }, { text: '1', font: { vertAlign: 'superscript' } }] },
    ],
    ['yuan in full', 'money', '金额(元)', '1200元整'],
    ['yuan, 角 and 分', 'money', '金额(元)', '12元3角4分'],
    ['capitals', 'money', '金额(元)', '壹仟贰佰元正'],
    ['负', 'money', '金额(元)', '负300'],
    ['a triangle of bookkeepers', 'money', '金额(元)', '△300'],
    ['per mille where per cent belongs', 'ratio', '持股比例(%)', '12‰'],
    ['a month in Chinese figures', 'month', '月份', '2026年十月'],
    ['a year of the Republic', 'month', '月份', '民国115年10月'],
    ['… with dots', 'date', '日期', '115.10.3'],
    ['… before a day', 'date', '日期', '民国115年10月3日'],
  ])('%s is refused in words', async (_what, type, label, value) => {
    const { rows, errors } = await cell(type, label, value)
    expect(rows).toBeUndefined()
    expect(errors).toContain('B2')
  })

  test.each<[string, string, string, ExcelJS.CellValue, unknown]>([
    ['per cent of a share', 'ratio', '持股比例(%)', '12 %', '12'],
    ['mu of land', 'area', '面积(亩)', '3.5 亩', '3.5'],
    ['square metres in words', 'text', '说明', '200 m²', '200 m²'],
    ['minus before the sign of yuan', 'money', '金额(元)', '-￥300', '-300.00'],
  ])('%s is read', async (_what, type, label, value, wanted) => {
    const { rows, errors, warns } = await cell(type, label, value)
    expect([rows?.[0]?.['x'], errors, warns]).toEqual([wanted, '', ''])
  })

  test('a day of which the cell shows the month alone is asked about; of a month it is right', async () => {
    const first = new Date('2026-10-01T00:00:00Z')
    const day = await cell('date', '日期', first, 'yyyy"年"m"月"')
    expect([day.rows?.[0]?.['x'], day.errors]).toEqual(['2026-10-01', ''])
    expect(day.warns).toContain('没有写是哪一天')
    for (const [type, format] of [
      ['month', 'yyyy"年"m"月"'],
      ['date', 'm"月"d"日"'],
      ['date', '[$-404]e/m/d'],
      ['date', 'd-mmm-yy'],
    ] as const) {
      const seen = await cell(type, type === 'date' ? '日期' : '月份', first, format)
      expect([format, seen.warns]).toEqual([format, ''])
    }
  })
})

describe('units', () => {
  test.each([
    ['金额(美元)', 'money', '金额(元)', '美元'],
    ['金额（角）', 'money', '金额(元)', '角'],
    ['金额(港币)', 'money', '金额(元)', '港币'],
    ['金额（元/月）', 'money', '金额(元)', '元/月'],
    ['面积（公顷）', 'area', '面积(亩)', '公顷'],
    ['面积(平方米)', 'area', '面积(亩)', '平方米'],
    ['持股比例(‰)', 'ratio', '持股比例(%)', '‰'],
  ])('“%s” over a column of another unit is asked about, once', async (heading, type, label, said) => {
    const form = formOf(who, column('x', label, type), note)
    const { rows, warns } = await read(form, [
      ['姓名', heading, '备注'],
      ['王秀英', 3],
      ['李强', 4],
    ])
    expect(rows).toHaveLength(2)
    expect(warns.match(new RegExp(`“${said}”`, 'g'))).toHaveLength(1)
    expect(warns).toContain('没有换算')
  })

  test.each([
    ['金额', 'money', '金额(元)'],
    ['金额（人民币元）', 'money', '金额(元)'],
    ['金额(含税)', 'money', '金额(元)'],
    ['面积', 'area', '面积(亩)'],
    ['持股比例（%）', 'ratio', '持股比例(%)'],
  ])('“%s” is no other unit', async (heading, type, label) => {
    const { warns, errors } = await read(formOf(who, column('x', label, type), note), [
      ['姓名', heading, '备注'],
      ['王秀英', 3],
    ])
    expect([warns, errors]).toEqual(['', ''])
  })

  test.each([
    ['in the title', [['发放表（万元）'], ['姓名', '金额', '备注'], ['王秀英', 3]]],
    ['in a note above', [['说明：以万元计'], ['姓名', '金额', '备注'], ['王秀英', 3]]],
    ['under the table', [['姓名', '金额', '备注'], ['王秀英', 3], ['单位：万元']]],
    [
      'right above the table',
      [
        ['', '', '（金额单位：万元）'],
        ['姓名', '金额', '备注'],
        ['王秀英', 3],
      ],
    ],
  ])('ten thousands said %s count, and are asked about; the words are nobody', async (_where, lines) => {
    const { rows, warns } = await read(money, lines as ExcelJS.CellValue[][])
    expect(rows?.map((r) => [r['who'], r['amount']])).toEqual([['王秀英', '30000.00']])
    expect(warns).toContain('按 30000.00 元读入')
  })

  test('a foreign currency above the table is asked about', async () => {
    const { warns } = await read(money, [['币种：美元'], ['姓名', '金额', '备注'], ['王秀英', 3]])
    expect(warns).toContain('“美元”')
  })
})

describe('two tables on one sheet', () => {
  const words = formOf(who, column('no', '编号', 'text'), note)
  test.each([
    [
      'with its columns in another order',
      [
        ['姓名', '备注', '编号'],
        ['李强', '退', '2'],
      ],
    ],
    [
      'of other columns',
      [
        ['户主姓名', '开户行', '原因'],
        ['李强', '农商行', '退'],
      ],
    ],
  ])('the second %s is refused, and its head is nobody', async (_how, second) => {
    const { rows, errors } = await read(words, [['姓名', '编号', '备注'], ['王秀英', '1', '补'], [], ...second])
    expect(rows).toBeUndefined()
    expect(errors).toContain('像是另一张表的表头')
  })
  test('a numbered title alone in its line is told, and is nobody', async () => {
    const { rows, warns } = await read(words, [
      ['姓名', '编号', '备注'],
      ['王秀英', '1', ''],
      ['二、退回'],
      ['李强', '2', ''],
    ])
    expect(rows?.map((r) => r['who'])).toEqual(['王秀英', '李强'])
    expect(warns).toContain('“二、退回”当作标题')
  })
  test('people and words that only look so stay', async () => {
    const { rows, errors } = await read(words, [
      ['姓名', '编号', '备注'],
      ['单位平', '1', '说明'],
      ['金一', '2', '编号已改'],
    ])
    expect([rows?.map((r) => r['who']), errors]).toEqual([['单位平', '金一'], ''])
  })
})

test.each(['12 00', '1 2', '3 0.5', '１２　００'])('a figure with a blank inside is asked: %s', async (text) => {
  const { rows, errors } = await cell('money', '金额(元)', text)
  expect([rows, errors]).toEqual([undefined, expect.stringContaining('数字中间有空格')])
})

test('thousands parted by blanks are one figure', async () => {
  const { rows, errors } = await cell('money', '金额(元)', '1 200.50')
  expect([rows?.[0]?.['x'], errors]).toEqual(['1200.50', ''])
})

test.each([
  ['其中：党员', true],
  ['内含困难户', true],
  ['其中（低保户）', true],
  ['含笑', false],
  ['成其中', false],
])('a line that is a part of those above is told: %s', async (name, told) => {
  const lines = [
    ['姓名', '金额(元)', '备注'],
    ['王秀英', 300],
    [name, 100],
  ]
  expect((await read(money, lines)).warns.includes('像是上面几行里的一部分')).toBe(told)
})

test('a share typed as 0.5 without its sign is asked; as 50% in the cell it is fifty', async () => {
  const asked = await cell('ratio', '比例', 0.5)
  expect([asked.rows?.[0]?.['x'], asked.warns]).toEqual(['0.5', expect.stringContaining('按 0.5% 读入，请核对')])
  const shown = await cell('ratio', '比例', 0.5, '0%')
  expect([shown.rows?.[0]?.['x'], shown.warns]).toEqual(['50', ''])
})

test('what stands under an empty heading is told, not lost in silence; a running number needs none', async () => {
  const lost = await read(money, [
    ['姓名', '', '金额(元)', '备注'],
    ['王秀英', '二组', 300],
  ])
  expect(lost.warns).toContain('B 列没有列名，下面的内容没有读入')
  const numbered = await read(money, [
    ['', '姓名', '金额(元)', '备注'],
    [1, '王秀英', 300],
    [2, '柳大妹', 200],
  ])
  expect([numbered.rows?.length, numbered.warns]).toEqual([2, ''])
})

test('the head in the sixth row, under a title, its dates and its notes', async () => {
  const { rows, errors } = await read(money, [
    ['清溪镇柳湾村'],
    ['二〇二六年十月发放表'],
    [],
    ['填表单位：柳湾村', '', '填表日期：2026-10-08'],
    ['说明：只填本月'],
    ['姓名', '金额', '备注'],
    ['王秀英', 1260.5, '补'],
  ])
  expect([rows, errors]).toEqual([[{ who: '王秀英', amount: '1260.50', note: '补' }], ''])
})

test.each(['utf16le', 'utf16be'])('%s without a mark', async (way) => {
  const bytes = Buffer.from('姓名\t金额\t备注\r\n王秀英\t"1,260.50"\t补\r\n', 'utf16le')
  const { rows, errors } = await readBytes(new Uint8Array(way === 'utf16be' ? bytes.swap16() : bytes), money)
  expect([rows, errors]).toEqual([[{ who: '王秀英', amount: '1260.50', note: '补' }], ''])
})

describe('lines that are nobody', () => {
  const grouped = formOf(column('group', '组别', 'text'), who, column('amount', '金额(元)', 'money'), note)
  test.each<[string, ExcelJS.CellValue[]]>([
    ['a sum beside the name of its group', ['一组', '小计', 300]],
    ['… of a page', ['', '本页小计', 300]],
    ['… of some months', ['', '1-10月累计', 300]],
    ['… of a year', ['', '2026年1—10月合计', 300]],
    ['what is carried over', ['', '承前页', 300]],
    ['… and on', ['', '接下页', 300]],
    ['a page', ['', '本页计', 300]],
  ])('%s is told, and not read', async (_what, line) => {
    const { rows, warns, errors } = await read(grouped, [
      ['组别', '姓名', '金额(元)', '备注'],
      ['一组', '王秀英', 300],
      line,
    ])
    expect([rows?.map((r) => r['who']), errors]).toEqual([['王秀英'], ''])
    expect(warns).toContain('当作小计，没有读入')
  })

  test('… in a group merged over its lines', async () => {
    const { rows, warns } = await read(
      grouped,
      [
        ['组别', '姓名', '金额(元)', '备注'],
        ['一组', '王秀英', 300],
        ['', '柳大妹', 200],
        ['', '小计', 500],
      ],
      (sheet) => sheet.mergeCells('A2:A4'),
    )
    expect(rows?.map((r) => [r['group'], r['who']])).toEqual([
      ['一组', '王秀英'],
      ['一组', '柳大妹'],
    ])
    expect(warns).toContain('“小计”当作小计')
  })

  test.each<[string, ExcelJS.CellValue[]]>([
    ['a page', ['第 2 页，共 3 页']],
    ['a table that goes on', ['', '（续上表）']],
    ['nothing more', ['以下空白']],
    ['a hand', ['会计（签字）：林晓']],
    ['a day', ['日期：2026年11月5日']],
    ['an enclosure', ['附件1：发票']],
  ])('%s under the table is passed over', async (_what, line) => {
    const { rows, errors } = await read(money, [['姓名', '金额', '备注'], ['王秀英', 300], line])
    expect([rows?.map((r) => r['who']), errors]).toEqual([['王秀英'], ''])
  })

  test.each(['说明：修路', '单位：柳湾建筑队', '备注：补上月'])('with a figure “%s” is a line', async (words) => {
    const bills = formOf(column('what', '摘要', 'text'), column('amount', '金额(元)', 'money'), note)
    const { rows } = await read(bills, [
      ['摘要', '金额', '备注'],
      ['水费', 300],
      [words, 200],
    ])
    expect(rows?.map((r) => r['amount'])).toEqual(['300.00', '200.00'])
  })

  test.each(['年初余额', '月末结存', '上页余额', '期末数', '本月发生额'])('“%s” is asked about', async (words) => {
    const bills = formOf(column('what', '摘要', 'text'), column('amount', '金额(元)', 'money'), note)
    const { warns } = await read(bills, [
      ['摘要', '金额', '备注'],
      ['水费', 300],
      [words, 200],
    ])
    expect(warns).toContain(`“${words}”像是结转或余额`)
  })

  test('a total above its lines is held against them', async () => {
    const lines = (total: number) => [
      ['姓名', '金额', '备注'],
      ['合计', total],
      ['王秀英', 300],
      ['柳大妹', 200],
    ]
    const right = await read(money, lines(500))
    expect([right.rows?.length, right.errors, right.warns]).toEqual([2, '', ''])
    expect((await read(money, lines(600))).errors).toContain('600.00 与各行相加 500.00 不一致')
  })

  test('lines above the head that was found are not lost in silence', async () => {
    const { rows, warns } = await read(money, [
      ['姓名', '金额'],
      ['李强', 100],
      [],
      ['姓名', '金额', '备注'],
      ['王秀英', 300, '补'],
    ])
    expect(rows?.map((r) => r['who'])).toEqual(['王秀英'])
    expect(warns).toContain('上面第 2 行也有数，没有读入')
  })
})

describe('what nobody sees', () => {
  test.each<[string, (cell: ExcelJS.Cell) => void]>([
    ['white words', (c) => (c.font = { color: { argb: 'FFFFFFFF' } })],
    ['words under a format that shows none', (c) => (c.numFmt = ';;;')],
  ])('%s are asked about', async (_what, hide) => {
    const { rows, warns } = await read(
      money,
      [
        ['姓名', '金额', '备注'],
        ['王秀英', 300, '低保户'],
      ],
      (sheet) => hide(sheet.getCell('C2')),
    )
    expect(rows?.[0]?.['note']).toBe('低保户')
    expect(warns).toContain('C2 「备注」里面有内容（低保户），在原表里看不见')
  })
  test('white words on a colour are seen', async () => {
    const { warns } = await read(
      money,
      [
        ['姓名', '金额', '备注'],
        ['王秀英', 300, '低保户'],
      ],
      (sheet) => {
        sheet.getCell('C2').font = { color: { argb: 'FFFFFFFF' } }
        sheet.getCell('C2').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E79' } }
      },
    )
    expect(warns).toBe('')
  })
  test('the year behind a day that shows none is asked about where it is another', async () => {
    const typed = await cell('date', '日期', new Date('2027-10-30T00:00:00Z'), 'm"月"d"日"')
    expect([typed.rows?.[0]?.['x'], typed.warns]).toEqual([
      '2027-10-30',
      expect.stringContaining('显示的是 10月30日，里面存的年份是 2027，请核对年份'),
    ])
  })
})

describe('of which month a sheet is', () => {
  const bookOf = async (sheets: Record<string, ExcelJS.CellValue[][]>) => {
    const book = new ExcelJS.Workbook()
    for (const [name, lines] of Object.entries(sheets)) book.addWorksheet(name).addRows(lines)
    return readBytes(new Uint8Array(await book.xlsx.writeBuffer()), money)
  }
  const lines = (name: string) => [
    ['姓名', '金额', '备注'],
    [name, 300],
  ]

  test.each(['10月', '十月份', '2026年10月', '2026-10', '202610'])(
    'of twelve sheets the one named “%s” is read',
    async (name) => {
      const { rows, warns } = await bookOf({ '8月': lines('李强'), '9月': lines('柳大妹'), [name]: lines('王秀英') })
      expect(rows?.map((r) => r['who'])).toEqual(['王秀英'])
      expect(warns).toBe(`只读了工作表“${name}”，“8月”、“9月”没有读。要一起上传请合并到一张表里。`)
    },
  )
  test.each(['2026年9月发放表', '二〇二六年九月发放表', '柳湾村 2026 年 11 月份发放表'])(
    '“%s” over the table of October is asked about',
    async (title) => {
      const { rows, warns } = await read(money, [[title], ...lines('王秀英')])
      expect([rows?.length, warns]).toEqual([
        1,
        expect.stringContaining('现在填的是 2026 年 10 月，请核对是不是传错了'),
      ])
    },
  )
  test.each([
    '2026年10月发放表',
    '二〇二六年十月发放表',
    '2026年1月至10月发放表',
    '填表时间：2026年11月',
    '制表日期：2026年11月5日',
    '2026年第三季度发放表',
    '2026年9月、10月发放表',
  ])('“%s” is not', async (title) => {
    expect((await read(money, [[title], ...lines('王秀英')])).warns).toBe('')
  })
  test('so is a sheet named for another month', async () => {
    expect((await bookOf({ '9月': lines('王秀英') })).warns).toContain('的名字写的是 2026 年 9 月')
  })
  test('of a form of one entry, too', async () => {
    const record = templateSchema.parse({
      code: 'F2',
      name: '收支表',
      layout: 'record',
      columns: [column('income', '本月总收入', 'money'), column('expense', '本月总支出', 'money')],
    })
    const book = new ExcelJS.Workbook()
    for (const [month, income] of [
      [9, 100],
      [10, 200],
    ])
      book.addWorksheet(`${month}月`).addRows([[`2026年${month}月收支表`], ['本月总收入', income], ['本月总支出', 50]])
    const read = async () => readBytes(new Uint8Array(await book.xlsx.writeBuffer()), record)
    const both = await read()
    expect([both.rows?.[0]?.['income'], both.warns]).toEqual([
      '200.00',
      '只读了工作表“10月”，“9月”没有读。一期传一张表。',
    ])
    book.removeWorksheet('10月')
    const alone = await read()
    expect([alone.rows?.[0]?.['income'], alone.warns]).toEqual([
      '100.00',
      expect.stringContaining('的标题写的是 2026 年 9 月，现在填的是 2026 年 10 月'),
    ])
  })
})
