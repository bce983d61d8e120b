/** Names in what staff write: people are asked about, everyday sentences are not. */
import { expect, test } from 'vitest'
import { nameLetters } from './nameLetters.ts'
import { namesTold } from './names.ts'

test.each([
  '主管道今天已经换好，水通了。',
  '路修好，灯亮了，请放心。',
  '钱到账，明天就发。',
  '车来过，垃圾清运完。',
  '已经派人，水不漏了。',
  '高了十公分，马上改。',
  '井打好；田还没分。',
  '请查一查。',
  '钱发到本人社会保障卡。',
  '应到 36 人，实到 31 人。',
  '查一查，数一数。',
])('“%s” names nobody', (text) => {
  expect(namesTold(text, [])).toEqual([])
})

test.each([
  ['已经和王小花、张三说好。', ['王小花', '张三']],
  ['和赵得柱签字的地界。', ['赵得柱']],
  ['张三、王小花，户主钱多多。', ['张三', '王小花', '钱多多']],
  ['村民高翠莲反映的路灯装好了。', ['高翠莲']],
  ['钱有才同志负责。', ['钱有才']],
])('“%s” names %j', (text, names) => {
  expect(namesTold(text, [])).toEqual(expect.arrayContaining(names))
})

/** A name that the village's register has, however it is written; what is asked about is what stands there. */
test.each([
  '王小花',
  '王 小 花',
  '王\u3000小花',
  '王\u200b小\u2060花',
  '王·小·花',
  '王-小-花',
  '王_小_花',
  '王*小*花',
  '“王”小花',
  '王\n小\n花',
  '王\u0336小\u0336花\u0336',
  '\u202e花小王\u202c',
  '\u2067花小王\u2069',
])('“%s” is known', (written) => {
  const text = `村里${written}领了补助`
  const [told] = namesTold(text, ['王小花'])
  expect(told && text.includes(told) && nameLetters(told).length).toBe(3)
})
test.each([
  ['劉小花领了补助', '刘小花'],
  ['歐陽小花领了补助', '欧阳小花'],
  ['买买提.艾力领了补助', '买买提·艾力'],
  ['买买提艾力领了补助', '买买提·艾力'],
])('“%s” tells of %s', (text, name) => expect(namesTold(text, [name]).length).toBe(1))
test.each(['王家、小花家都来了', '老王，小花', '王。小花', '三小花'])('“%s” is not 王小花', (text) =>
  expect(namesTold(text, ['王小花']).map(nameLetters)).not.toContain('王小花'),
)
