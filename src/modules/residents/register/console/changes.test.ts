import { expect, test } from 'vitest'
import { differencesOf } from './changes.ts'

test('a change is told field by field, in words; what history does not keep is not guessed', () => {
  const face = {
    home: '柳湾村020 户',
    name: '沈梅',
    relation: '户主',
    born_on: null,
    party: false,
    state: 'here',
    path: 'a',
  }
  expect(
    differencesOf({ before: face, after: { ...face, name: '沈小梅', born_on: '1960-02-03', party: true, path: 'b' } }),
  ).toEqual(['姓名：沈梅 → 沈小梅', '出生日期：没有登记 → 1960-02-03', '党员：不是 → 是'])
  expect(differencesOf({ before: face, after: { ...face, home: '桥头村017 户', state: 'left' } })).toEqual([
    '户：柳湾村020 户 → 桥头村017 户',
    '状态：在村 → 迁出',
  ])
  expect(differencesOf({ before: face, after: face })).toEqual([])
  expect(differencesOf({ before: null, after: face })).toEqual([])
})
