/**
 * Who writes of danger on a notice is told whom to call before it is taken, and goes on with one tick; nothing typed is
 * lost.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../platform/db.ts'
import { expenses, obligationOf, openLiuwan, publish, type Liuwan } from './fixtures/liuwan.ts'

let l: Liuwan
let code: string
beforeAll(async () => {
  l = await openLiuwan()
  ;({ code } = await publish(l, 'C07-04', '2026-09', expenses()))
  l.w.set('2026-10-12T09:00:00+08:00')
})
afterAll(() => l.w.close())

const send = (path: string, fields: Record<string, string>) =>
  l.w.app.fetch(
    new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost',
        host: 'localhost',
      },
      body: new URLSearchParams(fields),
    }),
  )
const kept = async () =>
  (await rows(l.w.office.db, sql<{ text: string }>`SELECT text FROM questions`)).map((q) => q.text)

test('a question, and a report of what is missing', async () => {
  const late = `/v/liuwan/missing/${await obligationOf(l.w, 'C07-02', '2026-09')}`
  for (const path of [`/d/${code}/ask`, late]) {
    const text = `有小孩溺水了，池塘没有护栏，${path.slice(0, 3)}`
    const asked = await send(path, { kind: 'question', text })
    const html = await asked.text()
    expect([path, asked.status]).toEqual([path, 422])
    expect(html).toContain('href="tel:120"')
    expect(html).toContain(text)
    expect(await kept()).not.toContain(text)
    expect((await send(path, { kind: 'question', text, urgent: 'seen' })).status).toBe(303)
    expect(await kept()).toContain(text)
  }
})

test('an ID number is asked about; a number that cannot be called is told', async () => {
  const text = '我的身份证 110101199003074477 为什么不在名单里'
  const asked = await send(`/d/${code}/ask`, { kind: 'question', text })
  expect([asked.status, (await asked.text()).includes('href="#numbers"')]).toEqual([422, true])
  const called = await send(`/d/${code}/ask`, { kind: 'question', text: '路灯什么时候修好', contact: '1391234' })
  expect([called.status, (await called.text()).includes('这个电话打不通')]).toEqual([422, true])
  const words = await send(`/d/${code}/ask`, { kind: 'question', text: '路灯什么时候修好', contact: '晚上到村部找我' })
  expect(words.status).toBe(303)
})

test('a comment comes through the same door, with a name, and is shown after review only', async () => {
  const text = '路灯修得好，晚上走路放心多了'
  const nameless = await send(`/d/${code}/ask`, { kind: 'comment', text })
  expect([nameless.status, (await nameless.text()).includes('请写姓名')]).toEqual([422, true])
  expect((await send(`/d/${code}/ask`, { kind: 'comment', text, name: '赵大爷' })).status).toBe(303)
  expect((await l.get(`/d/${code}`)).text).not.toContain(text)
  const [{ id }] = (await rows(l.w.office.db, sql<{ id: string }>`SELECT id FROM questions WHERE text = ${text}`)) as [
    { id: string },
  ]
  expect((await l.clerk.post(`/questions/${id}/review`, { shown: true, reason: '' })).status).toBe(200)
  expect((await l.get(`/d/${code}`)).text).toContain(text)
})
