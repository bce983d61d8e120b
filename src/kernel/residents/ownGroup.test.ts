/** A register's words for a group lead to its place, and never to a neighbour's. */
import { expect, test } from 'vitest'
import { groupNamed } from './ownGroup.ts'

const groups = ['柳湾一组', '柳湾十一组', '柳湾二十组', '渡口组'].map((name) => ({ name }))

test.each([
  ['一组', '柳湾一组'],
  ['第一村民小组', '柳湾一组'],
  ['1组', '柳湾一组'],
  ['１ 组', '柳湾一组'],
  ['柳湾村一组', '柳湾一组'],
  ['11组', '柳湾十一组'],
  ['第20小组', '柳湾二十组'],
  ['渡口组', '渡口组'],
  ['渡口', undefined],
  ['二组', undefined],
  ['', undefined],
  ['村', undefined],
])('%s: %s', (said, meant) => {
  expect(groupNamed(groups, '柳湾村', said)?.name).toBe(meant)
})

test('two groups of one name are nobody’s', () => {
  expect(groupNamed([{ name: '一组' }, { name: '柳湾1组' }], '柳湾村', '一组')).toBeUndefined()
})
