/** Somebody tells a second thing: the handler learns that there was a first one, and no telephone number. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { receive, type Place } from './receive.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
const places = new Map<string, Place>()
beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  for (const p of await rows(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE level = 'village' AND NOT practice`,
  ))
    places.set(p.slug, p)
})
afterAll(() => w.close())

async function tell(slug: string, phone: string, more: object = {}): Promise<string> {
  const ctx = await contextAt(w.office.db, w.now())
  const input = reportSchema.parse({
    kind: 'trouble',
    text: '路灯坏了好几天',
    name: '王大姐',
    phone,
    key: newId(),
    ...more,
  })
  const made = await transact(w.office.db, (tx) =>
    receive(tx, w.office.secret, places.get(slug)!, input, [], { channel: 'web' }, ctx),
  )
  return (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
}

test("earlier reports of the same telephone, however it was written, are counted; only one's own are named", async () => {
  const neighbour = [...places.keys()].find((slug) => slug !== 'liuwan')!
  const early = await tell('liuwan', '13912345678')
  w.set('2026-10-12T09:00:00+08:00')
  await tell(neighbour, '+86 139-1234-5678')
  await tell('liuwan', '139 1234 5678', { kind: 'person', about: '某会计' })
  await tell('liuwan', '13987654321')
  w.set('2026-10-20T09:00:00+08:00')
  const late = await tell('liuwan', '１３９１２３４５６７８')
  const [grid, clerk] = [await w.signIn('liuwan-grid'), await w.signIn('qingxi-clerk')]
  const seen = (await grid.get(`/cases/${late}`)).body
  expect(seen.before).toMatchObject({ total: 2, open: 2 })
  expect(seen.before.cases.map((c: { id: string }) => c.id)).toEqual([early])
  expect(JSON.stringify(seen)).not.toMatch(/139.?1234.?5678/)
  expect((await clerk.get(`/cases/${late}`)).body.before.cases).toHaveLength(2)
  expect((await grid.get(`/cases/${early}`)).body.before).toBeNull()
  expect((await grid.get(`/cases/${await tell('liuwan', '')}`)).body.before).toBeNull()
  w.set('2028-10-20T09:00:00+08:00')
  expect(
    (await (await w.signIn('liuwan-grid')).get(`/cases/${await tell('liuwan', '13912345678')}`)).body.before,
  ).toBeNull()
})
