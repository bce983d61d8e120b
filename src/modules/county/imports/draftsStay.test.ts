/**
 * An item changes while a village is drafting: the draft keeps the version it was begun with, later periods follow the
 * new one.
 */
import { expect, test } from 'vitest'
import { first, sql } from '../../../platform/db.ts'
import { makeWorld } from '../../../../test/world.ts'
import { importPack } from '../../../kernel/pack/county/import.ts'
import type { Pack } from '../../../kernel/pack/part.ts'
import { each } from '../../../../test/packs.ts'
import { packedCatalogue } from '../../disclosure/index.ts'

test('an open draft stays on its version; the periods of next month get the new one', async () => {
  let pack!: Pack
  const w = await makeWorld('2026-10-05T09:00:00+08:00', (p) => {
    pack = p
    return p
  })
  try {
    const officer = await w.signIn('liuwan-officer')
    const due = (await first(
      w.office.db,
      sql<{
        id: string
      }>`
        SELECT o.id
        FROM obligations o
        JOIN regions r ON r.id = o.region_id
        WHERE r.slug = 'liuwan' AND o.item_code = 'C07-03' AND o.period = '2026-09'`,
    ))!
    const draft = (await officer.post(`/obligations/${due.id}/draft`)).body.id as string
    const catalogue = pack.of(packedCatalogue)
    const items = each(catalogue.items, (i) =>
      i.code === 'C07-03' ? { ...i, deadline: { ...i.deadline, day: 5 } } : i,
    )
    await importPack(w.office.db, pack.with(packedCatalogue, { ...catalogue, items }), w.now())
    const notice = await first(
      w.office.db,
      sql<{ item_version: number }>`SELECT item_version FROM notices WHERE id = ${draft}`,
    )
    expect(notice).toEqual({ item_version: 1 })
    expect((await officer.get(`/notices/${draft}`)).status).toBe(200)
    w.set('2026-11-02T09:00:00+08:00')
    await w.obligations()
    const later = await first(
      w.office.db,
      sql<{
        item_version: number
        due_on: string
      }>`
        SELECT o.item_version, o.due_on
        FROM obligations o
        JOIN regions r ON r.id = o.region_id
        WHERE r.slug = 'liuwan' AND o.item_code = 'C07-03' AND o.period = '2026-11'`,
    )
    expect(later).toEqual({ item_version: 2, due_on: '2026-12-05' })
  } finally {
    await w.close()
  }
})
