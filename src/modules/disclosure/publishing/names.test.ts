/** A notice is found by what it is about, never by whom it names. */
import { expect, test } from 'vitest'
import { namesIn, namesTold, withoutNames } from '../../../kernel/guard/names.ts'

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

test.each([
  ['我叫王小花，住在三组', ['王小花']],
  ['我是张伟，路灯坏了', ['张伟']],
  ['本人李秀英反映', ['李秀英']],
  ['隔壁柳大山家的狗', ['柳大山']],
  ['买买提·艾力 的地', ['买买提·艾力']],
  ['王小花', ['王小花']],
  ['三组路口的自来水管破了', []],
  ['路灯坏了，是周边村民', []],
  ['王主任不管', []],
  ['我是新来的，高兴得很', []],
  ['金银花地被淹，安全问题', []],
])('%s: asked about %j', (text, names) => expect(namesTold(text, [])).toEqual(names))
test('a name of the register is known wherever it stands', () =>
  expect(namesTold('昨天和高兴去看过水渠', ['高兴', '高', '柳三'])).toEqual(['高兴']))
