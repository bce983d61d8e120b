/** Exactly one rule counts, and the order of rows does not matter. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { before, counting, fits, folded, ruleCategories, ruleKinds, type Matter, type Rule } from './rules.ts'

const areas = ['', 'A.', 'A.B.', 'A.B.C.', 'A.D.']
const some = <T>(of: readonly T[]) => fc.subarray([...of], { maxLength: 2 })
const said = ['路灯', '水 管', 'ＬＥＤ', '①号桥']
const rule: fc.Arbitrary<Omit<Rule, 'id'>> = fc.record({
  area: fc.constantFrom(...areas),
  kinds: some(ruleKinds),
  categories: some(ruleCategories.slice(0, 3)),
  words: some(said),
  at: fc.integer({ min: 0, max: 3 }).map((n) => new Date(n)),
})
const rules = fc
  .array(rule, { maxLength: 12 })
  .map((all) => all.map((r, i): Rule => ({ ...r, id: `r${String(i).padStart(2, '0')}` })))
const matter: fc.Arbitrary<Matter> = fc.record({
  path: fc.constantFrom('A.', 'A.B.', 'A.B.C.', 'A.D.E.', 'A.BB.'),
  kind: fc.constantFrom(...ruleKinds, 'person', 'list'),
  category: fc.constantFrom('', ...ruleCategories.slice(0, 3), '干部作风'),
  text: fc.array(fc.constantFrom(...said, '，', '坏了'), { maxLength: 4 }).map((t) => folded(t.join(''))),
  guarded: fc.boolean(),
})

test('one rule counts where any fits, it fits, none that fits is narrower, and no order of rows changes it', () => {
  fc.assert(
    fc.property(
      rules.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
      ),
      matter,
      ([all, shuffled], m) => {
        const one = counting(all, m)
        expect(counting(shuffled, m)).toBe(one)
        const fitting = all.filter((r) => fits(r, m))
        expect(one === undefined).toBe(fitting.length === 0)
        for (const other of fitting) {
          if (other === one) continue
          expect(before(one!, other)).toBeLessThan(0)
          expect(one!.area.length).toBeGreaterThanOrEqual(other.area.length)
        }
        if (m.guarded || m.kind === 'person' || m.kind === 'list' || m.category === '干部作风')
          expect(one).toBeUndefined()
      },
    ),
    { numRuns: 5_000 },
  )
})

test('narrower is: the deeper area, then category, then words, then age; a rule that asks nothing takes nothing', () => {
  const r = (id: string, more: Partial<Rule>): Rule => ({
    id,
    area: '',
    kinds: [],
    categories: [],
    words: [],
    at: new Date(5),
    ...more,
  })
  const m: Matter = {
    path: 'A.B.C.',
    kind: 'trouble',
    category: '环境卫生',
    text: folded('垃 圾\n没人收'),
    guarded: false,
  }
  const all = [
    r('nothing', {}),
    r('young', { words: ['垃圾'], at: new Date(9) }),
    r('old', { words: ['垃圾'] }),
    r('category', { categories: ['环境卫生'] }),
    r('both', { categories: ['环境卫生'], words: ['垃圾'] }),
    r('town', { area: 'A.B.' }),
    r('village', { area: 'A.B.C.', words: ['垃圾没人收'] }),
  ]
  const order: string[] = []
  for (let left = all; ; ) {
    const one = counting(left, m)
    if (!one) break
    order.push(one.id)
    left = left.filter((x) => x !== one)
  }
  expect(order).toEqual(['village', 'town', 'both', 'category', 'old', 'young'])
  expect(fits(r('neighbour', { area: 'A.B.' }), { ...m, path: 'A.BB.' })).toBe(false)
})
