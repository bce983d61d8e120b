/**
 * Saving the county's catalogue: a changed item is a new version from next month on, a new one begins today; templates
 * likewise.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { nextPosition, personalFaults, refuseFaulty, seenLatest } from '../../../kernel/versions/versions.ts'
import type { Item } from './catalogue.schema.ts'
import { checkCatalogue, type Surroundings } from './checkCatalogue.ts'
import { checkTemplates } from './checkTemplates.ts'
import { nextPeriodStart } from './importCatalogue.ts'
import { catalogueItems } from './inVersions.ts'

type Floor = NonNullable<Item['lawFloor']>
export type ItemInput = { item: Item; template?: Template; seenVersion: number }

/**
 * Stores an item, with its template where that is new or changed; refuses as `seenLatest` does, and 422 with every
 * fault. The law's floor is never taken from the input.
 */
export async function saveItem(
  tx: Tx,
  actor: Actor,
  { item: given, template, seenVersion }: ItemInput,
  rules: Rules,
  now: Date,
): Promise<{ version: number; inForceFrom: string }> {
  const today = dayOf(now)
  const before = await seenLatest(tx, catalogueItems, given.code, seenVersion)
  const { lawFloor: _, ...rest } = given
  const floor = before ? before.definition.lawFloor : await floorLike(tx, given)
  const item: Item = floor ? { ...rest, lawFloor: floor } : rest
  await refuseFaultyItem(tx, item, template, rules, seenVersion)
  const templateVersion = template
    ? await newTemplate(tx, actor, template, now)
    : item.template
      ? await latestTemplate(tx, item.template)
      : undefined
  const version = seenVersion + 1
  const inForceFrom = before ? nextPeriodStart(now) : today
  if (before)
    await sql`
      UPDATE catalogue_items
      SET in_force_to = ${inForceFrom}
      WHERE code = ${item.code} AND version = ${before.version}`.execute(tx)
  const position = before?.position ?? (await nextPosition(tx, catalogueItems))
  await sql`
    INSERT INTO catalogue_items (
      code, version, name, category_code, position, definition, template_code, template_version,
      in_force_from, made_at, made_by
    )
    VALUES (
      ${item.code}, ${version}, ${item.name}, ${item.category}, ${position}, ${JSON.stringify(item)}::jsonb,
      ${item.template ?? null}, ${templateVersion ?? null}, ${inForceFrom}, ${now}, ${actor.personId}
    )`.execute(tx)
  return { version, inForceFrom }
}

/**
 * The floor of a new item: what the county's catalogue holds for items of the same group and frequency (OL Art. 35).
 */
async function floorLike(tx: Tx, item: Item): Promise<Floor | null> {
  return (
    (
      await first(
        tx,
        sql<{
          floor: Floor
        }>`
          SELECT definition -> 'lawFloor' AS floor
          FROM catalogue_items
          WHERE in_force_to IS NULL
            AND definition ? 'lawFloor'
            AND definition ->> 'group' = ${item.group}
            AND definition ->> 'frequency' = ${item.frequency}
          ORDER BY position
          LIMIT 1`,
      )
    )?.floor ?? null
  )
}

/** What `npm run county -- check` asks of a pack is asked of an item made by hand. */
async function refuseFaultyItem(tx: Tx, item: Item, template: Template | undefined, rules: Rules, seenVersion: number) {
  const [categories, bureaux, templates, names] = await Promise.all([
    rows(tx, sql<{ code: string; name: string }>`SELECT code, name FROM catalogue_categories`),
    rows(
      tx,
      sql<{ code: string }>`SELECT substr(code, 3) AS code FROM regions WHERE level = 'bureau' AND valid_to IS NULL`,
    ),
    rows(
      tx,
      sql<{
        definition: Template
      }>`SELECT DISTINCT ON (code) definition FROM form_templates ORDER BY code, version DESC`,
    ),
    rows(
      tx,
      sql<{
        code: string
      }>`SELECT code FROM catalogue_items WHERE name = ${item.name} AND code <> ${item.code} AND in_force_to IS NULL`,
    ),
  ])
  if (names[0]) throw invalid(`已经有叫“${item.name}”的事项（${names[0].code}），请换一个名称。`, { field: 'name' })
  if (template && template.code !== item.template)
    throw invalid('表格的编码和事项里写的不一样。', { field: 'template' })
  if (template && seenVersion === 0 && templates.some((t) => t.definition.code === template.code))
    throw conflict(`表格编码 ${template.code} 已经有了，请换一个，或选用那张表。`, { field: 'template' })
  const all = [
    ...templates.map((t) => t.definition).filter((t) => t.code !== template?.code),
    ...(template ? [template] : []),
  ]
  const catalogue = {
    categories: categories.map(placed),
    items: [placed(item)],
    templates: all.map(placed),
    templateCodes: new Set(all.map((t) => t.code)),
  }
  const surroundings: Surroundings = {
    bureaux: new Set(bureaux.map((b) => b.code)),
    archiveDay: rules.number('archive.monthDay'),
    demand: (code) => {
      const rule = rules.find(code)
      return rule && { value: rule.value, cite: rules.cite(code) }
    },
  }
  const own = [item.code, item.template].filter((c) => c !== undefined)
  const faults = [...checkCatalogue(catalogue, surroundings), ...checkTemplates(catalogue)].filter((f) =>
    own.some((code) => f.field.startsWith(`${code}.`)),
  )
  refuseFaulty([...personalFaults({ item, template }), ...faults])
}

const placed = <T>(value: T) => ({ line: 0, value })

async function newTemplate(tx: Tx, actor: Actor, t: Template, now: Date): Promise<number> {
  const version = ((await latestTemplate(tx, t.code)) ?? 0) + 1
  await sql`
    INSERT INTO form_templates (code, version, name, definition, made_at, made_by)
    VALUES (${t.code}, ${version}, ${t.name}, ${JSON.stringify(t)}::jsonb, ${now}, ${actor.personId})`.execute(tx)
  return version
}

async function latestTemplate(tx: Tx, code: string): Promise<number | undefined> {
  return (
    (
      await first(
        tx,
        sql<{ version: number | null }>`SELECT max(version) AS version FROM form_templates WHERE code = ${code}`,
      )
    )?.version ?? undefined
  )
}
