/**
 * Leading groups (领导小组) of county, townships and villages: made, renamed, ended; their office; who is in them from
 * when to when.
 */
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { refusePersonal } from '../guard/index.ts'
import { placeAt } from '../regions/placeAt.ts'
import type { Actor } from './actor.ts'
import { postFor } from './can.ts'
import { groupRoles, type GroupRole } from './groupRoles.ts'
import { officePhone } from './officePhone.ts'
import { personMeant, type Changed } from './people.actions.ts'

export type GroupInput = { name: string; office: string; officePhone: string }
export type Group = { id: string; name: string; office: string; office_phone: string; ended_on: string | null }
export type GroupMember = {
  id: string
  group_id: string
  name: string
  role: GroupRole
  from_on: string
  to_on: string | null
}

/** A place's groups, those that have ended last, and everybody who is or was in them. */
export async function groupsAt(db: Db, regionId: string): Promise<{ groups: Group[]; members: GroupMember[] }> {
  const [groups, members] = await Promise.all([
    rows(
      db,
      sql<Group>`
        SELECT id, name, office, office_phone, ended_on
        FROM leading_groups
        WHERE region_id = ${regionId}
        ORDER BY ended_on NULLS FIRST, name`,
    ),
    rows(
      db,
      sql<GroupMember>`
        SELECT m.id, g.id AS group_id, p.name, m.role, m.from_on, m.to_on
        FROM group_members m
        JOIN leading_groups g ON g.region_id = m.region_id AND g.name = m.group_name
        JOIN persons p ON p.id = m.person_id
        WHERE m.region_id = ${regionId}
        ORDER BY array_position(${[...groupRoles]}::text[], m.role), m.from_on, m.id`,
    ),
  ])
  return { groups, members }
}

/**
 * 403 outside the places whose people one keeps, 422 for bureaux and groups of villagers, 409 for a name that the
 * place has.
 */
export async function makeGroup(tx: Tx, actor: Actor, slug: string, input: GroupInput, now: Date): Promise<Changed> {
  const place = await placeAt(tx, slug)
  if (!place || place.ended) throw notFound('没有这个地方。')
  refuseElsewhere(actor, place.path)
  if (!['city', 'county', 'township', 'village'].includes(place.level))
    throw invalid('领导小组设在县、乡镇和村。', { field: 'name' })
  const { name, office, phone } = checked(input)
  await refuseDouble(tx, place.id, name)
  await sql`
    INSERT INTO leading_groups (id, region_id, name, office, office_phone, made_by, made_at)
    VALUES (${newId(now.getTime())}, ${place.id}, ${name}, ${office}, ${phone}, ${actor.personId}, ${now})`.execute(tx)
  return { slug, whom: [] }
}

/** Renames a group and says where its office is; its members stay in it. */
export async function changeGroup(
  tx: Tx,
  actor: Actor,
  id: string,
  input: GroupInput,
): Promise<Changed & { before: string }> {
  const g = await groupOf(tx, actor, id)
  const { name, office, phone } = checked(input)
  if (name !== g.name) await refuseDouble(tx, g.region_id, name)
  await sql`
    UPDATE leading_groups
    SET name = ${name}, office = ${office}, office_phone = ${phone}
    WHERE id = ${id}`.execute(tx)
  return { slug: g.slug, whom: [], before: g.name }
}

/** Ends a group with its last day; whoever is still in it leaves on that day. */
export async function endGroup(tx: Tx, actor: Actor, id: string, on: string): Promise<Changed & { before: string }> {
  const g = await groupOf(tx, actor, id)
  const late = await first(
    tx,
    sql`SELECT 1 FROM group_members WHERE region_id = ${g.region_id} AND group_name = ${g.name}
      AND from_on > ${on}::date LIMIT 1`,
  )
  if (late) throw invalid('有人在这一天以后才加入，撤销的日子不能更早。', { field: 'on' })
  await sql`UPDATE leading_groups SET ended_on = ${on} WHERE id = ${id}`.execute(tx)
  await sql`
    UPDATE group_members
    SET to_on = ${on}
    WHERE region_id = ${g.region_id}
      AND group_name = ${g.name}
      AND (to_on IS NULL OR to_on > ${on}::date)`.execute(tx)
  return { slug: g.slug, whom: [], before: g.name }
}

/** Takes somebody in, known or new by name. 409 where they are in it already, or another is head. */
export async function joinGroup(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { personId?: string | undefined; name?: string | undefined; role: GroupRole; from: string },
  now: Date,
): Promise<Changed> {
  const g = await groupOf(tx, actor, id)
  const personId = await personMeant(tx, input, now)
  const inIt = await rows(
    tx,
    sql<{ person_id: string; name: string; role: string }>`
      SELECT m.person_id, p.name, m.role
      FROM group_members m
      JOIN persons p ON p.id = m.person_id
      WHERE m.region_id = ${g.region_id}
        AND m.group_name = ${g.name}
        AND (m.to_on IS NULL OR m.to_on >= ${input.from}::date)`,
  )
  const clash = inIt.find((m) =>
    m.person_id === personId
      ? office(m.role) === office(input.role)
      : ['组长', '办公室主任'].includes(input.role) && m.role === input.role,
  )
  if (clash) throw conflict(`${clash.name}现在是${clash.role}，请先给他办退出。`)
  await sql`
    INSERT INTO group_members (id, region_id, group_name, person_id, role, from_on)
    VALUES (${newId(now.getTime())}, ${g.region_id}, ${g.name}, ${personId}, ${input.role}, ${input.from})`.execute(tx)
  return { slug: g.slug, whom: [personId] }
}

const office = (role: string): boolean => role.startsWith('办公室')

/** The last day of somebody in a group. 409 where it has passed. */
export async function leaveGroup(tx: Tx, actor: Actor, memberId: string, on: string): Promise<Changed> {
  const m = await first(
    tx,
    sql<{ slug: string; path: string; from_on: string; person_id: string }>`
      SELECT r.slug, r.path, m.from_on, m.person_id
      FROM group_members m
      JOIN regions r ON r.id = m.region_id
      WHERE m.id = ${memberId}
      FOR UPDATE OF m`,
  )
  if (!m) throw notFound('没有这个成员。')
  refuseElsewhere(actor, m.path)
  if (on < m.from_on) throw invalid('退出的日子不能早于加入的日子。', { field: 'on' })
  const done = await sql`UPDATE group_members SET to_on = ${on} WHERE id = ${memberId} AND to_on IS NULL`.execute(tx)
  if (done.numAffectedRows === 0n) throw conflict('这个人已经退出了。')
  return { slug: m.slug, whom: [m.person_id] }
}

async function groupOf(tx: Tx, actor: Actor, id: string) {
  const g = await first(
    tx,
    sql<Group & { region_id: string; slug: string; path: string }>`
      SELECT g.id, g.name, g.office, g.office_phone, g.ended_on, g.region_id, r.slug, r.path
      FROM leading_groups g
      JOIN regions r ON r.id = g.region_id
      WHERE g.id = ${id}
      FOR UPDATE OF g`,
  )
  if (!g) throw notFound('没有这个领导小组。')
  refuseElsewhere(actor, g.path)
  if (g.ended_on !== null) throw conflict(`“${g.name}”已经撤销了。`)
  return g
}

function refuseElsewhere(actor: Actor, path: string) {
  if (!postFor(actor, 'people.edit', path)) throw forbidden('领导小组由乡镇或县里登记，只能办自己管的地方。')
}

function checked(input: GroupInput): { name: string; office: string; phone: string } {
  refusePersonal(input.name, 'name')
  refusePersonal(input.office, 'office')
  return { name: input.name, office: input.office, phone: officePhone(input.officePhone) }
}

async function refuseDouble(tx: Tx, regionId: string, name: string) {
  if (await first(tx, sql`SELECT 1 FROM leading_groups WHERE region_id = ${regionId} AND name = ${name}`))
    throw conflict(`这里已经有（或者有过）叫“${name}”的领导小组，请换一个名称。`)
}
