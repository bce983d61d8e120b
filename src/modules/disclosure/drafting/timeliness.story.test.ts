/**
 * On 5 October the officer of Liuwan would hand in October's income: asked first, and the reason stays for those who
 * review and sign.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handsOf, nothing, open, sign, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type World } from '../../../../test/world.ts'

let w: World
let hands: Hands
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
})
afterAll(() => w.close())

async function handInEarly(id: string, early?: string) {
  const { revision } = (await hands.officer.get(`/notices/${id}`)).body
  const saved = await hands.officer.put(`/notices/${id}/draft`, { revision, content: nothing })
  return hands.officer.post(`/notices/${id}/submit`, { revision: saved.body.revision, early })
}

test("a month's account before the month is over is refused without a reason, and goes on with one that the next hands read", async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-03', '2026-10')
  expect((await hands.officer.get(`/notices/${id}`)).body.unfinished).toEqual({
    name: '2026 年 10 月',
    endsOn: '2026-10-31',
  })
  const refused = await handInEarly(id)
  expect(refused).toMatchObject({
    status: 422,
    body: {
      message: expect.stringContaining('2026 年 10 月还没有结束（到 10 月 31 日）'),
      details: { field: 'early' },
    },
  })
  expect(await handInEarly(id, '早')).toMatchObject({ status: 422 })
  expect(await handInEarly(id, '请打 13912345678 问我')).toMatchObject({ status: 422 })
  expect(await handInEarly(id, '本村每月 5 日封账')).toMatchObject({ status: 200, body: { step: 'review' } })
  const seen = (await hands.chair.get(`/notices/${id}`)).body.history.at(-1)
  expect(seen).toMatchObject({ action: 'submit', detail: { early: '本村每月 5 日封账' } })
  await take(hands.chair, id, 'approve')
  expect((await sign(hands.secretary, id)).body.step).toBe('published')
  expect((await hands.officer.get(`/notices/${id}`)).body.unfinished).toBeNull()
})

test('last month asks nothing, and a rota is handed in within its month', async () => {
  for (const [item, period] of [
    ['C07-03', '2026-09'],
    ['C02-03', '2026-10'],
  ] as const) {
    const id = await open(w, hands.officer, 'liuwan', item, period)
    expect((await hands.officer.get(`/notices/${id}`)).body.unfinished).toBeNull()
    expect(await handInEarly(id)).toMatchObject({ status: 200 })
  }
})
