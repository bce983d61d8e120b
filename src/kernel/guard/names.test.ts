/** Names in what staff write: people are asked about, everyday sentences are not. */
import { expect, test } from 'vitest'
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
