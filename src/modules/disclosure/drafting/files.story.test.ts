/** An attachment is seen by whoever sees what it is attached to: its id, once known, opens it to nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { photo } from '../../../../test/photo.ts'
import { handIn, handsOf, open, sign, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let hands: Hands
const people: Record<string, Person> = {}
const others = ['liuwan-grid', 'liuwan-agent', 'liuwan-coop', 'qingxi-clerk', 'wangling-officer', 'admin']
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  for (const name of others) {
    const signedIn = await w.signIn(name).catch(() => undefined)
    if (signedIn) people[name] = signedIn
  }
})
afterAll(() => w.close())

const sent = async (by: Person, notice: string, name: string, colour: string) => {
  const { body } = await by.upload(`/notices/${notice}/files`, await photo(name, colour))
  return body.id as string
}
const seen = async (file: string) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries({ ...people, officer: hands.officer, chair: hands.chair, secretary: hands.secretary }).map(
        async ([name, p]) => [name, (await p.get(`/files/${file}`)).status],
      ),
    ),
  )
const naming = (file: string) => ({
  rows: [],
  fields: {},
  note: '见附件。',
  attachments: [{ file, name: '照片.jpg', kind: 'image', public: true }],
})

test('before a draft names it, whoever sent it sees it and nobody else', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C01-01', '2026-09')
  const file = await sent(hands.officer, id, '还没放进去.jpg', '#111')
  const all = await seen(file)
  expect(Object.entries(all).filter(([, status]) => status === 200)).toEqual([['officer', 200]])
  expect(new Set(Object.values(all).filter((status) => status !== 200))).toEqual(new Set([404]))
})

test('of a draft its hands see it and those above, not the other posts of the village, nor another village', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C01-01', '2026-09')
  const file = await sent(hands.officer, id, '放进草稿.jpg', '#222')
  const { revision } = (await hands.officer.get(`/notices/${id}`)).body
  const saved = await hands.officer.put(`/notices/${id}/draft`, { revision, content: naming(file) })
  expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  const mayRead = Object.fromEntries(
    await Promise.all(
      Object.entries(people).map(async ([name, p]) => [name, (await p.get(`/notices/${id}`)).status === 200]),
    ),
  )
  // The same rule as the draft's own, person by person; both kinds are among those who were asked.
  const all = await seen(file)
  for (const [name, may] of Object.entries(mayRead)) expect([name, all[name]]).toEqual([name, may ? 200 : 404])
  expect(new Set(Object.values(mayRead))).toEqual(new Set([true, false]))
  expect([all['officer'], all['chair'], all['secretary'], all['liuwan-grid']]).toEqual([200, 200, 200, 404])
})

test('of what the collective publishes, the collective’s officer too; published, still no stranger through the office’s door', async () => {
  const coop = people['liuwan-coop']!
  const id = await open(w, coop, 'liuwan', 'C07-03', '2026-09')
  const file = await sent(coop, id, '经联社.jpg', '#333')
  const content = { nothing: { reason: '本月没有收入。' }, ...naming(file) }
  expect((await handIn(coop, id, content)).body).toEqual({ step: 'review' })
  expect([await seen(file)]).toMatchObject([{ 'liuwan-coop': 200, chair: 200, 'liuwan-grid': 404 }])
  await take(hands.chair, id, 'approve')
  await sign(hands.secretary, id)
  expect([await seen(file)]).toMatchObject([{ 'liuwan-coop': 200, 'liuwan-grid': 404, 'qingxi-clerk': 200 }])
})
