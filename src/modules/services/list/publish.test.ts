/**
 * The public result: by the service's own template, masked by column; identity, accounts, lists and files never get
 * there.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serviceFaults } from './faults.ts'
import { defaultColumns, publishedRow, publishOf } from './publish.ts'
import { servicesSchema, type Service } from './services.schema.ts'

const shipped = servicesSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../../counties/demo/services.json'), 'utf8')),
).services
const one = (code: string, change: (s: Service) => void = () => undefined): Service => {
  const s = structuredClone(shipped.find((x) => x.code === code)!)
  change(s)
  return s
}
const said = (s: Service) =>
  serviceFaults(s)
    .map((f) => `${f.field}: ${f.say}`)
    .join('\n')
const outcome = { name: '王小明', group: '三组', result: '同意', amount: '600.00', day: '2026-10-20' }
const answers = {
  name: '王小明',
  idNumber: '11010519491231002X',
  age: '80-89周岁',
  bankAccount: '6228480402564890018',
  reason: '孩子上学',
}

test('every shipped service with a public notice says what its result shows', () => {
  const noticed = shipped.filter((s) => s.notice?.item !== undefined)
  expect(noticed.length).toBeGreaterThan(10)
  for (const s of noticed) {
    expect(s.publish?.item, s.name).toBe(s.notice!.item)
    expect(
      s.publish!.columns.map((c) => c.from),
      s.name,
    ).toEqual(expect.arrayContaining(['group', 'name', 'result', 'day']))
  }
})

test("one row per application, in the words of the item's table", () => {
  expect(publishedRow(one('SV013'), answers, outcome).map((c) => `${c.label} ${c.value}`)).toEqual([
    '村/组 三组',
    '姓名 王小明',
    '年龄段 80-89周岁',
    '金额 600.00',
    '办理结果 同意',
    '办结日期 2026-10-20',
  ])
})

test('masked by column, else as the form masks it', () => {
  expect(
    publishedRow(
      one('SV013', (s) => {
        s.publish!.columns[1]!.mask = 'name'
      }),
      answers,
      outcome,
    )[1]!.value,
  ).toBe('王*')
  expect(
    publishedRow(
      one('SV013', (s) => {
        s.form.sections[0]!.fields[0]!.shown = 'name'
      }),
      answers,
      outcome,
    )[1]!.value,
  ).toBe('王*')
})

test('without a template: what the form shows, no name where names are not public, nothing where nothing is published', () => {
  const bare = one('SV013', (s) => {
    delete s.publish
  })
  expect(publishOf(bare)).toEqual({ item: 'C04-06', columns: defaultColumns(bare) })
  expect(defaultColumns(bare).map((c) => c.label)).toEqual([
    '村民小组',
    '姓名',
    '今年属于哪一档',
    '金额',
    '办理结果',
    '日期',
  ])
  expect(
    defaultColumns(
      one('SV013', (s) => {
        s.notice!.names = false
      }),
    ).map((c) => c.from),
  ).not.toContain('name')
  expect(publishOf(one('SV064'))).toBeUndefined()
  expect(publishedRow(one('SV064'), answers, outcome)).toEqual([])
})

test('what may never be published is refused, and would stay empty', () => {
  const sealed = (from: string, mask?: 'bank') =>
    one('SV001', (s) => s.publish!.columns.push({ key: 'more', label: '更多', from, ...(mask ? { mask } : {}) }))
  expect(said(sealed('bankAccount', 'bank'))).toContain('“卡号”是银行账号，遮盖了也不能公开')
  expect(said(sealed('idNumber'))).toContain('不能公开')
  expect(said(sealed('members'))).toContain('“家里的人”是家庭成员')
  expect(said(sealed('reason'))).toContain('“想申请的原因”在表单里写的是不公开')
  expect(said(sealed('nothing'))).toContain('表单里没有这一项')
  expect(publishedRow(sealed('bankAccount', 'bank'), answers, outcome).at(-1)!.value).toBe('')
  expect(
    said(
      one('SV001', (s) => {
        s.notice!.names = false
      }),
    ),
  ).toContain('公示不公布姓名')
  expect(
    said(
      one('SV001', (s) => {
        s.publish!.item = 'C04-02'
      }),
    ),
  ).toContain('公示在 C04-01，结果却公开在 C04-02')
})
