/** Categories, templates and items of a pack. A changed definition becomes a new version, in force from the next month. */
import { addDays } from '../../platform/clock.ts'
import { rows, sql, type Tx } from '../../platform/db.ts'
import { canonicalBytes } from '../../kernel/ledger/commitment.ts'
import { nextPeriodStart, upserted, type Change } from './import.ts'
import type { Pack } from './pack.ts'

type Latest = { code: string; version: number; definition: unknown; template_version?: number | null }

export async function importCatalogue(tx: Tx, pack: Pack, now: Date): Promise<Change[]> {
  const categories = pack.catalogue.categories.map((c, i) => ({ code: c.code, name: c.name, position: i + 1 }))
  const touched = await rows(tx, sql<{ added: boolean }>`
    INSERT INTO catalogue_categories (code, name, position) SELECT code, name, position FROM jsonb_to_recordset(${JSON.stringify(categories)}::jsonb) AS t (code text, name text, position int)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position WHERE (catalogue_categories.name, catalogue_categories.position) IS DISTINCT FROM (excluded.name, excluded.position) RETURNING xmax = 0 AS added`)
  const templates = await importTemplates(tx, pack, now)
  const items = await importItems(tx, pack, now)
  return [upserted('公开类别', categories.length, touched), templates, items]
}

async function importTemplates(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const latest = latestOf(await rows(tx, sql<Latest>`SELECT DISTINCT ON (code) code, version, definition FROM form_templates ORDER BY code, version DESC`))
  const changes: { added: boolean }[] = []
  for (const t of pack.templates) {
    const before = latest.get(t.code)
    if (before && sameJson(before.definition, t)) continue
    await sql`INSERT INTO form_templates (code, version, name, definition, made_at) VALUES (${t.code}, ${(before?.version ?? 0) + 1}, ${t.name}, ${JSON.stringify(t)}::jsonb, ${now})`.execute(tx)
    changes.push({ added: !before })
  }
  return upserted('公开表格', pack.templates.length, changes)
}

async function importItems(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const latest = latestOf(await rows(tx, sql<Latest>`SELECT DISTINCT ON (code) code, version, definition, template_version FROM catalogue_items ORDER BY code, version DESC`))
  const templates = new Map((await rows(tx, sql<{ code: string; version: number }>`SELECT code, max(version) AS version FROM form_templates GROUP BY code`)).map((t) => [t.code, t.version]))
  const changes: { added: boolean }[] = []
  for (const [i, item] of pack.catalogue.items.entries()) {
    const before = latest.get(item.code)
    const templateVersion = item.template === undefined ? null : templates.get(item.template)!
    if (before && before.template_version === templateVersion && sameJson(before.definition, item)) continue
    const from = before ? nextPeriodStart(now) : addDays(pack.county.goLive, -366)
    if (before) await sql`UPDATE catalogue_items SET in_force_to = ${from} WHERE code = ${item.code} AND version = ${before.version}`.execute(tx)
    await sql`INSERT INTO catalogue_items (code, version, name, category_code, position, definition, template_code, template_version, in_force_from, made_at)
      VALUES (${item.code}, ${(before?.version ?? 0) + 1}, ${item.name}, ${item.category}, ${i + 1}, ${JSON.stringify(item)}::jsonb, ${item.template ?? null}, ${templateVersion}, ${from}, ${now})`.execute(tx)
    changes.push({ added: !before })
  }
  return upserted('公开事项', pack.catalogue.items.length, changes)
}

const latestOf = (found: Latest[]) => new Map(found.map((f) => [f.code, f]))
const sameJson = (a: unknown, b: unknown) => Buffer.compare(canonicalBytes(JSON.parse(JSON.stringify(a))), canonicalBytes(JSON.parse(JSON.stringify(b)))) === 0
