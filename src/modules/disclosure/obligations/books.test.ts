/** The sentence on a period's books, counted from the rows and said with its month and its day. */
import { expect, test } from 'vitest'
import { booksOf, booksToSay, sayBooks } from './books.ts'

const row = (period: string, due_on: string, published_on: string | null = null) => ({ period, due_on, published_on })

test('a month, a quarter and a year are said with the period and the day, and add up', () => {
  const due = [
    row('2025-12', '2026-01-08', '2026-01-07'),
    row('2025-12', '2026-01-08'),
    row('2025-12', '2026-01-12'),
    row('2025Q4', '2026-01-15', '2026-01-09'),
    row('2025', '2026-01-31'),
    // A plan for the running month, a thing that happened and what stands for good are no books.
    row('2026-01', '2026-01-05'),
    row('E:road-1', '2026-01-09'),
    row('S', '2026-01-09'),
  ]
  const books = booksOf(due, '2026-01-10')
  expect(books.map((b) => b.period)).toEqual(['2025-12', '2025Q4', '2025'])
  for (const b of books) expect(b.published + b.late).toBeLessThanOrEqual(b.due)
  expect(booksToSay(books).map((b) => sayBooks(b, '2026-01-10'))).toEqual([
    '2025 年 12 月的账应在 1 月 8 日到 1 月 12 日前公开：应公开 3 项，已公开 1 项，1 项逾期，1 项还没到期。',
    '2025 年的账应在 1 月 31 日前公开：应公开 1 项，已公开 0 项，1 项还没到期。',
  ])
})

test('whose books they are, when all are out, and nothing where nothing was due', () => {
  const [b] = booksOf([row('2026-10', '2026-11-08', '2026-11-09')], '2026-11-30')
  expect(sayBooks(b!, '2026-11-30', '全县')).toBe('10 月的账应在 11 月 8 日前公开：全县应公开 1 项，都公开了。')
  expect(booksOf([row('E:road-1', '2026-11-08')], '2026-11-30')).toEqual([])
  expect(sayBooks({ ...b!, period: '2026' }, '2026-11-30')).toMatch(/^2026 年的账/)
})
