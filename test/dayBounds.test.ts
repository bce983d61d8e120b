/**
 * Days that nobody can mean are refused beside their field, with the bound, and nothing is lost: the right day then
 * passes.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handsOf, nothing, open, publish } from './story.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
let admin: Person
let clerk: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[admin, clerk] = await Promise.all([w.signIn('admin'), w.signIn('qingxi-clerk')])
})
afterAll(() => w.close())

const refused = async (p: Person, path: string, body: object, field: string) => {
  const answer = await p.post(path, body)
  expect([path, JSON.stringify(body).slice(0, 120), answer.status, answer.body.details?.field]).toEqual([
    path,
    JSON.stringify(body).slice(0, 120),
    422,
    field,
  ])
  expect(answer.body.message).toMatch(/\d{4}-\d{2}-\d{2}|天|过了/)
  // Which rule refuses, not only where its bound lies.
  expect([path, answer.body.message]).toEqual([
    path,
    expect.stringMatching(/”定的是 \d+ .+，(本地规定|《.+》)|本平台的填写范围：/),
  ])
}

test('terms, hand-overs and deputations', async () => {
  const people = (await clerk.get('/people?place=liuwan')).body.holders as {
    id: string
    person_id: string
    post_code: string
  }[]
  const term = people.find((p) => p.post_code === 'V-GRID')!
  for (const on of ['2062-01-01', '1900-01-11', '2027-06-01', '9999-12-31']) {
    await refused(clerk, `/appointments/${term.id}/hand-over`, { toName: '新来的人', on }, 'on')
    await refused(clerk, '/hand-overs', { on, changes: [{ appointment: term.id, toName: '新来的人' }] }, 'on')
    await refused(clerk, `/appointments/${term.id}/end`, { on }, 'on')
    await refused(clerk, '/people/appoint', { name: '新来的人', post: 'V-GRID', place: 'liuwan', from: on }, 'from')
  }
  const deputyId = people.find((p) => p.person_id !== term.person_id)!.person_id
  const deputy = (from: string, to: string) => ({ deputyId, from, to, reason: '外出学习' })
  await refused(clerk, `/appointments/${term.id}/deputy`, deputy('2026-10-06', '2062-10-06'), 'to')
  await refused(clerk, `/appointments/${term.id}/deputy`, deputy('2062-10-06', '2062-10-16'), 'from')
  expect((await clerk.post(`/appointments/${term.id}/deputy`, deputy('2026-10-06', '2026-10-26'))).status).toBe(200)
  expect(
    (await clerk.post(`/appointments/${term.id}/hand-over`, { toName: '新来的人', on: '2026-11-01' })).status,
  ).toBe(200)
})

test('a year of holidays, a rule from 2062', async () => {
  const days = Array.from({ length: 100 }, (_, i) => ({
    date: new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10),
    kind: '放假',
    name: '放假',
    source: '县里通知',
  }))
  await refused(admin, '/calendar', { days }, 'days')
  expect((await admin.post('/calendar', { days: days.slice(0, 20) })).status).toBe(200)
  await refused(admin, '/calendar', { days: days.slice(20, 60) }, 'days')
  await refused(admin, '/rules', { code: 'handover.days', value: 9, from: '2062-01-01' }, 'from')
  const halved = await admin.post('/rules', { code: 'handover.days', value: 8.5, from: '2026-11-01' })
  expect([halved.status, halved.body.details?.field, halved.body.message]).toEqual([
    422,
    'value',
    expect.stringContaining('8.5，要写整数'),
  ])
  expect((await admin.post('/rules', { code: 'handover.days', value: 9, from: '2026-11-01' })).status).toBe(200)
})

test('the time of publication, the days of a posting', async () => {
  const hands = await handsOf(w)
  const id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
  const { revision } = (await hands.officer.get(`/notices/${id}`)).body
  const save = (publishAt: string) =>
    hands.officer.put(`/notices/${id}/draft`, { revision, content: nothing, publishAt })
  for (const at of ['2020-01-01T08:00:00+08:00', '2062-01-01T08:00:00+08:00', '2026-10-05T08:59:00+08:00'])
    expect([at, (await save(at)).status]).toEqual([at, 422])
  expect((await save('2026-10-05T09:30:00+08:00')).status).toBe(200)
  // Its time has come while the draft was still being written: saving goes on.
  w.set('2026-10-05T10:00:00+08:00')
  const again = (await hands.officer.get(`/notices/${id}`)).body.revision
  const late = { revision: again, content: nothing, publishAt: '2026-10-05T09:30:00+08:00' }
  expect((await hands.officer.put(`/notices/${id}/draft`, late)).status).toBe(200)
  await publish(hands, id)
  for (const to of ['2062-10-20', '9999-12-31', '2028-01-01'])
    await refused(hands.officer, `/notices/${id}/paper`, { place: '村委会公开栏', from: '2026-10-05', to }, 'to')
  const posted = { place: '村委会公开栏', from: '2026-10-05', to: '2026-10-20' }
  expect((await hands.officer.post(`/notices/${id}/paper`, posted)).status).toBe(200)
})

test('a notice hangs on the paper board as long as it must; what did come off early says why, for everybody', async () => {
  const hands = await handsOf(w)
  const id = await open(w, hands.officer, 'liuwan', 'C07-05', '2026-09')
  await publish(hands, id)
  const hang = (from: string, to: string, more: object = {}) => ({ place: '村委会公开栏', from, to, ...more })
  const post = (body: object) => hands.officer.post(`/notices/${id}/paper`, body)
  for (const to of ['2026-10-07', '2026-10-18']) {
    await refused(hands.officer, `/notices/${id}/paper`, hang('2026-10-05', to), 'to')
    // No reason shortens what is still to come.
    await refused(hands.officer, `/notices/${id}/paper`, hang('2026-10-05', to, { shortReason: '台风吹落' }), 'to')
  }
  w.set('2026-10-08T10:00:00+08:00')
  const short = hang('2026-10-05', '2026-10-07')
  await refused(hands.officer, `/notices/${id}/paper`, short, 'shortReason')
  await refused(hands.officer, `/notices/${id}/paper`, { ...short, shortReason: '雨' }, 'shortReason')
  expect((await post({ ...short, shortReason: '找 13812345678 问' })).status).toBe(422)
  expect((await post({ ...short, shortReason: '台风吹落，纸湿了' })).status).toBe(200)
  const { code } = (await hands.officer.get(`/notices/${id}`)).body
  const seen = await (await w.app.request(`http://localhost/d/${code}`)).text()
  expect(seen).toContain('提前撤下的原因：台风吹落，纸湿了')
  // Hung again the day after, it goes on; a gap begins it anew.
  await refused(hands.officer, `/notices/${id}/paper`, hang('2026-10-08', '2026-10-18'), 'to')
  expect((await post(hang('2026-10-08', '2026-10-19'))).status).toBe(200)
})
