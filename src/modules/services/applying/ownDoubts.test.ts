/** An application that says one thing in one place and another in the next. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fillIn, idNumber } from '../../../../test/fillIn.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { Service } from '../list/services.schema.ts'
import { judgeFiled, ownDoubts } from './ownDoubts.ts'
import { wholeForm } from './wholeForm.ts'

const form = wholeForm(
  (JSON.parse(readFileSync('counties/demo/services.json', 'utf8')) as { services: Service[] }).services.find(
    (s) => s.code === 'SV013',
  )!,
)
const filled = (own: Answers) => fillIn(form, () => 'x', { name: '于桂兰', accountName: '于桂兰', idNumber, ...own })

test('born in 1958 by the card: another birth date, a hundred years, somebody else’s account are asked about, and nothing else', () => {
  expect(ownDoubts(form, filled({ birth: '1958-03-02', age: '还不满 80 岁' }), '2026-11-23')).toEqual([])
  expect(
    ownDoubts(form, filled({ birth: '1990-03-02', age: '100 岁以上', accountName: '王桂英' }), '2026-11-23'),
  ).toEqual([
    '填的出生日期是 1990-03-02，身份证号里是 1958-03-02',
    '“今年属于哪一档”选的是“100 岁以上”，按身份证号是 68 岁',
    '户名“王桂英”不是申请人，也不在填的家里人里',
  ])
  expect(ownDoubts(form, filled({ birth: '1958-03-02', age: '还不满 80 岁' }), '2038-03-02')).toHaveLength(1)
  expect(ownDoubts(form, filled({ birth: '1958-03-02', age: '80 到 89 岁' }), '2038-03-02')).toEqual([])
})

test('birth date and age are asked once: filled in from the number, refused beside the field where they say something else', () => {
  const judged = (own: Answers, day = '2026-11-23') => judgeFiled(form, filled(own), day)
  expect(judged({}).answers).toMatchObject({ birth: '1958-03-02', age: '还不满 80 岁' })
  expect(judged({}, '2038-03-02').answers).toMatchObject({ age: '80 到 89 岁' })
  expect(judged({}).problems).toEqual([])
  expect(judged({ birth: '1958-03-02', age: '还不满 80 岁' }).problems).toEqual([])
  expect(judged({ birth: '1958-03-20' }).problems).toEqual([
    { field: 'birth', say: expect.stringContaining('照身份证号是 1958-03-02') },
  ])
  expect(judged({ age: '90 到 99 岁' }).problems).toEqual([
    { field: 'age', say: expect.stringContaining('照身份证号是 68 岁') },
  ])
  // A passport says no birthday: then it is asked.
  expect(judged({ idNumber: 'E12345678' }).problems.map((p) => p.field)).toEqual(['birth', 'age'])
  expect(judged({ idNumber: 'E12345678', birth: '1958-03-20', age: '还不满 80 岁' }).problems).toEqual([])
})
