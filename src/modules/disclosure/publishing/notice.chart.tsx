/** A chart where a chart says more: income and expense over the months, or what the sums of a table are made of. */
import type { VNode } from 'preact'
import { addAmounts, type Sums } from './chart.sums.ts'
import { isTemplate, shortLabel } from '../../../kernel/forms/form.ts'
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import { parseAmount, showAmount } from '../../../kernel/forms/money.ts'
import { Chart } from '../../../web/chart.tsx'
import { sayPeriod } from '../obligations/periods.ts'
import { seriesQ, totalsQ, type PeriodRow, type PeriodTotals } from './notice.queries.ts'
import { columnsShown } from './publicForm.ts'
import { sumColumn } from './rowsAsRead.ts'
import type { Found } from './notice.read.ts'
import type { Visit } from '../site.ts'

/** The chart's markup, or nothing where the template asks for none or there is too little to compare. */
export async function chartOf(visit: Visit, { notice: n, form }: Found): Promise<VNode | null> {
  if (!isTemplate(form) || n.content === null || n.content.nothing !== null) return null
  if (form.layout === 'rows') {
    const sums = form.chart?.kind === 'bars' ? addAmounts(n.content.rows, form.chart) : []
    return (
      <>
        <Totals form={form} periods={await totalsQ(visit.db, n.place_slug, n.item_code, n.period)} />
        {sums.length > 0 && <Shares form={form} sums={sums} />}
      </>
    )
  }
  if (form.chart?.kind !== 'incomeExpense') return null
  return <OverMonths form={form} periods={await seriesQ(visit.db, n.place_slug, n.item_code, n.period)} />
}

/** The sum that people came for, period by period, oldest first; nothing where there is but one. */
function Totals({ form, periods }: { form: Template; periods: readonly PeriodTotals[] }) {
  const sum = sumColumn(form, columnsShown(form))
  const figures = periods.flatMap((p) => {
    const amount = sum && parseAmount(String(p.totals?.[sum.key] ?? ''))
    return amount === undefined ? [] : [{ period: p.period, amount }]
  })
  if (sum === undefined || figures.length < 2) return null
  return (
    <Chart
      caption={`近 ${figures.length} 期的${shortLabel(sum.label)}合计（元）`}
      first="哪一期"
      series={[{ label: '合计', tone: 'in' }]}
      rows={figures.reverse().map((f) => ({
        label: monthLabel(f.period, periods[0]!.period),
        values: [{ value: Number(f.amount), text: showAmount(f.amount, 2) }],
      }))}
    />
  )
}

/** Income beside expense, oldest month first. */
export function OverMonths({ form, periods }: { form: Template; periods: readonly PeriodRow[] }) {
  const { value: income, label: expense } = form.chart!
  if (periods.length < 2 || expense === undefined) return null
  const labelOf = (key: string) =>
    shortLabel(form.columns.find((c) => c.key === key)?.label ?? key).replace(/^本月总?/, '')
  const figure = (row: PeriodRow, key: string) => parseAmount(String(row.rows[0]?.[key] ?? '0')) ?? 0n
  return (
    <Chart
      caption={`近 ${periods.length} 个月的收入和支出（元）`}
      first="月份"
      series={[
        { label: labelOf(income), tone: 'in' },
        { label: labelOf(expense), tone: 'out' },
      ]}
      rows={[...periods].reverse().map((p) => ({
        label: monthLabel(p.period, periods[0]!.period),
        values: [income, expense].map((key) => ({ value: Number(figure(p, key)), text: showAmount(figure(p, key)) })),
      }))}
    />
  )
}

/** "8 月"; with the year where it is not the newest one's. */
const monthLabel = (period: string, newest: string) =>
  period.slice(0, 4) === newest.slice(0, 4) && /^\d{4}-\d{2}$/.test(period)
    ? `${Number(period.slice(5))} 月`
    : sayPeriod(period)

function Shares({ form, sums }: { form: Template; sums: Sums }) {
  if (sums.length < 2) return null
  const column = form.columns.find((c) => c.key === form.chart!.value)
  const label = shortLabel(form.columns.find((c) => c.key === form.chart!.label)?.label ?? '类别')
  return (
    <Chart
      caption={`按${label}合计（元）`}
      first={label}
      series={[{ label: shortLabel(column?.label ?? '金额'), tone: 'in' }]}
      rows={sums.map((s) => ({ label: s.label, values: [{ value: Number(s.amount), text: showAmount(s.amount) }] }))}
    />
  )
}
