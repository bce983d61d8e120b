/** A letter with its scans, and a report at the door with the villager's recorded consent, as staff write them down. */
import { textOfCode } from '../../../../test/codes.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { visitor } from '../fixtures/visitor.ts'

let w: World
let agent: Person, grid: Person, chair: Person
// Two letters of a picture's codec stand in many a sound by chance.
const voice = () =>
  new File([new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2, ...Buffer.from('A_OPUS V_')])], '录音.webm', {
    type: 'audio/webm',
  })
const scan = async () =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 60, height: 80, channels: 3, background: '#fff' } })
          .png()
          .toBuffer(),
      ),
    ],
    '来信第一页.png',
    { type: 'image/png' },
  )

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[agent, grid, chair] = (await Promise.all(
    ['liuwan-agent', 'liuwan-grid', 'liuwan-chair'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
})
afterAll(() => w.close())

const consentOf = (who: Person, caseId: string, why: string) =>
  w.app.request(`http://localhost/api/cases/${caseId}/consent`, {
    method: 'POST',
    body: JSON.stringify({ why }),
    headers: { cookie: who.cookie, origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
  })

test('a letter comes with its scans; the receipt on paper carries the code to scan and opens the report', async () => {
  const key = newId()
  expect((await agent.upload(`/entry-files/${key}`, new File([''], '空.png'))).body.message).toContain('是空的')
  const taken = await agent.upload(`/entry-files/${key}`, await scan())
  expect(taken.body).toMatchObject({ kind: 'picture' })
  const spare = await agent.upload(`/entry-files/${key}`, voice())
  await agent.post(`/entry-files/${key}/${spare.body.id}/drop`)
  const entry = { place: 'liuwan', channel: 'letter', kind: 'trouble', text: '', spot: '', key }
  const made = (await agent.post('/reports', entry)).body
  expect(made).toMatchObject({ files: 1, place: '柳湾村' })
  const { progress, note } = made.codes
  expect({ progress: await textOfCode(progress), note: await textOfCode(note) }).toEqual({
    progress: `http://localhost/reports/${made.code}?view=own`,
    note: made.receipt,
  })
  expect((await agent.post('/reports', entry)).body, 'pressed twice').toEqual(made)
  const villager = visitor(w)
  await villager.post('/reports', { code: made.code, digits: made.digits })
  expect((await villager.get(`/reports/${made.code}`)).html).toContain(`/reports/${made.code}/files/`)
})

test('consent is a voice or a paper; it is opened by whoever has the case, with a reason that is recorded', async () => {
  const consent = await agent.upload('/report-papers', voice())
  expect(consent.body.name).toBe('录音.webm')
  const made = (
    await agent.post('/reports', {
      place: 'liuwan',
      channel: 'agent',
      kind: 'trouble',
      text: '老人家门口的路灯坏了',
      consent: consent.body,
      key: newId(),
    })
  ).body
  const { id } = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE code = ${made.code}`))!
  expect((await grid.get(`/cases/${id}`)).body.report.has_consent).toBe(true)
  expect((await consentOf(grid, id, '')).status).toBe(422)
  expect((await consentOf(chair, id, '看看')).status).toBe(403)
  const heard = await consentOf(grid, id, '核实是本人同意')
  expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/webm'])
  expect(
    await rows(
      w.office.db,
      sql`
        SELECT why, person_name
        FROM report_looks l
        JOIN reports p ON p.id = l.report_id
        WHERE p.code = ${made.code}`,
    ),
  ).toMatchObject([{ why: '核实是本人同意' }])
})

test('danger told at the counter: first the numbers, then a tick, and nothing is entered before', async () => {
  const count = async () => (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM reports`))!.n
  const entry = { place: 'liuwan', channel: 'phone', kind: 'danger', text: '三组的草垛着火了', spot: '', key: newId() }
  const before = await count()
  const stopped = await agent.post('/reports', entry)
  expect([stopped.status, stopped.body.message]).toEqual([422, expect.stringContaining('着火')])
  expect(stopped.body.details).toMatchObject({
    field: 'urgent',
    calls: expect.arrayContaining([{ phone: '119', what: '着火' }]),
  })
  expect(await count()).toBe(before)
  expect((await agent.post('/reports', { ...entry, urgent: 'seen' })).status).toBe(200)
  expect(await count()).toBe(before + 1)
})

test('a number of somebody’s paper is asked about at the counter as in the villager’s form; meant, it is taken in', async () => {
  const entry = { place: 'liuwan', channel: 'visit', kind: 'trouble', spot: '' }
  for (const number of ['11010519491231002X', '护照 E12345678']) {
    const written = { ...entry, key: newId(), text: `补贴没到，我的${number}` }
    const asked = await agent.post('/reports', written)
    expect([asked.status, asked.body.details.field]).toEqual([422, 'numbers'])
    expect(asked.body.message).not.toContain(number)
    expect((await agent.post('/reports', { ...written, numbers: 'seen' })).status).toBe(200)
  }
})
