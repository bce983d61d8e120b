/** The same form ten times at the same moment: one thing is made, ten answers say the same, nothing fails. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
})
afterAll(() => w.close())

const forms: [what: string, who: string, path: string, table: string, body: () => object][] = [
  [
    'a seal',
    'liuwan-agent',
    '/seals',
    'seal_uses',
    () => ({
      place: 'liuwan',
      seal: '村民委员会印章',
      paper: '证明材料一份',
      reason: '申请房屋改造补助',
      copies: 1,
      askerKind: 'villager',
      askerName: '柳大妹',
      key: newId(),
    }),
  ],
  [
    'a power’s run',
    'liuwan-officer',
    '/powers/runs',
    'power_runs',
    () => ({ place: 'liuwan', key: newId(), power: 'NH01', title: '村办公用房修缮' }),
  ],
  [
    'a report that staff write down',
    'liuwan-grid',
    '/reports',
    'reports',
    () => ({
      place: 'liuwan',
      key: newId(),
      kind: 'trouble',
      show: 'nameless',
      text: '路灯不亮',
      spot: '村口',
      channel: 'phone',
    }),
  ],
]

test.each(forms)('%s', async (_, who, path, table, body) => {
  const person: Person = await w.signIn(who)
  const given = body()
  const count = async () =>
    (await rows(w.t.owner, sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`))[0]!.n
  const before = await count()
  const answers = await Promise.all(Array.from({ length: 10 }, () => person.post(path, given)))
  expect(
    answers.map((a) => a.status),
    JSON.stringify(answers[0]!.body),
  ).toEqual(Array(10).fill(200))
  expect(new Set(answers.map((a) => a.body.code)).size).toBe(1)
  expect(await count()).toBe(before + 1)
})

test('a day named twice in the calendar is told, with its date', async () => {
  const day = { date: '2026-12-31', kind: '放假', name: '调休', source: '通知' }
  const answer = await (await w.signIn('admin')).post('/calendar', { days: [day, day] })
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([422, expect.stringContaining('2026-12-31 填了两次')])
})

test('somebody else’s key is told, not answered with what they sent', async () => {
  const key = newId()
  const form = { place: 'liuwan', key, power: 'NH01', title: '村办公用房修缮' }
  const first = await (await w.signIn('liuwan-officer')).post('/powers/runs', form)
  const second = await (await w.signIn('liuwan-director')).post('/powers/runs', form)
  expect([first.status, second.status]).toEqual([200, 409])
  expect(JSON.stringify(second.body)).not.toContain(first.body.code)
})
