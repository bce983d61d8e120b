/** Questions as people type them: what they are about, and which month they mean. */
import { expect, test } from 'vitest'
import { askedOf, coreOf, periodIn } from './question.ts'

test('the asking is taken off, the matter stays', () => {
  for (const [typed, core] of [
    ['低保怎么申请？', '低保'],
    ['我想办残疾证', '残疾证'],
    ['我们村修路花了多少钱', '修路'],
    ['村支书的电话是多少', '村支书'],
    ['请问高龄津贴多少钱一个月', '高龄津贴'],
    ['户口怎么迁', '户口 迁'],
    ['种粮补贴发了吗', '种粮补贴'],
    ['9月份的支出明细', '支出'],
    ['谁', '谁'],
    ['怎么办', '怎么办'],
    ['', ''],
  ] as const)
    expect(coreOf(typed), typed).toBe(core)
})

test('what is wanted: to apply, to see money, to reach somebody, to know who decides', () => {
  const wants = (q: string) => askedOf(q, () => []).wants
  expect(['低保怎么申请', '低保名单', '村支书电话', '谁批低保', '低保'].map(wants)).toEqual([
    'apply',
    'money',
    'who',
    'decide',
    undefined,
  ])
})

test('the month of a question is the latest one that has come', () => {
  const on = (text: string) => periodIn(text, '2026-11-30')
  expect(
    [
      '10月支出',
      '12月的账',
      '二月低保',
      '十一月',
      '2025年3月',
      '2025 年的账',
      '上个月账目',
      '本月',
      '去年的账',
      '低保',
    ].map(on),
  ).toEqual(['2026-10', '2025-12', '2026-02', '2026-11', '2025-03', '2025', '2026-10', '2026-11', '2025', ''])
  expect(periodIn('上月', '2027-01-05')).toBe('2026-12')
})
