/** 公示起止, in every table of every shipped pack that asks for it: shorter than the rule or years long is asked about. */
import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Template } from './forms.schema.ts'
import { checkWindows, isWindow, saidDays } from './windows.ts'

const windows = {
  least: 7,
  leastBy: '公开目录定的公示期是 7 天',
  most: 366,
  mostBy: '“一次张贴最多登记几天”定的是 366 天',
}
const tables = readdirSync('counties').flatMap((pack) => {
  const file = `counties/${pack}/templates.json`
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  const all = JSON.parse(text) as { templates?: Template[] } | Template[]
  return (Array.isArray(all) ? all : (all.templates ?? [])).flatMap((form) =>
    form.columns.filter((c) => c.type === 'daterange').map((c) => [`${pack} ${form.code}`, c.key, form] as const),
  )
})

test('there are such tables', () => expect(tables.length).toBeGreaterThan(15))

test.each(tables)('%s %s', (_, key, form) => {
  const asked = (...ranges: string[]) =>
    checkWindows(
      { rows: ranges.map((r) => ({ [key]: r })), fields: {}, note: '', attachments: [] },
      form,
      '2026-09',
      windows,
    )
  expect(asked('2026-09-18 至 2026-09-24', '9.18-9.24', '2026-09-01 至 2027-09-01', '')).toEqual([])
  const short = asked('2026-09-18 至 2026-09-23', '9月18日～9月23日', '2026-09-18 至 2026-09-18')
  expect(short.map((p) => [p.row, p.column, p.severity, isWindow(p)])).toEqual(
    [0, 1, 2].map((row) => [row, key, 'warn', true]),
  )
  expect(short[0]!.say).toMatch(/是 6 天，最少 7 天（公开目录定的公示期是 7 天），请核对/)
  expect(short[0]!.asks, 'the same days however written').toBe(short[1]!.asks)
  expect(short[2]!.asks).not.toBe(short[0]!.asks)
  expect(asked('2026-09-01 至 2027-09-02')[0]!.say).toContain('是 367 天，最多 366 天')
})

test('the last day that a text says, however the days are written', () => {
  const said = (note: string) =>
    saidDays({ rows: [], fields: {}, note, attachments: [] }, {
      code: 'T',
      name: '公告',
      layout: 'record',
      columns: [],
    } as unknown as Template)
  for (const text of [
    '公示到 2026 年 12 月 8 日。',
    '公示期：2026.12.1 至 2026.12.8',
    '公示 2026年12月1日至8日，有异议请提出',
    '公示时间：2026年12月1日—12月8日',
    '公示期为2026-12-01至2026-12-08，共 8 天',
    '公示至2026/12/8 3户',
  ])
    expect(said(text), text).toEqual(['2026-12-08'])
  expect(said('公示到 2026 年 2 月 30 日')).toEqual([])
  expect(said('公示期 12 月 8 日止')).toEqual([])
  expect(said('公示到 2026 年 12 月 8 日。第二批公示到 2026 年 12 月 18 日')).toEqual(['2026-12-08', '2026-12-18'])
})
