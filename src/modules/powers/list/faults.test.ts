/** A wrong power is told with what is wrong; amounts part the ways. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bandOf, stepsOf, wayAfter } from './bands.ts'
import { powerFaults } from './faults.ts'
import { powersSchema, type Power } from './powers.schema.ts'

const { powers } = powersSchema.parse(JSON.parse(readFileSync('counties/demo/powers.json', 'utf8')))
const micro = powers.find((p) => p.code === 'NH03')!
const changed = (change: (p: Power) => void): string[] => {
  const p = structuredClone(micro)
  change(p)
  return powerFaults(p).map((f) => f.say)
}

test('the shipped list: 36 powers in 11 aspects, each whole', () => {
  expect(powers).toHaveLength(36)
  expect(new Set(powers.map((p) => p.aspect)).size).toBe(11)
  expect(powers.flatMap((p) => powerFaults(p))).toEqual([])
  for (const p of powers)
    for (const s of p.steps) expect(s.risk !== '' || s.notices.length > 0, `${p.code} ${s.key}`).toBe(true)
})

test('a county may load 72 powers in 14 aspects', () => {
  const aspects = Array.from({ length: 14 }, (_, i) => ({ code: `A${i + 1}`, name: `第 ${i + 1} 方面` }))
  const many = [
    ...powers,
    ...powers.map((p) => ({ ...p, code: p.code.replace('NH', 'BH'), name: `${p.name}（二）` })),
  ].map((p, i) => ({ ...p, aspect: aspects[i % 14]!.code }))
  expect(powersSchema.parse({ title: '清单', aspects, powers: many }).powers.flatMap((p) => powerFaults(p))).toEqual([])
  expect(many).toHaveLength(72)
})

test('faults name what is wrong', () => {
  expect(
    changed((p) => {
      p.steps[1]!.key = 'propose'
    }),
  ).toContainEqual(expect.stringContaining('propose 用了两次'))
  expect(
    changed((p) => {
      p.steps[0]!.hands.push('township_clerk')
    }),
  ).toContainEqual(expect.stringContaining('既写了村里的岗位，又写了乡镇的岗位'))
  expect(
    changed((p) => {
      p.steps[0]!.apart = ['accept']
    }),
  ).toContainEqual(expect.stringContaining('前面却没有这一步'))
  expect(
    changed((p) => {
      p.steps[0]!.bands = ['m9']
    }),
  ).toContainEqual(expect.stringContaining('没有这一档'))
  expect(
    changed((p) => {
      p.amount!.bands.reverse()
    }),
  ).toContainEqual(expect.stringContaining('从小到大'))
  expect(
    changed((p) => {
      p.steps[0]!.notices = [{ item: 'C10-05' }]
    }),
  ).toContainEqual(expect.stringContaining('由两步引出'))
  expect(
    changed((p) => {
      p.steps[0]!.limit = { value: 3, unit: 'workDay', citation: '', kind: 'law' }
    }),
  ).toContainEqual(expect.stringContaining('却没有写依据'))
})

test('who gets the work, and how: every way of awarding says for which amounts it is, and by which rule', () => {
  const modeOf = (p: Power) => p.steps.flatMap((s) => s.facts).find((f) => f.key === 'tenderMode')!
  const told = (change: (mode: ReturnType<typeof modeOf>) => void) => changed((p) => change(modeOf(p))).join('\n')
  expect(told((m) => delete m.optionBands)).toContain('“发包方式”没有写每个选项用于哪一档金额')
  expect(told((m) => m.options!.push('抓阄'))).toContain('选项“抓阄”没有写用于哪一档金额')
  expect(told((m) => (m.optionBands![0]!.option = '抓阄'))).toContain('没有“抓阄”这个选项')
  expect(told((m) => m.optionBands!.push(m.optionBands![0]!))).toContain('“公开招标”写了两次')
  expect(told((m) => (m.optionBands![0]!.bands = ['m9']))).toContain('用于限额 m9，这项权力没有这一档')
  expect(told((m) => m.optionBands!.forEach((o) => (o.bands = ['m1'])))).toContain(
    '“5 万元到 10 万元”这一档一个选项也不能选',
  )
  expect(changed((p) => (p.amount = null)).join('\n')).toContain('不能这样限定（optionBands）')
  expect(changed((p) => (p.steps[0]!.facts[1]!.optionBands = [])).join('\n')).toContain('不能这样限定（optionBands）')
})

test('bands begin at their bound: 49,999.99 is small, 50,000 is not, 100,000 belongs to another power', () => {
  expect(bandOf(micro, 49_999.99)).toEqual({ band: 'm1' })
  expect(bandOf(micro, 50_000)).toEqual({ band: 'm2' })
  expect(bandOf(micro, 100_000)).toMatchObject({ say: 'beyond' })
  expect(bandOf(powers.find((p) => p.code === 'NH04')!, 99_999)).toMatchObject({ say: 'under' })
})

test('an amount that grows past its band asks the missing steps next; one that shrinks drops what is still to come', () => {
  const done = ['propose', 'plan', 'joint', 'award']
  expect(wayAfter(micro, done, 'm2').slice(0, 7)).toEqual([...done, 'deliberate', 'review', 'resolve'])
  expect(wayAfter(micro, ['propose', 'plan'], 'm1')).toEqual(stepsOf(micro, 'm1').map((s) => s.key))
})
