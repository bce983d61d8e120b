/** What the builder does to a form, and what it says of one that cannot be used yet. */
import { expect, test } from 'vitest'
import { fieldKinds, type AskedForm } from '../../../../../kernel/asked/asked.schema.ts'
import { faultsOf } from '../../../../../kernel/asked/faults.ts'
import { blankForm, moveField, ofKind, withField, withSection } from '../../../../../console/editor/edit.ts'
import { faultsInWords } from './faultsInWords.ts'

const labels = (form: AskedForm) => form.sections.map((s) => s.fields.map((f) => f.key).join())

test('a question leaves its section at the ends, and the last one stays', () => {
  const form = withField(withSection(withField(blankForm, 0)), 1)
  expect(labels(form)).toEqual(['name,field1', 'field2,field3'])
  expect(labels(moveField(form, 0, 1, 1))).toEqual(['name', 'field1,field2,field3'])
  expect(labels(moveField(form, 1, 0, -1))).toEqual(['name,field1,field2', 'field3'])
  expect(labels(moveField(form, 0, 0, -1))).toEqual(labels(form))
  expect(labels(moveField(blankForm, 0, 0, 1))).toEqual(['name'])
})

test('a question of any kind may become one of any other, and stays sound', () => {
  for (const from of fieldKinds) {
    for (const to of fieldKinds) {
      const field = ofKind(
        ofKind({ key: 'x', label: '一项', kind: 'number', required: true, min: 1, max: 3, unit: '人' }, from),
        to,
      )
      expect(
        faultsInWords({ sections: [{ key: 's', title: '一', fields: [field] }], checks: [] }),
        `${from} → ${to}`,
      ).toEqual([])
    }
  }
})

test('what is not finished is told where it is', () => {
  const form: AskedForm = {
    sections: [
      {
        key: 's',
        title: ' ',
        fields: [
          { key: 'a', label: '甲', kind: 'choice', required: true, options: [] },
          { key: 'b', label: '', kind: 'text', required: false, when: { field: 'a', is: [] } },
        ],
      },
    ],
    checks: [],
  }
  expect(faultsInWords(form).map((f) => f.say)).toEqual([
    '第 1 部分的标题要写，最多 60 个字',
    '第 1 部分第 1 项“甲”的选项要写，每个最多 60 个字，最多 60 个',
    '第 1 部分第 2 项的名称要写，最多 60 个字',
    '第 1 部分第 2 项的条件还没有选是哪个回答',
  ])
  expect(faultsInWords(form)[1]!.field).toBe('a')
  expect(faultsOf(blankForm)).toEqual([])
})
