/**
 * Places and bureaux of a pack. What may never change (address, level) is refused; a new name or parent is dated and
 * told on the page.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { initialsOf, pinyinOf } from '../../../platform/pinyin.ts'
import { changeOf, type Change, type Touched } from '../change.ts'
import { valuesOf } from '../fault.ts'
import { liveDays } from './liveDays.ts'
import type { County } from './pack.schema.ts'
import type { PackedPlaces } from './places.part.ts'
import { recordChange } from '../../regions/regions.changes.ts'
import { movePath } from '../../regions/regions.move.ts'

type RegionIn = {
  id: string
  code: string
  parent: string
  level: string
  kind: string
  name: string
  full_name: string
  slug: string
  stat_code: string | null
  path: string
  households?: number
  population?: number
  lng?: number
  lat?: number
  phone: string
  duty: string
  chain: string
  practice: boolean
  goes_live_on: string
  grace_until: string
  valid_from: string
  pinyin: string
  initials: string
}
type Known = {
  id: string
  code: string
  name: string
  slug: string
  level: string
  practice: boolean
  parent: string | null
}

export async function importRegions(tx: Tx, places: PackedPlaces, county: County, now: Date): Promise<Change> {
  const all = regionsOf(places, county)
  const known = await rows(
    tx,
    sql<Known>`
      SELECT r.id, r.code, r.name, r.slug, r.level, r.practice, p.code AS parent
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id`,
  )
  refuseContradictions(all, known)
  const touched = await upsert(tx, all)
  const before = new Map(known.map((k) => [k.code, k]))
  for (const r of all) {
    const old = before.get(r.code)
    if (old && old.name !== r.name)
      await recordChange(tx, {
        regionId: old.id,
        kind: 'renamed',
        on: dayOf(now),
        before: old.name,
        after: r.name,
        now,
      })
  }
  return changeOf('村镇和部门', all.length, [...touched, ...(await moveAll(tx, all, before, now))])
}

/**
 * All at once, each a sentence: another county's pack, a changed address or level, an address that belongs to another
 * place.
 */
function refuseContradictions(all: readonly RegionIn[], known: readonly Known[]) {
  const byCode = new Map(known.map((k) => [k.code, k]))
  const bySlug = new Map(known.map((k) => [k.slug, k]))
  const root = known.find((k) => k.parent === null)
  const packRoot = all.find((r) => r.parent === '')
  if (root && packRoot && root.code !== packRoot.code)
    throw conflict(
      `这份资料是“${packRoot.name}”的，系统里已经装了“${root.name}”。请核对文件夹；要另开一个县，请用新的数据文件夹（SUNLIT_DATA）。`,
    )
  const faults = all.flatMap((r) => {
    const old = byCode.get(r.code)
    const owner = bySlug.get(r.slug)
    if (old && old.slug !== r.slug)
      return [
        `${r.name}：网址名定了就不能改（现在是 ${old.slug}，资料里是 ${r.slug}），旧网页和二维码要一直能用。请改回。`,
      ]
    if (old && old.level !== r.level) return [`${r.name}：层级不能改。要改设，请在办公台用拆分、合并办理。`]
    if (old && old.practice !== r.practice) return [`${r.name}：练习村和正式村不能互换。请另建一个。`]
    if (!old && owner)
      return [
        `${r.name}：网址名 ${r.slug} 已经是“${owner.name}”（编码 ${owner.code}）的。请换一个网址名；如果是同一个单位，请把编码改成 ${owner.code}。`,
      ]
    return []
  })
  if (faults.length > 0) throw conflict(faults.join('\n'))
}

function upsert(tx: Tx, all: readonly RegionIn[]): Promise<Touched[]> {
  return rows(
    tx,
    sql<Touched>`
      INSERT INTO regions (
        id, parent_id, code, level, kind, name, full_name, slug, stat_code, path, households, population,
        lng, lat, phone, duty, chain, practice, goes_live_on, grace_until, valid_from, pinyin, initials
      )
      SELECT t.id, NULL, t.code, t.level, t.kind, t.name, t.full_name, t.slug, t.stat_code, t.path,
        t.households, t.population, t.lng, t.lat, t.phone, t.duty, t.chain, t.practice, t.goes_live_on,
        t.grace_until, t.valid_from, t.pinyin, t.initials
      FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
        id text, code text, level text, kind text, name text, full_name text, slug text, stat_code text,
        path text, households int, population int, lng float8, lat float8, phone text, duty text,
        chain text, practice boolean, goes_live_on date, grace_until date, valid_from date, pinyin text,
        initials text
      )
      ON CONFLICT (code)
        DO UPDATE SET kind = excluded.kind, name = excluded.name, full_name = excluded.full_name,
          stat_code = excluded.stat_code, households = excluded.households,
          population = excluded.population, lng = excluded.lng, lat = excluded.lat, phone = excluded.phone,
          duty = excluded.duty, chain = excluded.chain, pinyin = excluded.pinyin,
          initials = excluded.initials
      WHERE (
        regions.kind, regions.name, regions.full_name, regions.stat_code, regions.households,
        regions.population, regions.lng, regions.lat, regions.phone, regions.duty, regions.chain
      ) IS DISTINCT FROM (
        excluded.kind, excluded.name, excluded.full_name, excluded.stat_code, excluded.households,
        excluded.population, excluded.lng, excluded.lat, excluded.phone, excluded.duty, excluded.chain
      )
      RETURNING xmax = 0 AS added, name`,
  )
}

/** New places get their parents; a known one under another parent moves, with all below it. */
async function moveAll(
  tx: Tx,
  all: readonly RegionIn[],
  before: ReadonlyMap<string, Known>,
  now: Date,
): Promise<Touched[]> {
  const links = all.filter((r) => !before.has(r.code)).map((r) => ({ code: r.code, parent: r.parent }))
  await sql`
    UPDATE regions r
    SET parent_id = p.id
    FROM regions p, jsonb_to_recordset(${JSON.stringify(links)}::jsonb) AS t (code text, parent text)
    WHERE r.code = t.code AND p.code = t.parent`.execute(tx)
  const moved = all.filter((r) => before.has(r.code) && r.parent !== '' && before.get(r.code)!.parent !== r.parent)
  for (const r of moved) await movePath(tx, { code: r.code, toCode: r.parent, on: dayOf(now), now })
  return moved.map((r) => ({ added: false, name: r.name }))
}

/** All places of a pack, parents before children, with paths; bureaux below the city or county that they belong to. */
function regionsOf(packed: PackedPlaces, county: County): RegionIn[] {
  const regions = valuesOf(packed.regions.rows)
  const byCode = new Map(regions.map((r) => [r.code, r]))
  const pathOf = (code: string): string => {
    const r = byCode.get(code)!
    return `${r.parent === '' ? '' : pathOf(r.parent)}${r.code}.`
  }
  const root = regions.find((r) => r.parent === '')!
  const counties = regions.filter((r) => r.level === 'county')
  const home = counties.length === 1 ? counties[0]! : root
  const live = liveDays(packed, county)
  const days = (on: string) => ({ goes_live_on: on, grace_until: addDays(on, county.graceDays) })
  const places = regions.map((r) => ({
    ...days(live(r.code)),
    id: newId(),
    code: r.code,
    parent: r.parent,
    level: r.level,
    kind: r.kind,
    name: r.name,
    full_name: r.fullName === '' ? r.name : r.fullName,
    slug: r.slug,
    stat_code: r.statCode === '' ? null : r.statCode,
    path: pathOf(r.code),
    households: r.households,
    population: r.population,
    lng: r.lng,
    lat: r.lat,
    phone: r.phone,
    duty: '',
    chain: r.chain,
    practice: r.practice === '是',
    valid_from: r.validFrom === '' ? noDate : r.validFrom,
    pinyin: pinyinOf(r.name),
    initials: initialsOf(r.name),
  }))
  const bureaux = valuesOf(packed.departments.rows).map((d) => ({
    ...days(live(d.parent === '' ? home.code : d.parent)),
    id: newId(),
    code: bureauCode(d.code),
    parent: d.parent === '' ? home.code : d.parent,
    level: 'bureau',
    kind: d.is,
    name: d.name,
    full_name: d.name,
    slug: d.slug,
    stat_code: null,
    path: `${pathOf(d.parent === '' ? home.code : d.parent)}${bureauCode(d.code)}.`,
    phone: d.phone,
    duty: d.duty,
    chain: '',
    practice: false,
    valid_from: noDate,
    pinyin: pinyinOf(d.name),
    initials: initialsOf(d.name),
  }))
  return [...places, ...bureaux].sort((a, b) => a.path.length - b.path.length)
}

/** Stands in for "since always" where a pack names no day. */
export const noDate = '2000-01-01'
/** A bureau's code among the places: departments have codes of their own in a pack. */
export const bureauCode = (department: string) => `B-${department}`
