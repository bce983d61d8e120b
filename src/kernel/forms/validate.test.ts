import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseCell } from './cell.ts'
import { parseCheck } from './checks.ts'
import { columnSchema, contentSchema, templateSchema, type Content, type Row } from './forms.schema.ts'
import { formatAmount, parseAmount, showAmount, sumAmounts } from './money.ts'
import { totalsOf } from './sums.ts'
import { normaliseContent, validateContent } from './validate.ts'

const column = (type: string, more: object = {}) =>
  columnSchema.parse({ key: 'c', label: '这一列', type, visibility: 'public', ...more })
const read = (type: string, text: string, more: object = {}) =>
  normaliseCell(text, column(type, more), { period: '2026-09' }).value
const say = (type: string, text: string, more: object = {}) =>
  normaliseCell(text, column(type, more), { period: '2026-09' }).say

describe('村里怎样写，都读得懂', () => {
  test.each([
    ['money', '1,260.5', '1260.50'],
    ['money', '１２６０', '1260.00'],
    ['money', '¥1,260.00元', '1260.00'],
    ['money', '−5', '-5.00'],
    ['money', '0.1', '0.10'],
    ['int', ' 12 ', 12],
    ['int', '1,286', 1286],
    ['ratio', '85.50%', '85.5'],
    ['area', '12.30亩', '12.3'],
    ['decimal', '0.125', '0.125'],
    ['date', '2026-9-3', '2026-09-03'],
    ['date', '2026年9月3日', '2026-09-03'],
    ['date', '2026/9/3', '2026-09-03'],
    ['date', '2026.9.3', '2026-09-03'],
    ['date', '9-3', '2026-09-03'],
    ['date', '9月3日', '2026-09-03'],
    ['date', '２０２６０９０３', '2026-09-03'],
    ['month', '2026年9月', '2026-09'],
    ['month', '9月', '2026-09'],
    ['datetime', '2026年9月3日下午2点30分', '2026-09-03 14:30'],
    ['datetime', '2026-09-03T09:05', '2026-09-03 09:05'],
    ['daterange', '2026-09-01 至 2026-09-07', '2026-09-01 至 2026-09-07'],
    ['daterange', '9.1-9.7', '2026-09-01 至 2026-09-07'],
    ['daterange', '2026年9月1日～7日', '2026-09-01 至 2026-09-07'],
    ['daterange', '2026-09-01-2026-09-07', '2026-09-01 至 2026-09-07'],
    ['period', '2026年第三季度', '2026Q3'],
    ['period', '2026年上半年', '2026H1'],
    ['period', '2026', '2026'],
    ['period', '2026年9月', '2026-09'],
    ['bool', '是', true],
    ['bool', '×', false],
    ['person', '张　三', '张三'],
    ['person', '𫖯 䶮', '𫖯䶮'],
    ['person', '阿依古丽•买买提', '阿依古丽·买买提'],
    ['phone', '０３１７－６２２０００１', '0317-6220001'],
    ['idcard', '11010519491231002x', '11010519491231002X'],
    ['text', '  路灯维修\u200b ', '路灯维修'],
  ])('%s “%s” → %s', (type, text, value) => expect(read(type, text)).toBe(value))

  test.each([
    ['money', '3万', '按 30000.00 元读入'],
    ['money', '12345678901', '数字太大'],
    ['ratio', '120', '不能大于 100'],
    ['date', '2062-09-03', '在 36 年以后，请核对年份'],
    ['date', '1900-01-11', '离得太远'],
    ['month', '2099-01', '离得太远'],
    ['daterange', '2026-09-01 至 2099-09-07', '离得太远'],
    ['int', '3万', '不写“万”'],
    ['money', '1,26', '不是数字'],
    ['money', '1.005', '最多 2 位小数'],
    ['int', '1.5', '应为整数'],
    ['date', '2026-02-30', '请写成 2026-09-03'],
    ['date', '26-9-3', '不是有效日期'],
    ['month', '13月', '请写成 2026-09'],
    ['daterange', '2026-09-07 至 2026-09-01', '起始日在前'],
    ['bool', '也许', '“是”或“否”'],
    ['idcard', '1101', '18 位'],
    ['person', '张三13800138000', '只填姓名'],
  ])('%s “%s” 说得出怎么改', (type, text, hint) => {
    expect(say(type, text)).toContain(hint)
    expect(read(type, text)).toBeTruthy()
  })

  test('选项列出来，范围说出来', () => {
    expect(say('enum', '副', { options: ['主任', '副主任'] })).toBe(
      '「这一列」“副”不在可选范围，请从这些里选一个：主任、副主任。',
    )
    expect(say('decimal', '120', { unit: '%' })).toContain('不能大于 100')
    expect(say('int', '-1', { min: 0 })).toBe('「这一列」不能小于 0，现在是 -1。'.replace('-', '−'))
    expect(say('text', '很长很长', { maxLength: 3 })).toBe('「这一列」共 4 个字，最多 3 个字，请缩短。')
  })

  test('读过一遍的再读一遍不变', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'money',
          'int',
          'date',
          'month',
          'datetime',
          'daterange',
          'period',
          'bool',
          'person',
          'text',
          'phone',
          'ratio',
        ),
        fc.string({ unit: fc.constantFrom(...'0123456789-./年月日至，, 是否张') }),
        (type, text) => {
          const first = normaliseCell(text, column(type), { period: '2026-09' })
          if (!first.say) expect(normaliseCell(first.value, column(type), { period: '2026-09' })).toEqual(first)
        },
      ),
    )
  })
})

describe('钱一分不差', () => {
  test('任意多笔，合计与分数运算一致', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 })), (cents) => {
        const sum = sumAmounts(
          cents.map(
            (c) =>
              parseAmount(
                `${c < 0 ? '-' : ''}${Math.trunc(Math.abs(c) / 100)}.${String(Math.abs(c) % 100).padStart(2, '0')}`,
              ) ?? 0n,
          ),
        )
        expect(sum).toBe(BigInt(cents.reduce((a, b) => a + b, 0)) * 10_000n)
        expect(parseAmount(showAmount(sum))).toBe(sum)
        expect(parseAmount(formatAmount(sum))).toBe(sum)
      }),
    )
  })
  test('0.1 + 0.2', () => expect(formatAmount((parseAmount('0.1') ?? 0n) + (parseAmount('0.2') ?? 0n))).toBe('0.30'))
})

const receivables = templateSchema.parse({
  code: 'F38',
  name: '债权',
  layout: 'rows',
  totals: ['closing'],
  columns: [
    {
      key: 'debtor',
      label: '欠款单位(人)',
      type: 'text',
      visibility: 'masked',
      mask: 'nameUnlessOrganisation',
      required: true,
    },
    ...['opening:期初', 'increase:增加', 'recovered:收回', 'closing:期末'].map((c) => ({
      key: c.split(':')[0],
      label: `${c.split(':')[1]}(元)`,
      type: 'money',
      visibility: 'public',
    })),
  ],
  checks: { rowChecks: ['closing = opening + increase - recovered'], carry: { opening: 'closing' } },
})
const line = (debtor: string, opening: string, increase: string, recovered: string, closing: string): Row => ({
  debtor,
  opening,
  increase,
  recovered,
  closing,
})
const last = (before: Content) => ({ content: before, called: '上期' })
const content = (...rows: Row[]) => contentSchema.parse({ rows })

describe('账目对得上，对不上的说出来', () => {
  test('一行里的加减', () => {
    const problems = validateContent(
      content(
        line('甲公司', '0', '5', '', '5'),
        line('乙公司', '', '', '', ''),
        line('丙公司', '100', '30', '0', '120'),
      ),
      receivables,
    )
    expect(problems.map((p) => p.say)).toEqual([
      '第 3 行：期末 120.00 应等于 期初 100.00 + 增加 30.00 − 收回 0.00 = 130.00，差 10.00。',
    ])
    expect(problems[0]).toMatchObject({ row: 2, column: 'closing', severity: 'error' })
  })

  test('与上期衔接：换了顺序也认得；新的一行期初为 0；少了一行会提醒；第一期不查', () => {
    const previous = last(content(line('甲公司', '0', '5', '0', '5'), line('乙公司', '9', '0', '0', '9')))
    const now = content(line('乙公司', '9', '0', '0', '9'), line('甲公司', '5', '0', '0', '5'))
    expect(validateContent(now, receivables, { previous })).toEqual([])
    expect(
      validateContent(content(line('乙公司', '8', '0', '0', '8'), line('丁公司', '3', '0', '0', '3')), receivables, {
        previous,
      }).map((p) => p.say),
    ).toEqual([
      '第 1 行：期初 8.00：应等于上期期末 9.00，差 1.00。',
      '第 2 行：期初 3.00：上期没有这一行，期初应为 0。',
      '上期「甲公司」期末还有 5.00，本期缺少这一行，请补上。',
    ])
    expect(validateContent(content(line('乙公司', '8', '0', '0', '8')), receivables)).toEqual([])
  })

  test('累计从一月重新开始', () => {
    const monthly = templateSchema.parse({
      code: 'F34',
      name: '月报',
      layout: 'record',
      columns: ['income:本月总收入(元)', 'ytd:本年累计收入(元)'].map((c) => ({
        key: c.split(':')[0],
        label: c.split(':')[1],
        type: 'money',
        visibility: 'public',
      })),
      checks: { cumulative: { ytd: 'income' } },
    })
    const record = (income: string, ytd: string) => content({ income, ytd })
    expect(
      validateContent(record('10', '10'), monthly, { period: '2026-01', previous: last(record('5', '99')) }),
    ).toEqual([])
    expect(
      validateContent(record('10', '109'), monthly, { period: '2026-02', previous: last(record('5', '99')) }),
    ).toEqual([])
    expect(
      validateContent(record('10', '10'), monthly, { period: '2026-02', previous: last(record('5', '99')) })[0]?.say,
    ).toBe('本年累计收入 10.00 应等于 上期本年累计收入 99.00 + 本月总收入 10.00 = 109.00，差 99.00。')
  })

  test('合计', () =>
    expect(totalsOf([line('甲', '1', '1', '1', '1.10'), line('乙', '', '', '', '2,000.20')], receivables)).toEqual({
      closing: '2001.30',
    }))

  test('写错的核对式当场说明', () => {
    expect(() => parseCheck('closing + opening')).toThrow('写法不对')
    expect(() => parseCheck('a = b * c')).toThrow('看不懂')
    expect(() => parseCheck('a = b + ')).toThrow('加减号不对')
    expect(parseCheck('a = b + F35.sum(amount) - c').terms).toEqual([
      { sign: 1, column: 'b' },
      { sign: 1, column: 'amount', template: 'F35' },
      { sign: -1, column: 'c' },
    ])
  })
})

test('必填、到某阶段才必填、空表、本期无内容', () => {
  const staged = templateSchema.parse({
    code: 'F28',
    name: '四议两公开',
    layout: 'record',
    columns: [
      { key: 'matter', label: '事项名称', type: 'text', visibility: 'public', required: true },
      { key: 'result', label: '实施结果', type: 'text', visibility: 'public', requiredFromStage: 'done' },
    ],
  })
  const stages = ['proposed', 'resolved', 'done']
  expect(validateContent(content({ matter: '修路' }), staged, { stage: 'proposed', stages })).toEqual([])
  expect(validateContent(content({ matter: '修路' }), staged, { stage: 'done', stages }).map((p) => p.say)).toEqual([
    '「实施结果」没有填，这一项必填。',
  ])
  expect(validateContent(content(), receivables)[0]?.say).toContain('本期无内容')
  expect(validateContent(contentSchema.parse({ nothing: { reason: '本月没有发生债权' } }), receivables)).toEqual([])
  expect(validateContent(content({ ...line('甲', '', '', '', ''), extra: '1' }), receivables)[0]?.say).toContain(
    'extra',
  )
})

test('保存时写成统一的样子，读不懂的原样留着', () => {
  const saved = normaliseContent(
    content(line('甲公司', '1,000', '', '', '一千'), line('', '', '', '', '')),
    receivables,
  )
  expect(saved.rows).toEqual([
    { debtor: '甲公司', opening: '1000.00', increase: null, recovered: null, closing: '一千' },
  ])
})
