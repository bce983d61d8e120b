/** Asking, objecting and reporting what is missing, without JavaScript; nothing that was typed is lost. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { visitor } from '../../reports/fixtures/visitor.ts'
import { expenses, obligationOf, openLiuwan, publish, type Liuwan } from '../../../front/fixtures/liuwan.ts'

let l: Liuwan
let code: string

beforeAll(async () => {
  l = await openLiuwan()
  code = (await publish(l, 'C07-04', '2026-09', expenses())).code
})
afterAll(() => l.w.close())

const fields = {
  kind: 'question',
  text: '保洁是几个人？一天多少钱？',
  name: '柳大山',
  showName: 'yes',
  contact: '13800001111',
  key: '',
}
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)![1]!

test('wrong input: the same page, 422, a summary that leads to the field, and all that was typed', async () => {
  const page = await l.post(`/d/${code}/ask`, { ...fields, text: '问', key: 'k1' })
  expect(page.status).toBe(422)
  expect(page.html).toContain('href="#text"')
  expect(page.html).toContain('aria-invalid="true"')
  expect(page.html).toContain('value="柳大山"')
  expect(page.html).toContain('value="13800001111"')
  expect(page.html).toContain('>问</textarea>')
  expect(page.html).toContain('value="k1"')
})

test('right input: thanks, a code, and by when it is answered; pressed twice it is asked once', async () => {
  const key = keyIn((await l.get(`/d/${code}/ask`)).html)
  const [once, twice] = (await Promise.all([
    l.post(`/d/${code}/ask`, { ...fields, key }),
    l.post(`/d/${code}/ask`, { ...fields, key }),
  ])) as [Awaited<ReturnType<typeof l.post>>, Awaited<ReturnType<typeof l.post>>]
  expect(once.status).toBe(303)
  expect(twice.headers.get('location')).toBe(once.headers.get('location'))
  const receipt = await l.get(once.headers.get('location')!)
  expect(receipt.text).toContain('收到了，谢谢您')
  expect(receipt.text).toContain('最晚 2026 年 10 月 10 日答复')
  expect((await rows(l.w.office.db, sql`SELECT 1 FROM questions`)).length).toBe(1)
})

test('gone back and written otherwise: with the same key it is another question, nothing is lost', async () => {
  const key = keyIn((await l.get(`/d/${code}/ask`)).html)
  const [one, other] = [
    await l.post(`/d/${code}/ask`, { ...fields, text: '票据在哪里看？', key }),
    await l.post(`/d/${code}/ask`, { ...fields, text: '谁验收的？', key }),
  ]
  expect(one.headers.get('location')).not.toBe(other.headers.get('location'))
  expect(
    (await rows(l.w.office.db, sql`SELECT 1 FROM questions WHERE text IN ('票据在哪里看？', '谁验收的？')`)).length,
  ).toBe(2)
})

test('gone back to a form that was loaded anew: the same words lead to the same question, others do not', async () => {
  const v = visitor(l.w)
  const again = async (more: object = {}) => {
    const key = keyIn((await v.get(`/d/${code}/ask`)).html)
    return (await v.post(`/d/${code}/ask`, { ...fields, text: '扫街的车是谁的？', key, ...more })).location
  }
  const one = await again()
  expect(one).toMatch(/^\/q\//)
  expect(await again()).toBe(one)
  expect(await again({ text: '车是什么时候买的？' })).not.toBe(one)
  expect(await again({ name: '白小河' }), 'another person').not.toBe(one)
})

test('a form may stay in the visitor\'s browser for "back"; the page with the code may not', async () => {
  const form = await l.get(`/d/${code}/ask`)
  const refused = await l.post(`/d/${code}/ask`, { ...fields, text: '问', key: 'k2' })
  for (const page of [form, refused]) expect(page.headers.get('cache-control')).toBe('private, no-cache')
  const [q] = await rows(l.w.office.db, sql<{ code: string }>`SELECT code FROM questions LIMIT 1`)
  expect((await l.get(`/q/${q!.code}`)).headers.get('cache-control')).toBe('no-store')
})

test('before review nobody reads the words; after it the page shows them, with the answer under them', async () => {
  expect((await l.get(`/d/${code}`)).text).not.toContain('一天多少钱')
  const [q] = await rows(l.w.office.db, sql<{ id: string }>`SELECT id FROM questions WHERE text = ${fields.text}`)
  expect((await l.clerk.post(`/questions/${q!.id}/review`, { shown: true, reason: '' })).status).toBe(200)
  const waiting = await l.get(`/d/${code}`)
  expect(waiting.text).toContain('柳大山 提问')
  const whom = /aria-label="在谁手里"[\s\S]*?<b>雷水斌<\/b>[\s\S]*?href="tel:0000-6210002"/
  expect(waiting.html, 'until it is answered, whom to call about it').toMatch(whom)
  expect(
    (await l.officer.post(`/questions/${q!.id}/answer`, { text: '三个人，每人每天六十元。', conclusion: '' })).status,
  ).toBe(200)
  const page = await l.get(`/d/${code}`)
  expect(page.text).toContain('三个人，每人每天六十元。')
  expect(page.text).not.toContain('13800001111')
  expect(page.html).not.toMatch(whom)
})

test('"not published" goes to the township, not to the village', async () => {
  l.w.set('2026-10-12T09:00:00+08:00')
  const id = await obligationOf(l.w, 'C07-02', '2026-09')
  const page = await l.get(`/v/liuwan/missing/${id}`)
  const sent = await l.post(`/v/liuwan/missing/${id}`, {
    kind: 'question',
    text: '九月的账怎么还没有公开？',
    name: '',
    contact: '',
    key: keyIn(page.html),
  })
  expect(sent.status).toBe(303)
  const [q] = await rows(
    l.w.office.db,
    sql<{
      kind: string
      level: string
    }>`SELECT q.kind, r.level FROM questions q JOIN regions r ON r.id = q.handler_id WHERE q.obligation_id = ${id}`,
  )
  expect(q).toEqual({ kind: 'missing', level: 'township' })
  // The receipt names the hands that have it, not the village's.
  const receipt = await l.get(sent.headers.get('location')!)
  expect(receipt.html).toMatch(/aria-label="在谁手里"[\s\S]*?<small>乡镇村务公开经办人/)
  expect(receipt.html).not.toContain('雷水斌')
  expect((await l.get(`/v/liuwan/missing/${id}`)).text).toContain('已有 1 人反映过')
})

test('where nothing stands above, the page says who handles the report, and the county does', async () => {
  const [o] = await rows(
    l.w.office.db,
    sql<{
      id: string
      slug: string
    }>`
      SELECT o.id, r.slug
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.level = 'county' AND o.published_at IS NULL AND o.due_on < '2026-10-12'
      LIMIT 1`,
  )
  const page = await l.get(`/v/${o!.slug}/missing/${o!.id}`)
  expect(page.text).toContain('反映由晴川县负责村务公开的部门办理')
  expect(page.text).not.toContain('不由晴川县自己处理')
  expect(
    (
      await l.post(`/v/${o!.slug}/missing/${o!.id}`, {
        text: '请县里尽快公开。',
        name: '',
        contact: '',
        key: keyIn(page.html),
      })
    ).status,
  ).toBe(303)
  const [q] = await rows(
    l.w.office.db,
    sql<{
      level: string
    }>`SELECT r.level FROM questions q JOIN regions r ON r.id = q.handler_id WHERE q.obligation_id = ${o!.id}`,
  )
  expect(q!.level).toBe('county')
})

test('a form from another site is refused', async () => {
  const answer = await l.w.app.request(`http://localhost/d/${code}/ask`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: 'https://evil.example', host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect(answer.status).toBe(403)
})

test('too many from one address are asked to wait; whoever solved the puzzle may go on, once per puzzle', async () => {
  const ask = (n: number, more: Record<string, string> = {}) =>
    l.post(`/d/${code}/ask`, { ...fields, text: `第 ${n} 个问题是什么？`, key: `many-${n}`, ...more })
  const answers = []
  for (let n = 0; n < 8; n++) answers.push((await ask(n)).status)
  expect(answers.at(-1)).toBe(429)
  const { solveChallenge } = await import('altcha-lib')
  const { deriveKey } = await import('altcha-lib/algorithms/sha')
  const challenge = JSON.parse((await l.get('/ask/challenge')).html)
  const altcha = JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
  expect((await ask(20, { altcha })).status).toBe(303)
  expect((await ask(21, { altcha })).status).toBe(429)
})
