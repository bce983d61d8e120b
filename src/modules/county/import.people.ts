/** Posts, people, kin and leading groups of a pack. People are found by the pack's code; a term that ended in the pack ends here. */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { namePinyin } from '../../platform/pinyin.ts'
import { upserted, type Change } from './import.ts'
import type { Pack } from './pack.ts'

export async function importPeople(tx: Tx, pack: Pack, now: Date): Promise<Change[]> {
  return [await importPosts(tx, pack), await importPersons(tx, pack, now), await importAppointments(tx, pack, now), await importKin(tx, pack, now), await importGroups(tx, pack)]
}

async function importPosts(tx: Tx, pack: Pack): Promise<Change> {
  const all = pack.posts.map((p) => ({ ...p, id: newId(), chair: p.chair === '是' }))
  return upserted('岗位', all.length, await rows(tx, sql<{ added: boolean }>`
    INSERT INTO post_kinds (id, code, name, function, level, seats, chair, committee, position, duty)
    SELECT id, code, name, function, level, seats, chair, committee, "order", duty FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, code text, name text, function text, level text, seats int, chair boolean, committee text, "order" int, duty text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, function = excluded.function, level = excluded.level, seats = excluded.seats, chair = excluded.chair, committee = excluded.committee, position = excluded.position, duty = excluded.duty
    WHERE (post_kinds.name, post_kinds.function, post_kinds.seats, post_kinds.chair, post_kinds.position, post_kinds.duty) IS DISTINCT FROM (excluded.name, excluded.function, excluded.seats, excluded.chair, excluded.position, excluded.duty) RETURNING xmax = 0 AS added`))
}

async function importPersons(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const all = [...new Map(pack.people.map((p) => [p.code, p])).values()].map((p) => ({ id: newId(), code: p.code, name: p.name, ...namePinyin(p.name) }))
  return upserted('人员', all.length, await rows(tx, sql<{ added: boolean }>`
    INSERT INTO persons (id, code, name, pinyin, initials, created_at) SELECT id, code, name, pinyin, initials, ${now} FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, code text, name text, pinyin text, initials text)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials WHERE persons.name <> excluded.name RETURNING xmax = 0 AS added`))
}

async function importAppointments(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const bureaux = new Set(pack.departments.map((d) => d.code))
  const regions = new Set(pack.regions.map((r) => r.code))
  const all = pack.people.filter((p) => p.post !== '').map((p) => ({ id: newId(), person: p.code, post: p.post, region: !regions.has(p.region) && bureaux.has(p.region) ? `B-${p.region}` : p.region, from_on: p.from, to_on: p.to === '' ? null : p.to, phone: p.officePhone }))
  const source = sql`jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, person text, post text, region text, from_on date, to_on date, phone text)
    JOIN persons p ON p.code = t.person JOIN post_kinds k ON k.code = t.post JOIN regions r ON r.code = t.region`
  const ended = await sql`UPDATE appointments a SET to_on = x.to_on, office_phone = x.phone FROM (SELECT p.id AS person_id, k.id AS post_kind_id, r.id AS region_id, t.from_on, t.to_on, t.phone FROM ${source}) x
    WHERE a.person_id = x.person_id AND a.post_kind_id = x.post_kind_id AND a.region_id = x.region_id AND a.from_on = x.from_on AND (a.to_on, a.office_phone) IS DISTINCT FROM (x.to_on, x.phone)`.execute(tx)
  const made = await rows(tx, sql<{ added: boolean }>`INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, to_on, office_phone, made_at)
    SELECT t.id, p.id, k.id, r.id, t.from_on, t.to_on, coalesce(t.phone, ''), ${now} FROM ${source}
    WHERE NOT EXISTS (SELECT 1 FROM appointments a WHERE a.person_id = p.id AND a.post_kind_id = k.id AND a.region_id = r.id AND a.from_on = t.from_on) RETURNING true AS added`)
  return { what: '任职', added: made.length, changed: Number(ended.numAffectedRows ?? 0), same: all.length - made.length - Number(ended.numAffectedRows ?? 0) }
}

async function importKin(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const all = pack.kin.flatMap((k) => [{ a: k.person, b: k.relative, relation: k.relation }, { a: k.relative, b: k.person, relation: k.relation }])
  return upserted('近亲属登记', all.length, await rows(tx, sql<{ added: boolean }>`INSERT INTO kinships (person_id, relative_id, relation, registered_at)
    SELECT a.id, b.id, t.relation, ${now} FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (a text, b text, relation text) JOIN persons a ON a.code = t.a JOIN persons b ON b.code = t.b
    ON CONFLICT (person_id, relative_id) DO NOTHING RETURNING true AS added`))
}

async function importGroups(tx: Tx, pack: Pack): Promise<Change> {
  const all = pack.groups.map((g) => ({ ...g, id: newId(), to: g.to === '' ? null : g.to }))
  return upserted('领导小组', all.length, await rows(tx, sql<{ added: boolean }>`INSERT INTO group_members (id, region_id, group_name, person_id, role, from_on, to_on)
    SELECT t.id, r.id, t."group", p.id, t.role, t."from", t."to" FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, "group" text, region text, person text, role text, "from" date, "to" date) JOIN regions r ON r.code = t.region JOIN persons p ON p.code = t.person
    WHERE NOT EXISTS (SELECT 1 FROM group_members g WHERE g.region_id = r.id AND g.group_name = t."group" AND g.person_id = p.id AND g.from_on = t."from") RETURNING true AS added`))
}
