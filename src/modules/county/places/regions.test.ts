/**
 * Villages are renamed, merged, split, moved and dissolved; places and items go live: the county's administrator at
 * work, over HTTP.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { handsOf, open, publish, take } from '../../../../test/story.ts'
import { tablesWithPath } from '../../../kernel/regions/regions.move.ts'

let w: World
let admin: Person
let clerk: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[admin, clerk] = await Promise.all([w.signIn('admin'), w.signIn('qingxi-clerk')])
})
afterAll(() => w.close())

type Row = { id: string; code: string; name: string; slug: string; path: string; valid_to: string | null }
const place = async (slug: string) =>
  (await first(w.office.db, sql<Row>`SELECT id, code, name, slug, path, valid_to FROM regions WHERE slug = ${slug}`))!
const owed = async (slug: string, from: string) =>
  rows(
    w.office.db,
    sql<{
      item_code: string
      period: string
      due_on: string
    }>`
      SELECT o.item_code, o.period, o.due_on
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = ${slug} AND o.published_at IS NULL AND o.due_on >= ${from}
      ORDER BY o.due_on`,
  )
const counted = async (slug: string, month: string) =>
  (
    await first(
      w.office.db,
      sql<{
        due: number
      }>`
        SELECT m.due
        FROM place_months m
        JOIN regions r ON r.id = m.region_id
        WHERE r.slug = ${slug} AND m.month = ${month}`,
    )
  )?.due
const changesOf = async (slug: string) =>
  rows(
    w.t.public,
    sql<{
      kind: string
      on_date: string
      before: string
      after: string
      other_slug: string | null
    }>`
      SELECT c.kind, c.on_date, c.before, c.after, c.other_slug
      FROM public_region_changes c
      JOIN public_regions r ON r.id = c.region_id
      WHERE r.slug = ${slug}
      ORDER BY c.kind`,
  )
const sentence = (answer: { body: { message: string } }) => answer.body.message
const village = (name: string, extra: object = {}) =>
  admin.post('/regions', {
    parent: 'qingxi',
    level: 'village',
    kind: 'villageCommittee',
    name,
    validFrom: '2026-10-01',
    ...extra,
  })

describe('a new place', () => {
  test('gets a code and an address, owes what its kind owes, and is open to its township', async () => {
    const made = await village('新塘社区', { kind: 'residentCommittee', households: 310 })
    expect(made.status).toBe(200)
    expect(made.body.place).toMatchObject({ slug: 'xintang', level: 'village', validFrom: '2026-10-01' })
    const items = new Set((await owed('xintang', '2026-10-01')).map((o) => o.item_code))
    const left = await rows(
      w.office.db,
      sql<{
        code: string
      }>`
        SELECT code
        FROM catalogue_items
        WHERE definition -> 'exceptKinds' ? 'residentCommittee' AND definition ->> 'frequency' = 'monthly'`,
    )
    expect(items.size).toBeGreaterThan(10)
    expect(left.filter((l) => items.has(l.code))).toEqual([])
    expect((await clerk.get('/regions/xintang')).body).toMatchObject({ place: { name: '新塘社区' }, mayEdit: false })
  })

  test('what its kind does not owe cannot be registered as an event either', async () => {
    const item = await first(
      w.office.db,
      sql<{
        code: string
        name: string
      }>`
        SELECT code, name
        FROM catalogue_items
        WHERE definition -> 'exceptKinds' ? 'residentCommittee'
          AND definition ->> 'frequency' IN ('onEvent', 'perStage')
        LIMIT 1`,
    )
    const answer = await clerk.post('/events', {
      place: 'xintang',
      item: item!.code,
      on: '2026-10-04',
      title: '试一试',
    })
    expect(answer.status).toBe(422)
    expect(sentence(answer)).toContain(`不用公开“${item!.name}”`)
  })

  test('a practice village stays off the public pages; only villages can be one', async () => {
    const made = await village('演练二村', { practice: true })
    expect(made.body.place.practice).toBe(true)
    expect(await rows(w.t.public, sql`SELECT 1 FROM public_regions WHERE slug = ${made.body.place.slug}`)).toEqual([])
    expect(
      (
        await admin.post('/regions', {
          parent: 'qingchuan',
          level: 'township',
          name: '演练镇',
          validFrom: '2026-10-01',
          practice: true,
        })
      ).status,
    ).toBe(422)
  })

  test('is refused under the wrong level, under a name or address that is taken, and to anybody but the county', async () => {
    expect(
      sentence(
        await admin.post('/regions', { parent: 'liuwan', level: 'township', name: '东塘镇', validFrom: '2026-10-01' }),
      ),
    ).toContain('不能放在“柳湾村”下面')
    expect(sentence(await village('柳湾村'))).toContain('已经有“柳湾村”')
    expect(sentence(await village('南山村', { slug: 'liuwan' }))).toContain('已经是“柳湾村”的')
    expect(sentence(await village('南山村', { slug: 'search' }))).toContain('系统自己用')
    expect(
      (await clerk.post('/regions', { parent: 'qingxi', level: 'village', name: '南山村', validFrom: '2026-10-01' }))
        .status,
    ).toBe(403)
  })
})

test('a renamed village keeps its address; its page says since when', async () => {
  expect(
    (await admin.post('/regions/liuwan/rename', { name: '柳湾新村', on: '2026-10-01', note: '县政府批复。' })).status,
  ).toBe(200)
  expect(await place('liuwan')).toMatchObject({ name: '柳湾新村' })
  expect(await changesOf('liuwan')).toEqual([
    { kind: 'renamed', on_date: '2026-10-01', before: '柳湾村', after: '柳湾新村', other_slug: null },
  ])
  expect(sentence(await admin.post('/regions/liuwan/rename', { name: '柳湾大村', on: '2026-10-09' }))).toContain(
    '不能晚于今天',
  )
  expect(sentence(await admin.post('/regions/qingchuan/rename', { name: '晴川市', on: '2026-10-01' }))).toContain(
    '最上级',
  )
})

describe('two villages merge', () => {
  let gone: Row
  beforeAll(async () => {
    gone = (await first(
      w.office.db,
      sql<Row>`
        SELECT id, code, name, slug, path, valid_to
        FROM regions
        WHERE level = 'village' AND kind = 'villageCommittee' AND slug <> 'liuwan' AND NOT practice
        ORDER BY path
        LIMIT 1`,
    ))!
  })

  test('not while something is in other hands there', async () => {
    const notice = (await owed(gone.slug, '2026-10-01'))[0]!
    await sql`
      INSERT INTO cases (
        id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at
      )
      VALUES (
        'c-merge', 'disclosure.jiedong', 'notice', ${notice.item_code}, ${gone.id}, ${gone.path}, 'review',
        ${w.now()}, ${w.now()}
      )`.execute(w.t.owner)
    const refused = await admin.post('/regions/merge', { from: [gone.slug], into: 'liuwan', on: '2026-10-05' })
    expect(refused.status).toBe(409)
    expect(sentence(refused)).toContain('请先办完或者退回')
    await sql`DELETE FROM cases WHERE id = 'c-merge'`.execute(w.t.owner)
  })

  test('what the merged one would owe later is lifted and no longer counted; what is late stays; its posts end', async () => {
    w.set('2026-10-12T09:00:00+08:00')
    const before = {
      late: (await owed(gone.slug, '2026-01-01')).length - (await owed(gone.slug, '2026-10-10')).length,
      october: await counted(gone.slug, '2026-10'),
      later: (await owed(gone.slug, '2026-10-10')).length,
    }
    expect(before.late).toBeGreaterThan(0)
    expect(before.later).toBeGreaterThan(0)
    expect((await w.app.request(`http://localhost/v/${gone.slug}/services`)).status).toBe(200)
    expect((await admin.post('/regions/merge', { from: [gone.slug], into: 'liuwan', on: '2026-10-10' })).status).toBe(
      200,
    )
    expect(await owed(gone.slug, '2026-10-10')).toEqual([])
    expect((await w.app.request(`http://localhost/v/${gone.slug}/services`)).status, 'nobody applies there').toBe(404)
    expect((await owed(gone.slug, '2026-01-01')).length).toBe(before.late)
    expect(await counted(gone.slug, '2026-10')).toBeLessThan(before.october!)
    expect(await rows(w.office.db, sql`SELECT 1 FROM lifted_obligations WHERE region_id = ${gone.id}`)).toHaveLength(
      before.later,
    )
    expect(
      await rows(
        w.office.db,
        sql`SELECT 1 FROM appointments WHERE region_id = ${gone.id} AND (to_on IS NULL OR to_on > '2026-10-09')`,
      ),
    ).toEqual([])
  })

  test('both pages say so, the old address stays, and nothing new falls due there', async () => {
    expect(await changesOf(gone.slug)).toEqual([
      expect.objectContaining({ kind: 'merged', on_date: '2026-10-10', other_slug: 'liuwan' }),
    ])
    expect(await changesOf('liuwan')).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'merged', before: gone.name })]),
    )
    expect(await place(gone.slug)).toMatchObject({ valid_to: '2026-10-09', path: gone.path })
    const count = (await owed(gone.slug, '2026-01-01')).length
    w.set('2026-12-02T09:00:00+08:00')
    await w.obligations()
    expect((await owed(gone.slug, '2026-01-01')).length).toBe(count)
    expect(sentence(await admin.post(`/regions/${gone.slug}/rename`, { name: '还魂村', on: '2026-10-11' }))).toContain(
      '已经撤并',
    )
  })
})

test('a village that moves takes everything of it along, in every table', async () => {
  await admin.post('/regions', {
    parent: 'qingchuan',
    level: 'township',
    kind: 'town',
    name: '东塘镇',
    validFrom: '2026-10-01',
  })
  const old = await place('liuwan')
  const perTable = async (path: string) =>
    Object.fromEntries(
      await Promise.all(
        (await w.office.db.transaction().execute(tablesWithPath)).map(
          async (t) =>
            [
              t,
              (await rows(w.t.owner, sql`SELECT 1 FROM ${sql.table(t)} WHERE path LIKE ${`${path}%`}`)).length,
            ] as const,
        ),
      ),
    )
  const before = await perTable(old.path)
  expect(Object.values(before).filter((n) => n > 0).length).toBeGreaterThan(2)
  expect((await admin.post('/regions/liuwan/move', { parent: 'dongtang', on: '2026-12-01' })).status).toBe(200)
  const now = await place('liuwan')
  expect(now.path).toBe(`${(await place('dongtang')).path}${old.code}.`)
  expect(await perTable(now.path)).toEqual(before)
  expect(Object.values(await perTable(old.path)).every((n) => n === 0)).toBe(true)
  expect((await clerk.get('/regions/liuwan')).status, 'strangers now').toBe(404)
  expect(sentence(await admin.post('/regions/dongtang/dissolve', { on: '2026-12-01' }))).toContain('下面还有 1 个单位')
})

test('the application may move the path in every table that carries one', async () => {
  const tables = await w.office.db.transaction().execute(tablesWithPath)
  for (const table of tables)
    expect(
      await rows(w.t.owner, sql`SELECT has_column_privilege(${w.t.names.app}, ${table}, 'path', 'UPDATE') AS may`),
      table,
    ).toEqual([{ may: true }])
})

test('a village splits: a part of its own, or wholly into two', async () => {
  const part = await admin.post('/regions/xintang/split', {
    parts: [{ name: '新塘北社区', kind: 'residentCommittee' }],
    on: '2026-12-01',
  })
  expect(part.body.places).toEqual([
    expect.objectContaining({ name: '新塘北社区', level: 'village', validFrom: '2026-12-01' }),
  ])
  expect((await place('xintang')).valid_to).toBeNull()
  expect(
    sentence(
      await admin.post('/regions/xintang/split', { parts: [{ name: '新塘东社区' }], ends: true, on: '2026-12-01' }),
    ),
  ).toContain('至少要分成两个')
  expect(
    (
      await admin.post('/regions/xintang/split', {
        parts: [{ name: '新塘东社区' }, { name: '新塘西社区' }],
        ends: true,
        on: '2026-12-02',
      })
    ).status,
  ).toBe(200)
  expect((await place('xintang')).valid_to).toBe('2026-12-01')
  expect((await changesOf('xintang')).map((c) => c.kind)).toEqual(['split', 'split', 'split'])
})

describe('going live', () => {
  test('a village that starts later owes nothing of before, and its first due day has its grace', async () => {
    const made = (await village('后山村', { goesLiveOn: '2026-12-01' })).body.place
    expect((await owed(made.slug, '2026-01-01')).length).toBeGreaterThan(0)
    const done = await admin.put(`/regions/${made.id}/live`, { on: '2027-01-01', graceDays: 45 })
    expect(done.body.lifted).toBeGreaterThan(0)
    const periods = (await owed(made.slug, '2026-01-01')).map((o) => o.period)
    expect(periods.filter((p) => p < '2027' && p !== 'S' && p.length === 7)).toEqual([])
    w.set('2027-01-02T09:00:00+08:00')
    await w.obligations()
    expect((await owed(made.slug, '2026-01-01')).filter((o) => o.due_on < '2027-02-15')).toEqual([])
  })

  test('a start in the past without grace is refused: it would be red at once', async () => {
    const refused = await admin.put('/regions/houshan/live', { on: '2026-09-01', graceDays: 0 })
    expect(refused.status).toBe(422)
    expect(sentence(refused)).toContain('一下子多出')
  })

  test('nor is a new place red on its first day: a start in the past is refused with the number, an old paper alone is not a start', async () => {
    const old = { validFrom: '2024-03-01' }
    const refused = await village('前坡村', { ...old, goesLiveOn: '2026-08-01' })
    expect([refused.status, refused.body.details?.field]).toEqual([422, 'goesLiveOn'])
    expect(sentence(refused)).toMatch(/一下子多出 \d+ 项逾期/)
    const made = await village('前坡村', old)
    expect(made.body.place.goesLiveOn).toBe('2027-01-02')
    expect((await owed(made.body.place.slug, '2000-01-01')).filter((o) => o.due_on < '2027-01-02')).toEqual([])
    const parts = [{ name: '前坡东村' }, { name: '前坡西村' }]
    const split = await admin.post(`/regions/${made.body.place.id}/split`, { parts, ends: true, on: '2026-02-01' })
    expect(split.status, sentence(split)).toBe(200)
    for (const part of split.body.places)
      expect((await owed(part.slug, '2000-01-01')).filter((o) => o.due_on < '2027-01-02')).toEqual([])
  })

  test('one item may start later in one township, and its dates can be taken away again', async () => {
    const of = async () =>
      (await owed('houshan', '2026-01-01')).filter((o) => o.item_code === 'C07-03').map((o) => o.due_on)
    expect(await of()).toEqual(['2027-02-15'])
    expect(
      (await admin.put('/regions/qingxi/items/C07-03/live', { on: '2027-01-01', graceDays: 90 })).body,
    ).toMatchObject({ moved: expect.any(Number) })
    expect(await of()).toEqual(['2027-04-01'])
    expect((await admin.get('/regions/qingxi')).body.items).toEqual([
      expect.objectContaining({ item: 'C07-03', starts_on: '2027-01-01', grace_until: '2027-04-01' }),
    ])
    await admin.put('/regions/qingxi/items/C07-03/live', null)
    expect(await of()).toEqual(['2027-02-15'])
    expect((await clerk.put('/regions/qingxi/items/C07-03/live', { on: '2027-01-01', graceDays: 90 })).status).toBe(403)
    expect(sentence(await admin.put('/regions/qingxi/items/X99/live', { on: '2027-01-01', graceDays: 1 }))).toContain(
      '目录里没有',
    )
  })

  test('what was withdrawn keeps its new day, whatever is changed about going live', async () => {
    w.set('2027-01-06T09:00:00+08:00')
    const hands = await handsOf(w)
    const id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-03', '2026-12'))
    w.set('2027-01-08T09:00:00+08:00')
    expect((await take(hands.secretary, id, 'withdraw', { comment: '整张表要重做' })).status).toBe(200)
    const rounds = () =>
      rows(
        w.office.db,
        sql<{ round: number; due_on: string }>`
          SELECT o.round, o.due_on
          FROM obligations o
          JOIN regions r ON r.id = o.region_id
          WHERE r.slug = 'liuwan' AND o.item_code = 'C07-03' AND o.period = '2026-12'
          ORDER BY o.round`,
      )
    const before = await rounds()
    expect(before[1]!.due_on > before[0]!.due_on).toBe(true)
    w.set('2027-01-09T09:00:00+08:00')
    const going = { on: '2026-08-01', graceDays: 0 }
    for (const changed of [going, null])
      expect((await admin.put('/regions/liuwan/items/C07-03/live', changed)).status).toBe(200)
    expect(await rounds()).toEqual(before)
  })
})
