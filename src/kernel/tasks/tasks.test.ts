/** The list of tasks narrows, counts and turns its pages the same way whatever it holds. */
import { expect, test } from 'vitest'
import { facets, keyOf, nobody, pageOf, pageSize, type TaskRow } from './tasks.ts'

const lamps = ['red', 'yellow', 'green', 'paused'] as const
const made = (i: number): TaskRow => ({
  key: keyOf('test', String(i)),
  kind: ['民情反映', '村务公开', '便民服务申请'][i % 3]!,
  id: String(i),
  title: `第 ${i} 件`,
  words: i % 3 === 0 ? '路灯坏了' : '',
  place: ['柳湾村', '花溪村'][i % 2]!,
  code: '',
  due: i % 7 === 0 ? null : new Date(Date.UTC(2026, 10, (i * 11) % 28)).toISOString(),
  lamp: lamps[i % 4]!,
  missed: i % 5 === 0,
  state: `第 ${i % 4} 步`,
  service: i % 3 === 2 ? '临时救助' : '',
  power: '',
  who: i % 6 === 0 ? '陈红华' : '',
  mine: i % 6 === 0,
  more: '',
  verb: '去办理',
  open: { to: '/' },
  deeds: [],
})
const all = Array.from({ length: 137 }, (_, i) => made(i))

test('every task stands on exactly one page, soonest due first, those without a limit last', () => {
  const seen: TaskRow[] = []
  let after: string | undefined
  do {
    const page = pageOf(all, after === undefined ? {} : { after })
    expect(page.rows.length).toBeLessThanOrEqual(pageSize)
    seen.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  expect(new Set(seen.map((t) => t.key)).size).toBe(all.length)
  const due = seen.map((t) => t.due ?? '9')
  expect(due).toEqual([...due].sort())
})

test('a page goes on where it stopped though what it stopped at was done meanwhile', () => {
  const first = pageOf(all, {})
  const without = all.filter((t) => t.key !== first.rows.at(-1)!.key)
  expect(pageOf(without, { after: first.next! }).rows.map((t) => t.key)).toEqual(
    pageOf(all, { after: first.next! }).rows.map((t) => t.key),
  )
})

test('each count is what choosing it then shows, whatever else is chosen', () => {
  for (const chosen of [{}, { kind: '民情反映' }, { place: '柳湾村', mine: true }, { text: '路灯' }]) {
    const page = pageOf(all, chosen)
    for (const f of facets)
      for (const c of page.counts[f])
        expect(pageOf(all, { ...chosen, [f]: c.value }).total, `${f} ${c.value}`).toBe(c.n)
    for (const lamp of [...lamps, 'missed'] as const)
      expect(pageOf(all, { ...chosen, lamp }).total, lamp).toBe(page.lamps[lamp])
    expect(page.lamps.all).toBe(page.total)
  }
  expect(pageOf(all, { who: nobody }).rows.every((t) => t.who === '')).toBe(true)
})
