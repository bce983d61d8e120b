/**
 * A county's routes: units chosen together, and relief matters read along by the civil affairs bureau without learning
 * who reported.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { receive } from '../sending/receive.ts'
import type { SentFile } from '../sending/uploads.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
let admin: Person, grid: Person, civil: Person, farm: Person
let caseId: string

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[admin, grid, civil, farm] = (await Promise.all(
    ['admin', 'liuwan-grid', 'minzheng-clerk', 'nongye-clerk'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person]
  const village = (await first(
    w.office.db,
    sql<{
      id: string
      path: string
      slug: string
      name: string
      practice: boolean
    }>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const ctx = await contextAt(w.office.db, w.now())
  const voice: SentFile = { kind: 'voice', name: '录音.webm', type: 'audio/webm', bytes: 10, sha256: 'a'.repeat(64) }
  const made = await transact(w.office.db, (tx) =>
    receive(
      tx,
      w.office.secret,
      village,
      reportSchema.parse({
        kind: 'trouble',
        text: '低保停了，请打 13912345678 问我',
        spot: '三组',
        name: '王大姐',
        phone: '13912345678',
        show: 'handlers',
        key: newId(),
      }),
      [voice],
      { channel: 'web' },
      ctx,
    ),
  )
  caseId = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
})
afterAll(() => w.close())

/** Made, tried, switched on. */
async function inForce(input: object): Promise<string> {
  const { id } = (await admin.post('/report-routes', input)).body as { id: string }
  expect((await admin.post(`/report-routes/${id}/try`, { version: 1 })).status).toBe(200)
  expect((await admin.post(`/report-routes/${id}/on`, { version: 1 })).status).toBe(200)
  return id
}

const route = { name: '社会救助抄送民政局', categories: ['社会救助'], units: ['minzhengju'], copies: true }

test('only the county’s administrator makes routes; copies need a category and a unit', async () => {
  expect((await grid.post('/report-routes', route)).status).toBe(403)
  expect((await admin.post('/report-routes', { ...route, categories: [] })).body).toMatchObject({
    message: '抄送要选按哪些类别，或者写按哪些词。',
  })
  expect((await admin.post('/report-routes', { ...route, units: [] })).body).toMatchObject({
    message: '请至少选一个单位。',
  })
  await inForce(route)
  await inForce({ name: '便民服务平台', categories: ['社会救助'], units: ['minzhengju', 'rensheju'], copies: false })
  expect(
    (await grid.get('/report-routes')).body.routes
      .map((r: { name: string; units: unknown[] }) => [r.name, r.units.length])
      .sort(),
  ).toEqual([
    ['便民服务平台', 2],
    ['社会救助抄送民政局', 1],
  ])
})

test('registered under the category it is read along there, without telephone, voice, identity or buttons; nowhere else', async () => {
  expect((await civil.get('/report-copies')).body.copies).toEqual([])
  expect((await civil.get(`/cases/${caseId}`)).status).toBe(404)
  expect((await grid.post(`/cases/${caseId}/label`, { category: '社会救助', judgement: '' })).status).toBe(200)
  expect((await civil.get('/report-copies')).body.copies).toMatchObject([
    { id: caseId, category: '社会救助', step: '网格员响应' },
  ])
  const seen = await civil.get(`/cases/${caseId}`)
  expect(seen.body).toMatchObject({ how: 'copy', files: [], history: [], actions: [], report: { hasContact: false } })
  expect(JSON.stringify(seen.body)).not.toContain('13912345678')
  expect(seen.body.report.text).toContain('低保停了')
  const file = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM report_files`))!.id
  expect((await civil.get(`/cases/${caseId}/files/${file}`)).status).toBe(404)
  expect((await civil.post(`/cases/${caseId}/look`, { why: '想知道是谁' })).status).toBeGreaterThanOrEqual(403)
  expect((await farm.get(`/cases/${caseId}`)).status).toBe(404)
})

test('ended, a route copies nothing any more; what was copied stays', async () => {
  const id = (await admin.get('/report-routes')).body.routes.find((r: { copies: boolean }) => r.copies).id as string
  expect((await admin.post(`/report-routes/${id}/end`)).status).toBe(200)
  expect((await admin.post(`/report-routes/${id}/end`)).status).toBe(404)
  expect((await civil.get('/report-copies')).body.copies).toHaveLength(1)
})
