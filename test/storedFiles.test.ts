/**
 * Equal bytes lie on the disk once, whoever sent them: they stay as long as anybody's row names them, and go with the
 * last.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allFileColumns } from '../src/kernel/files/keeper.ts'
import { areas } from '../src/kernel/files/store.ts'
import { sealCopies } from '../src/modules/reports/copies.ts'
import { visitor, type Visitor } from '../src/modules/reports/fixtures/visitor.ts'
import { first, rows, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import { everyRoom, ok, type EveryRoom } from './everyRoom.ts'
import { makeWorld, type World } from './world.ts'

let w: World
let here: EveryRoom
beforeAll(async () => {
  w = await makeWorld()
  here = await everyRoom(w)
})
afterAll(() => w.close())

const reportForm = '/v/liuwan/reports/new'
const applyForm = '/v/liuwan/services/SV001/apply'
const has = async (sha256: string) => {
  const [original, shown] = await Promise.all(areas.map((area) => w.office.files.has(area, sha256)))
  return original || shown
}

/** A picture that nobody else has. */
let shade = 10
async function photo(): Promise<File> {
  shade += 7
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: shade, g: 9, b: 99 } } })
    .jpeg()
    .toBuffer()
  return new File([new Uint8Array(bytes)], `IMG_${shade}.jpg`, { type: 'image/jpeg' })
}
const voice = new File([new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 1, 2, ...Buffer.from('A_OPUS V_')])], '录音.webm', {
  type: 'audio/webm',
})

/** Begins to tell something and gets no further: the file has arrived, the form has a fault. */
async function beginReport(v: Visitor, file: File) {
  const key = newId()
  const { status, html } = await v.post(reportForm, { kind: '', text: '', key }, [file])
  expect(status).toBe(422)
  const id = /name="drop" value="([^"]+)"/.exec(html)![1]!
  const upload = (await first(
    w.office.db,
    sql<{ sha256: string; shown: string | null }>`
      SELECT sha256, shown_sha256 AS shown
      FROM report_uploads
      WHERE id = ${id}`,
  ))!
  return { key, id, ...upload }
}
const takeBack = (v: Visitor, sent: { key: string; id: string }) =>
  v.post(reportForm, { kind: '', text: '', key: sent.key, drop: sent.id })
/** The days of the rule go by, and somebody else sends a file: what was never sent is cleared away. */
async function clearedAway() {
  w.set(new Date(w.now().getTime() + 60 * 86_400_000).toISOString())
  await beginReport(visitor(w), await photo())
}

/** Saves a form for later with a picture of an ID card. */
async function beginApplication(v: Visitor, file: File) {
  const { location } = await v.post(applyForm, { key: newId(), do: 'save' }, [['paperIdCard', file]])
  return { location, ...(await paperNamed(file.name)) }
}
const paperNamed = async (name: string) =>
  (await first(
    w.office.db,
    sql<{ id: string; sha256: string }>`SELECT id, sha256 FROM application_papers WHERE name = ${name}`,
  ))!
const stored = async (sha256: string) =>
  new File([new Uint8Array((await w.office.files.get('original', sha256))!)], 'IMG_2.jpg', { type: 'image/jpeg' })

test('a neighbour never sends a report with the same picture: the paper of an application stays', async () => {
  const paper = await beginApplication(visitor(w), await photo())
  const abandoned = await beginReport(visitor(w), await stored(paper.sha256))
  expect(abandoned.sha256).toBe(paper.sha256)
  await takeBack(visitor(w), abandoned)
  expect(await w.office.files.has('original', paper.sha256)).toBe(true)
  await beginReport(visitor(w), await stored(paper.sha256))
  await clearedAway()
  expect(await w.office.files.has('original', paper.sha256)).toBe(true)
})

test('a neighbour never sends a report with the same sound: the consent of another opens as before', async () => {
  const { body: consent } = await here.agent.upload('/report-papers', voice)
  const id = await here.report('老人家门口的路灯坏了', { channel: 'agent', consent }, here.agent)
  const abandoned = await beginReport(visitor(w), voice)
  expect(abandoned.sha256).toBe(consent.sha256)
  await clearedAway()
  const grid = await w.signIn('liuwan-grid')
  const heard = await w.app.request(`http://localhost/api/cases/${id}/consent`, {
    method: 'POST',
    body: JSON.stringify({ why: '核实是本人同意' }),
    headers: { cookie: grid.cookie, origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
  })
  expect(heard.status).toBe(200)
})

test('a neighbour never sends a report with the same picture: what was shown for a suspension stays', async () => {
  const { body: proof } = await here.director.upload('/report-papers', await photo())
  const id = await here.report('三组路口的自来水管破了')
  await here.act(here.grid, id, 'team')
  ok(await here.director.post(`/cases/${id}/suspend`, { reason: '等水管配件到货', proof: [proof] }))
  await beginReport(visitor(w), await stored(proof.sha256))
  await clearedAway()
  expect((await here.director.get(`/cases/${id}/proof/${proof.sha256}`)).status).toBe(200)
})

test('a picture for the handlers lies sealed, its copy too; one that an older version left open is sealed by the round', async () => {
  const v = visitor(w)
  const sent = await beginReport(v, await photo())
  const open = () => w.office.files.has('public', sent.shown!)
  expect([await open(), await w.office.files.has('original', sent.shown!)]).toEqual([false, true])
  // As it was before.
  const bytes = (await w.office.files.get('original', sent.shown!))!
  const id = await here.report('晒谷场的灯坏了')
  await sql`
    INSERT INTO report_files (
      id, report_id, position, kind, name, type, bytes, sha256, shown_sha256, shown_type, added_at, copies_sealed
    )
    SELECT 'old-file', subject_id, 0, 'picture', 'a.jpg', 'image/jpeg', 9, ${'e'.repeat(64)}, ${sent.shown!},
      'image/jpeg', now(), false
    FROM cases
    WHERE id = ${id}`.execute(w.t.owner)
  await w.office.files.remove('original', sent.shown!)
  await w.office.files.put('public', bytes)
  const seen = async () => (await here.grid.get(`/cases/${id}/files/old-file`)).status
  expect([await seen(), await open()]).toEqual([200, true])
  expect(await sealCopies(w.office)).toBe(1)
  expect([await seen(), await open(), await sealCopies(w.office)]).toEqual([200, false, 0])
})

test('what a villager takes back is gone from the disk at once, the copy for readers too', async () => {
  const v = visitor(w)
  const sent = await beginReport(v, await photo())
  expect([await has(sent.sha256), await has(sent.shown!)]).toEqual([true, true])
  await takeBack(v, sent)
  expect([await has(sent.sha256), await has(sent.shown!)]).toEqual([false, false])
})

test('a paper that is taken back from an application is gone, and so are those of a draft that is thrown away', async () => {
  const v = visitor(w)
  const key = newId()
  const file = await photo()
  await v.post(applyForm, { key, do: 'send' }, [['paperIdCard', file]])
  const paper = await paperNamed(file.name)
  expect(await has(paper.sha256)).toBe(true)
  await v.post(applyForm, { key, do: 'drop.paperIdCard.0', paperIdCard: paper.id })
  expect(await has(paper.sha256)).toBe(false)

  const draft = await beginApplication(v, await photo())
  expect(await has(draft.sha256)).toBe(true)
  expect((await v.post(`${draft.location}/drop`, {})).status).toBe(303)
  expect(await has(draft.sha256)).toBe(false)
})

test('every column that is named like the name of a file is declared by its room', async () => {
  const declared = new Set(allFileColumns().map((c) => `${c.table}.${c.column}`))
  const named = await rows(
    w.t.owner,
    sql<{ at: string }>`
      SELECT c.table_name || '.' || c.column_name AS at
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.column_name LIKE '%sha256%'`,
  )
  // The text of a migration is no stored file.
  const noFile = ['schema_migrations.sha256']
  expect(named.map((n) => n.at).filter((at) => !declared.has(at) && !noFile.includes(at))).toEqual([])
  expect(named.length).toBeGreaterThan(10)
})

test('wherever the name of a stored file stands in the database, its column is declared', async () => {
  await here.apply()
  const declared = new Set(allFileColumns().map((c) => `${c.table}.${c.column}`))
  const columns = await rows(
    w.t.owner,
    sql<{ table: string; column: string }>`
      SELECT c.table_name AS table, c.column_name AS column
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'jsonb', 'ARRAY')`,
  )
  const found = new Set<string>()
  for (const { table, column } of columns)
    for (const { value } of await rows(
      w.t.owner,
      sql<{ value: string }>`
        SELECT ${sql.ref(column)}::text AS value
        FROM ${sql.table(table)}
        WHERE ${sql.ref(column)}::text ~ '[0-9a-f]{64}'`,
    ))
      for (const hash of value.match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? [])
        if (await has(hash)) found.add(`${table}.${column}`)
  expect([...found].filter((at) => !declared.has(at))).toEqual([])
  expect([...found]).toEqual(expect.arrayContaining(['case_events.detail', 'reports.consent_file_id']))
})
