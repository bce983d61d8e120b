/** The demo county's past has nothing that was known before it could be. */
import { expect, test } from 'vitest'
import { knownFrom } from './rows.ts'

const live = { goes_live_on: '2025-12-01' }
const from = (period: string, due_on: string, event_on: string | null = null) => knownFrom(live, { period, due_on, event_on })

test('an account is known when its period is over, a plan in the month in which it is due', () => {
  expect(from('2026-09', '2026-10-08')).toBe('2026-10-01')
  expect(from('2025', '2026-01-31')).toBe('2026-01-01')
  expect(from('2026', '2026-03-31')).toBe('2026-03-01')
})

test('what happens is known on its day, what always stands from the first day on', () => {
  expect(from('E:1', '2026-06-20', '2026-06-10')).toBe('2026-06-10')
  expect(from('S', '2025-12-31')).toBe('2025-12-02')
})

test('nothing is known before the place went live', () => {
  expect(from('2025', '2025-12-20')).toBe('2025-12-01')
})
