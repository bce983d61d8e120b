/**
 * Posts, people, kin and leading groups of a pack. People are found by the pack's code; a term that ended in the pack
 * ends here.
 */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { dayOf } from '../../../platform/clock.ts'
import { conflict } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { notOverBy } from '../../people/terms.ts'
import { namePinyin } from '../../../platform/pinyin.ts'
import { cameIn } from '../../people/newcomers.ts'
import { changeOf, type Change, type Touched } from '../change.ts'
import { valuesOf } from '../fault.ts'
import { bureauCode } from './import.regions.ts'
import type { GroupRow, KinRow, PersonRow, PostRow } from './pack.schema.ts'
import type { PackedPeople } from './people.part.ts'
import type { PackedPlaces } from './places.part.ts'

export async function importPeople(tx: Tx, packed: PackedPeople, places: PackedPlaces, now: Date): Promise<Change[]> {
  const people = valuesOf(packed.people.rows)
  const placeOf = placeCodes(places)
  const came: string[] = []
  const done = [
    await importPosts(tx, valuesOf(packed.posts.rows), now),
    await importPersons(tx, people, came, now),
    await importAppointments(tx, people, placeOf, came, now),
    await importKin(tx, valuesOf(packed.kin.rows), came, now),
    await importGroups(tx, valuesOf(packed.groups.rows), placeOf),
  ]
  await cameIn(tx, came, now)
  return done
}

/** A row that was touched, of a person: `came` gets who was named otherwise, came into a post or got a relative. */
type OfPerson = Touched & { person_id: string }

function noted(found: readonly OfPerson[], came: string[]): readonly OfPerson[] {
  came.push(...found.map((f) => f.person_id))
  return found
}

async function importPosts(tx: Tx, posts: readonly PostRow[], now: Date): Promise<Change> {
  const all = posts.map((p) => ({
    ...p,
    id: newId(),
    chair: p.chair === '是',
    optional: p.optional === '是',
    ended: p.ended === '' ? null : p.ended,
  }))
  await refuseOtherPosts(tx, all, now)
  return changeOf(
    '岗位',
    all.length,
    await rows(
      tx,
      sql<Touched>`
        INSERT INTO post_kinds (
          id, code, name, function, level, seats, chair, committee, position, duty, optional, ended_on
        )
        SELECT id, code, name, function, level, seats, chair, committee, "order", duty, optional, ended
        FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
          id text, code text, name text, function text, level text, seats int, chair boolean,
          committee text, "order" int, duty text, optional boolean, ended date
        )
        ON CONFLICT (code)
          DO UPDATE SET name = excluded.name, function = excluded.function, level = excluded.level,
            seats = excluded.seats, chair = excluded.chair, committee = excluded.committee,
            position = excluded.position, duty = excluded.duty, optional = excluded.optional,
            ended_on = excluded.ended_on
        WHERE (
          post_kinds.name, post_kinds.function, post_kinds.level, post_kinds.seats, post_kinds.chair,
          post_kinds.committee, post_kinds.position, post_kinds.duty, post_kinds.optional, post_kinds.ended_on
        ) IS DISTINCT FROM (
          excluded.name, excluded.function, excluded.level, excluded.seats, excluded.chair,
          excluded.committee, excluded.position, excluded.duty, excluded.optional, excluded.ended_on
        )
        RETURNING xmax = 0 AS added, name`,
    ),
  )
}

/**
 * As in the console: what a post does and where gives whoever holds it their rights, its body decides who may not sit
 * on another (OL 37). Both stay while anybody holds it.
 */
async function refuseOtherPosts(
  tx: Tx,
  posts: readonly { code: string; function: string; level: string; committee: string }[],
  now: Date,
): Promise<void> {
  const held = await rows(
    tx,
    sql<{ name: string }>`
      SELECT k.name
      FROM post_kinds k
      JOIN jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) AS t (code text, function text, level text,
        committee text)
        ON t.code = k.code
      WHERE (k.function, k.level, k.committee) IS DISTINCT FROM (t.function, t.level, t.committee)
        AND EXISTS (SELECT 1 FROM appointments a WHERE a.post_kind_id = k.id AND ${notOverBy('a', dayOf(now))})`,
  )
  if (held.length > 0)
    throw conflict(
      `还有人任“${held.map((k) => k.name).join('”“')}”，posts.csv 里的职能、层级、所属组织不能改。请改回，或者另建一个岗位。`,
    )
}

/** People made in the console have no code until a pack names them by their id without hyphens, as the export does. */
async function importPersons(tx: Tx, people: readonly PersonRow[], came: string[], now: Date): Promise<Change> {
  const all = [...new Map(people.map((p) => [p.code, p])).values()].map((p) => ({
    id: newId(),
    code: p.code,
    name: p.name,
    ...namePinyin(p.name),
  }))
  await sql`
    UPDATE persons
    SET code = replace(id, '-', '')
    WHERE code IS NULL AND replace(id, '-', '') = ANY(${all.map((p) => p.code)})`.execute(tx)
  return changeOf(
    '人员',
    all.length,
    noted(
      await rows(
        tx,
        sql<OfPerson>`
          INSERT INTO persons (id, code, name, pinyin, initials, created_at)
          SELECT id, code, name, pinyin, initials, ${now}
          FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, code text, name text, pinyin text,
            initials text)
          ON CONFLICT (code)
            DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials
          WHERE persons.name <> excluded.name
          RETURNING xmax = 0 AS added, name, id AS person_id`,
      ),
      came,
    ),
  )
}

async function importAppointments(
  tx: Tx,
  people: readonly PersonRow[],
  placeOf: (code: string) => string,
  came: string[],
  now: Date,
): Promise<Change> {
  const all = people
    .filter((p) => p.post !== '')
    .map((p) => ({
      id: newId(),
      person: p.code,
      post: p.post,
      region: placeOf(p.region),
      from_on: p.from,
      to_on: p.to === '' ? null : p.to,
      term_until: p.until === '' ? null : p.until,
      phone: p.officePhone,
    }))
  const source = sql`
    jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
      id text, person text, post text, region text, from_on date, to_on date, term_until date, phone text
    ) JOIN persons p ON p.code = t.person JOIN post_kinds k ON k.code = t.post JOIN regions r ON r.code = t.region`
  const changed = await rows(
    tx,
    sql<OfPerson>`
      UPDATE appointments a
      SET to_on = x.to_on, term_until = x.term_until, office_phone = x.phone
      FROM (
        SELECT p.id AS person_id, k.id AS post_kind_id, r.id AS region_id,
          p.name || '，' || r.name || k.name AS name, t.from_on, t.to_on, t.term_until, t.phone
        FROM ${source}
      ) x
      WHERE a.person_id = x.person_id
        AND a.post_kind_id = x.post_kind_id
        AND a.region_id = x.region_id
        AND a.from_on = x.from_on
        AND (a.to_on, a.term_until, a.office_phone) IS DISTINCT FROM (x.to_on, x.term_until, x.phone)
      RETURNING false AS added, x.name, x.person_id`,
  )
  const made = await rows(
    tx,
    sql<OfPerson>`
      WITH fresh AS (
          SELECT t.id, p.id AS person_id, k.id AS post_kind_id, r.id AS region_id, t.from_on, t.to_on,
            t.term_until, t.phone, p.name || '，' || r.name || k.name AS name
          FROM ${source}
          WHERE NOT EXISTS (
            SELECT 1
            FROM appointments a
            WHERE a.person_id = p.id
              AND a.post_kind_id = k.id
              AND a.region_id = r.id
              AND a.from_on = t.from_on
          )
        ),
        made AS (
          INSERT INTO appointments (
            id, person_id, post_kind_id, region_id, from_on, to_on, term_until, office_phone, made_at
          )
          SELECT id, person_id, post_kind_id, region_id, from_on, to_on, term_until, phone, ${now}
          FROM fresh
        )
      SELECT true AS added, name, person_id
      FROM fresh`,
  )
  return changeOf('任职', all.length, noted([...made, ...changed], came))
}

/** A pack's place codes, departments' among them, as the places' own. */
function placeCodes(places: PackedPlaces): (code: string) => string {
  const known = new Set(places.regions.rows.map((r) => r.value.code))
  return (code) => (known.has(code) ? code : bureauCode(code))
}

async function importKin(tx: Tx, kin: readonly KinRow[], came: string[], now: Date): Promise<Change> {
  const all = kin.flatMap((k) => [
    { a: k.person, b: k.relative, relation: k.relation },
    { a: k.relative, b: k.person, relation: k.relation },
  ])
  return changeOf(
    '近亲属登记',
    all.length,
    noted(
      await rows(
        tx,
        sql<OfPerson>`
          INSERT INTO kinships (person_id, relative_id, relation, registered_at)
          SELECT a.id, b.id, t.relation, ${now}
          FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (a text, b text, relation text)
          JOIN persons a ON a.code = t.a
          JOIN persons b ON b.code = t.b
          ON CONFLICT (person_id, relative_id) DO NOTHING
          RETURNING true AS added, relation AS name, person_id`,
      ),
      came,
    ),
  )
}

async function importGroups(tx: Tx, groups: readonly GroupRow[], placeOf: (code: string) => string): Promise<Change> {
  const all = groups.map((g) => ({ ...g, region: placeOf(g.region), id: newId(), to: g.to === '' ? null : g.to }))
  const source = sql`
    jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
      id text, "group" text, region text, person text, role text, "from" date, "to" date
    ) JOIN regions r ON r.code = t.region JOIN persons p ON p.code = t.person`
  const own = await importOwnGroups(tx, groups, placeOf)
  const changed = await rows(
    tx,
    sql<Touched>`
      UPDATE group_members g
      SET role = x.role, to_on = x."to"
      FROM (
        SELECT t."group", t.role, t."from", t."to", r.id AS region_id, p.id AS person_id, p.name
        FROM ${source}
      ) x
      WHERE g.region_id = x.region_id
        AND g.group_name = x."group"
        AND g.person_id = x.person_id
        AND g.from_on = x."from"
        AND (g.role, g.to_on) IS DISTINCT FROM (x.role, x."to")
      RETURNING false AS added, x.name`,
  )
  const made = await rows(
    tx,
    sql<Touched>`
      INSERT INTO group_members (id, region_id, group_name, person_id, role, from_on, to_on)
      SELECT t.id, r.id, t."group", p.id, t.role, t."from", t."to"
      FROM ${source}
      WHERE NOT EXISTS (
        SELECT 1
        FROM group_members g
        WHERE g.region_id = r.id
          AND g.group_name = t."group"
          AND g.person_id = p.id
          AND g.from_on = t."from"
      )
      RETURNING true AS added, group_name AS name`,
  )
  return changeOf('领导小组', all.length, [...own, ...made, ...changed])
}

/**
 * The groups themselves, with what their rows say of their office; an empty cell changes nothing that was written in
 * the console.
 */
async function importOwnGroups(
  tx: Tx,
  groups: readonly GroupRow[],
  placeOf: (code: string) => string,
): Promise<Touched[]> {
  const all = [...Map.groupBy(groups, (g) => `${g.region} ${g.group}`).values()].map((of) => {
    const said = (key: 'office' | 'officePhone' | 'ended') => of.map((g) => g[key]).find((text) => text !== '') ?? null
    return {
      id: newId(),
      region: placeOf(of[0]!.region),
      name: of[0]!.group,
      office: said('office'),
      phone: said('officePhone'),
      ended: said('ended'),
    }
  })
  return rows(
    tx,
    sql<Touched>`
      INSERT INTO leading_groups (id, region_id, name, office, office_phone, ended_on)
      SELECT t.id, r.id, t.name, coalesce(t.office, ''), coalesce(t.phone, ''), t.ended
      FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
        id text, region text, name text, office text, phone text, ended date
      )
      JOIN regions r ON r.code = t.region
      ON CONFLICT (region_id, name)
        DO UPDATE SET office = coalesce(nullif(excluded.office, ''), leading_groups.office),
          office_phone = coalesce(nullif(excluded.office_phone, ''), leading_groups.office_phone),
          ended_on = coalesce(excluded.ended_on, leading_groups.ended_on)
      WHERE (excluded.office <> '' AND excluded.office <> leading_groups.office)
        OR (excluded.office_phone <> '' AND excluded.office_phone <> leading_groups.office_phone)
        OR (excluded.ended_on IS NOT NULL AND excluded.ended_on IS DISTINCT FROM leading_groups.ended_on)
      RETURNING xmax = 0 AS added, name`,
  )
}
