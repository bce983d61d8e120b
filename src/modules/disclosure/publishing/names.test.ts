/** A notice is found by what it is about, never by whom it names. */
import { expect, test } from 'vitest'
import { namesIn, withoutNames } from '../../../kernel/guard/names.ts'

const left = (text: string, known: string[] = []) => withoutNames(text, known).replace(/ +/g, ' ')

test('names from the columns for people go wherever they stand', () => {
  const known = namesIn(['欧阳建国、雷水斌（组长）', '迪丽努尔·买买提'])
  expect([...known]).toEqual(['欧阳建国', '雷水斌', '迪丽努尔·买买提'])
  expect(left('雷水斌经手，付给欧阳建国保洁费', [...known])).toBe(' 经手，付给 保洁费')
})

test('in free text a name is told by what stands beside it', () => {
  expect(left('村民陈桂花反映路灯不亮')).toBe('村民 反映路灯不亮')
  expect(left('经柳长青同志提议')).toBe('经 同志提议')
  expect(left('亓秀阳、夏秀收、姚生芳')).toBe(' 、 、 ')
  expect(left('才让·多杰家的屋顶漏水')).toBe(' 家的屋顶漏水')
})

test('what only looks like a name stays', () => {
  for (const text of [
    '高峰期马路拥堵',
    '村民高度关注',
    '安全生产检查',
    '路灯维修材料，清溪镇五金店',
    '党员方便群众',
    '付石料款',
    '温室、水渠、田间路',
  ])
    expect(withoutNames(text, [])).toBe(text)
})
