/** The same form ten times at the same moment: one thing is made, ten answers say the same, nothing fails. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { visitor } from '../src/modules/reports/fixtures/visitor.ts'
import { filledIn } from './everyRoom.ts'
import { consoleRoutes } from './routes.ts'
import { handsOf, open, publish } from './story.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
})
afterAll(() => w.close())

type Sent = { fields: Record<string, string>; files?: [string, File][] }

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

const count = async (table: string) =>
  (await rows(w.t.owner, sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`))[0]!.n

test.each(forms)('%s', async (_, who, path, table, body) => {
  const person: Person = await w.signIn(who)
  const given = body()
  const before = await count(table)
  const answers = await Promise.all(Array.from({ length: 10 }, () => person.post(path, given)))
  expect(
    answers.map((a) => a.status),
    JSON.stringify(answers[0]!.body),
  ).toEqual(Array(10).fill(200))
  expect(new Set(answers.map((a) => a.body.code)).size).toBe(1)
  expect(await count(table)).toBe(before + 1)
})

test('these are all the console’s forms that carry a key', () => {
  const keyed = consoleRoutes(w).filter((r) => r.schemas['json']?.properties?.['key'])
  expect(keyed.map((r) => r.path).sort()).toEqual(forms.map(([, , path]) => path).sort())
})

const villagers: [what: string, table: string, path: () => Promise<string>, fields: () => Promise<Sent>][] = [
  [
    'a report',
    'reports',
    async () => '/v/liuwan/reports/new',
    async () => ({
      fields: {
        kind: 'trouble',
        text: '井盖松了',
        spot: '村口',
        show: 'nameless',
        urgent: 'seen',
        asked: 'similar named numbers',
      },
    }),
  ],
  [
    'a question about a notice',
    'questions',
    async () => {
      const hands = await handsOf(w)
      const id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'))
      await w.seal()
      return `/d/${(await hands.officer.get(`/notices/${id}`)).body.code}/ask`
    },
    async () => ({ fields: { kind: 'question', text: '这笔钱是哪一天付的？', name: '', contact: '' } }),
  ],
  [
    'an application',
    'applications',
    async () => '/v/liuwan/services/SV023/apply',
    async () => {
      const { fields, files } = await filledIn(w, 'SV023')
      return { fields: { ...fields, do: 'send' }, files }
    },
  ],
]

// Four: more at once than a person presses, fewer than the limits for strangers let through.
test.each(villagers)('a villager’s: %s', async (_, table, path, filled) => {
  const v = visitor(w)
  const [at, { fields, files = [] }] = [await path(), await filled()]
  const key = /name="key" value="([^"]+)"/.exec((await v.get(at)).html)?.[1] ?? newId()
  const before = await count(table)
  const answers = await Promise.all(Array.from({ length: 4 }, () => v.post(at, { ...fields, key }, files)))
  const wrong = answers.find((a) => a.status !== 303)
  expect(
    answers.map((a) => a.status),
    wrong?.html.slice(-3_000),
  ).toEqual(Array(4).fill(303))
  expect(new Set(answers.map((a) => a.location)).size).toBe(1)
  expect(await count(table)).toBe(before + 1)
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
