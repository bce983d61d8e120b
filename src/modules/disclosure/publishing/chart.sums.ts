/** What a table's money is made of: sums by the words of one column. */
import type { Row } from '../../../kernel/forms/forms.schema.ts'
import { amountOf, type Amount } from '../../../kernel/forms/money.ts'

export type Sums = { label: string; amount: Amount }[]

/** The largest nine, the rest together as 其他; largest first. */
export function addAmounts(rows: readonly Row[], chart: { value: string; label?: string }): Sums {
  const by = new Map<string, Amount>()
  for (const row of rows) {
    const amount = amountOf(row[chart.value])
    const label = String(row[chart.label ?? ''] ?? '').trim() || '未分类'
    if (amount !== undefined) by.set(label, (by.get(label) ?? 0n) + amount)
  }
  const sorted = [...by].map(([label, amount]) => ({ label, amount })).sort((a, b) => (a.amount < b.amount ? 1 : -1))
  if (sorted.length <= 10) return sorted
  return [...sorted.slice(0, 9), { label: '其他合计', amount: sorted.slice(9).reduce((sum, s) => sum + s.amount, 0n) }]
}
