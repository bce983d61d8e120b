/** Differences between versions in words, and two people's work put together. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serviceChanges } from './changes.ts'
import { merged } from '../../../kernel/versions/merge.ts'
import { servicesSchema, type Service } from './services.schema.ts'

const shipped = servicesSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../../counties/demo/services.json'), 'utf8')),
).services
const base = shipped.find((s) => s.code === 'SV001')!
const changed = (change: (s: Service) => void): Service => {
  const s = structuredClone(base)
  change(s)
  return s
}
const said = (change: (s: Service) => void) => serviceChanges(base, changed(change)).map((c) => c.say)

test('the same service has no differences, whichever it is', () => {
  for (const s of shipped) expect(serviceChanges(s, structuredClone(s)), s.name).toEqual([])
})

test('every part that changes is told', () => {
  expect(
    said((s) => {
      s.name = '低保申请'
      s.promised!.value = 15
    }),
  ).toEqual(['“最低生活保障申请”改名为“低保申请”', '承诺期限由“20 个工作日（暂定）”改为“15 个工作日（暂定）”'])
  expect(
    said((s) => {
      s.materials.splice(3, 1)
      s.materials[0]!.looks = '正面就行。'
      s.materials[1]!.required = false
    }),
  ).toEqual([
    '“居民身份证”的样子由“正反两面，四个角都拍全，字看得清，没有过期。”改为“正面就行。”',
    '“户口簿”改为有就带',
    '要带的材料去掉“收入和财产的材料”',
  ])
  expect(
    said((s) => {
      s.steps.reverse()
    }),
  ).toEqual(['步骤的先后变了'])
  expect(
    said((s) => {
      s.steps[0]!.limit = { value: 2, unit: 'workDay' }
      s.notice!.value = 10
      s.joint = { bureaux: ['MZJ', 'RSJ'], quorum: 'all' }
    }),
  ).toEqual([
    '“村里受理”的期限由“1 个工作日内”改为“2 个工作日内”',
    expect.stringMatching(/^公示由“公示 7 天.*改为“公示 10 天/),
    expect.stringMatching(/^联审由.*改为“MZJ、RSJ 都同意”/),
  ])
  expect(
    said((s) => {
      s.form.sections[0]!.fields.push({ key: 'job', label: '做什么', kind: 'text', required: false })
      s.publish!.columns.pop()
    }),
  ).toEqual([expect.stringMatching(/^公开的结果由/), '表单：新增“做什么”'])
  const parts: (keyof Service)[] = [
    'name',
    'also',
    'domain',
    'menu',
    'events',
    'often',
    'who',
    'handling',
    'legal',
    'fee',
    'result',
    'homeVisit',
    'appraisal',
    'identity',
    'competent',
    'notes',
    'source',
    'assumed',
  ]
  const other = shipped.find((s) => s.code === 'SV064')!
  for (const part of parts)
    if (JSON.stringify(base[part]) !== JSON.stringify(other[part]))
      expect(said((s) => Object.assign(s, { [part]: other[part] })).length, part).toBeGreaterThan(0)
})

test('what only one of two changed is taken, what both changed stays mine and is named', () => {
  const mine = changed((s) => {
    s.name = '我的名称'
    s.fee = { yuan: 5, about: '工本费' }
    delete s.publish
  })
  const theirs = changed((s) => {
    s.name = '别人的名称'
    s.who = ['别人写的']
    s.notes = ['提醒']
  })
  const { whole: service, both } = merged(base, mine, theirs)
  expect(service).toMatchObject({ name: '我的名称', fee: { yuan: 5 }, who: ['别人写的'], notes: ['提醒'] })
  expect(service.publish).toBeUndefined()
  expect(both).toEqual(['name'])
  expect(merged(base, base, theirs)).toEqual({ whole: theirs, both: [] })
})
