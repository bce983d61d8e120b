/** What stays, what leaves, and what nobody may see: display, audiences, the practice village, self-check, archives. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { verifyArchive } from '../../../kernel/ledger/archive.ts'
import { readZip } from '../../../kernel/ledger/archive.zip.ts'
import { handsOf, open, openEvent, publish, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { archiveJobs, dueArchives, periodsToArchive } from './archive.jobs.ts'
import { displayOf } from '../publishing/publish.ts'
import { itemsOn, type ItemRow } from '../catalogue/items.read.ts'

let w: World
let hands: Hands
let clerk: Person
let items: ItemRow[]
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  clerk = await w.signIn('qingxi-clerk')
  items = await itemsOn(w.office.db, '2026-10-05')
})
afterAll(() => w.close())

const page = async (path: string) => (await w.app.request(`http://localhost${path}`)).text()

test('how long a page stays: standing always, names leave after the display period, a benefit’s names stay while it lasts', async () => {
  const { rules } = await contextAt(w.office.db, w.now())
  const days = (code: string) => displayOf(items.find((i) => i.code === code)!.definition, '2026-10-05', rules)
  expect(days('C02-02')).toMatchObject({ from: '2026-10-06', until: null, leaves: null })
  expect(days('C07-03')).toMatchObject({ until: '2026-10-20', leaves: null })
  expect(days('C04-03')).toMatchObject({ until: '2026-10-20', leaves: '2026-10-21' })
  expect(days('C04-01')).toMatchObject({ until: '2026-10-20', leaves: null })
  expect(days('C08-08')).toMatchObject({ until: '2026-11-04', leaves: '2026-11-05' })
  const kept = items.find((i) => i.code === 'C07-03')!.definition.retention.years
  expect(days('C07-03').retain).toBe(kept === null ? null : `${2026 + kept}-10-05`)
})

test('a notice for narrower eyes: existence, period and hands are public, its content is nowhere', async () => {
  const secret = '只给本村看的备注'
  const id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C04-01', '2026-09'), {
    nothing: { reason: secret },
  })
  const [seen] = await rows(w.office.public, sql<any>`SELECT * FROM public_notices WHERE notice_id = ${id}`)
  expect(seen).toMatchObject({
    audience: 'villageResidents',
    content: null,
    salt: null,
    tokens: null,
    period: '2026-09',
  })
  expect(seen.hands).toHaveLength(3)
  const views = await rows(
    w.t.owner,
    sql<{
      name: string
    }>`
      SELECT c.relname AS name
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'v' AND c.relname LIKE 'public\\_%'`,
  )
  for (const { name } of views)
    expect(
      (await rows(w.office.public, sql<{ t: string }>`SELECT t::text AS t FROM ${sql.raw(name)} t`)).some((r) =>
        r.t.includes(secret),
      ),
      name,
    ).toBe(false)
  for (const path of [
    `/d/${seen.code}`,
    `/d/${seen.code}.csv`,
    `/d/${seen.code}.json`,
    '/v/liuwan',
    '/v/liuwan/feed.xml',
    `/search?q=${encodeURIComponent(secret)}`,
  ])
    expect((await page(path)).split('<input')[0], path).not.toContain(`${secret}<`)
})

test('the practice village practises everything and leaves no trace outside', async () => {
  const admin = await w.signIn('admin')
  const [place] = await rows(
    w.office.db,
    sql<{ id: string; path: string }>`SELECT id, path FROM regions WHERE slug = 'lianxi'`,
  )
  const people = await rows(
    w.office.db,
    sql<{ code: string; id: string }>`SELECT code, id FROM persons WHERE code IN ('P0009', 'P0010', 'P0013')`,
  )
  await sql`UPDATE appointments SET to_on = '2026-10-04' WHERE region_id = ${place!.id}`.execute(w.office.db)
  for (const [code, post] of [
    ['P0009', 'V-OFFICER'],
    ['P0010', 'V-SUPCHAIR'],
    ['P0013', 'V-SECRETARY'],
  ] as const) {
    expect(
      (
        await admin.post('/people/appoint', {
          place: 'lianxi',
          from: '2026-10-05',
          personId: people.find((p) => p.code === code)!.id,
          post,
        })
      ).status,
    ).toBe(200)
  }
  const before = (await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)).length
  const id = await publish(hands, await open(w, hands.officer, 'lianxi', 'C07-04', '2026-09'))
  expect((await hands.officer.get(`/notices/${id}`)).body).toMatchObject({
    step: 'published',
    place: { practice: true },
  })
  const { code } = (await hands.officer.get(`/notices/${id}`)).body
  for (const view of [
    'public_notices',
    'public_obligations',
    'public_place_months',
    'public_cards',
    'public_posts',
    'public_search',
  ]) {
    expect(await rows(w.office.public, sql`SELECT 1 FROM ${sql.raw(view)} WHERE path = ${place!.path}`), view).toEqual(
      [],
    )
  }
  expect(await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)).toHaveLength(before)
  for (const path of ['/v/lianxi', `/d/${code}`, '/v/lianxi/feed.xml'])
    expect((await w.app.request(`http://localhost${path}`)).status, path).toBe(404)
  expect(await page('/')).not.toContain('练习村')
})

describe('the archive of October', () => {
  let id: string
  const packed = async () =>
    (await clerk.get('/archives?place=liuwan')).body.archives as {
      id: string
      period: string
      supplement: number
      notices: number
    }[]
  const bytesOf = async (archive: string) =>
    new Uint8Array((await clerk.get<ArrayBuffer>(`/archives/${archive}/file.zip`)).body)

  test('the self-check table shows what is out and what is missing before the month closes', async () => {
    id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'))
    await take(clerk, id, 'file')
    const staged = items.find((i) => i.definition.stages.length > 1 && i.definition.audience === 'everyone')!
    const stage = staged.definition.stages[1]!.key
    const event = { place: 'liuwan', item: staged.code, on: '2026-10-05', title: '二组道路硬化工程', stage }
    await publish(hands, await openEvent(hands.officer, event))
    w.set('2026-10-30T09:00:00+08:00')
    const table = (await hands.officer.get('/self-check?place=liuwan&month=2026-10')).body.rows as {
      code: string
      published_on: string | null
      nothing: boolean
      due_on: string
    }[]
    expect(table.find((r) => r.code === 'C07-04')).toMatchObject({ published_on: '2026-10-05', nothing: true })
    expect(table.find((r) => r.code === 'C07-03')).toMatchObject({ published_on: null, due_on: '2026-10-08' })
  })

  test('on the archive day the worker sends one job for every place that published; it makes the package, and filed notices are archived', async () => {
    await w.seal()
    const day = String((await contextAt(w.office.db, w.now())).rules.number('archive.monthDay')).padStart(2, '0')
    w.set(`2026-11-${day}T02:00:00+08:00`)
    const ctx = await contextAt(w.office.db, w.now())
    await dueArchives(w.office, ctx)
    await dueArchives(w.office, ctx)
    const jobs = () =>
      rows(
        w.office.db,
        sql<{
          finished_at: Date | null
          failed: string | null
          result: { places: number }
        }>`SELECT finished_at, failed, result FROM job_progress WHERE kind = 'archive'`,
      )
    await vi.waitFor(async () => expect((await jobs())[0]!.finished_at).not.toBeNull(), {
      timeout: 300_000,
      interval: 100,
    })
    expect(await jobs()).toMatchObject([{ failed: null, result: { places: 1 } }])
    expect((await hands.officer.get(`/notices/${id}`)).body.step).toBe('archived')
  })

  test('a month that has not come, or that nobody can mean, is refused in a sentence', async () => {
    for (const period of ['9999-01', '9999', '2026-12', '1999'])
      expect(await clerk.post('/archives', { place: 'liuwan', period }), period).toMatchObject({
        status: 422,
        body: { message: expect.stringContaining('归档') },
      })
  })

  test('a server that was off on the archive day makes up for it', () => {
    expect(periodsToArchive('2026-11-09', 10, '02-15').slice(-3)).toEqual(['2026-08', '2026-09', '2025'])
    expect(periodsToArchive('2026-11-23', 10, '02-15').slice(-3)).toEqual(['2026-09', '2026-10', '2025'])
    expect(periodsToArchive('2027-02-20', 10, '02-15').slice(-2)).toEqual(['2027-01', '2026'])
  })

  test('the ZIP verifies offline; one changed byte is found and named', async () => {
    const [archive] = await packed()
    expect(archive).toMatchObject({ period: '2026-10', supplement: 0 })
    const files = readZip(await bytesOf(archive!.id)) as Map<string, Uint8Array>
    expect((await verifyArchive(files, { vkey: w.office.logKey.vkey })).problems).toEqual([])
    const name = [...files.keys()].find((f) => f.endsWith('-v1.html'))!
    const broken = new Map(files)
    broken.set(
      name,
      files.get(name)!.map((b, i) => (i === 100 ? b ^ 1 : b)),
    )
    expect((await verifyArchive(broken, { vkey: w.office.logKey.vkey })).problems).toEqual([
      expect.stringContaining(name),
    ])
  })

  test('made again, it is a supplement beside the first package', async () => {
    const [region] = await rows(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`)
    await archiveJobs(w.office).archive!({ regions: [region!.id], period: '2026-10' }, async () => undefined)
    expect((await packed()).map((a) => a.supplement).sort()).toEqual([0, 1])
  })

  test('a place whose package cannot be made is noted and tried later; the others have theirs', async () => {
    const [region] = await rows(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`)
    const made = await archiveJobs(w.office).archive!(
      { regions: ['no such place', region!.id], period: '2026-10' },
      async () => undefined,
    )
    expect(made).toMatchObject({ places: 1 })
    expect((await packed()).map((a) => a.supplement).sort()).toEqual([0, 1, 2])
    expect(await rows(w.office.db, sql`SELECT round, subject_id FROM round_faults`)).toEqual([
      { round: 'archives', subject_id: 'no such place' },
    ])
    const alone = archiveJobs(w.office).archive!(
      { regions: ['no such place'], period: '2026-10' },
      async () => undefined,
    )
    await expect(alone, 'who asked for one place is told').rejects.toThrow()
  })
})
