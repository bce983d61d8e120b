/** A county's pack goes in, again and again, and comes out as it stands: on a real database. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { rooms } from '../../../app/rooms.ts'
import { itemsOn } from '../../../modules/disclosure/catalogue/items.read.ts'
import { packedCatalogue } from '../../../modules/disclosure/index.ts'
import { packedServices } from '../../../modules/services/index.ts'
import { testDb, type TestDb } from '../../../../test/db.ts'
import { each } from '../../../../test/packs.ts'
import type { Change } from '../change.ts'
import { valuesOf } from '../fault.ts'
import type { Pack } from '../part.ts'
import { checkPack } from './check.ts'
import { exportPack, writePack } from './export.ts'
import { importPack } from './import.ts'
import { packedPeople } from './people.part.ts'
import { packedPlaces } from './places.part.ts'
import { packedSettings } from './settings.part.ts'

const now = new Date('2026-11-20T10:00:00+08:00')
const demo = join(import.meta.dirname, '../../../../counties/demo')
let t: TestDb
let pack: Pack
let folder: string
beforeAll(async () => {
  t = await testDb()
  folder = await mkdtemp(join(tmpdir(), 'county-'))
  pack = (await checkPack(demo, rooms)).pack
})
afterAll(async () => {
  await t.close()
  await rm(folder, { recursive: true })
})

const touched = (changes: readonly Change[]) => changes.filter((c) => c.added + c.changed + c.ended > 0)
const of = (changes: readonly Change[], what: string) => changes.find((c) => c.what === what)!

test('a trial run shows what would come and leaves nothing behind', async () => {
  const changes = await importPack(t.db, pack, now, undefined, { dryRun: true })
  const { regions, departments } = pack.of(packedPlaces)
  expect(of(changes, '村镇和部门')).toMatchObject({ added: regions.rows.length + departments.rows.length, changed: 0 })
  expect(await rows(t.db, sql`SELECT 1 FROM regions`)).toEqual([])
})

test('the second import of the demo county adds nothing and changes nothing', async () => {
  await importPack(t.db, pack, now)
  const again = await importPack(t.db, pack, now)
  expect(touched(again)).toEqual([])
  expect(of(again, '公开事项').same).toBe(88)
})

test('what comes out has no fault, is the same every time, and going in again changes nothing', async () => {
  const files = await exportPack(t.db, rooms, now)
  expect([...(await exportPack(t.db, rooms, now))]).toEqual([...files])
  await writePack(join(folder, 'first'), files)
  const read = await checkPack(join(folder, 'first'), rooms)
  expect(read.faults).toEqual([])
  expect(touched(await importPack(t.db, read.pack, now))).toEqual([])
  expect(read.pack.of(packedPeople).people.rows).toHaveLength(pack.of(packedPeople).people.rows.length)
  await expect(writePack(join(folder, 'first'), files)).rejects.toThrow('已经有文件')
})

test('what the office changed since comes out too: a figure of the county, a person', async () => {
  const village = (await rows(t.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`))[0]!
  const person = newId()
  await sql`INSERT INTO persons (id, name, created_at) VALUES (${person}, '新来的', ${now})`.execute(t.db)
  await sql`
    INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
    SELECT ${newId()}, ${person}, id, ${village.id}, '2026-11-01', ${now}
    FROM post_kinds
    WHERE function = 'responder'
    LIMIT 1`.execute(t.db)
  await sql`
    INSERT INTO rules (
      id, code, name, value, unit, citation, jurisdiction, kind, effective_from, set_by, set_at
    )
    SELECT ${newId()}, code, name, '4'::jsonb, unit, citation, jurisdiction, kind, '2026-11-10', ${person},
      ${now}
    FROM rules
    WHERE code = 'warn.daysBeforeDue'`.execute(t.db)
  await writePack(join(folder, 'second'), await exportPack(t.db, rooms, now))
  const read = await checkPack(join(folder, 'second'), rooms)
  expect(read.faults).toEqual([])
  expect(read.pack.of(packedSettings).county?.settings).toEqual({ 'warn.daysBeforeDue': 4 })
  expect(read.pack.of(packedPeople).people.rows.find((p) => p.value.name === '新来的')?.value.code).toBe(
    person.replaceAll('-', ''),
  )
  expect(touched(await importPack(t.db, read.pack, now))).toEqual([])
})

test('a changed item counts from next month; the version that runs is not touched; the summary names it', async () => {
  const catalogue = pack.of(packedCatalogue)
  const first = catalogue.items[0]!.value
  const items = each(catalogue.items, (item, i) => (i === 0 ? { ...item, name: '改过名称的事项' } : item)).slice(0, -1)
  const changed = pack.with(packedCatalogue, { ...catalogue, items })
  const changes = await importPack(t.db, changed, now)
  expect(of(changes, '公开事项')).toMatchObject({
    added: 0,
    changed: 1,
    ended: 1,
    which: [`${first.code} 改过名称的事项`, expect.stringContaining('停用')],
  })
  const named = async (day: string) => (await itemsOn(t.db, day)).find((i) => i.code === first.code)
  expect(await named('2026-11-30')).toMatchObject({ name: first.name, version: 1 })
  expect(await named('2026-12-01')).toMatchObject({ name: '改过名称的事项', version: 2 })
  expect((await itemsOn(t.db, '2026-11-30')).length).toBe(88)
  expect((await itemsOn(t.db, '2026-12-01')).length).toBe(87)
  const back = await importPack(t.db, pack, now)
  expect(of(back, '公开事项')).toMatchObject({ changed: 2, ended: 0 })
  expect(await named('2026-12-01')).toMatchObject({ name: first.name, version: 3 })
})

test('a changed service is a new version from today, the old one stays; one that is gone ends; a pack without services.json leaves all as they are', async () => {
  const { frame, list } = pack.of(packedServices)
  const [first, last] = [list[0]!.value, list.at(-1)!.value]
  const others = each(list, (s, i) => (i === 0 ? { ...s, name: '改过名称的服务' } : s)).slice(0, -1)
  const changes = await importPack(t.db, pack.with(packedServices, { frame, list: others }), now)
  expect(of(changes, '服务事项')).toMatchObject({
    added: 0,
    changed: 1,
    ended: 1,
    which: [`${first.code} 改过名称的服务`, `${last.code} ${last.name}（停办）`],
  })
  expect(
    await rows(t.db, sql`SELECT version, name, state FROM services WHERE code = ${first.code} ORDER BY version`),
  ).toEqual([
    { version: 1, name: first.name, state: 'offered' },
    { version: 2, name: '改过名称的服务', state: 'offered' },
  ])
  const without = pack.with(packedServices, { list: [] })
  expect(touched(await importPack(t.db, without, now))).toEqual([])
  expect(of(await importPack(t.db, pack, now), '服务事项')).toMatchObject({ changed: 2, ended: 0 })
  await expect(sql`UPDATE services SET name = 'x'`.execute(t.db)).rejects.toThrow(/permission denied/)
})

test('what the county made or changed by hand stays when the same pack comes again; where the pack itself says something new, it counts', async () => {
  const { frame, list } = pack.of(packedServices)
  const changed = { ...list[5]!.value, who: ['县里在办公台改过的'] }
  const byHand = (code: string, name: string, definition: object, version: number) =>
    sql`
      INSERT INTO services (code, version, name, position, definition, state, valid_from, made_at, made_by)
      VALUES (
        ${code}, ${version}, ${name}, 1, ${JSON.stringify(definition)}::jsonb, 'offered', '2026-11-20',
        ${now}, (SELECT id FROM persons LIMIT 1)
      )`.execute(t.db)
  await byHand(changed.code, changed.name, changed, 2)
  await byHand('ZB-01', '县里自己的', { ...changed, code: 'ZB-01', name: '县里自己的' }, 1)
  await sql`
    INSERT INTO service_frames (version, definition, made_at, made_by)
    VALUES (2, ${JSON.stringify({ ...frame, events: [] })}::jsonb, ${now}, (SELECT id FROM persons LIMIT 1))`.execute(
    t.db,
  )
  expect(touched(await importPack(t.db, pack, now))).toEqual([])
  expect(
    touched(
      await importPack(
        t.db,
        pack.with(packedServices, { frame, list: each(list, (s, i) => (i === 5 ? { ...s, name: '新名称' } : s)) }),
        now,
      ),
    ),
  ).toMatchObject([{ what: '服务事项', changed: 1, ended: 0, which: [`${changed.code} 新名称`] }])
})

test('a figure that goes there and back ends where the pack says', async () => {
  const { county, settingLines } = pack.of(packedSettings)
  const withDays = (days: number): Pack =>
    pack.with(packedSettings, {
      county: { ...county!, settings: { ...county!.settings, 'step.signDays': days } },
      settingLines,
    })
  const inForce = async () =>
    (
      await rows(
        t.db,
        sql<{
          value: number
        }>`SELECT value FROM rules WHERE code = 'step.signDays' ORDER BY effective_from DESC, set_at DESC LIMIT 1`,
      )
    )[0]!.value
  for (const [minute, days] of [
    [1, 4],
    [2, 6],
    [3, 4],
  ] as const) {
    await importPack(t.db, withDays(days), new Date(now.getTime() + minute * 60_000))
    expect(await inForce()).toBe(days)
  }
})

test('a village under another township moves with everything below it; a changed address or another county is refused whole', async () => {
  const { regions, departments } = pack.of(packedPlaces)
  const all = valuesOf(regions.rows)
  const village = all.find((r) => r.slug === 'liuwan')!
  const other = all.find((r) => r.level === 'township' && r.code !== village.parent)!
  const withEach = (change: (r: typeof village) => typeof village): Pack =>
    pack.with(packedPlaces, { regions: { ...regions, rows: each(regions.rows, change) }, departments })
  const edited = (change: Partial<typeof village>) =>
    withEach((r) => (r.code === village.code ? { ...r, ...change } : r))
  await importPack(t.db, edited({ parent: other.code, name: '新柳湾村' }), now)
  const found = await rows(
    t.db,
    sql<{
      path: string
      changes: string[]
    }>`
      SELECT r.path,
        (SELECT array_agg(kind ORDER BY kind) FROM region_changes c WHERE c.region_id = r.id) AS changes
      FROM regions r
      WHERE slug = 'liuwan'`,
  )
  expect(found[0]).toEqual({
    path: `${all[0]!.code}.${other.code}.${village.code}.`,
    changes: ['moved', 'renamed'],
  })
  await expect(importPack(t.db, edited({ slug: 'liuwan-2' }), now)).rejects.toThrow('网址名定了就不能改')
  await expect(
    importPack(
      t.db,
      withEach((r) => ({ ...r, code: `X${r.code}`, parent: r.parent && `X${r.parent}` })),
      now,
    ),
  ).rejects.toThrow('已经装了')
})
