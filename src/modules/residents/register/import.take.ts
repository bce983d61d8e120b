/**
 * A thousand rows of a register at a time, set by set: households, then people who are new, the same, changed or moved.
 */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { rangeEnd } from '../../../kernel/regions/range.ts'
import type { ResidentVault } from '../../../kernel/residents/vault.ts'
import type { Line, LineFault } from './import.line.ts'

export type Batch = {
  tx: Tx
  vault: ResidentVault
  importId: string
  byName: string
  now: Date
  /** Whom this list has named already: ID number or household and name → line. */
  seen: Map<string, number>
  /** Telephones → how many of this list have it; at most `mostOnPhone`. */
  phones: Map<string, number>
  mostOnPhone: number
}
export type Taken = { added: number; changed: number; same: number; faults: LineFault[] }
type Known = {
  id: string
  household_id: string
  region_id: string
  path: string
  path_end: string
  name: string
  initials: string
  relation: string
  sex: string
  born_on: string | null
  party: boolean
  id_index: string | null
  phone_index: string | null
  state: string
  state_on: string | null
}
type Row = Known & { kind: string; before: object | null; sealedId: string | null; sealedPhone: string | null }

export async function takeLines(batch: Batch, lines: readonly Line[]): Promise<Taken> {
  const faults: LineFault[] = []
  const once = lines.filter((l) => firstTime(batch, l, faults) && hasRoom(batch, l, faults))
  const homes = await householdsOf(batch, once)
  const known = await knownOf(batch.tx, once, homes)
  const fresh: Row[] = []
  const changed: Row[] = []
  let same = 0
  for (const line of once) {
    const home = homes.get(homeKey(line))!
    const match = (line.idIndex && known.byId.get(line.idIndex)) || sameName(known, home, line)
    if (!match) fresh.push(rowOf(batch, line, home, undefined))
    else if (differs(match, line, home)) changed.push(rowOf(batch, line, home, match))
    else same += 1
  }
  await insertRows(batch, fresh)
  await updateRows(batch, changed)
  return { added: fresh.length, changed: changed.length, same, faults }
}

function firstTime(batch: Batch, l: Line, faults: LineFault[]): boolean {
  const key = l.idIndex ?? `${homeKey(l)} ${l.name}`
  const before = batch.seen.get(key)
  if (before !== undefined) faults.push({ line: l.line, field: '', say: `和第 ${before} 行是同一个人，请删去一行。` })
  else batch.seen.set(key, l.line)
  return before === undefined
}

/** One telephone for half a village is the clerk's, who would then sign in as any of them. */
function hasRoom({ phones, mostOnPhone }: Batch, l: Line, faults: LineFault[]): boolean {
  if (l.phoneIndex === null) return true
  const n = (phones.get(l.phoneIndex) ?? 0) + 1
  phones.set(l.phoneIndex, n)
  if (n > mostOnPhone)
    faults.push({
      line: l.line,
      field: '手机号',
      say: `前面已经有 ${mostOnPhone} 个人用这个手机号，可能是别人代填的。请填本人的，没有就空着。`,
    })
  return n <= mostOnPhone
}

const homeKey = (l: Line) => `${l.regionId} ${l.household}`

/** The households of these lines, made where they are not there yet. */
async function householdsOf({ tx, vault, importId, now }: Batch, lines: readonly Line[]): Promise<Map<string, string>> {
  const wanted = [...new Map(lines.map((l) => [homeKey(l), l])).values()].map((l) => {
    const id = newId(now.getTime())
    return {
      id,
      region: l.regionId,
      code: l.household,
      group: l.group,
      address: l.address === '' ? null : vault.seal('address', id, l.address).toString('hex'),
    }
  })
  await sql`
    INSERT INTO households (id, region_id, code, group_name, address, import_id, made_at)
    SELECT id, region, code, "group", decode(address, 'hex'), ${importId}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS t (
      id text, region text, code text, "group" text, address text
    )
    ON CONFLICT (region_id, code)
      DO UPDATE SET group_name = CASE
        WHEN households.group_name = '' THEN excluded.group_name
        ELSE households.group_name
      END
    WHERE households.group_name = '' AND excluded.group_name <> ''`.execute(tx)
  const there = await rows(
    tx,
    sql<{
      id: string
      region_id: string
      code: string
    }>`
      SELECT id, region_id, code
      FROM households
      WHERE (region_id, code) IN (
        SELECT *
        FROM unnest(${wanted.map((w) => w.region)}::text[], ${wanted.map((w) => w.code)}::text[])
      )`,
  )
  return new Map(there.map((h) => [`${h.region_id} ${h.code}`, h.id]))
}

type Found = { byId: Map<string, Known>; byName: Map<string, Known> }

async function knownOf(tx: Tx, lines: readonly Line[], homes: Map<string, string>): Promise<Found> {
  const columns = sql`
    id, household_id, region_id, path, path_end, name, initials, relation, sex, born_on, party, id_index,
    phone_index, state, state_on`
  const ids = lines.flatMap((l) => (l.idIndex ? [l.idIndex] : []))
  const found = await rows(
    tx,
    sql<Known>`
      SELECT ${columns}
      FROM residents
      WHERE state <> 'merged' AND id_index = ANY(${ids}::text[])
      UNION
      SELECT ${columns}
      FROM residents
      WHERE state <> 'merged' AND household_id = ANY(${[...new Set(homes.values())]}::text[])`,
  )
  return {
    byId: new Map(found.flatMap((k) => (k.id_index ? [[k.id_index, k] as const] : []))),
    byName: new Map(found.map((k) => [`${k.household_id} ${k.name}`, k])),
  }
}

/** Without a number on either side, one name in one household is one person. */
function sameName(known: Found, home: string, line: Line): Known | undefined {
  const match = known.byName.get(`${home} ${line.name}`)
  return match && (match.id_index === null || line.idIndex === null) ? match : undefined
}

/** What the list leaves empty stays as it is. */
function differs(k: Known, l: Line, home: string): boolean {
  return (
    k.household_id !== home ||
    k.region_id !== l.regionId ||
    k.name !== l.name ||
    (l.relation !== '' && k.relation !== l.relation) ||
    (l.sex !== '' && k.sex !== l.sex) ||
    (l.bornOn !== null && k.born_on !== l.bornOn) ||
    (l.party !== null && k.party !== l.party) ||
    (l.state !== null && k.state !== l.state) ||
    (l.stateOn !== null && k.state_on !== l.stateOn) ||
    (l.idIndex !== null && k.id_index !== l.idIndex) ||
    (l.phoneIndex !== null && k.phone_index === null)
  )
}

function rowOf({ vault, now }: Batch, l: Line, home: string, k: Known | undefined): Row {
  const id = k?.id ?? newId(now.getTime())
  // A telephone that somebody has proven is not replaced by a list.
  const phone = l.phoneIndex !== null && (k?.phone_index ?? null) === null
  const kind = !k
    ? 'new'
    : l.state !== null && k.state !== l.state
      ? ({ here: 'returned', left: 'left', dead: 'died' } as const)[l.state]
      : k.household_id !== home
        ? 'moved'
        : 'changed'
  return {
    id,
    household_id: home,
    region_id: l.regionId,
    path: l.path,
    path_end: rangeEnd(l.path),
    name: l.name,
    initials: l.initials,
    relation: l.relation || (k?.relation ?? ''),
    sex: l.sex || (k?.sex ?? ''),
    born_on: l.bornOn ?? k?.born_on ?? null,
    party: l.party ?? k?.party ?? false,
    id_index: l.idIndex ?? k?.id_index ?? null,
    phone_index: phone ? l.phoneIndex : (k?.phone_index ?? null),
    state: l.state ?? k?.state ?? 'here',
    state_on: l.stateOn ?? k?.state_on ?? null,
    kind,
    before: k ? faceOf(k) : null,
    sealedId: l.idIndex !== null && l.idIndex !== k?.id_index ? vault.seal('id', id, l.idNumber).toString('hex') : null,
    sealedPhone: phone ? vault.seal('phone', id, l.phone).toString('hex') : null,
  }
}

const faceOf = ({
  household_id,
  region_id,
  path,
  path_end,
  name,
  initials,
  relation,
  sex,
  born_on,
  party,
  state,
  state_on,
}: Known | Row) => ({
  household_id,
  region_id,
  path,
  path_end,
  name,
  initials,
  relation,
  sex,
  born_on,
  party,
  state,
  state_on,
})

const shape = sql`
  AS t (
    id text, household_id text, region_id text, path text, path_end text, name text, initials text,
    relation text, sex text, born_on date, party boolean, id_index text, phone_index text, state text,
    state_on date, "sealedId" text, "sealedPhone" text
  )`

async function insertRows({ tx, importId, now }: Batch, fresh: readonly Row[]): Promise<void> {
  if (fresh.length === 0) return
  await sql`
    INSERT INTO residents (
      id, household_id, region_id, path, path_end, name, initials, relation, sex, born_on, party, id_index,
      phone_index, state, state_on, id_number, phone, import_id, changed_at
    )
    SELECT id, household_id, region_id, path, path_end, name, initials, relation, sex, born_on, party,
      id_index, phone_index, state, state_on, decode("sealedId", 'hex'), decode("sealedPhone", 'hex'),
      ${importId}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) ${shape}`.execute(tx)
}

async function updateRows({ tx, importId, byName, now }: Batch, changed: readonly Row[]): Promise<void> {
  if (changed.length === 0) return
  await sql`
    INSERT INTO resident_befores (import_id, resident_id, id_number, id_index, phone, phone_index, level)
    SELECT ${importId}, id, id_number, id_index, phone, phone_index, level
    FROM residents
    WHERE id = ANY(${changed.map((r) => r.id)}::text[])
    ON CONFLICT (import_id, resident_id) DO NOTHING`.execute(tx)
  await sql`
    UPDATE residents r
    SET household_id = t.household_id, region_id = t.region_id, path = t.path, path_end = t.path_end,
      name = t.name, initials = t.initials, relation = t.relation, sex = t.sex, born_on = t.born_on,
      party = t.party, id_index = t.id_index, phone_index = t.phone_index, state = t.state,
      state_on = t.state_on, id_number = coalesce(decode(t."sealedId", 'hex'), r.id_number),
      phone = coalesce(decode(t."sealedPhone", 'hex'), r.phone), changed_at = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) ${shape}
    WHERE r.id = t.id`.execute(tx)
  const notes = changed.map((r) => ({
    id: newId(now.getTime()),
    resident: r.id,
    kind: r.kind,
    before: r.before,
    after: faceOf(r),
  }))
  await sql`
    INSERT INTO resident_changes (id, resident_id, kind, before, after, import_id, by_name, reason, at)
    SELECT id, resident, kind, before, after, ${importId}, ${byName}, '导入名册', ${now}
    FROM jsonb_to_recordset(${JSON.stringify(notes)}::jsonb) AS t (
      id text, resident text, kind text, before jsonb, after jsonb
    )`.execute(tx)
  await sql`
    DELETE FROM resident_sessions
    WHERE resident_id = ANY(${changed.filter((r) => r.state !== 'here').map((r) => r.id)}::text[])`.execute(tx)
}
