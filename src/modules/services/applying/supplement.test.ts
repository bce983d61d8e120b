/** Which questions an applicant sees who brings what was named as missing. */
import { expect, test } from 'vitest'
import { askedFormSchema } from '../../../kernel/asked/asked.schema.ts'
import { answeredAnew, openQuestions, restOf } from './supplement.ts'

const form = askedFormSchema.parse({
  sections: [
    {
      key: 'who',
      title: '申请人',
      fields: [
        { key: 'name', label: '姓名', kind: 'person', from: 'name' },
        { key: 'idNumber', label: '身份证号', kind: 'idNumber', from: 'idNumber' },
        { key: 'birth', label: '出生日期', kind: 'date', from: 'birth' },
      ],
    },
    {
      key: 'home',
      title: '家庭',
      fields: [
        { key: 'size', label: '几口人', kind: 'number' },
        { key: 'members', label: '成员', kind: 'household' },
        { key: 'ill', label: '有人生病吗', kind: 'yesNo' },
        { key: 'days', label: '住院几天', kind: 'number', when: { field: 'ill', is: ['yes'] } },
      ],
    },
    {
      key: 'more',
      title: '住院',
      when: { field: 'ill', is: ['yes'] },
      fields: [{ key: 'hospital', label: '哪家医院', kind: 'text' }],
    },
  ],
  checks: [{ rule: 'members.count = size', say: '人数对不上。' }],
})
const open = (...named: string[]) => [...openQuestions(form, named)].sort()

test('what was named, and what must be changed with it', () => {
  expect(open('name')).toEqual(['name'])
  expect(open('ill'), 'what hangs on its answer').toEqual(['days', 'hospital', 'ill'])
  expect(open('size'), 'what a check holds against it').toEqual(['members', 'size'])
  expect(open('idNumber'), 'what follows from the number').toEqual(['birth', 'idNumber'])
  expect(open('nothingOfTheKind')).toEqual([])
})

test('what is not open stays as it was handed in, whatever is sent', () => {
  const kept = { name: '王一', size: '2', ill: 'no' }
  expect(answeredAnew(kept, { name: '别人', size: '', ill: 'yes' }, openQuestions(form, ['ill']))).toEqual({
    name: '王一',
    size: '2',
    ill: 'yes',
  })
  expect(restOf(form, openQuestions(form, ['ill'])).sections.map((s) => s.key)).toEqual(['who', 'home'])
})
