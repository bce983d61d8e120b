/** Small pure parts of the public pages. */
import { expect, test } from 'vitest'
import { cacheKey, isElder } from '../kernel/site/cacheKey.ts'
import { addAmounts } from '../modules/disclosure/publishing/chart.sums.ts'
import { bare, glued, sayLate, sayLeft, sayMissing, stateOf } from '../modules/disclosure/obligations/dueWords.ts'
import { snippet } from './snippet.ts'
import { xmlText } from '../kernel/site/xml.ts'

test('a page is kept by address, elder mode and day; nothing else of the visitor gets in', () => {
  const day = '2026-10-05'
  const key = cacheKey('/search?q=%E8%B7%AF', false, day)
  expect(new Set([key, cacheKey('/search', false, day), cacheKey('/search?q=%E8%B7%AF', true, day)]).size).toBe(3)
  expect(key).not.toBe(cacheKey('/search?q=%E8%B7%AF', false, '2026-10-06'))
  expect([isElder('a=b; elder=1'), isElder('elder=1'), isElder('notelder=1'), isElder(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('a due day ends at 24:00; lateness is told in days', () => {
  const open = { due_on: '2026-10-08', published_on: null }
  expect([
    stateOf(open, '2026-10-05', 2),
    stateOf(open, '2026-10-06', 2),
    stateOf(open, '2026-10-08', 2),
    stateOf(open, '2026-10-09', 2),
  ]).toEqual(['open', 'soon', 'soon', 'missing'])
  expect(stateOf({ due_on: '2026-10-08', published_on: '2026-10-08' }, '2026-11-01', 2)).toBe('published')
  expect(stateOf({ due_on: '2026-10-08', published_on: '2026-10-09' }, '2026-11-01', 2)).toBe('publishedLate')
  expect(sayMissing('2026-10-08', '2026-10-11')).toBe('应在 10 月 8 日前公开，已逾期 3 天')
  expect(sayMissing('2025-12-31', '2026-01-01')).toBe('应在 2025 年 12 月 31 日前公开，已逾期 1 天')
  expect([sayLeft('2026-10-08', '2026-10-08'), sayLeft('2026-10-08', '2026-10-06')]).toEqual(['今天到期', '还剩 2 天'])
  expect([sayLate(open), sayLate({ due_on: '2026-10-08', published_on: '2026-10-10' })]).toEqual(['', '晚了 2 天'])
})

test('sums of a chart are exact; the smallest go together', () => {
  const rows = [
    ...Array.from({ length: 12 }, (_, i) => ({ kind: `类${i}`, amount: `${i + 1}.10` })),
    { kind: '类11', amount: '0.20' },
    { kind: null, amount: 'abc' },
  ]
  const sums = addAmounts(rows, { value: 'amount', label: 'kind' })
  expect(sums).toHaveLength(10)
  expect(sums[0]).toEqual({ label: '类11', amount: 12_300_000n })
  expect(sums.at(-1)).toEqual({ label: '其他合计', amount: 6_300_000n })
  expect(sums.reduce((all, s) => all + s.amount, 0n)).toBe(79_400_000n)
})

test('the line that was found is cut around the find', () => {
  const content = { rows: [{ a: '没有', b: `${'前'.repeat(40)}路灯维修${'后'.repeat(40)}` }], note: '' }
  expect(snippet(content, ['路灯'])).toEqual({
    before: `…${'前'.repeat(24)}`,
    hit: '路灯',
    after: `维修${'后'.repeat(22)}…`,
  })
  expect(snippet(content, ['没找'])).toBeUndefined()
  expect(snippet(null, ['路灯'])).toBeUndefined()
})

test('words: reasons without a double stop, digits glued to their unit, XML without forbidden characters', () => {
  expect([bare('按票据改正。'), bare(' 抄错 ')]).toEqual(['按票据改正', '抄错'])
  expect(glued('2026 年 10 月应公开 3 项')).toBe('2026\u00a0年\u00a010\u00a0月应公开\u00a03\u00a0项')
  expect(xmlText('a<b>&"\u0008c')).toBe('a&lt;b&gt;&amp;&quot;c')
})
