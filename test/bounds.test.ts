/**
 * Every number and every day that a form of the console can send has bounds: a field without them is found here,
 * whichever room it is in. What the bounds are worth is tried by hand below, and in dayBounds.test.ts.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consoleRoutes, fieldsOf, type Json } from './routes.ts'
import { makeWorld, type Answer, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
})
afterAll(() => w.close())

/** Nothing in a village is more: ten milliards of yuan, ten thousand millions of anything. */
const mostOfAnything = 10_000_000_000
/** Milliseconds since 1970, of the strokes of a signature: until the year 2286. */
const lastMoment = 9_999_999_999_999

type Bounded = Json & { maximum?: number; reach?: { back: number; ahead: number } }

function wrongWith({ name, schema }: { name: string; schema: Bounded }): string[] {
  const own: string[] = []
  if (schema.const === undefined && (schema.type === 'number' || schema.type === 'integer')) {
    const [low, high] = [schema.minimum ?? -Infinity, schema.maximum ?? Infinity]
    const most = name === 't' ? lastMoment : mostOfAnything
    if (low < -most || high > most) own.push(`${name}: a number without bounds`)
  }
  if ((schema.format === 'date' || schema.format === 'date-time' || isMonth(schema)) && !schema.reach)
    own.push(`${name}: a day without bounds`)
  if (schema.pattern !== undefined && schema.format === undefined && /(\\d|\[0-9\])[+*]/.test(schema.pattern))
    own.push(`${name}: digits without end`)
  return [...own, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((s) => wrongWith({ name, schema: s }))]
}

const isMonth = (s: Json) => s.pattern?.includes('(0[1-9]|1[0-2])') === true

test('no form takes a number or a day without bounds', () => {
  const sent = consoleRoutes(w).filter((r) => ['POST', 'PUT', 'PATCH'].includes(r.method))
  expect(sent.length).toBeGreaterThan(100)
  const fields = sent.flatMap((r) =>
    ['json', 'form'].flatMap((t) => fieldsOf(r.schemas[t]).map((f) => ({ ...f, route: `${r.method} ${r.path}` }))),
  )
  expect(fields.filter((f) => f.schema.type === 'integer').length).toBeGreaterThan(10)
  const wrong = fields.flatMap((f) => wrongWith(f).map((said) => `${f.route} ${said}`))
  expect([...new Set(wrong)]).toEqual([])
})

test('a day out of reach is refused beside its field, whichever room asks', async () => {
  const [admin, officer] = await Promise.all([w.signIn('admin'), w.signIn('liuwan-officer')])
  type Refusal = Answer<{ message?: string; details?: { field?: string } }>
  const refused = async (answer: Promise<Refusal>, field: string) => {
    const { status, body } = await answer
    expect([status, body.details?.field, body.message]).toEqual([
      422,
      field,
      expect.stringMatching(/请核对年份|不能晚于今天/),
    ])
  }
  for (const on of ['1900-01-11', '2062-09-01'])
    await refused(officer.post('/events', { place: 'liuwan', item: 'C07-04', on, title: '修路' }), 'on')
  const day = { kind: '放假', name: '放假', source: '通知' }
  await refused(
    admin.post('/calendar', {
      days: [
        { date: '2026-12-01', ...day },
        { date: '2062-12-01', ...day },
      ],
    }),
    'days.1.date',
  )
  for (const period of ['1900', '2062-03'])
    await refused(admin.post('/archives', { place: 'liuwan', period }), 'period')
  await refused(
    admin.put('/regions/none/live', { on: '2062-01-01', graceDays: 0 }).then((a) => a),
    'on',
  )
})

test('half a day, a share above a hundred, less than nothing', async () => {
  const admin = await w.signIn('admin')
  const rule = (code: string, value: number) => admin.post('/rules', { code, value, from: '2026-11-01' })
  for (const [code, value] of [
    ['handover.days', 20.5],
    ['warn.sharePercent', 120],
    ['display.minDays', -3],
  ] as const)
    expect([code, value, (await rule(code, value)).status]).toEqual([code, value, 422])
})
