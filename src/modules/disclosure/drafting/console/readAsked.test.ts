import { expect, test } from 'vitest'
import type { Column, Row } from '../../../../kernel/forms/forms.schema.ts'
import { pasteInto } from './paste.ts'
import { askedOf, stillAsked } from './readAsked.ts'

const rows: Row[] = [
  { who: '王秀英', amount: '300.00' },
  { who: '柳大妹', amount: '25000.00' },
]
const told = [
  { severity: 'warn', row: 1, column: 'amount', say: '工作表“表”B3 「金额」“2.5万元”按 25000.00 元读入，请核对。' },
  { severity: 'warn', say: '工作表“表”第 4 行“小计”当作小计，没有读入。' },
]
const asked = askedOf(told, rows)
const question = '「金额」“2.5万元”按 25000.00 元读入，请核对。'

test('what was doubtful in a cell is asked beside it, wherever its row goes, until it is changed', () => {
  expect(stillAsked(asked, rows)).toEqual([{ row: 1, column: 'amount', severity: 'warn', say: `第 2 行${question}` }])
  expect(stillAsked(asked, [{ who: '李强', amount: null }, ...rows])[0]).toMatchObject({
    row: 2,
    say: `第 3 行${question}`,
  })
  expect(stillAsked(asked, [rows[0]!, { ...rows[1]!, who: '柳大姐' }])).toHaveLength(1)
  expect(stillAsked(asked, [rows[0]!, { ...rows[1]!, amount: '2500.00' }])).toEqual([])
  expect(stillAsked(asked, [rows[0]!])).toEqual([])
})

test('so is what a pasted cell was taken for', () => {
  const columns: Column[] = [
    { key: 'who', label: '姓名', type: 'person', visibility: 'public', required: true },
    { key: 'amount', label: '金额(元)', type: 'money', visibility: 'public', required: true },
  ]
  const pasted = pasteInto(rows, { row: 2, column: 0 }, [['李强', '3万元']], columns, { period: '2026-10' })
  expect(stillAsked(askedOf(pasted.doubts, pasted.rows), pasted.rows)).toEqual([
    { row: 2, column: 'amount', severity: 'warn', say: '第 3 行「金额」“3万元”按 30000.00 元读入，请核对。' },
  ])
})
