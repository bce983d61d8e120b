/**
 * A county's services: the shipped ones are whole; every rule that a service breaks is told with its place in the file
 * and a remedy.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '../../../app/rooms.ts'
import { checkPack } from '../../../kernel/pack/county/check.ts'
import { serviceFaults } from './faults.ts'
import { servicesSchema, type Service, type Services } from './services.schema.ts'

const demo = join(import.meta.dirname, '../../../../counties/demo')
let shipped: Services
let folder: string
beforeAll(async () => {
  shipped = servicesSchema.parse(JSON.parse(await readFile(join(demo, 'services.json'), 'utf8')))
  folder = await mkdtemp(join(tmpdir(), 'services-'))
  await cp(demo, folder, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

const one = (code = 'SV001'): Service => structuredClone(shipped.services.find((s) => s.code === code)!)
const said = (change: (s: Service) => void, code?: string) => {
  const s = one(code)
  change(s)
  return serviceFaults(s)
    .map((f) => `${f.field}: ${f.say}${f.remedy}`)
    .join('\n')
}

test('74 services, each with a form of its own, papers that say what they look like, and someone competent', () => {
  expect(shipped.services).toHaveLength(74)
  for (const s of shipped.services) {
    expect(serviceFaults(s), s.name).toEqual([])
    expect(
      s.form.sections.some((section) => section.key === 'matter' && section.fields.length > 0),
      s.name,
    ).toBe(true)
    expect(
      s.materials.every((m) => m.looks.endsWith('。')),
      s.name,
    ).toBe(true)
    expect(s.assumed.length, s.name).toBeGreaterThan(0)
  }
  const paid = shipped.services.filter((s) => s.form.sections.some((section) => section.key === 'account'))
  expect(paid.length).toBeGreaterThan(20)
  expect(paid.every((s) => s.materials.some((m) => m.key === 'bankCard'))).toBe(true)
})

test('no certificate of the negative list; who is competent is told', () => {
  expect(
    said((s) => {
      s.name = '开具亲属关系的证明'
    }),
  ).toMatch(/不得出具“亲属关系证明”.*公安派出所/)
  expect(
    said((s) => {
      s.result.name = '无犯罪记录证明'
    }),
  ).toContain('不得出具')
})

test('silence is consent only with an article, never for welfare', () => {
  expect(
    said((s) => {
      s.silence = { means: 'approved', citation: '《某条例》第一条' }
    }),
  ).toContain('不适用“逾期视为同意”')
  expect(
    said((s) => {
      s.silence = { means: 'approved', citation: '' }
    }, 'SV051'),
  ).toContain('没有写依据')
  expect(said(() => undefined, 'SV051')).toBe('')
})

test('limits fit each other; law without an article is refused', () => {
  expect(
    said((s) => {
      s.promised!.value = 40
    }),
  ).toMatch(/承诺 40 个工作日，比法定的 30 天还长/)
  expect(
    said((s) => {
      s.steps[0]!.limit = { value: 15, unit: 'workDay' }
    }),
  ).toContain('加起来比承诺的')
  expect(
    said((s) => {
      s.legal = { value: 30, unit: 'workDay', citation: '', kind: 'law' }
    }),
  ).toContain('没有写依据')
})

test('papers and conditions name what the form has; steps go upwards; a quorum can be reached', () => {
  expect(
    said((s) => {
      Object.assign(s.materials[0]!, { when: { field: 'nothing', is: ['yes'] }, situation: '有的' })
    }),
  ).toContain('表单里没有这一格')
  expect(
    said((s) => {
      Object.assign(s.materials[0]!, { when: { field: 'housing', is: ['别墅'] }, situation: '住别墅的' })
    }),
  ).toContain('没有这个选项')
  expect(
    said((s) => {
      s.materials[0]!.when = { field: 'housing', is: ['租的房'] }
    }),
  ).toContain('没有写给群众看的话')
  expect(
    said((s) => {
      s.form.sections[0]!.fields[0]!.when = { field: 'housing', is: ['租的房'] }
    }),
  ).toContain('条件只能看前面问过的')
  expect(
    said((s) => {
      s.steps.splice(1, 0, { key: 'early', name: '县里先看', level: 'county', kind: 'review', by: '县局' })
    }),
  ).toContain('又回到下级')
  expect(
    said((s) => {
      s.joint = { bureaux: ['MZJ', 'RSJ'], quorum: 3 }
    }),
  ).toContain('却只有 2 个部门')
  expect(
    said((s) => {
      s.notice = null
    }),
  ).toContain('没有写公示几天')
})

test('in a pack the fault has file and line, and the pack is refused', async () => {
  const text = JSON.stringify(
    {
      ...shipped,
      services: [
        ...shipped.services,
        { ...one(), code: 'SV099', name: '婚姻状况证明', menu: 'nowhere', competent: { dept: 'XYZ', name: '某局' } },
      ],
    },
    null,
    1,
  )
  await writeFile(join(folder, 'services.json'), text)
  const { faults } = await checkPack(folder, rooms)
  const line = text.slice(0, text.indexOf('"SV099"')).split('\n').length - 1
  expect(faults.map((f) => [f.file, f.line, f.field])).toEqual([
    ['services.json', line, 'SV099.name'],
    ['services.json', line, 'SV099.menu'],
    ['services.json', line, 'SV099.competent'],
  ])
  expect(faults[0]!.remedy).toContain('婚姻登记处')
})
