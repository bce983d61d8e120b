/**
 * What goes on beside a case's steps: a machine that listens, a matter split off where it stands, answers kept ready,
 * orders that everybody may read.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { httpSpeech } from '../../../kernel/speech.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { ledgerJobs, ledgerRows } from '../statistics/export.ts'
import { answerAsGuest } from '../../../kernel/cases/requests.ts'
import { addTo } from '../following/party.ts'
import { receive, type Place } from '../sending/receive.ts'
import type { SentFile } from '../sending/uploads.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
let liuwan: Place
let grid: Person, agent: Person, clerk: Person, leader: Person
let service: Server
const heard: { form: FormData; authorization: string | null }[] = []
let answer: { status: number; body: string } = { status: 200, body: JSON.stringify({ text: ' 三组的水管破了 ' }) }

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  ;[grid, agent, clerk, leader] = (await Promise.all(
    ['liuwan-grid', 'liuwan-agent', 'qingxi-clerk', 'qingxi-leader'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person]
  // The other end of POST /v1/audio/transcriptions, as the interface's published reference describes it.
  service = createServer(async (req, res) => {
    const body = await new Response(req as unknown as ReadableStream, {
      headers: { 'content-type': req.headers['content-type'] ?? '' },
    }).formData()
    heard.push({ form: body, authorization: req.headers.authorization ?? null })
    res
      .writeHead(req.url === '/v1/audio/transcriptions' && req.method === 'POST' ? answer.status : 404, {
        'content-type': 'application/json',
      })
      .end(answer.body)
  })
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  service.close()
  await w.close()
})

async function told(more: object = {}, files: SentFile[] = []): Promise<{ id: string; code: string; caseId: string }> {
  const ctx = await contextAt(w.office.db, w.now())
  const made = await transact(w.office.db, (tx) =>
    receive(
      tx,
      w.office.secret,
      liuwan,
      reportSchema.parse({ kind: 'trouble', text: '水管破了', show: 'nameless', key: newId(), ...more }),
      files,
      { channel: 'web' },
      ctx,
    ),
  )
  return {
    ...made,
    caseId: (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id,
  }
}

test('without a service a person types; with one, its hearing is offered, never kept by itself; when it fails a sentence says so', async () => {
  const bytes = new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 9, 9])
  const sha256 = await w.office.files.put('original', bytes)
  const { caseId } = await told({ text: '' }, [
    { kind: 'voice', name: '录音.webm', type: 'audio/webm', bytes: bytes.length, sha256 },
  ])
  const seen = (await grid.get(`/cases/${caseId}`)).body
  const path = `/cases/${caseId}/files/${seen.files[0].id}`
  expect(seen.hears).toBe(false)
  expect((await grid.post(`${path}/heard`)).status).toBe(409)
  w.office.speech = httpSpeech(
    `http://127.0.0.1:${(service.address() as AddressInfo).port}/v1/audio/transcriptions`,
    'a-token',
    'whisper-1',
  )
  expect((await clerk.post(`${path}/heard`)).status).toBe(403)
  expect((await grid.post(`${path}/heard`)).body).toEqual({ text: '三组的水管破了' })
  const { form, authorization } = heard[0]!
  expect([authorization, form.get('model'), form.get('language'), form.get('response_format')]).toEqual([
    'Bearer a-token',
    'whisper-1',
    'zh',
    'json',
  ])
  const file = form.get('file') as File
  expect([file.name, file.type, new Uint8Array(await file.arrayBuffer())]).toEqual(['voice.webm', 'audio/webm', bytes])
  expect((await grid.get(`/cases/${caseId}`)).body.files[0].transcript).toBe('')
  answer = { status: 500, body: '{"error":{"message":"no"}}' }
  expect(await grid.post(`${path}/heard`)).toMatchObject({
    status: 503,
    body: { message: '语音转文字没有成功，请自己听写，或者过一会儿再试。' },
  })
  expect((await grid.post(`${path}/transcript`, { text: '三组的水管破了，水流到路上' })).status).toBe(200)
  expect((await grid.get(`/cases/${caseId}`)).body.files[0]).toMatchObject({ transcript: '三组的水管破了，水流到路上' })
})

test('a second matter is split off where the case stands, or from the start', async () => {
  const { caseId } = await told()
  await grid.post(`/cases/${caseId}/actions/up`, { comment: '要上面修' })
  const seen = (await clerk.get(`/cases/${caseId}`)).body
  expect(seen.splitSteps.map((s: { step: string }) => s.step)).toEqual(['centre', 'gathered'])
  const part = { kind: 'danger', text: '路口的井盖也松了', reason: '另一件事' }
  expect((await clerk.post(`/cases/${caseId}/split`, { ...part, step: 'decide' })).status).toBe(422)
  expect(
    (await clerk.post(`/cases/${caseId}/split`, { ...part, kind: 'list', step: 'centre' })).body.message,
  ).toContain('从头开始')
  const here = (await clerk.post(`/cases/${caseId}/split`, { ...part, step: 'centre' })).body
  const child = (await clerk.get(`/cases/${here.id}`)).body
  expect([child.case.step, child.how, child.links[0].id]).toEqual(['centre', 'hand', caseId])
  expect(child.clock.join('，')).toContain('3 个工作日')
  const fromStart = (await clerk.post(`/cases/${caseId}/split`, part)).body
  expect((await grid.get(`/cases/${fromStart.id}`)).body.case.step).toBe('received')
})

test('answers kept ready are changed and taken out of use by their own place only', async () => {
  const { id } = (
    await agent.post('/standard-answers', { place: 'liuwan', title: '医保缴费', text: '12 月 31 日前交。' })
  ).body
  expect(
    (await agent.post('/standard-answers', { place: 'qingxi', title: '医保缴费', text: '12 月 31 日前交。' })).status,
  ).toBe(403)
  expect((await agent.post(`/standard-answers/${id}`, { title: '医保缴费', text: '请打 13912345678 问' })).status).toBe(
    422,
  )
  expect((await clerk.post(`/standard-answers/${id}`, { title: '医保缴费', text: '改成别的' })).status).toBe(404)
  const changed = (
    await agent.post(`/standard-answers/${id}`, { title: '医保缴费', text: '12 月 31 日前交，手机上可以交。' })
  ).body
  expect((await grid.get('/standard-answers')).body.answers).toMatchObject([
    { id: changed.id, text: '12 月 31 日前交，手机上可以交。', mine: true },
  ])
  expect((await agent.post(`/standard-answers/${id}/end`)).status).toBe(404)
  await agent.post(`/standard-answers/${changed.id}/end`)
  expect((await grid.get('/standard-answers')).body.answers).toEqual([])
})

test('an order is the handler’s to see; everybody’s where the county says so', async () => {
  const { caseId, code } = await told()
  await grid.post(`/cases/${caseId}/face`, { shown: true, title: '水管破裂', text: '水管破了', reason: '' })
  expect((await leader.post(`/cases/${caseId}/orders`, { text: '请今天派人去看，三天内修好' })).status).toBe(200)
  expect((await grid.get(`/cases/${caseId}`)).body.requests).toMatchObject([
    { kind: 'order', ask: '请今天派人去看，三天内修好' },
  ])
  const page = async () => (await w.app.request(`http://localhost/reports/${code}`)).text()
  expect(await page()).not.toContain('三天内修好')
  await sql`UPDATE rules SET value = '"everyone"' WHERE code = 'report.ordersVisible'`.execute(w.t.owner)
  const html = await page()
  expect(html).toMatch(/督办.*请今天派人去看，三天内修好.*最晚/)
})

test('the ledger is a workbook of the span: a row for each report, numbers masked, nothing that a sheet would run', async () => {
  await told({ text: '=1+1 请打 13912345678', spot: '三组' })
  const liu = { path: liuwan.path, from: '2026-11-01', to: '2026-11-30', person: 'nobody' }
  const made = (await ledgerJobs(w.office)['reportLedger']!(liu, async () => undefined)) as {
    sha256: string
    rows: number
  }
  expect(made.rows).toBe(await ledgerRows(w.office.db, liu))
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await w.office.files.get('original', made.sha256))!.buffer as ArrayBuffer)
  const sheet = book.worksheets[0]!
  expect([sheet.rowCount, sheet.getRow(1).getCell(1).value, sheet.getRow(1).font?.bold]).toEqual([
    made.rows + 1,
    '编号',
    true,
  ])
  expect(book.worksheets[1]!.getColumn(1).values.join()).toContain('按时')
  // A time is one to sort by, a number of people one to add up; neither is words.
  const [received, people] = [2, 10].map((c) => sheet.getRow(2).getCell(c))
  expect([received!.value, received!.numFmt, typeof people!.value]).toEqual([
    expect.any(Date),
    'yyyy-mm-dd hh:mm',
    'number',
  ])
  expect((received!.value as Date).toISOString().slice(0, 4)).toBe('2026')
  const texts = Array.from({ length: sheet.rowCount }, (_, i) => String(sheet.getRow(i + 1).getCell(8).value))
  expect(texts.find((t) => t.includes('1+1'))).toMatch(/^'=1\+1 请打 139\*+/)
})

test('the ledger of a place says how many of its reports others have now; there they are rows, and none is counted twice', async () => {
  const { caseId } = await told({ text: '桥面塌了一块' })
  const span = (path: string) => ({ path, from: '2026-11-01', to: '2026-11-30', person: 'nobody' })
  const bookOf = async (path: string) => {
    const made = (await ledgerJobs(w.office)['reportLedger']!(span(path), async () => undefined)) as {
      sha256: string
      rows: number
    }
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await w.office.files.get('original', made.sha256))!.buffer as ArrayBuffer)
    const note = /另有 (\d+) 件交给上级或者别处在办/.exec(book.worksheets[1]!.getColumn(1).values.join())
    return { rows: made.rows, elsewhere: Number(note?.[1] ?? 0) }
  }
  const township = liuwan.path.replace(/[^.]+\.?$/, '')
  const before = [await bookOf(liuwan.path), await bookOf(township)] as const
  expect((await grid.post(`/cases/${caseId}/actions/up`, { comment: '要上面修' })).status).toBe(200)
  const handed = [await bookOf(liuwan.path), await bookOf(township)] as const
  // The village's own row has gone above: it is said there, and the township's ledger has it as before.
  expect(handed[0]).toEqual({ rows: before[0].rows - 1, elsewhere: before[0].elsewhere + 1 })
  expect(handed[1]).toEqual(before[1])
  expect(handed[0].rows + handed[0].elsewhere).toBe(before[0].rows + before[0].elsewhere)
  const { actions } = (await clerk.get(`/cases/${caseId}`)).body
  expect(actions.map((a: { action: string }) => a.action)).toContain('up')
  expect((await clerk.post(`/cases/${caseId}/actions/up`, { comment: '要县里修' })).status).toBe(200)
  const above = await bookOf(township)
  expect(above).toEqual({ rows: handed[1].rows - 1, elsewhere: handed[1].elsewhere + 1 })
  expect((await bookOf(liuwan.path)).elsewhere, 'still of the village, wherever it lies').toBe(handed[0].elsewhere)
})

test('what a reporter or an invited outsider adds stops nobody; a lost link is replaced, the old one opens nothing', async () => {
  const { caseId, id } = await told()
  const made = (await grid.post(`/cases/${caseId}/guests`, { name: '县医院 王医生', ask: '水能不能喝？' })).body
  const request = async () => (await grid.get(`/cases/${caseId}`)).body.requests[0]
  const again = await grid.post(`/cases/${caseId}/requests/${(await request()).id}/link`)
  expect([again.status, again.body.path === made.path]).toEqual([200, false])
  const open = async (path: string) => (await w.app.request(`http://localhost${path}`)).status
  expect([await open(made.path), await open(again.body.path)]).toEqual([404, 200])
  expect((await clerk.post(`/cases/${caseId}/requests/${(await request()).id}/link`)).status).not.toBe(200)
  const { events } = (await grid.get(`/cases/${caseId}`)).body.case
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, (tx) =>
    answerAsGuest(tx, again.body.path.slice('/consult/'.length), { text: '烧开再喝。' }, ctx),
  )
  await transact(w.office.db, (tx) => addTo(tx, { id } as Parameters<typeof addTo>[1], '五组也停水了', ctx))
  expect((await grid.post(`/cases/${caseId}/requests/${(await request()).id}/link`)).status).toBe(409)
  const moved = await grid.post(`/cases/${caseId}/actions/up`, { comment: '要上面修', seenEvents: events })
  expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  expect((await grid.post(`/cases/${caseId}/actions/up`, { comment: '再报一次', seenEvents: events })).status).toBe(409)
})

test('nobody is handed what nobody there can open: refused with whom to ask, marked in the list; nothing has moved', async () => {
  const { caseId } = await told()
  await grid.post(`/cases/${caseId}/actions/up`, { comment: '要上面修' })
  const places = async () =>
    (await clerk.get('/places?everywhere=1')).body.places as {
      slug: string
      level: string
      name: string
      signsIn: boolean
    }[]
  const bureau = (await places()).find((p) => p.level === 'bureau' && p.signsIn)!
  await sql`
    UPDATE accounts
    SET disabled_at = now()
    WHERE person_id IN (
      SELECT a.person_id FROM appointments a JOIN regions r ON r.id = a.region_id WHERE r.slug = ${bureau.slug}
    )`.execute(w.t.owner)
  expect((await places()).find((p) => p.slug === bureau.slug)!.signsIn).toBe(false)
  const { actions, case: before } = (await clerk.get(`/cases/${caseId}`)).body
  for (const [action, json] of [
    ['ask', { units: ['liuwan', bureau.slug], lead: bureau.slug, ask: '请查水质' }],
    ['transfer', { holder: bureau.slug, comment: '归你们管' }],
  ] as const) {
    if (!actions.some((a: { action: string }) => a.action === action)) continue
    const refused = await clerk.post(`/cases/${caseId}/actions/${action}`, json)
    expect([action, refused.status]).toEqual([action, 409])
    expect(refused.body.message).toMatch(/还没有人能登录平台.*请.+开账号/)
    expect(refused.body.message).toContain(bureau.name)
  }
  const after = (await clerk.get(`/cases/${caseId}`)).body
  expect([after.case.step, after.case.events, after.requests.length]).toEqual([before.step, before.events, 0])
  expect(actions.some((a: { action: string }) => a.action === 'ask')).toBe(true)
})
