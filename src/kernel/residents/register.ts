/**
 * The register of people, as the village's own staff keep it: found, moved, gone, merged, compared with the card. Each
 * change is a row with who and why.
 */
import { readPersonNumber } from '../forms/personNumber.ts'
import type { RawBuilder } from 'kysely'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { maskId, maskPhone } from '../forms/masks.ts'
import { readPhone } from './numbers.ts'
import type { ResidentVault } from './vault.ts'
import { inReadingOrder, nameLetters } from '../guard/index.ts'
import { rangeEnd } from '../regions/range.ts'

export type Resident = {
  id: string
  household_id: string
  household: string
  group_name: string
  region_id: string
  name: string
  relation: string
  sex: string
  born_on: string | null
  party: boolean
  level: number
  state: 'here' | 'left' | 'dead' | 'merged'
  state_on: string | null
  has_id: boolean
  has_phone: boolean
}
export type Change = {
  kind: string
  at: Date
  by_name: string
  reason: string
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}
/** Who does it, when, and why; `why` may be empty where the change speaks for itself. */
export type By = { name: string; now: Date; why?: string }
export type ChangeKind = 'added' | 'changed' | 'moved' | 'left' | 'died' | 'returned' | 'merged' | 'checked' | 'phone'

const columns = sql`
  r.id, r.household_id, h.code AS household, h.group_name, r.region_id, r.name, r.relation, r.sex,
  r.born_on, r.party, r.level, r.state, r.state_on, r.id_number IS NOT NULL AS has_id,
  r.phone IS NOT NULL AS has_phone`
/** What history keeps of a row: no number, no telephone. */
export const residentFace = sql`
  jsonb_build_object(
    'household_id', household_id, 'region_id', region_id, 'path', path, 'path_end', path_end, 'name', name,
    'initials', initials, 'relation', relation, 'sex', sex, 'born_on', born_on, 'party', party, 'state',
    state, 'state_on', state_on
  )`

/**
 * Which names of a village's register stand in a text, or may, written with gaps (`writtenAs` says how); somebody who
 * has left or died is still somebody.
 */
export async function registeredIn(db: Db | Tx, regionId: string, text: string): Promise<string[]> {
  const letters = nameLetters(inReadingOrder(text))
  const found = await rows(
    db,
    sql<{ name: string }>`
      SELECT DISTINCT name
      FROM residents
      WHERE region_id = ${regionId}
        AND (strpos(${text}, name) > 0 OR char_length(name) > 1 AND strpos(${letters}, replace(name, '·', '')) > 0)`,
  )
  return found.map((r) => r.name)
}

/** People of one village by name, initials, household number, whole ID number or telephone; at most 50. */
export function findResidents(db: Db, vault: ResidentVault, regionId: string, q: string): Promise<Resident[]> {
  const id = readPersonNumber(q)
  const phone = readPhone(q)
  const by = id
    ? sql`r.id_index = ${vault.index('id', id.number)}`
    : phone
      ? sql`r.phone_index = ${vault.index('phone', phone)}`
      : /^[a-z]{2,}$/i.test(q)
        ? sql`r.initials = ${q.toLowerCase()}`
        : sql`(strpos(r.name, ${q}) > 0 OR h.code = ${q})`
  return rows(
    db,
    sql<Resident>`
      SELECT ${columns}
      FROM residents r
      JOIN households h ON h.id = r.household_id
      WHERE r.region_id = ${regionId} AND r.state <> 'merged' AND ${by}
      ORDER BY h.code, r.name, r.id
      LIMIT 50`,
  )
}

/** A person of this village with number and telephone masked, and what became of them. 404 elsewhere. */
export async function residentCard(
  db: Db | Tx,
  vault: ResidentVault,
  regionId: string,
  id: string,
): Promise<Resident & { idNumber: string; phone: string; changes: Change[] }> {
  const found = await first(
    db,
    sql<Resident & { id_number: Uint8Array | null; sealed_phone: Uint8Array | null }>`
      SELECT ${columns}, r.id_number, r.phone AS sealed_phone
      FROM residents r
      JOIN households h ON h.id = r.household_id
      WHERE r.id = ${id} AND r.region_id = ${regionId}`,
  )
  if (!found) throw notFound('本村名册里没有这个人。')
  const { id_number, sealed_phone, ...resident } = found
  return {
    ...resident,
    idNumber: id_number ? maskId(vault.open('id', id, id_number)) : '',
    phone: sealed_phone ? maskPhone(vault.open('phone', id, sealed_phone)) : '',
    // A household is named by its village and number as they are now.
    changes: await rows(
      db,
      sql<Change>`
        SELECT c.kind, c.at, c.by_name, c.reason,
          jsonb_build_object('home', bg.name || bh.code || ' 户') || c.before AS before,
          jsonb_build_object('home', ag.name || ah.code || ' 户') || c.after AS after
        FROM resident_changes c
        LEFT JOIN households bh ON bh.id = c.before ->> 'household_id'
        LEFT JOIN regions bg ON bg.id = bh.region_id
        LEFT JOIN households ah ON ah.id = c.after ->> 'household_id'
        LEFT JOIN regions ag ON ag.id = ah.region_id
        WHERE c.resident_id = ${id}
        ORDER BY c.at DESC, c.id DESC
        LIMIT 100`,
    ),
  }
}

/** Pairs of one village that may be the same person: one name, and one day of birth or a missing number. */
export function doublesIn(
  db: Db,
  regionId: string,
): Promise<{ name: string; one: string; other: string; household: string; other_household: string }[]> {
  return rows(
    db,
    sql<{ name: string; one: string; other: string; household: string; other_household: string }>`
      SELECT a.name, a.id AS one, b.id AS other, ha.code AS household, hb.code AS other_household
      FROM residents a
      JOIN residents b ON b.region_id = a.region_id AND b.name = a.name AND b.id > a.id AND b.state = 'here'
      JOIN households ha ON ha.id = a.household_id
      JOIN households hb ON hb.id = b.household_id
      WHERE a.region_id = ${regionId}
        AND a.state = 'here'
        AND (a.id_index IS NULL OR b.id_index IS NULL)
        AND (a.born_on IS NULL OR b.born_on IS NULL OR a.born_on = b.born_on)
      ORDER BY a.name
      LIMIT 200`,
  )
}

/** Died, left for good, or came back. Whoever is not here is signed out. 409 where it is so already. */
export async function setState(tx: Tx, id: string, state: 'here' | 'left' | 'dead', on: string, by: By): Promise<void> {
  if ((await stateOf(tx, id)) === state) throw conflict(`名册上已经是“${stateWords[state]}”，不用再登记。`)
  await change(
    tx,
    id,
    state === 'dead' ? 'died' : state === 'left' ? 'left' : 'returned',
    sql`state = ${state}, state_on = ${on}`,
    by,
  )
  if (state !== 'here') await sql`DELETE FROM resident_sessions WHERE resident_id = ${id}`.execute(tx)
}

export type Village = { id: string; path: string }

/**
 * Moves a person to another household, here or in another village; an unknown household number makes one. 409 for the
 * dead.
 */
export async function moveResident(tx: Tx, id: string, village: Village, household: string, by: By): Promise<void> {
  if ((await stateOf(tx, id)) === 'dead')
    throw conflict('名册上登记的是“去世”，不能换户、换村。登记错了，请先“登记回村”。')
  const home = await householdAt(tx, village, household, by.now)
  await change(
    tx,
    id,
    'moved',
    sql`
      household_id = ${home}, region_id = ${village.id}, path = ${village.path},
      path_end = ${rangeEnd(village.path)}, state = 'here', state_on = NULL`,
    by,
  )
}

/** A village's household by its number, made where there is none. */
export async function householdAt(tx: Tx, village: Village, household: string, now: Date): Promise<string> {
  const code = household.trim()
  if (code === '') throw invalid('请填户号。', { field: 'household' })
  await sql`
    INSERT INTO households (id, region_id, code, made_at)
    VALUES (${newId(now.getTime())}, ${village.id}, ${code}, ${now})
    ON CONFLICT (region_id, code) DO NOTHING`.execute(tx)
  return (await first(
    tx,
    sql<{ id: string }>`SELECT id FROM households WHERE region_id = ${village.id} AND code = ${code}`,
  ))!.id
}

/**
 * Two rows that are one person: the other's number and telephone come over, its row stays as merged. 422 where both
 * have numbers that differ.
 */
export async function mergeResidents(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  keepId: string,
  otherId: string,
  by: By,
): Promise<void> {
  const [keep, other] = [await locked(tx, regionId, keepId), await locked(tx, regionId, otherId)]
  if (keep.id === other.id) throw invalid('选的是同一行。')
  if (keep.id_index !== null && other.id_index !== null && keep.id_index !== other.id_index)
    throw invalid('这两个人的身份证号不一样，不能合并。')
  await change(tx, other.id, 'merged', sql`state = 'merged', merged_into = ${keep.id}`, by)
  await sql`DELETE FROM resident_sessions WHERE resident_id = ${other.id}`.execute(tx)
  const idToo =
    keep.id_number === null && other.id_number !== null
      ? sql`
        , id_number = ${vault.seal('id', keep.id, vault.open('id', other.id, other.id_number))},
        id_index = ${other.id_index}`
      : sql``
  const phoneToo =
    keep.phone === null && other.phone !== null
      ? sql`
        , phone = ${vault.seal('phone', keep.id, vault.open('phone', other.id, other.phone))},
        phone_index = ${other.phone_index}`
      : sql``
  await change(tx, keep.id, 'changed', sql`level = greatest(level, ${other.level}) ${idToo} ${phoneToo}`, {
    ...by,
    why: by.why || '合并重复的人',
  })
}

/**
 * An agent has compared the person with the card and typed its number: the highest level of real name. 422 where it is
 * another number.
 */
export async function checkWithCard(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  id: string,
  typed: string,
  by: By,
): Promise<void> {
  const number = readPersonNumber(typed)
  if (!number) throw invalid('身份证号不对，请对着证件再输一遍。', { field: 'idNumber' })
  const index = vault.index('id', number.number)
  const person = await locked(tx, regionId, id)
  if (person.id_index !== null && person.id_index !== index)
    throw invalid('和名册上的身份证号不一样。请核对是不是本人，或者名册写错了。', { field: 'idNumber' })
  if (await first(tx, sql`SELECT 1 FROM residents WHERE id_index = ${index} AND state <> 'merged' AND id <> ${id}`))
    throw conflict('这个身份证号已经是名册里另一个人的，请先查重复。')
  await change(
    tx,
    id,
    'checked',
    sql`
      level = 2, id_number = ${vault.seal('id', id, number.number)}, id_index = ${index},
      born_on = ${number.bornOn}`,
    by,
  )
}

/** Gives a person a telephone, or takes it away (''). One telephone may serve several people, `most` at most. */
export async function setPhone(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  id: string,
  typed: string,
  most: number,
  by: By,
): Promise<void> {
  await locked(tx, regionId, id)
  const phone = typed.trim() === '' ? undefined : readPhone(typed)
  if (typed.trim() !== '' && !phone) throw invalid('手机号不对，应该是 11 位。', { field: 'phone' })
  await sql`DELETE FROM resident_sessions WHERE resident_id = ${id}`.execute(tx)
  if (!phone)
    return change(
      tx,
      id,
      'phone',
      sql`phone = NULL, phone_index = NULL, level = CASE WHEN level = 2 THEN 2 ELSE 0 END`,
      by,
    )
  const index = vault.index('phone', phone)
  await refuseCrowded(tx, index, id, most)
  await change(
    tx,
    id,
    'phone',
    sql`
      phone = ${vault.seal('phone', id, phone)}, phone_index = ${index},
      level = CASE WHEN level = 2 THEN 2 ELSE 0 END`,
    by,
  )
}

export async function refuseCrowded(tx: Tx, phoneIndex: string, except: string, most: number): Promise<void> {
  const shared = (await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT count(*)::int AS n
      FROM residents
      WHERE phone_index = ${phoneIndex} AND state = 'here' AND id <> ${except}`,
  ))!.n
  if (shared >= most) throw conflict(`这个手机号已经有 ${shared} 个人在用，最多 ${most} 个。`)
}

const stateWords = { here: '在村', left: '迁出', dead: '去世' } as const

/** Locked. A row that was merged is nobody any more: 409. */
async function stateOf(tx: Tx, id: string): Promise<Exclude<Resident['state'], 'merged'>> {
  const found = await first(
    tx,
    sql<{ state: Resident['state'] }>`SELECT state FROM residents WHERE id = ${id} FOR UPDATE`,
  )
  if (!found) throw notFound('名册里没有这个人。')
  if (found.state === 'merged') throw conflict('这一行已经合并到另一个人，请改那一个。')
  return found.state
}

type Locked = {
  id: string
  id_number: Uint8Array | null
  id_index: string | null
  phone: Uint8Array | null
  phone_index: string | null
  level: number
}

async function locked(tx: Tx, regionId: string, id: string): Promise<Locked> {
  const found = await first(
    tx,
    sql<Locked>`
      SELECT id, id_number, id_index, phone, phone_index, level
      FROM residents
      WHERE id = ${id} AND region_id = ${regionId} AND state <> 'merged'
      FOR UPDATE`,
  )
  if (!found) throw notFound('本村名册里没有这个人。')
  return found
}

/** Changes one row and writes down what it was and what it is. */
export async function change(tx: Tx, id: string, kind: ChangeKind, set: RawBuilder<unknown>, by: By): Promise<void> {
  const before = await first(
    tx,
    sql<{ face: unknown }>`SELECT ${residentFace} AS face FROM residents WHERE id = ${id} FOR UPDATE`,
  )
  if (!before) throw notFound('名册里没有这个人。')
  const after = (await first(
    tx,
    sql<{
      face: unknown
    }>`UPDATE residents SET ${set}, changed_at = ${by.now} WHERE id = ${id} RETURNING ${residentFace} AS face`,
  ))!
  await noteChange(tx, id, kind, by, before.face, after.face)
}

export async function noteChange(
  tx: Tx,
  id: string,
  kind: ChangeKind,
  by: By,
  before?: unknown,
  after?: unknown,
): Promise<void> {
  await sql`
    INSERT INTO resident_changes (id, resident_id, kind, before, after, by_name, reason, at)
    VALUES (
      ${newId(by.now.getTime())}, ${id}, ${kind}, ${before ? JSON.stringify(before) : null}::jsonb,
      ${after ? JSON.stringify(after) : null}::jsonb, ${by.name}, ${by.why ?? ''}, ${by.now}
    )`.execute(tx)
}
