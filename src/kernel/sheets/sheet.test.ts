import * as XLSX from '@e965/xlsx'
import ExcelJS from 'exceljs'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readZip, writeZip } from '../files/zip.ts'
import { contentSchema, templateSchema, type Row } from '../forms/forms.schema.ts'
import { publicContent } from '../guard/mask.ts'
import { csvCell, writeCsv, writeExport, writeJson } from './export.ts'
import { readSheet } from '../intake/readSheet.ts'
import { writeTemplateSheet } from './writeTemplate.ts'

const expenses = templateSchema.parse({
  code: 'F36',
  name: '支出明细公开表',
  layout: 'rows',
  totals: ['amount'],
  columns: [
    { key: 'voucherDate', label: '日期', type: 'date', visibility: 'public', required: true },
    { key: 'voucherNo', label: '凭证号', type: 'text', visibility: 'public' },
    {
      key: 'expenseType',
      label: '支出类别',
      type: 'enum',
      visibility: 'public',
      options: ['办公费', '维修费', '其他'],
    },
    { key: 'item', label: '开支项目', type: 'text', visibility: 'public', required: true },
    { key: 'amount', label: '金额(元)', type: 'money', visibility: 'public', required: true },
    { key: 'approved', label: '已审核', type: 'bool', visibility: 'public' },
    { key: 'payeeAccount', label: '收款账号', type: 'bankcard', visibility: 'internal' },
  ],
})
const record = templateSchema.parse({
  code: 'F34',
  name: '月度财务收支公布表',
  layout: 'record',
  columns: [
    ['lastBalance', '上月余额(元)'],
    ['income', '本月总收入(元)'],
    ['endBalance', '本月余额(元)'],
  ].map(([key, label]) => ({ key, label, type: 'money', visibility: 'public', required: true })),
  checks: { carry: { lastBalance: 'endBalance' } },
})
const ctx = { period: '2026-09', place: 'liuwan' }
const place = { code: 'liuwan', name: '清溪镇柳湾村' }
const meta = {
  title: '支出明细公开表',
  place: '清溪镇柳湾村',
  period: '2026-09',
  code: 'ABCDEFGH12',
  version: 1,
  publishedOn: '2026-10-08',
  address: 'https://example.cn/d/ABCDEFGH12',
}

type Cells = (string | number | boolean | Date | null | ExcelJS.CellValue)[][]
async function xlsx(
  rows: Cells,
  fill?: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('九月')
  for (const row of rows) sheet.addRow(row)
  fill?.(sheet, book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}
const says = (result: { problems: { say: string }[] }): string => result.problems.map((p) => p.say).join('\n')
const head = ['日期', '凭证号', '支出类别', '开支项目', '金额(元)', '已审核']

describe('下载模板、填好、上传', () => {
  test('填在示例行下面，读回来一格不差；合计公式和示例行不算', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(
      (await writeTemplateSheet(expenses, { place, period: '2026-09' })) as unknown as ExcelJS.Buffer,
    )
    const sheet = book.worksheets[0]
    if (!sheet) throw new Error('no sheet')
    expect(sheet.getCell('A1').value).toBe('支出明细公开表')
    expect(sheet.getCell('E4').value).toBe('开支项目*')
    expect(sheet.getCell('D6').dataValidation.type).toBe('list')
    expect([sheet.getCell('H6').numFmt, sheet.getCell('C6').numFmt]).toEqual(['@', '@'])
    expect(sheet.pageSetup.printTitlesRow).toBe('3:4')
    expect(book.worksheets[1]?.state).toBe('veryHidden')
    sheet.getRow(6).values = [
      '',
      new Date(Date.UTC(2026, 8, 3)),
      '0012',
      '维修费',
      { richText: [{ text: '路灯' }, { text: 'LED 维修' }] },
      1260.5,
      '是',
      '6222020200112233444',
    ]
    sheet.getRow(8).values = ['', '9月5日', '0013', '其他', '茶叶', '1,000', '否']
    const result = await readSheet(new Uint8Array(await book.xlsx.writeBuffer()), expenses, ctx)
    expect(result.problems).toEqual([])
    expect(result.rows).toEqual([
      {
        voucherDate: '2026-09-03',
        voucherNo: '0012',
        expenseType: '维修费',
        item: '路灯LED 维修',
        amount: '1260.50',
        approved: true,
        payeeAccount: '6222020200112233444',
      },
      {
        voucherDate: '2026-09-05',
        voucherNo: '0013',
        expenseType: '其他',
        item: '茶叶',
        amount: '1000.00',
        approved: false,
        payeeAccount: null,
      },
    ])
  })

  test('传错了表、别的村、别的月份，都认得出', async () => {
    const bytes = await writeTemplateSheet(record, { place: { code: 'dongtan', name: '东滩村' }, period: '2026-08' })
    expect(says(await readSheet(bytes, expenses, ctx))).toContain('这份文件是表 F34 的模板')
    expect(says(await readSheet(bytes, record, ctx))).toMatch(/别的村[\s\S]*2026-08 期/)
  })

  test('空模板传上来，告诉从哪一行填；改了示例行没去掉“示例”也说', async () => {
    const bytes = await writeTemplateSheet(expenses, { place, period: '2026-09' })
    const empty = await readSheet(bytes, expenses, ctx)
    expect([empty.rows, says(empty)]).toEqual([
      undefined,
      '工作表“支出明细公开表”的表头下面没有内容。请从第 5 行起填写（“示例”行不会读入）。',
    ])
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer)
    const sheet = book.worksheets[0]
    if (sheet) sheet.getCell('E5').value = '真的支出'
    expect(says(await readSheet(new Uint8Array(await book.xlsx.writeBuffer()), expenses, ctx))).toContain(
      '第 5 行标着“示例”',
    )
  })

  test('一项一行的表：上月余额自动带来，填好读得回', async () => {
    const previous = contentSchema.parse({ rows: [{ lastBalance: '1.00', income: '2.00', endBalance: '3.00' }] })
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(
      (await writeTemplateSheet(record, { place, period: '2026-09', previous })) as unknown as ExcelJS.Buffer,
    )
    const sheet = book.worksheets[0]
    expect(sheet?.getCell('B4').value).toBe(3)
    if (sheet) {
      sheet.getCell('B5').value = 5
      sheet.getCell('B6').value = { formula: 'B4+B5', result: 8 }
    }
    const result = await readSheet(new Uint8Array(await book.xlsx.writeBuffer()), record, ctx)
    expect(result.rows).toEqual([{ lastBalance: '3.00', income: '5.00', endBalance: '8.00' }])
    expect(says(result)).toContain('是公式，已按算好的结果读入')
  })
})

describe('村里自己的表', () => {
  test('标题在上、表头合并、换了列序、用了别的叫法、多了一列', async () => {
    const bytes = await xlsx(
      [
        ['柳湾村九月支出'],
        ['制表日期 2026-10-01'],
        ['序号', '付款', null, '摘要', '记账', null],
        [null, '金额（元）', '类别', null, '时间', '凭证编号'],
        [1, 1260, '维修费', '路灯', new Date(Date.UTC(2026, 8, 3)), 12],
        [2, 40, '办公费', '纸张', '2026/9/4', '0013'],
        ['合计', 1300],
        ['制表人：李会计'],
      ],
      (sheet) => {
        sheet.mergeCells('A1:F1')
        sheet.mergeCells('B3:C3')
        sheet.mergeCells('E3:F3')
        sheet.mergeCells('A3:A4')
        sheet.mergeCells('D3:D4')
      },
    )
    const wanted = templateSchema.parse({
      ...expenses,
      columns: expenses.columns
        .filter((c) => c.key !== 'item')
        .concat({ key: 'item', label: '摘要', type: 'text', visibility: 'public', required: true }),
    })
    const result = await readSheet(bytes, wanted, ctx)
    expect(says(result)).not.toContain('工作表“九月”缺少')
    expect(result.rows).toMatchObject([
      { amount: '1260.00', item: '路灯', voucherDate: '2026-09-03', voucherNo: '12' },
      { amount: '40.00', voucherDate: '2026-09-04' },
    ])
  })

  test('合并的单元格逐行补上，隐藏的表不读，多出来的列说明', async () => {
    const bytes = await xlsx(
      [
        [...head, '天气'],
        ['9-3', '1', '其他', '桶', 5, '是', '晴'],
        [null, '2', '其他', '绳', 6, '是', '雨'],
      ],
      (sheet, book) => {
        sheet.mergeCells('A2:A3')
        book.addWorksheet('底稿', { state: 'hidden' }).addRow(head)
      },
    )
    const result = await readSheet(bytes, expenses, ctx)
    expect(result.rows?.map((r) => r.voucherDate)).toEqual(['2026-09-03', '2026-09-03'])
    expect(says(result)).toBe(
      'G1 的列“天气”不在模板里，没有读入。\n工作表“底稿”是隐藏的，没有读。要读入请取消隐藏后重传。',
    )
  })

  test('错在哪一格、怎么改，一次说全；有错就一行也不收', async () => {
    const result = await readSheet(
      await xlsx([
        head,
        ['2026-09-31', '1', '修理', '路灯', '一百', '是'],
        ['9-3', '2', '其他', '', 12.345, '是'],
        ['合计', null, null, null, 99],
      ]),
      expenses,
      ctx,
    )
    expect(result.rows).toBeUndefined()
    expect(says(result).split('\n')).toEqual([
      '工作表“九月”A2 「日期」“2026-09-31”不是有效日期，请写成 2026-09-03。',
      '工作表“九月”C2 「支出类别」“修理”不在可选范围，请从这些里选一个：办公费、维修费、其他。',
      '工作表“九月”E2 「金额」“一百”不是数字，请只填数字，例如 1260.00。',
      '工作表“九月”D3 「开支项目」没有填，这一列必填。',
      '工作表“九月”E3 「金额」“12.345”最多 2 位小数。',
    ])
    const sum = await readSheet(
      await xlsx([
        head,
        ['9-3', '1', '其他', '桶', 5, '是'],
        ['9-3', '2', '其他', '绳', 7.5, '是'],
        ['合计', null, null, null, 99],
      ]),
      expenses,
      ctx,
    )
    expect([sum.rows, says(sum)]).toEqual([
      undefined,
      '工作表“九月”E4 合计「金额」99.00 与各行相加 12.50 不一致，请核对各行或合计。',
    ])
  })

  test('账号存成数字会丢位，拦下来；公式出错也拦', async () => {
    const result = await readSheet(
      await xlsx([
        [...head, '收款账号'],
        ['9-3', '1', '其他', '桶', { error: '#REF!' } as ExcelJS.CellErrorValue, '是', Number('6222020200112233444')],
      ]),
      expenses,
      ctx,
    )
    expect(says(result)).toMatch(/E2 「金额」的公式出错[\s\S]*G2 「收款账号」存成了数字，超过 15 位/)
  })

  test('旧的 .xls 和 WPS、Excel 存的 CSV（带标记的 UTF-8、GBK）都读得', async () => {
    const rows = [head, ['2026-09-03', '0012', '维修费', '䶮路灯,二组', 1260.5, '是']]
    const book = XLSX.utils.book_new(XLSX.utils.aoa_to_sheet(rows), '九月')
    const expected: Partial<Row>[] = [
      { voucherDate: '2026-09-03', voucherNo: '0012', item: '䶮路灯,二组', amount: '1260.50' },
    ]
    expect(
      (
        await readSheet(
          new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'biff8' }) as ArrayBuffer),
          expenses,
          ctx,
        )
      ).rows,
    ).toMatchObject(expected)
    const csv =
      '日期,凭证号,支出类别,开支项目,金额(元),已审核\r\n2026-09-03,0012,维修费,"䶮路灯,二组","1,260.50",是\r\n'
    expect((await readSheet(new TextEncoder().encode(`\ufeff${csv}`), expenses, ctx)).rows).toMatchObject(expected)
    const gbk = Buffer.from('c8d5c6dabfaad6a7cfeec4bfbdf0b6ee', 'hex')
    const text = new TextDecoder('gb18030').decode(gbk)
    expect(text).toBe('日期开支项目金额')
    const line = Buffer.concat([
      gbk.subarray(0, 4),
      Buffer.from(','),
      gbk.subarray(4, 12),
      Buffer.from(','),
      gbk.subarray(12),
      Buffer.from('\r\n2026-09-03,'),
      gbk.subarray(4, 8),
      Buffer.from(',5\r\n'),
    ])
    expect(
      (
        await readSheet(
          new Uint8Array(line),
          templateSchema.parse({
            ...expenses,
            columns: expenses.columns.filter((c) => ['voucherDate', 'item', 'amount'].includes(c.key)),
          }),
          ctx,
        )
      ).rows,
    ).toEqual([{ voucherDate: '2026-09-03', item: '开支', amount: '5.00' }])
  })

  test('宏、太多行、太多列、太多表、解压炸弹、不是表格，都有一句明白话', async () => {
    const good = await xlsx([head, ['9-3', '1', '其他', '桶', 5, '是']])
    const macro = writeZip(new Map([...readZip(good), ['xl/vbaProject.bin', new Uint8Array(3)]]))
    expect(says(await readSheet(macro, expenses, ctx))).toContain('宏')
    expect(
      says(
        await readSheet(
          new TextEncoder().encode(`${head.join(',')}\n${'9-3,1,其他,桶,5,是\n'.repeat(20_001)}`),
          expenses,
          ctx,
        ),
      ),
    ).toContain('超过 20000 行')
    expect(
      says(await readSheet(await xlsx([Array.from({ length: 61 }, (_, i) => `列${i}`)]), expenses, ctx)),
    ).toContain('最多 60 列')
    expect(
      says(
        await readSheet(
          await xlsx([head], (_, book) => {
            for (let i = 0; i < 20; i++) book.addWorksheet(`表${i}`)
          }),
          expenses,
          ctx,
        ),
      ),
    ).toContain('最多 20 张')
    expect(
      says(await readSheet(zipSync({ 'xl/workbook.xml': new Uint8Array(101 * 1024 * 1024) }), expenses, ctx)),
    ).toContain('超过 100 MB')
    expect(says(await readSheet(new Uint8Array(11 * 1024 * 1024), expenses, ctx))).toContain('超过 10 MB')
    expect(says(await readSheet(new Uint8Array([0, 1, 2, 3]), expenses, ctx))).toContain('不是表格文件')
    expect(
      says(
        await readSheet(
          await xlsx([
            ['随便', '写写'],
            ['甲', '乙'],
          ]),
          expenses,
          ctx,
        ),
      ),
    ).toContain('没有找到「支出明细公开表」的表头')
  })
})

describe('下载公开的表', () => {
  const content = contentSchema.parse({
    rows: [
      {
        voucherDate: '2026-09-03',
        voucherNo: '=1+1',
        expenseType: '其他',
        item: '-减\t"引号"',
        amount: '-1260.50',
        approved: true,
        payeeAccount: '6222020200112233444',
      },
    ],
  })
  const face = publicContent(content, expenses, { audience: 'everyone' })

  test('XLSX：数字是数字，等号开头的是文字，内部列不在任何地方', async () => {
    const bytes = await writeExport(face, meta)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer)
    const row = book.worksheets[0]?.getRow(4)
    expect([row?.getCell(2).value, row?.getCell(5).value, row?.getCell(6).value]).toEqual(['=1+1', -1260.5, '是'])
    expect(book.worksheets[0]?.getCell('E5').value).toBe(-1260.5)
    expect([...readZip(bytes).values()].map((p) => new TextDecoder().decode(p)).join()).not.toMatch(
      /6222020200112233444|收款账号/,
    )
  })

  test('CSV：WPS 打得开，公式不会跑；JSON：金额是十进制文字', () => {
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(writeCsv(face))
    expect(csv).toBe(
      '\ufeff日期,凭证号,支出类别,开支项目,金额(元),已审核\r\n2026-09-03,\'=1+1,其他,"\'-减\t""引号""",-1260.50,是\r\n',
    )
    expect(['+1', '@x', '\tx', '\rx', '＝1', '12', '-5.00'].map((t) => csvCell(t))).toEqual([
      "'+1",
      "'@x",
      '"\'\tx"',
      '"\'\rx"',
      "'＝1",
      '12',
      "'-5.00",
    ])
    const json = JSON.parse(new TextDecoder().decode(writeJson(face, meta))) as { rows: Row[]; totals: object }
    expect([json.rows[0]?.amount, json.totals]).toEqual(['-1260.50', { amount: '-1260.50' }])
    expect(JSON.stringify(json)).not.toContain('payeeAccount')
  })
})
