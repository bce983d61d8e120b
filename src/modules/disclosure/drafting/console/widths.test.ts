/** Columns are as wide as what stands in them. */
import { expect, test } from 'vitest'
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import { widthOf } from './widths.ts'

const column = (more: Partial<Column>) =>
  ({ key: 'a', label: '金额', type: 'text', visibility: 'public', ...more }) as unknown as Column

test('long words widen a column up to a bound, short ones leave it narrow', () => {
  const narrow = widthOf(column({ label: '户数' }), [{ a: '12' }])
  const wide = widthOf(column({ label: '开支项目' }), [{ a: '村民代表会议茶水和资料费' }])
  expect(narrow).toBeLessThan(6)
  expect(wide).toBeGreaterThan(12)
  expect(widthOf(column({}), [{ a: '长'.repeat(200) }])).toBe(18)
})

test('an amount has room as it is printed, a choice for its longest word', () => {
  expect(widthOf(column({ type: 'money' }), [{ a: 1234567.5 }])).toBeGreaterThan(0.58 * '1,234,567.50'.length)
  expect(widthOf(column({ type: 'money' }), [{ a: '900.00' }], '1234567.50')).toBeGreaterThan(
    0.6 * '1,234,567.50'.length,
  )
  expect(widthOf(column({ type: 'enum', options: ['是', '集体经营收入'] } as never), [])).toBeGreaterThan(8)
})
