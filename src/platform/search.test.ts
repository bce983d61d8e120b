/** How a text is found again: any substring, words in another order, a single character, several ways to say it. */
import { expect, test } from 'vitest'
import { typedPinyin, pinyinOf } from './pinyin.ts'
import { plainOf, tokensOf, tsqueriesOf } from './search.ts'

test('every single character is the beginning of some token', () => {
  const tokens = [...tokensOf('修桥铺路，2026 年')]
  for (const c of '修桥铺路年') expect(tokens.some((t) => t.startsWith(c))).toBe(true)
  expect(tsqueriesOf('路')[0]).toEqual({ how: 'typed', query: `('路':*)` })
})

test('strict first, then words in any order, then most of them, then any', () => {
  const readings = tsqueriesOf('柳湾 低保 公示 名单')
  expect(readings.map((r) => r.how)).toEqual(['typed', 'words', 'most', 'any'])
  expect(tsqueriesOf('低保', ['最低生活保障'])[0]!.query).toContain(`('低保') | ('最低' & '低生'`)
  expect(tsqueriesOf('！？')).toEqual([])
})

test('typed carelessly, it is the same', () => {
  expect(plainOf('　柳湾村，ＱＣ０１０２、“低保” ')).toBe('柳湾村 qc0102 低保')
  for (const typed of ['Liu Wan', 'liǔ wān', 'LIUWAN', "liu'wan", 'ｌｉｕｗａｎ'])
    expect(typedPinyin(typed)).toBe('liuwan')
  expect(typedPinyin('lǜ wān')).toBe(pinyinOf('绿湾'))
  expect(typedPinyin('柳wan')).toBe('')
})
