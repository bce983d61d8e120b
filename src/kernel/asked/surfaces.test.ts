/**
 * One definition on every surface: masked, published, on paper, as sheets, as JSON Schema, and compared with what was
 * before.
 */
import { expect, test } from 'vitest'
import type { Answers, AskedForm } from './asked.schema.ts'
import { formChanges, moveAnswers, registerDifferences } from './changes.ts'
import { jsonSchemaOf } from './jsonSchema.ts'
import { judge } from './judge.ts'
import { paperOf, sheetsOf } from './paper.ts'
import { maskedAnswers, publicAnswers } from './show.ts'
import { exampleForm } from './try/example.ts'

const id = '11010519491231002X'
const typed: Answers = {
  applicant: '王小明',
  idNumber: id,
  phone: '13800001234',
  householdSize: '2',
  members: [
    { name: '王小明', relation: '本人', idNumber: id },
    { name: '李花', relation: '配偶', idNumber: id },
  ],
  income: '12,000',
  hardship: ['孩子上学'],
  hospital: 'yes',
  pay: '打到银行账户',
  account: '6228480402564890018',
}
const { answers, problems } = judge(exampleForm, typed)
const changed = (change: (form: AskedForm) => void): AskedForm => {
  const form = structuredClone(exampleForm)
  change(form)
  return form
}

test('the answers are right to begin with', () => expect(problems).toEqual([]))

test('sealed kinds are masked, in lists too', () => {
  const masked = maskedAnswers(exampleForm, answers)
  expect(JSON.stringify(masked)).not.toMatch(/19491231|00001234|62284804/)
  expect(masked['phone']).toBe('138****1234')
  expect((masked['members'] as Record<string, string>[])[1]!['name']).toBe('李花')
})

test('only what the form says is published, and masked as it says', () => {
  expect(publicAnswers(exampleForm, answers)).toEqual([])
  const form = changed((f) => {
    f.sections[0]!.fields[0]!.shown = 'name'
    f.sections[1]!.fields[2]!.shown = 'as'
    f.sections[0]!.fields[1]!.shown = 'as'
  })
  expect(publicAnswers(form, answers)).toEqual([
    { label: '姓名', value: '王*' },
    { label: '去年全家收入', value: '12,000.00 元' },
  ])
})

test('on paper: blank with its conditions in words, or filled with what was asked', () => {
  const blank = paperOf(exampleForm)
  expect(blank.map((s) => s.title)).toEqual(['申请人', '家庭', '看病的情况', '其他'])
  expect(blank[2]!.about).toBe('只在“家里有哪些困难”是“有人生大病”时填')
  const filled = paperOf(exampleForm, answers)
  expect(filled.map((s) => s.title)).toEqual(['申请人', '家庭', '其他'])
  expect(filled[1]!.lines.find((l) => l.kind === 'table')).toMatchObject({
    rows: [
      ['王小明', '本人', id],
      ['李花', '配偶', id],
    ],
  })
})

test('as sheets: a row per application, a sheet per list', () => {
  const [main, members] = sheetsOf(exampleForm, [{ code: 'A1', answers }])
  expect(main!.rows[0]![main!.head.indexOf('去年全家收入')]).toBe('12000.00')
  expect(members).toMatchObject({
    title: '家庭成员',
    head: ['编号', '序号', '姓名', '与申请人的关系', '身份证号'],
    rows: [
      ['A1', '1', '王小明', '本人', id],
      ['A1', '2', '李花', '配偶', id],
    ],
  })
})

test('as JSON Schema 2020-12, with conditions', () => {
  const schema = jsonSchemaOf(exampleForm, 'https://example.cn/forms/x', '例子')
  expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
  expect(schema['required']).toEqual(['applicant', 'idNumber', 'phone', 'householdSize', 'members', 'income', 'pay'])
  const paid = { properties: { pay: { enum: ['打到银行账户'] } }, required: ['pay'] }
  expect(schema['allOf']).toContainEqual({
    anyOf: [
      { ...paid, required: ['pay', 'account'] },
      { not: paid, properties: { account: false } },
    ],
  })
  const ill = { properties: { hardship: { contains: { enum: ['有人生大病'] } } }, required: ['hardship'] }
  expect(schema['allOf']).toContainEqual({
    anyOf: [
      { ...ill, required: ['hardship', 'hospital'] },
      { not: ill, properties: { hospital: false } },
    ],
  })
  const both = { allOf: [ill, { properties: { hospital: { enum: ['yes'] } }, required: ['hospital'] }] }
  expect(schema['allOf']).toContainEqual({
    anyOf: [
      { ...both, required: ['stays'] },
      { not: both, properties: { stays: false } },
    ],
  })
  const patterns = schema['properties'] as Record<string, { pattern?: string }>
  expect(new RegExp(patterns['income']!.pattern!).test(answers['income'] as string)).toBe(true)
})

test('a changed form is told in words, and open applications move with what does not fit shown', () => {
  const after = changed((f) => {
    f.sections[0]!.fields.splice(2, 1)
    f.sections[1]!.fields[2]!.label = '全家一年收入'
    f.sections[3]!.fields[0]!.options = ['别人代领', '现场领']
    f.sections[3]!.fields.splice(1, 1)
    f.sections[0]!.fields.push({ key: 'job', label: '做什么工作', kind: 'text', required: true })
  })
  expect(formChanges(exampleForm, after).map((c) => c.say)).toEqual([
    '新增“做什么工作”，必填',
    '“去年全家收入”改叫“全家一年收入”',
    '“怎么领钱”去掉了选项：打到银行账户',
    '“怎么领钱”增加了选项：现场领',
    '不再问“联系电话”',
    '不再问“银行账号”',
  ])
  const moved = moveAnswers(exampleForm, after, answers)
  expect(moved.lost).toEqual([
    { label: '联系电话', value: '138****1234' },
    { label: '银行账号', value: '**** **** **** 0018' },
  ])
  expect(moved.problems.map((p) => p.field)).toEqual(['job', 'pay'])
  expect(formChanges(exampleForm, structuredClone(exampleForm))).toEqual([])
})

test('what the register says otherwise is marked for the reviewer', () => {
  const form = changed((f) => {
    f.sections[0]!.fields[0]!.from = 'name'
    f.sections[0]!.fields[2]!.from = 'phone'
    f.sections[1]!.fields[1]!.from = 'household'
  })
  const known = { name: '王 小明', phone: '13900000000', household: [{ name: '王小明' }, { name: '王老汉' }] }
  expect(registerDifferences(form, answers, known)).toEqual([
    { field: 'phone', label: '联系电话', answered: '13800001234', known: '13900000000' },
    { field: 'members', label: '家庭成员', answered: '多了 李花', known: '名册上还有 王老汉' },
  ])
})
