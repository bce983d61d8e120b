/**
 * A band that is taken out of a power takes along what only it asked; nothing of it is asked of everybody afterwards.
 */
import { expect, test } from 'vitest'
import { powerStepSchema } from './powers.schema.ts'
import { stepsWithout } from './stepsWithout.ts'

const step = (key: string, more: object = {}) =>
  powerStepSchema.parse({ key, name: `步骤${key}`, who: '村里', hands: ['drafter'], limit: null, ...more })

test('steps of the band alone go and are named, others lose it, and whoever kept apart from them is free', () => {
  const ways = {
    key: 'way',
    label: '怎么定',
    kind: 'choice',
    required: true,
    options: ['直接发包', '招标'],
    optionBands: [
      { option: '直接发包', bands: ['small'], basis: '办法第三条' },
      { option: '招标', bands: ['small', 'large'], basis: '办法第四条' },
    ],
  }
  const { steps, gone } = stepsWithout(
    [
      step('a'),
      step('b', { bands: ['small'] }),
      step('c', { bands: ['small', 'large'], apart: ['a', 'b'], facts: [ways] }),
    ],
    'small',
  )
  expect(gone).toEqual(['步骤b'])
  expect(steps.map((s) => [s.key, s.bands, s.apart])).toEqual([
    ['a', [], []],
    ['c', ['large'], ['a']],
  ])
  expect(steps[1]!.facts[0]!.optionBands!.map((o) => [o.option, o.bands])).toEqual([
    ['直接发包', []],
    ['招标', ['large']],
  ])
})
