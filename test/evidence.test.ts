/**
 * Papers that staff name by hash or id count only where whoever names them has uploaded them: else an invented one
 * stood for a signature, and whoever knew the hash of another's paper could open it in a case of their own. Every route
 * that takes a hash is found by its schema (signatures go through one door): a new one fails until its story stands
 * here.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { photo } from './photo.ts'
import { consoleRoutes, fieldsOf } from './routes.ts'
import { handIn, handsOf, nothing, open, sign, take, type Hands } from './story.ts'
import { makeWorld, type Answer, type Person, type World } from './world.ts'

let w: World
let hands: Hands
let director: Person, agent: Person
/** A consent that the agent uploaded, and one of the director's. */
let agents: string, directors: string
const invented = 'f'.repeat(64)

beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  hands = await handsOf(w)
  ;[director, agent] = (await Promise.all(['liuwan-director', 'liuwan-agent'].map((u) => w.signIn(u)))) as [
    Person,
    Person,
  ]
  agents = (await agent.upload('/application-papers', await photo('同意书.jpg', '#caa'))).body.sha256
  directors = (await director.upload('/report-papers', await photo('证明.jpg', '#aca'))).body.sha256
})
afterAll(() => w.close())

const entry = (key: string, sha256: string) => ({
  place: 'liuwan',
  channel: 'agent',
  kind: 'question',
  text: '医保什么时候交',
  key,
  consent: { sha256, name: '同意.jpg' },
})
const refused = (answer: Answer<any>, field: string) =>
  expect([answer.status, answer.body.details?.field, answer.body.message]).toEqual([
    422,
    field,
    expect.stringContaining('没有收到'),
  ])

test('a villager’s consent, to a report and to an application', async () => {
  for (const sha256 of [invented, directors]) {
    refused(await agent.post('/reports', entry(newId(), sha256)), 'consent')
    const consent = { kind: 'signature', sha256, name: '同意.jpg' }
    refused(await agent.post('/applications/sit', { village: 'liuwan', service: 'SV001', consent }), 'consent')
  }
  expect(await rows(w.office.db, sql`SELECT 1 FROM reports WHERE consent_file_id IS NOT NULL`)).toEqual([])
  expect((await agent.post('/reports', entry(newId(), agents))).status, 'their own').toBe(200)
  const consent = { kind: 'signature', sha256: agents, name: '同意.jpg' }
  expect((await agent.post('/applications/sit', { village: 'liuwan', service: 'SV001', consent })).status).toBe(200)
})

test('what a clock is stopped for, and a signed agreement', async () => {
  const { code } = (await agent.post('/reports', { ...entry(newId(), agents), kind: 'trouble', spot: '村口' })).body
  const { id } = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT c.id FROM cases c JOIN reports r ON r.id = c.subject_id WHERE r.code = ${code}`,
  ))!
  const grid = await w.signIn('liuwan-grid')
  await grid.post(`/cases/${id}/actions/team`, {})
  const stop = (sha256: string) =>
    director.post(`/cases/${id}/suspend`, { reason: '等反映人补充照片', proof: [{ sha256, name: '证明.jpg' }] })
  for (const sha256 of [invented, agents]) refused(await stop(sha256), 'proof')
  expect((await stop(directors)).status).toBe(200)
  expect((await director.get(`/cases/${id}/proof/${agents}`)).status, 'and opens nobody else’s paper').toBe(404)
  const made = await director.post('/mediations', {
    place: 'liuwan',
    title: '宅基地边界',
    mediator: '柳长青',
    parties: [
      { name: '王大哥', phone: '', side: '一方' },
      { name: '李二哥', phone: '', side: '另一方' },
    ],
  })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const end = (scan: string) =>
    director.post(`/mediations/${made.body.id}/end`, {
      outcome: 'agreed',
      agreement: '以老墙为界',
      scan,
      followUpOn: '2026-11-12',
    })
  for (const sha256 of [invented, agents]) refused(await end(sha256), 'scan')
  expect((await end(directors)).status).toBe(200)
})

test('a signature on paper: its scan is the signer’s', async () => {
  const id = await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09')
  await handIn(hands.officer, id, nothing)
  await take(hands.chair, id, 'approve')
  const onPaper = (scanSha256: string) => sign(hands.secretary, id, { signature: { kind: 'paper', scanSha256 } })
  for (const sha256 of [invented, agents]) refused(await onPaper(sha256), 'signature')
  const selfCheck = (scanSha256: string) =>
    hands.secretary.post('/self-check/sign', {
      place: 'liuwan',
      month: '2026-09',
      hash: invented,
      signature: { kind: 'paper', scanSha256 },
    })
  for (const sha256 of [invented, agents]) refused(await selfCheck(sha256), 'signature')
  expect(await rows(w.office.db, sql`SELECT 1 FROM signatures`), 'nothing was signed').toEqual([])
  const { body } = await hands.secretary.upload(`/notices/${id}/scan`, await photo('签字页.jpg'))
  expect((await onPaper(body.sha256)).status).toBe(200)
})

test('an attachment of a notice is uploaded for it by whoever adds it; what stands in it already stays', async () => {
  const [mine, other] = [
    await open(w, hands.officer, 'liuwan', 'C07-03', '2026-08'),
    await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'),
  ]
  const { body: theirs } = await hands.officer.upload(`/notices/${other}/files`, await photo('凭证.jpg'))
  await sql`
    UPDATE files
    SET uploaded_by = (SELECT person_id FROM appointments WHERE person_id <> uploaded_by LIMIT 1)
    WHERE id = ${theirs.id}`.execute(w.t.owner)
  const { body: own } = await hands.officer.upload(`/notices/${mine}/files`, await photo('凭证.jpg', '#123'))
  const save = async (who: Person, ...files: string[]) => {
    const { revision } = (await who.get(`/notices/${mine}`)).body
    const attachments = files.map((file) => ({ file, name: '凭证.jpg', kind: 'image', public: true }))
    return who.put(`/notices/${mine}/draft`, { revision, content: { ...nothing, attachments } })
  }
  for (const file of [theirs.id, newId()]) refused(await save(hands.officer, own.id, file), 'attachments')
  expect((await save(hands.officer, own.id)).status).toBe(200)
  expect((await save(hands.officer, own.id)).status).toBe(200)
})

test('files of a paper of before', async () => {
  const admin = await w.signIn('admin')
  const paper = (file: string) =>
    admin.post('/history', { place: 'liuwan', title: '村务公开栏', on: '2019-05-01', files: [file] })
  const { body: theirs } = await hands.officer.upload(
    `/notices/${await open(w, hands.officer, 'liuwan', 'C07-05', '2026-09')}/files`,
    await photo(),
  )
  for (const file of [theirs.id, newId()]) refused(await paper(file), 'files')
  const { body } = await admin.upload('/history/files', await photo('公开栏.jpg'))
  expect((await paper(body.id)).status).toBe(200)
})

test('these are all the routes that take one by its hash', () => {
  const takes = consoleRoutes(w).filter((r) =>
    fieldsOf(r.schemas['json']).some((f) => f.name !== 'contentHash' && f.schema.pattern?.includes('0-9a-f]{64}')),
  )
  expect(takes.map((r) => `${r.method} ${r.path}`).sort()).toEqual([
    'POST /applications/:id/actions/:action',
    'POST /applications/approve',
    'POST /applications/sit',
    'POST /cases/:id/suspend',
    'POST /mediations/:id/end',
    'POST /notices/:id/actions/:action',
    'POST /powers/runs/:id/skip',
    'POST /powers/runs/:id/stop',
    'POST /reports',
    'POST /self-check/sign',
  ])
})
