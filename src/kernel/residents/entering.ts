/**
 * Single people and households, as the village's own staff enter and correct them. Each change is a row with who and
 * why.
 */
import { otherThanNumber, readPersonNumber, type PersonNumber } from '../forms/personNumber.ts'
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { namePinyin } from '../../platform/pinyin.ts'
import { readPhone } from './numbers.ts'
import { rangeEnd } from '../regions/range.ts'
import { change, householdAt, noteChange, refuseCrowded, type By, type Village } from './register.ts'
import type { ResidentVault } from './vault.ts'

/**
 * As typed; `idNumber` '' says nothing about it, `bornOn` '' is unknown. A birth date or sex that is not the ID
 * number's is asked.
 */
export type Details = {
  name: string
  relation: string
  sex: '' | '男' | '女'
  bornOn: string
  party: boolean
  idNumber: string
}

/**
 * A new person in a household of the village; an unknown household number makes one. Returns the id. 409 where the ID
 * number is somebody's.
 */
export async function addResident(
  tx: Tx,
  vault: ResidentVault,
  village: Village,
  d: Details & { household: string; phone: string },
  most: number,
  by: By,
): Promise<string> {
  const read = readDetails(d)
  if (read.id) await refuseTaken(tx, vault, read.id, '')
  const phone = d.phone.trim() === '' ? undefined : readPhone(d.phone)
  if (d.phone.trim() !== '' && !phone) throw invalid('手机号不对，应该是 11 位。', { field: 'phone' })
  const home = await householdAt(tx, village, d.household, by.now)
  if (
    !read.id &&
    (await first(
      tx,
      sql`SELECT 1 FROM residents WHERE household_id = ${home} AND name = ${read.name} AND state <> 'merged'`,
    ))
  )
    throw conflict('这一户已经有同名的人。是另一个人的，请填身份证号。')
  const id = newId(by.now.getTime())
  const phoneIndex = phone ? vault.index('phone', phone) : null
  if (phoneIndex) await refuseCrowded(tx, phoneIndex, id, most)
  await sql`
    INSERT INTO residents (
      id, household_id, region_id, path, path_end, name, initials, relation, sex, born_on, party, id_number,
      id_index, phone, phone_index, changed_at
    )
    VALUES (
      ${id}, ${home}, ${village.id}, ${village.path}, ${rangeEnd(village.path)}, ${read.name},
      ${namePinyin(read.name).initials}, ${d.relation.trim()}, ${read.sex}, ${read.bornOn}, ${d.party},
      ${read.id ? vault.seal('id', id, read.id.number) : null},
      ${read.id ? vault.index('id', read.id.number) : null},
      ${phone ? vault.seal('phone', id, phone) : null}, ${phoneIndex}, ${by.now}
    )`.execute(tx)
  await noteChange(tx, id, 'added', by)
  return id
}

/** Corrects a person. Another ID number takes back that it was compared with the card. */
export async function editResident(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  id: string,
  d: Details,
  by: By,
): Promise<void> {
  const person = await first(
    tx,
    sql<{ id_index: string | null; id_number: Uint8Array | null }>`
      SELECT id_index, id_number
      FROM residents
      WHERE id = ${id} AND region_id = ${regionId} AND state <> 'merged'
      FOR UPDATE`,
  )
  if (!person) throw notFound('本村名册里没有这个人。')
  const kept = person.id_number ? readPersonNumber(vault.open('id', id, person.id_number)) : undefined
  const read = readDetails(d, kept)
  const index = read.id ? vault.index('id', read.id.number) : person.id_index
  if (read.id && index !== person.id_index) await refuseTaken(tx, vault, read.id, id)
  const number =
    read.id && index !== person.id_index
      ? sql`, id_number = ${vault.seal('id', id, read.id.number)}, id_index = ${index}, level = least(level, 1)`
      : sql``
  await change(
    tx,
    id,
    'changed',
    sql`
      name = ${read.name}, initials = ${namePinyin(read.name).initials}, relation = ${d.relation.trim()},
      sex = ${read.sex}, born_on = ${read.bornOn}, party = ${d.party} ${number}`,
    by,
  )
}

/**
 * Corrects a household's number, group or address; '' leaves the address. It stands in the history of each of its
 * people. 409 where another household of the village has the number.
 */
export async function editHousehold(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  code: string,
  to: { code: string; group: string; address: string },
  by: By,
): Promise<void> {
  const home = await first(
    tx,
    sql<{
      id: string
      group_name: string
    }>`SELECT id, group_name FROM households WHERE region_id = ${regionId} AND code = ${code} FOR UPDATE`,
  )
  if (!home) throw notFound('本村没有这一户。')
  if (
    to.code !== code &&
    (await first(tx, sql`SELECT 1 FROM households WHERE region_id = ${regionId} AND code = ${to.code}`))
  )
    throw conflict('这个户号已经有了。要把两户并成一户，请给人“换户”。')
  const address =
    to.address.trim() === '' ? sql`` : sql`, address = ${vault.seal('address', home.id, to.address.trim())}`
  await sql`UPDATE households SET code = ${to.code}, group_name = ${to.group.trim()} ${address}
    WHERE id = ${home.id}`.execute(tx)
  const members = await rows(
    tx,
    sql<{ id: string }>`SELECT id FROM residents WHERE household_id = ${home.id} AND state <> 'merged' ORDER BY id`,
  )
  for (const m of members)
    await noteChange(
      tx,
      m.id,
      'changed',
      by,
      { home: `${code} 户 ${home.group_name}`.trim() },
      { home: `${to.code} 户 ${to.group.trim()}`.trim() },
    )
}

type Read = { name: string; id: PersonNumber | undefined; sex: string; bornOn: string | null }

/** `kept`: the ID number that the register has already; it counts where none is typed. */
function readDetails(d: Details, kept?: PersonNumber): Read {
  const name = d.name.replaceAll(/\s/g, '')
  if (name.length < 2) throw invalid('请填姓名。', { field: 'name' })
  const id = d.idNumber.trim() === '' ? undefined : readPersonNumber(d.idNumber)
  if (d.idNumber.trim() !== '' && !id) throw invalid('身份证号不对，请对着证件再输一遍。', { field: 'idNumber' })
  const counts = id ?? kept
  const differs = counts && otherThanNumber(counts, { bornOn: d.bornOn, sex: d.sex })
  if (differs) throw invalid(`${differs.say}请对着证件核对，改成一样的；不知道的空着。`, { field: differs.field })
  return { name, id, sex: counts?.sex ?? d.sex, bornOn: counts?.bornOn ?? (d.bornOn === '' ? null : d.bornOn) }
}

async function refuseTaken(tx: Tx, vault: ResidentVault, id: PersonNumber, except: string): Promise<void> {
  if (
    await first(
      tx,
      sql`
        SELECT 1
        FROM residents
        WHERE id_index = ${vault.index('id', id.number)} AND state <> 'merged' AND id <> ${except}`,
    )
  )
    throw conflict('这个身份证号已经在名册上了。可能在别的村，请先请那边登记迁出、换村。')
}
