import { expect, test } from 'vitest'
import { shortName } from './shortName.ts'
import { slugOf } from './slug.ts'

test('villages get their address from pinyin; the same name twice gets the township in front, then a number', () => {
  const taken = new Set<string>()
  expect(slugOf('柳湾村', 'qingxi', 'v1', taken)).toBe('liuwan')
  expect(slugOf('柳湾村', 'yuntai', 'v2', taken)).toBe('yuntai-liuwan')
  expect(slugOf('刘湾村', 'yuntai', 'v3', taken)).toBe('yuntai-liuwan-2')
  expect(slugOf('吕村', 'yuntai', 'v4', taken)).toBe('lvcun')
})

test('no village gets an address that the site needs itself', () => {
  expect(slugOf('地图', 'qingxi', 'v1', new Set())).toBe('ditu')
  expect(slugOf('Search村', 'qingxi', 'v1', new Set())).toBe('qingxi-search')
})

test('a character without a reading falls back on the code', () => {
  expect(slugOf('\u{2FFFD}村', 'qingxi', 'V-07', new Set())).toBe('v07')
})

test('the ending that says what kind of place it is does not count', () => {
  expect(
    ['柳湾村村民委员会', '柳湾村村委会', '柳湾村', '东风路社区居委会', '清溪镇', '晨光街道'].map(shortName),
  ).toEqual(['柳湾', '柳湾', '柳湾', '东风路', '清溪', '晨光'])
})
