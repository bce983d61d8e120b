/**
 * Categories, templates and items of a pack. A changed definition becomes a new version, in force from the next month:
 * periods that have begun keep their rules, open drafts their version. An item that is no longer in the pack ends with
 * this month.
 */
import { addMonths, dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { changeOf, type Change, type Touched } from '../../../kernel/pack/change.ts'
import { valuesOf } from '../../../kernel/pack/fault.ts'
import type { PackContext } from '../../../kernel/pack/part.ts'
import { sameJson } from '../../../kernel/pack/sameJson.ts'
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import { oneAtATime } from '../../../kernel/versions/versions.ts'
import type { Item } from './catalogue.schema.ts'
import { catalogueItems } from './inVersions.ts'
import type { PackedCatalogue } from './pack.ts'

export type LatestItem = {
  code: string
  name: string
  version: number
  definition: unknown
  template_version: number | null
  in_force_to: string | null
}

export async function importCatalogue(tx: Tx, catalogue: PackedCatalogue, ctx: PackContext): Promise<Change[]> {
  await oneAtATime(tx, catalogueItems)
  const categories = valuesOf(catalogue.categories).map((c, i) => ({ code: c.code, name: c.name, position: i + 1 }))
  const touched = await rows(
    tx,
    sql<Touched>`
      INSERT INTO catalogue_categories (code, name, position)
      SELECT code, name, position
      FROM jsonb_to_recordset(${JSON.stringify(categories)}::jsonb) AS t (code text, name text, position int)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position
      WHERE (catalogue_categories.name, catalogue_categories.position) IS DISTINCT
        FROM (excluded.name, excluded.position)
      RETURNING xmax = 0 AS added, name`,
  )
  const templates = await importTemplates(tx, valuesOf(catalogue.templates), ctx.now)
  const items = await importItems(tx, valuesOf(catalogue.items), ctx)
  return [changeOf('公开类别', categories.length, touched), templates, items]
}

async function importTemplates(tx: Tx, templates: readonly Template[], now: Date): Promise<Change> {
  const latest = new Map(
    (
      await rows(
        tx,
        sql<
          Pick<LatestItem, 'code' | 'version' | 'definition'>
        >`SELECT DISTINCT ON (code) code, version, definition FROM form_templates ORDER BY code, version DESC`,
      )
    ).map((t) => [t.code, t]),
  )
  const touched: Touched[] = []
  for (const t of templates) {
    const before = latest.get(t.code)
    if (before && sameJson(before.definition, t)) continue
    await sql`
      INSERT INTO form_templates (code, version, name, definition, made_at)
      VALUES (${t.code}, ${(before?.version ?? 0) + 1}, ${t.name}, ${JSON.stringify(t)}::jsonb, ${now})`.execute(tx)
    touched.push({ added: !before, name: `${t.code} ${t.name}` })
  }
  return changeOf('公开表格', templates.length, touched)
}

async function importItems(tx: Tx, items: readonly Item[], { since, now }: PackContext): Promise<Change> {
  const latest = new Map(
    (
      await rows(
        tx,
        sql<LatestItem>`
          SELECT DISTINCT ON (code) code, name, version, definition, template_version, in_force_to
          FROM catalogue_items
          ORDER BY code, version DESC`,
      )
    ).map((i) => [i.code, i]),
  )
  const touched: Touched[] = []
  for (const [i, item] of items.entries()) {
    const made = await putItem(
      tx,
      item,
      i + 1,
      latest.get(item.code),
      latest.size > 0 ? nextPeriodStart(now) : since,
      now,
    )
    if (made) touched.push({ added: !latest.has(item.code), name: `${item.code} ${item.name}` })
  }
  const wanted = new Set(items.map((i) => i.code))
  const gone = [...latest.values()].filter((i) => !wanted.has(i.code) && i.in_force_to === null)
  for (const i of gone) await endItem(tx, i, nextPeriodStart(now))
  return changeOf(
    '公开事项',
    items.length,
    touched,
    gone.map((i) => `${i.code} ${i.name}（停用）`),
  )
}

/** A new version from `from`, unless the last one says the same and is not ended. Returns whether one was made. */
export async function putItem(
  tx: Tx,
  item: Item,
  position: number,
  before: LatestItem | undefined,
  from: string,
  now: Date,
  by?: string,
): Promise<boolean> {
  const template =
    item.template === undefined
      ? undefined
      : await rows(
          tx,
          sql<{ version: number }>`SELECT max(version) AS version FROM form_templates WHERE code = ${item.template}`,
        )
  const templateVersion = template?.[0]?.version ?? null
  if (
    before &&
    before.in_force_to === null &&
    before.template_version === templateVersion &&
    sameJson(before.definition, item)
  )
    return false
  if (before && before.in_force_to === null) await endItem(tx, before, from)
  await sql`
    INSERT INTO catalogue_items (
      code, version, name, category_code, position, definition, template_code, template_version,
      in_force_from, made_at, made_by
    )
    VALUES (
      ${item.code}, ${(before?.version ?? 0) + 1}, ${item.name}, ${item.category}, ${position},
      ${JSON.stringify(item)}::jsonb, ${item.template ?? null}, ${templateVersion}, ${from}, ${now},
      ${by ?? null}
    )`.execute(tx)
  return true
}

async function endItem(tx: Tx, item: Pick<LatestItem, 'code' | 'version'>, on: string) {
  await sql`UPDATE catalogue_items SET in_force_to = ${on} WHERE code = ${item.code}
    AND version = ${item.version}`.execute(tx)
}

/** Periods that have begun keep their rules: changes count from the first day of the next month. */
export const nextPeriodStart = (now: Date) => `${addMonths(dayOf(now).slice(0, 7), 1)}-01`
