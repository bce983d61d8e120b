/**
 * A complaint about a published list: dismissed with its reason, or upheld, and then the list is corrected before the
 * complaint ends.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { handIn, handsOf, nothing, open, publish, sign, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { receive, type Place } from '../sending/receive.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
let hands: Hands
let clerk: Person
let grid: Person
let liuwan: Place
let notice: { id: string; code: string }

beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  ;[clerk, grid] = (await Promise.all(['qingxi-clerk', 'liuwan-grid'].map((u) => w.signIn(u)))) as [Person, Person]
  hands = await handsOf(w)
  const id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09'))
  notice = (await first(w.office.db, sql<{ id: string; code: string }>`SELECT id, code FROM notices WHERE id = ${id}`))!
})
afterAll(() => w.close())

async function complain(noticeId: string | undefined, text = '这张表少了一笔，请查我家 13912345678'): Promise<string> {
  const ctx = await contextAt(w.office.db, w.now())
  const input = reportSchema.parse({
    kind: 'list',
    text,
    name: '王大姐',
    phone: '13912345678',
    show: 'nameless',
    key: newId(),
  })
  const made = await transact(w.office.db, (tx) =>
    receive(tx, w.office.secret, liuwan, input, [], { channel: 'web', noticeId }, ctx),
  )
  return (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
}
const act = (id: string, action: string, body: object) => clerk.post(`/cases/${id}/actions/${action}`, body)
const reply = (text: string) => ({ reply: { text, form: 'written' } })
const page = async (path: string) => (await w.app.request(`http://localhost${path}`)).text()

test('dismissed: the reason is the answer, and nothing is asked of the village', async () => {
  const id = await complain(notice.id)
  expect((await clerk.get(`/cases/${id}`)).body.actions.map((a: { name: string }) => a.name).slice(0, 2)).toEqual([
    '属实，请他们更正',
    '不属实，答复',
  ])
  expect((await act(id, 'dismiss', {})).status).toBe(422)
  expect((await act(id, 'dismiss', reply('查了票据，没有漏记，表是对的。'))).body).toEqual({ step: 'answered' })
  expect((await clerk.get(`/cases/${id}`)).body.report.finding).toBe('dismissed')
  expect(await rows(w.office.db, sql`SELECT 1 FROM report_corrections`)).toEqual([])
})

test('upheld: it says what is to be corrected; without the notice it asks for its code; a telephone is refused', async () => {
  const id = await complain(undefined)
  expect((await act(id, 'uphold', reply('核实了，少记一笔，已请村里更正。'))).status).toBe(422)
  const asked = await act(id, 'uphold', {
    ...reply('核实了，少记一笔，已请村里更正。'),
    comment: '补上 9 月 3 日的承包费',
  })
  expect([asked.status, (asked.body as { message: string }).message]).toEqual([
    422,
    '请写要更正的是哪一项公开：公开页最下面的编号，10 位数字和字母。',
  ])
  expect(
    (
      await act(id, 'uphold', {
        ...reply('核实了，少记一笔。'),
        comment: '请问 13912345678 的王大姐',
        notice: notice.code,
      })
    ).status,
  ).toBe(422)
  expect(
    (await act(id, 'uphold', { ...reply('核实了，少记一笔。'), comment: '补上承包费', notice: 'AAAAAAAAAA' })).status,
  ).toBe(422)
  expect((await clerk.get(`/cases/${id}`)).body.case.step).toBe('centre')
})

test('upheld: the village has a task on a clock of its own and does not see who complained; both pages tell; corrected, the complaint goes on', async () => {
  const id = await complain(notice.id)
  await clerk.post(`/cases/${id}/face`, {
    shown: true,
    title: '收入表少一笔',
    text: '这张表少了一笔',
    reason: '隐去号码',
  })
  expect(
    (await act(id, 'uphold', { ...reply('核实了，少记一笔，已请村里更正。'), comment: '补上 9 月 3 日的承包费' })).body,
  ).toEqual({ step: 'correcting' })
  const seen = (await clerk.get(`/cases/${id}`)).body
  expect([seen.report.finding, seen.correction.notice_code, seen.correction.met_at]).toEqual([
    'upheld',
    notice.code,
    null,
  ])

  const [task] = (await hands.officer.get('/cases')).body.rows
  expect(task).toMatchObject({ subject_kind: 'correction', place: '柳湾村', lamp: 'green', stepName: '等更正' })
  expect(task.title).toContain('更正：由一件民情反映引起')
  const told = await hands.officer.get(task.link)
  expect(told.body).toMatchObject({ noticeId: notice.id, text: '补上 9 月 3 日的承包费', mine: true })
  expect(told.body.clock.join('，')).toContain('5 个工作日')
  expect(JSON.stringify([task, told.body])).not.toMatch(/王大姐|13912345678|收入表少一笔/)
  expect((await hands.officer.get(`/cases/${id}`)).status).toBe(404)
  expect((await grid.get(task.link)).status).toBe(200)
  expect((await hands.officer.get(`/notices/${notice.id}`)).body.demands).toMatchObject([
    { upheld: true, met_at: null },
  ])

  const code = seen.case.code
  expect(await page(`/d/${notice.code}`)).toMatch(
    new RegExp(`核查属实.*补上 9 月 3 日的承包费.*/reports/${code}[\\s\\S]*更正在谁手里[\\s\\S]*href="tel:`),
  )
  expect(await page(`/reports/${code}?view=public`)).toContain(`/d/${notice.code}`)

  w.set('2026-10-17T09:00:00+08:00')
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  expect((await hands.officer.get('/cases?lamp=red')).body.rows.map((r: { id: string }) => r.id)).toContain(task.id)
  expect((await hands.officer.get('/messages')).body.messages.map((m: { link: string }) => m.link)).toContain(task.link)

  await take(hands.officer, notice.id, 'correct', { comment: '漏了一笔承包费，补上' })
  expect((await handIn(hands.officer, notice.id, { nothing: { reason: '更正后的说明。' } })).status).toBe(200)
  expect((await clerk.get(`/cases/${id}`)).body.case.step).toBe('correcting')
  await take(hands.chair, notice.id, 'approve')
  expect((await sign(hands.secretary, notice.id)).body).toMatchObject({ step: 'published', published: 2 })
  const after = (await clerk.get(`/cases/${id}`)).body
  expect([after.case.step, after.correction.met_how, after.history.at(-1).name]).toEqual([
    'answered',
    'corrected',
    '已更正或撤下',
  ])
  expect((await hands.officer.get('/cases')).body.rows).toEqual([])
  expect(await page(`/d/${notice.code}`)).toContain('已更正公开')
})

test('upheld and withdrawn instead: that ends it too; what is not waited for any longer is said with a reason', async () => {
  const other = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'), nothing)
  const [a, b] = [await complain(other), await complain(other)]
  for (const id of [a, b]) await act(id, 'uphold', { ...reply('核实了，这张表不对。'), comment: '整张重做' })
  expect((await act(b, 'waive', {})).status).toBe(422)
  expect((await act(b, 'waive', { comment: '和另一件一起更正' })).body).toEqual({ step: 'answered' })
  expect((await clerk.get(`/cases/${b}`)).body.correction.met_how).toBe('waived')
  expect((await take(hands.secretary, other, 'withdraw', { comment: '整张表要重做，另行公开' })).status).toBe(200)
  expect((await clerk.get(`/cases/${a}`)).body).toMatchObject({
    case: { step: 'answered' },
    correction: { met_how: 'withdrawn' },
  })

  const c = await complain(notice.id)
  await act(c, 'uphold', { ...reply('核实了，这张表不对。'), comment: '整张重做' })
  expect(
    (await (await w.signIn('admin')).post(`/notices/${notice.id}/takedown`, { comment: '内容有误，县里下架' })).status,
  ).toBe(200)
  expect((await clerk.get(`/cases/${c}`)).body).toMatchObject({
    case: { step: 'answered' },
    correction: { met_how: 'withdrawn' },
  })
})
