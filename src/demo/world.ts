/** The people of the demo county by post, as the generator names them and as hands sign. */
import { rows, sql, type Db } from '../platform/db.ts'
import type { PostFunction } from '../kernel/people/functions.ts'
import { groupsOf, shortGroup, type DemoPlace } from './content/index.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'

export type Holder = {
  personId: string
  name: string
  post: string
  appointmentId: string
  place: string
  chair: boolean
}
export type World = {
  demoPlace(p: PlaceRow): DemoPlace
  /**
   * The holder of a function at the place or, where it has none (a group, a township's function), at the nearest place
   * above.
   */
  holder(p: PlaceRow, f: PostFunction): Holder | undefined
  county: string
}

type Row = Holder & { region_id: string; function: PostFunction; office_phone: string }
type Info = {
  id: string
  name: string
  phone: string
  parent_id: string | null
  full_name: string
  kind: string
  households: number | null
  population: number | null
  parent_name: string | null
  level: string
}

export async function demoWorld(db: Db, _places: readonly PlaceRow[]): Promise<World> {
  const found = await rows(
    db,
    sql<Row>`
      SELECT a.region_id, k.function, k.name AS post, k.chair, p.id AS "personId", p.name,
        a.id AS "appointmentId", r.name AS place, a.office_phone
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN persons p ON p.id = a.person_id
      JOIN regions r ON r.id = a.region_id
      WHERE a.to_on IS NULL
      ORDER BY k.chair DESC, k.position, a.id`,
  )
  const info = new Map(
    (
      await rows(
        db,
        sql<Info>`
          SELECT r.id, r.name, r.phone, r.parent_id, r.full_name, r.kind, r.households, r.population,
            p.name AS parent_name,
            r.level
          FROM regions r
          LEFT JOIN regions p ON p.id = r.parent_id
          ORDER BY r.path`,
      )
    ).map((i) => [i.id, i]),
  )
  const by = new Map<string, Row[]>()
  for (const r of found) by.set(`${r.region_id} ${r.function}`, [...(by.get(`${r.region_id} ${r.function}`) ?? []), r])
  const at = (id: string | null, f: string) => by.get(`${id} ${f}`) ?? []
  const county = await rows(
    db,
    sql<{ code: string }>`SELECT value ->> 'code' AS code FROM settings WHERE code = 'county'`,
  )
  /** Its drafter's telephone, or its own, or that of anybody who holds a post there. */
  const officeOf = (id: string) =>
    [
      at(id, 'drafter')[0]?.office_phone,
      info.get(id)?.phone,
      ...found.filter((a) => a.region_id === id).map((a) => a.office_phone),
    ].find((phone) => phone !== undefined && phone !== '') ?? ''
  const name = (id: string, f: string) => at(id, f)[0]?.name ?? '暂缺'
  const groupsAt = (id: string | null): Pick<DemoPlace, 'groups' | 'groupHeads'> => {
    const village = id === null ? undefined : info.get(id)
    if (village?.level === 'group') return groupsAt(village.parent_id)
    if (village?.level !== 'village') return { groups: [], groupHeads: [] }
    const named = [...info.values()].filter((g) => g.level === 'group' && g.parent_id === id)
    return {
      groups: groupsOf(
        village.households ?? 300,
        named.map((g) => shortGroup(g.name, village.name)),
      ),
      groupHeads: named.map((g) => found.find((a) => a.region_id === g.id)?.name),
    }
  }
  return {
    county: county[0]?.code ?? 'county',
    holder: (p, f) => {
      for (let id: string | null = p.id; id !== null; id = info.get(id)?.parent_id ?? null)
        if (at(id, f)[0]) return at(id, f)[0]
      return undefined
    },
    demoPlace(p) {
      const i = info.get(p.id)!
      return {
        code: p.code,
        name: p.name,
        fullName: i.full_name,
        level: p.level as 'village',
        kind: i.kind,
        township: p.level === 'village' || p.level === 'group' ? (i.parent_name ?? '') : '',
        households: i.households ?? 300,
        population: i.population ?? 1000,
        ...groupsAt(p.id),
        holders: {
          secretary: name(p.id, 'signer'),
          director: name(p.id, 'director'),
          officer: name(p.id, 'drafter'),
          chair: name(p.id, 'reviewer'),
          members: at(p.id, 'reviewer')
            .slice(1)
            .map((m) => m.name),
          agent: name(p.id, 'agent'),
          gridWorkers: at(p.id, 'responder').map((m) => m.name),
          phone: officeOf(p.id),
          liaison: at(i.parent_id, 'liaison')[0]?.name ?? '',
          liaisonPhone: at(i.parent_id, 'liaison')[0]?.office_phone ?? '',
        },
      }
    },
  }
}
