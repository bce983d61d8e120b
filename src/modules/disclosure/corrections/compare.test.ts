import { describe, expect, test } from 'vitest'
import { compareVersions } from './compare.ts'
import {
  columnSchema,
  contentSchema,
  templateSchema,
  type Content,
  type Row,
} from '../../../kernel/forms/forms.schema.ts'
import { movedRows } from './similarRows.ts'

const template = templateSchema.parse({
  code: 'F36',
  name: '支出明细',
  layout: 'rows',
  totals: ['amount'],
  columns: [
    { key: 'voucherNo', label: '凭证号', type: 'text', visibility: 'public' },
    { key: 'item', label: '开支项目', type: 'text', visibility: 'public' },
    { key: 'amount', label: '支出(元)', type: 'money', visibility: 'public' },
    { key: 'payee', label: '收款人', type: 'text', visibility: 'masked', mask: 'name' },
    { key: 'account', label: '账号', type: 'bankcard', visibility: 'internal' },
    { key: 'isMinor', label: '未成年人', type: 'bool', visibility: 'internal', hidesRow: true },
  ],
})
const row = (voucherNo: string, item: string, amount: string, payee = '王桂兰', account = '622202'): Row => ({
  voucherNo,
  item,
  amount,
  payee,
  account,
  isMinor: false,
})
const table = (...rows: Row[]): Content => contentSchema.parse({ rows })
const says = (before: Content, after: Content): string[] => compareVersions(before, after, template).map((c) => c.say)

describe('更正说明', () => {
  const before = table(row('1', '办公用品', '40.00'), row('2', '路灯维修材料', '1260.00'), row('3', '水泵', '800.00'))

  test('改了一格，合计跟着变', () => {
    expect(
      says(
        before,
        table(row('1', '办公用品', '40.00'), row('2', '路灯维修材料', '1360.00'), row('3', '水泵', '800.00')),
      ),
    ).toEqual([
      '第 2 行「路灯维修材料」的支出由 1,260.00 元改为 1,360.00 元。',
      '合计支出由 2,100.00 元改为 2,200.00 元。',
    ])
  })

  test('插入一行，下面的行不算改动；删一行、挪一行各说各的', () => {
    expect(says(before, table(row('9', '茶叶', '10.00'), ...before.rows))).toEqual([
      '增加第 1 行「茶叶」（支出 10.00 元）。',
      '合计支出由 2,100.00 元改为 2,110.00 元。',
    ])
    expect(says(before, table(row('1', '办公用品', '40.00'), row('2', '路灯维修材料', '1260.00')))).toEqual([
      '删去原第 3 行「水泵」（支出 800.00 元）。',
      '合计支出由 2,100.00 元改为 1,300.00 元。',
    ])
    expect(
      says(
        before,
        table(row('3', '水泵', '800.00'), row('1', '办公用品', '40.00'), row('2', '路灯维修材料', '1260.00')),
      ),
    ).toEqual(['「水泵」由第 3 行移到第 1 行。'])
  })

  test('连凭证号和项目名都改了，靠其余内容认出是同一行', () => {
    expect(says(table(row('2', '路灯', '1260.00')), table(row('2-1', '路灯', '1260.00', '李四')))).toEqual([
      '第 1 行「路灯」的凭证号由“2”改为“2-1”。',
      '第 1 行「路灯」的收款人由“王*”改为“李*”。',
    ])
  })

  test('屏蔽的只说有改动，内部列和不公开的行一字不提，经办人看得到', () => {
    const after = table(row('1', '办公用品', '40.00', '王芳', '999'), ...before.rows.slice(1), {
      ...row('4', '孤儿补助', '500.00', '小明'),
      isMinor: true,
    })
    expect(says(before, after)).toEqual([
      '第 1 行「办公用品」的收款人有改动（内容已屏蔽）。',
      '合计支出由 2,100.00 元改为 2,600.00 元。',
    ])
    expect(
      compareVersions(before, after, template, { audience: 'handlers' })
        .map((c) => c.say)
        .join(),
    ).toMatch(/王芳.*999.*孤儿补助/)
  })

  test('一模一样就没有改动；两万行只改一处也很快', () => {
    expect(says(before, before)).toEqual([])
    const rows = Array.from({ length: 20_000 }, (_, i) => row(String(i), `项目${i}`, '1.00'))
    const changed = rows.map((r, i) => (i === 12_345 ? { ...r, amount: '2.00' } : r))
    expect(says(table(...rows), table(...changed))[0]).toBe('第 12346 行「项目12345」的支出由 1.00 元改为 2.00 元。')
  })
})

test('文档逐段比较，附件增减，改为本期无内容', () => {
  const fields = [
    columnSchema.parse({ key: 'body', label: '正文', type: 'longtext', visibility: 'public' }),
    columnSchema.parse({ key: 'title', label: '标题', type: 'text', visibility: 'public' }),
  ]
  const doc = (body: string, title: string, ...names: string[]): Content =>
    contentSchema.parse({
      fields: { body, title },
      attachments: names.map((name) => ({ file: name, name, kind: 'pdf', public: name !== '签到表.pdf' })),
    })
  expect(
    compareVersions(
      doc('甲\n乙\n丙', '通知', '旧.pdf'),
      doc('甲\n乙改\n丙\n丁', '公告', '新.pdf', '签到表.pdf'),
      fields,
    ).map((c) => c.say),
  ).toEqual([
    '「正文」第 2 段由“乙”改为“乙改”。',
    '「正文」增加第 4 段：“丁”。',
    '「标题」由“通知”改为“公告”。',
    '增加附件“新.pdf”。',
    '删去附件“旧.pdf”。',
  ])
  expect(says(table(row('1', '桶', '5.00')), contentSchema.parse({ nothing: { reason: '本月没有支出' } }))[0]).toBe(
    '改为“本期无内容”：本月没有支出。',
  )
})

test('只有离开原来次序的行算移动', () => {
  expect([
    ...movedRows(
      new Map([
        [0, 3],
        [1, 0],
        [2, 1],
        [3, 2],
      ]),
    ),
  ]).toEqual([0])
  expect([
    ...movedRows(
      new Map([
        [0, 0],
        [1, 2],
        [2, 5],
      ]),
    ),
  ]).toEqual([])
})
