/** Invented people of the demo's village, so that signing in can be tried: telephones that no carrier gives out. */
import { first, sql, transact, type Db } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { namePinyin } from '../platform/pinyin.ts'
import { rangeEnd } from '../kernel/regions/range.ts'
import { residentVault } from '../kernel/residents/vault.ts'
import { inventedId } from './applications.form.ts'

/** Household, name, relation, sex, day of birth, telephone, member of the Party. */
const people: readonly (readonly [string, string, string, '男' | '女', string, string, boolean])[] = [
  ['001', '周桂花', '户主', '女', '1956-04-12', '13800000001', false],
  ['001', '周小满', '孙女', '女', '2004-05-21', '', false],
  ['002', '郑国强', '户主', '男', '1961-09-03', '13800000002', true],
  ['003', '吴长根', '户主', '男', '1949-01-30', '13800000003', false],
  ['003', '吴秀英', '配偶', '女', '1951-11-08', '13800000003', false],
  ['003', '吴建军', '子', '男', '1975-06-17', '', true],
  ['004', '冯春生', '户主', '男', '1968-02-25', '', false],
  ['004', '何玉兰', '配偶', '女', '1970-07-07', '', false],
  ['005', '孙有福', '户主', '男', '1944-12-01', '', false],
]

/** Of each: name, day of birth, telephone, and a number of an identity card that nobody bears. */
export const demoResidents = people.map(([, name, , sex, bornOn, phone], i) => ({
  name,
  bornOn,
  phone,
  idNumber: inventedId(bornOn, i, sex),
}))

/** Into an empty register only. */
export async function makeDemoResidents(db: Db, secret: string, slug: string, now: Date): Promise<void> {
  const village = await first(
    db,
    sql<{
      id: string
      path: string
    }>`SELECT id, path FROM regions WHERE slug = ${slug} AND NOT EXISTS (SELECT 1 FROM residents)`,
  )
  if (!village) return
  const vault = residentVault(secret)
  await transact(db, async (tx) => {
    const homes = new Map<string, string>()
    for (const [i, [household, name, relation, sex, born, phone, party]] of people.entries()) {
      const home = homes.get(household) ?? newId(now.getTime())
      if (!homes.has(household))
        await sql`
          INSERT INTO households (id, region_id, code, group_name, made_at)
          VALUES (${home}, ${village.id}, ${household}, '一组', ${now})`.execute(tx)
      homes.set(household, home)
      const id = newId(now.getTime())
      await sql`
        INSERT INTO residents (
          id, household_id, region_id, path, path_end, name, initials, relation, sex, born_on, party,
          id_number, id_index, phone, phone_index, changed_at
        )
        VALUES (
          ${id}, ${home}, ${village.id}, ${village.path}, ${rangeEnd(village.path)}, ${name},
          ${namePinyin(name).initials}, ${relation}, ${sex}, ${born}, ${party},
          ${vault.seal('id', id, demoResidents[i]!.idNumber)},
          ${vault.index('id', demoResidents[i]!.idNumber)},
          ${phone === '' ? null : vault.seal('phone', id, phone)},
          ${phone === '' ? null : vault.index('phone', phone)}, ${now}
        )`.execute(tx)
    }
  })
}
