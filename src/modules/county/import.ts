/**
 * Brings a checked pack into the database, in one transaction: again and again with the same result, telling what changes,
 * never deleting what was published. Bureaux become places below the county.
 */
import { addDays, addMonths, dayOf } from '../../platform/clock.ts'
import { rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { bump } from '../../platform/pageVersions.ts'
import { initialsOf, pinyinOf } from '../../platform/pinyin.ts'
import { importCatalogue } from './import.catalogue.ts'
import { importPeople } from './import.people.ts'
import type { Pack } from './pack.ts'

export type Change = { what: string; added: number; changed: number; same: number }
export type Progress = (done: number, total: number, say: string) => void

/** Imports a pack; `now` dates the changes. Returns what was added and changed, per kind. */
export async function importPack(db: Db, pack: Pack, now: Date, progress: Progress = () => undefined): Promise<Change[]> {
  return transact(db, async (tx) => {
    const steps: [string, () => Promise<Change[]>][] = [
      ['县情设置', async () => [await importSettings(tx, pack, now)]],
      ['规则', async () => [await importRules(tx, pack, now)]],
      ['日历', async () => [await importCalendar(tx, pack, now)]],
      ['村镇和部门', async () => [await importRegions(tx, pack, now)]],
      ['公开目录和表格', () => importCatalogue(tx, pack, now)],
      ['岗位和人员', () => importPeople(tx, pack, now)],
    ]
    const changes: Change[] = []
    for (const [i, [say, step]] of steps.entries()) {
      progress(i, steps.length, say)
      changes.push(...await step())
    }
    progress(steps.length, steps.length, '完成')
    await bump(tx, ['all'])
    return changes
  })
}

async function importSettings(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const c = pack.county
  const values: Record<string, unknown> = { county: { code: c.code, name: c.name, profile: c.profile }, footer: c.footer, colours: c.colours, levelNames: c.levelNames, fictional: c.fictional, goLive: { on: c.goLive, graceDays: c.graceDays } }
  return upserted('县情设置', Object.keys(values).length, await rows(tx, sql<{ added: boolean }>`
    INSERT INTO settings (code, value, set_at) SELECT code, value, ${now} FROM jsonb_each(${JSON.stringify(values)}::jsonb) AS t (code, value)
    ON CONFLICT (code) DO UPDATE SET value = excluded.value, set_at = excluded.set_at WHERE settings.value IS DISTINCT FROM excluded.value RETURNING xmax = 0 AS added`))
}

/** Rules of the packs; a county's own figure becomes a newer row of the same code, which is refused below the law's floor by the check. */
async function importRules(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const own = Object.entries(pack.county.settings).map(([code, value]) => ({ ...pack.rules.find((r) => r.code === code)!, value, jurisdiction: pack.county.name, kind: 'assumed' as const, effectiveFrom: pack.county.goLive })).filter((r) => r.code)
  const all = [...pack.rules, ...own].map((r) => ({ id: newId(), ...r }))
  const made = await rows(tx, sql<{ added: boolean }>`
    INSERT INTO rules (id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind, effective_from, effective_to, note, set_at)
    SELECT t.id, t.code, t.name, t.value, t.unit, t.min, t.max, t.citation, coalesce(t.article, ''), t.jurisdiction, t.kind, t."effectiveFrom", nullif(t."effectiveTo", '')::date, coalesce(t.note, ''), ${now}
    FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, code text, name text, value jsonb, unit text, min numeric, max numeric, citation text, article text, jurisdiction text, kind text, "effectiveFrom" date, "effectiveTo" text, note text)
    WHERE NOT EXISTS (SELECT 1 FROM rules r WHERE r.code = t.code AND r.effective_from = t."effectiveFrom" AND r.value = t.value AND r.jurisdiction = t.jurisdiction) RETURNING true AS added`)
  return upserted('规则', all.length, made)
}

async function importCalendar(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  return upserted('日历', pack.calendar.length, await rows(tx, sql<{ added: boolean }>`
    INSERT INTO calendar_days (date, kind, name, source, set_at) SELECT t.date, t.kind, t.name, t.source, ${now} FROM jsonb_to_recordset(${JSON.stringify(pack.calendar)}::jsonb) AS t (date date, kind text, name text, source text)
    ON CONFLICT (date) DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source WHERE (calendar_days.kind, calendar_days.name) IS DISTINCT FROM (excluded.kind, excluded.name) RETURNING xmax = 0 AS added`))
}

type RegionIn = { id: string; code: string; parent: string; level: string; kind: string; name: string; full_name: string; slug: string; stat_code: string | null; path: string; households?: number; population?: number; lng?: number; lat?: number; phone: string; duty: string; chain: string; practice: boolean; goes_live_on: string; grace_until: string; valid_from: string; pinyin: string; initials: string }

async function importRegions(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const all = regionsOf(pack)
  const before = new Map((await rows(tx, sql<{ code: string; id: string; name: string }>`SELECT code, id, name FROM regions`)).map((r) => [r.code, r]))
  const renamed = all.filter((r) => before.has(r.code) && before.get(r.code)!.name !== r.name)
  const made = await rows(tx, sql<{ added: boolean }>`
    INSERT INTO regions (id, parent_id, code, level, kind, name, full_name, slug, stat_code, path, households, population, lng, lat, phone, duty, chain, practice, goes_live_on, grace_until, valid_from, pinyin, initials)
    SELECT t.id, NULL, t.code, t.level, t.kind, t.name, t.full_name, t.slug, t.stat_code, t.path, t.households, t.population, t.lng, t.lat, t.phone, t.duty, t.chain, t.practice, t.goes_live_on, t.grace_until, t.valid_from, t.pinyin, t.initials
    FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, code text, level text, kind text, name text, full_name text, slug text, stat_code text, path text, households int, population int, lng float8, lat float8, phone text, duty text, chain text, practice boolean, goes_live_on date, grace_until date, valid_from date, pinyin text, initials text)
    ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, name = excluded.name, full_name = excluded.full_name, stat_code = excluded.stat_code, households = excluded.households, population = excluded.population, lng = excluded.lng, lat = excluded.lat, phone = excluded.phone, duty = excluded.duty, chain = excluded.chain, pinyin = excluded.pinyin, initials = excluded.initials
    WHERE (regions.kind, regions.name, regions.full_name, regions.stat_code, regions.households, regions.population, regions.lng, regions.lat, regions.phone, regions.duty, regions.chain)
      IS DISTINCT FROM (excluded.kind, excluded.name, excluded.full_name, excluded.stat_code, excluded.households, excluded.population, excluded.lng, excluded.lat, excluded.phone, excluded.duty, excluded.chain)
    RETURNING xmax = 0 AS added`)
  await sql`UPDATE regions r SET parent_id = p.id FROM regions p, jsonb_to_recordset(${JSON.stringify(all.map((r) => ({ code: r.code, parent: r.parent })))}::jsonb) AS t (code text, parent text)
    WHERE r.code = t.code AND p.code = t.parent AND r.parent_id IS DISTINCT FROM p.id`.execute(tx)
  for (const r of renamed) {
    const old = before.get(r.code)!
    await sql`INSERT INTO region_changes (id, region_id, kind, on_date, before, after, made_at) VALUES (${newId()}, ${old.id}, 'renamed', ${dayOf(now)}, ${old.name}, ${r.name}, ${now})`.execute(tx)
  }
  return upserted('村镇和部门', all.length, made)
}

/** All places of a pack, parents before children, with paths; bureaux below the root. */
export function regionsOf(pack: Pack): RegionIn[] {
  const byCode = new Map(pack.regions.map((r) => [r.code, r]))
  const pathOf = (code: string): string => { const r = byCode.get(code)!; return `${r.parent === '' ? '' : pathOf(r.parent)}${r.code}.` }
  const rootRow = pack.regions.find((r) => r.parent === '')!
  const bureauHome = pack.regions.find((r) => r.level === 'county') ?? rootRow
  const live = { goes_live_on: pack.county.goLive, grace_until: addDays(pack.county.goLive, pack.county.graceDays) }
  const places = pack.regions.map((r) => ({
    id: newId(), code: r.code, parent: r.parent, level: r.level, kind: r.practice === '是' ? 'practice' : r.kind, name: r.name, full_name: r.fullName === '' ? r.name : r.fullName, slug: r.slug, stat_code: r.statCode === '' ? null : r.statCode,
    path: pathOf(r.code), households: r.households, population: r.population, lng: r.lng, lat: r.lat, phone: '', duty: '', chain: r.chain, practice: r.practice === '是',
    ...live, valid_from: r.validFrom === '' ? '2000-01-01' : r.validFrom, pinyin: pinyinOf(r.name), initials: initialsOf(r.name),
  }))
  const bureaux = pack.departments.map((d) => ({
    id: newId(), code: `B-${d.code}`, parent: bureauHome.code, level: 'bureau', kind: '', name: d.name, full_name: d.name, slug: d.slug, stat_code: null, path: `${pathOf(bureauHome.code)}B-${d.code}.`, phone: d.phone, duty: d.duty, chain: '', practice: false,
    ...live, valid_from: '2000-01-01', pinyin: pinyinOf(d.name), initials: initialsOf(d.name),
  }))
  return [...places, ...bureaux].sort((a, b) => a.path.length - b.path.length)
}

export function upserted(what: string, total: number, touched: readonly { added: boolean }[]): Change {
  const added = touched.filter((t) => t.added).length
  return { what, added, changed: touched.length - added, same: total - touched.length }
}

/** Changed items count from the first day of the next month: periods that have begun keep their rules. */
export const nextPeriodStart = (now: Date) => `${addMonths(dayOf(now).slice(0, 7), 1)}-01`
