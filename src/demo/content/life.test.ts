import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { rooms } from '../../app/rooms.ts'
import type { Pack } from '../../kernel/pack/part.ts'
import { readPack } from '../../kernel/pack/county/read.ts'
import { packedCatalogue } from '../../modules/disclosure/index.ts'
import { demoEvents } from './events.ts'
import { demoLife, type DemoDue, type DemoLife } from './life.ts'
import { demoPlaces } from './places.ts'
import { addDays } from '../../platform/clock.ts'

const now = '2026-11-22'
const isWorkday = (day: string) =>
  ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !(day >= '2026-10-01' && day <= '2026-10-07')
let pack: Pack
let dues: DemoDue[]
let lives: DemoLife[]

/**
 * Monthly and quarterly items of all villages, as the obligations of three months would be, and what happened besides.
 */
beforeAll(async () => {
  pack = (await readPack(join(import.meta.dirname, '../../../counties/demo'), rooms)).pack
  const items = pack
    .of(packedCatalogue)
    .items.map((i) => i.value)
    .filter((item) => !item.derived)
  const villages = demoPlaces(pack, now).filter((place) => place.level === 'village')
  const regular = items.flatMap((item) => {
    if (item.frequency === 'monthly')
      return [
        ['2026-08', '2026-09-01', '2026-09-08'],
        ['2026-09', '2026-10-01', '2026-10-08'],
        ['2026-10', '2026-11-01', '2026-11-08'],
        ['2026-11', '2026-12-01', '2026-12-08'],
      ].map((p) => ({ item, p }))
    return item.frequency === 'quarterly' ? [{ item, p: ['2026Q3', '2026-10-01', '2026-10-15'] }] : []
  })
  dues = villages.flatMap((place) => [
    ...regular.map(
      ({ item, p: [period = '', from = '', due = ''] }): DemoDue => ({
        place: place.code,
        level: 'village',
        item,
        period,
        chain: item.chain,
        from,
        due,
      }),
    ),
    ...demoEvents(place, items, '2026-08-20', now, 'demo').map((event): DemoDue => {
      const item = items.find((i) => i.code === event.item)
      if (!item) throw new Error(event.item)
      return {
        place: place.code,
        level: 'village',
        item,
        period: event.period,
        chain: item.chain,
        from: event.on,
        due: addDays(event.on, 10),
      }
    }),
  ])
  lives = demoLife(dues, { seed: 'demo', now, at: `${now}T23:59:59+08:00`, isWorkday })
})

test('most is on time, some late, some missing, and what is not yet due is not called missing', () => {
  const past = lives.filter((life) => life.due.due < now)
  const onTime = past.filter((life) => life.outcome === 'published' && life.lateDays === 0).length / past.length
  const missing = past.filter((life) => life.outcome === 'missing').length / past.length
  expect(onTime).toBeGreaterThan(0.94)
  expect(onTime).toBeLessThan(0.985)
  expect(missing).toBeGreaterThan(0.002)
  expect(missing).toBeLessThan(0.02)
  expect(lives.filter((life) => life.due.due >= now && life.outcome === 'missing')).toEqual([])
})

test('hands follow one another, begin when the period is over, and nothing happens after today', () => {
  for (const life of lives) {
    const times = life.hands.map((hand) => hand.at)
    expect([...times].sort()).toEqual(times)
    expect(new Set(times).size).toBe(times.length)
    expect((times[0] ?? '9999').slice(0, 10) >= life.due.from).toBe(true)
    expect((times.at(-1) ?? '').slice(0, 10) <= now).toBe(true)
    if (life.outcome === 'published' && life.lateDays === 0)
      expect((life.hands.find((h) => h.step === 'publish')?.at ?? '').slice(0, 10) <= life.due.due).toBe(true)
  }
})

test('publication falls on working days wherever the window has one', () => {
  const published = lives
    .filter((life) => life.outcome === 'published')
    .map((life) => ({ day: life.hands.find((h) => h.step === 'publish')?.at.slice(0, 10) ?? '', life }))
  const onHoliday = published.filter(({ day }) => !isWorkday(day))
  expect(onHoliday.length / published.length).toBeLessThan(0.06)
})

test('there is everything a visitor of the demo should find', () => {
  expect(lives.filter((life) => life.withdrawal)).toHaveLength(1)
  expect(lives.filter((life) => life.correction).length).toBeGreaterThan(100)
  expect(lives.filter((life) => life.nothing).length).toBeGreaterThan(50)
  expect(lives.filter((life) => life.returned).length).toBeGreaterThan(100)
  const questions = lives.flatMap((life) => life.questions)
  expect(questions.some((q) => q.kind === 'objection' && q.answer === '')).toBe(true)
  expect(questions.some((q) => q.name === '')).toBe(true)
  expect(questions.filter((q) => q.answer !== '').length).toBeGreaterThan(questions.length / 2)
  for (const q of questions.filter((one) => one.answer !== '')) expect(q.answeredAt > q.at).toBe(true)
  for (const { returned, hands } of lives)
    if (returned)
      expect([hands[0]?.at ?? '', returned.submittedAt, returned.at, hands[1]?.at ?? '']).toEqual(
        [hands[0]?.at ?? '', returned.submittedAt, returned.at, hands[1]?.at ?? ''].sort(),
      )
})

test('the same seed lives the same life', () => {
  expect(demoLife(dues.slice(0, 500), { seed: 'demo', now, at: `${now}T23:59:59+08:00`, isWorkday })).toEqual(
    demoLife(dues.slice(0, 500), { seed: 'demo', now, at: `${now}T23:59:59+08:00`, isWorkday }),
  )
})

test('every village has its events, each under a name of its own, and stages follow in order', () => {
  const events = dues.filter((due) => due.period.startsWith('E:'))
  expect(events.length / 450).toBeGreaterThan(15)
  expect(new Set(events.map((due) => due.period)).size).toBe(events.length)
  const byHouse = Map.groupBy(
    events.filter((due) => due.item.code === 'C04-08'),
    (due) => due.period.split('/')[0],
  )
  expect(byHouse.size).toBeGreaterThan(10)
  for (const stages of byHouse.values()) {
    expect(stages.map((due) => due.period.split('/')[1])).toEqual(
      ['villageReview', 'townshipReview', 'approval', 'acceptance', 'payment'].slice(0, stages.length),
    )
    expect(stages.map((due) => due.from)).toEqual(stages.map((due) => due.from).sort())
  }
})
