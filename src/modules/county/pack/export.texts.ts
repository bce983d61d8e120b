/** The JSON files of an exported pack: county, rules, catalogue, templates. */
import { servicesSchema, type ServiceFrame } from '../../services/index.ts'
import { powersSchema, type PowerFrame } from '../../powers/index.ts'
import { catalogueSchema, itemSchema } from '../../disclosure/index.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { templateSchema } from '../../../kernel/forms/forms.schema.ts'
import { countySchema, rulePackSchema, templatesSchema } from './pack.schema.ts'

export async function countyFile(db: Db, day: string): Promise<string> {
  const found = new Map(
    (await rows(db, sql<{ code: string; value: unknown }>`SELECT code, value FROM settings`)).map((s) => [
      s.code,
      s.value,
    ]),
  )
  const county = found.get('county') as { code: string; name: string; profile: string } | undefined
  const goLive = found.get('goLive') as { on: string; graceDays: number } | undefined
  if (!county || !goLive)
    throw conflict('系统里还没有装县的资料，没有可以导出的。请先用 npm run county -- import 装入。')
  return jsonText(
    countySchema.parse({
      code: county.code,
      name: county.name,
      profile: county.profile,
      fictional: found.get('fictional') === true,
      levelNames: found.get('levelNames') ?? {},
      goLive: goLive.on,
      graceDays: goLive.graceDays,
      colours: found.get('colours') ?? {},
      footer: found.get('footer') ?? {},
      settings: await ownFigures(db, day > goLive.on ? day : goLive.on),
    }),
  )
}

/** Figures that the county set itself, where they are what counts on the day. */
async function ownFigures(db: Db, day: string): Promise<Record<string, unknown>> {
  const found = await rows(
    db,
    sql<{
      code: string
      value: unknown
      set_by: string | null
    }>`
      SELECT DISTINCT ON (code) code, value, set_by
      FROM rules
      WHERE effective_from <= ${day} AND (effective_to IS NULL OR effective_to >= ${day})
      ORDER BY code, effective_from DESC, set_at DESC`,
  )
  return Object.fromEntries(found.filter((f) => f.set_by !== null).map((f) => [f.code, f.value]))
}

/** The rule packs' last word for every code, place and day; the county's own figures stand in county.json. */
export async function ruleFile(db: Db): Promise<string> {
  const found = await rows(
    db,
    sql<Record<string, unknown>>`
      SELECT DISTINCT ON (code, effective_from, jurisdiction) code, name, value, unit, floor::float AS min,
        ceiling::float AS max, citation, article, jurisdiction, effective_from AS "effectiveFrom",
        coalesce(effective_to::text, '') AS "effectiveTo", kind, note, starts, ends
      FROM rules
      WHERE set_by IS NULL
      ORDER BY code, effective_from, jurisdiction, set_at DESC, id DESC`,
  )
  return jsonText(
    rulePackSchema.parse({
      title: '规则',
      rules: found.map((r) => Object.fromEntries(Object.entries(r).filter(([, v]) => v !== null))),
    }),
  )
}

/** Every item and template in its latest version, also one that is in force only from next month; ended items stay out. */
export async function catalogueFiles(db: Db): Promise<[string, string][]> {
  const name =
    (await first(db, sql<{ name: string }>`SELECT value ->> 'name' AS name FROM settings WHERE code = 'county'`))
      ?.name ?? ''
  const categories = await rows(
    db,
    sql<{ code: string; name: string }>`SELECT code, name FROM catalogue_categories ORDER BY position, code`,
  )
  const items = await rows(
    db,
    sql<{
      definition: unknown
    }>`
      SELECT i.definition
      FROM (SELECT DISTINCT ON (code) * FROM catalogue_items ORDER BY code, version DESC) i
      WHERE i.in_force_to IS NULL
      ORDER BY i.position, i.code`,
  )
  const templates = await rows(
    db,
    sql<{ definition: unknown }>`SELECT DISTINCT ON (code) definition FROM form_templates ORDER BY code, version DESC`,
  )
  return [
    [
      'catalogue.json',
      jsonText(
        catalogueSchema.parse({
          title: `${name}公开目录`,
          honesty: '由系统导出。',
          categories,
          items: items.map((i) => itemSchema.parse(i.definition)),
        }),
      ),
    ],
    [
      'templates.json',
      jsonText(
        templatesSchema.parse({
          title: `${name}公开表格`,
          honesty: '由系统导出。',
          templates: templates.map((t) => templateSchema.parse(t.definition)),
        }),
      ),
    ],
  ]
}

/** The services that are offered, each in its latest version; nothing where the county has none. */
export async function serviceFile(db: Db): Promise<[string, string][]> {
  const frame = await first(
    db,
    sql<{ definition: ServiceFrame }>`SELECT definition FROM service_frames ORDER BY version DESC LIMIT 1`,
  )
  if (!frame) return []
  const services = await rows(
    db,
    sql<{
      definition: unknown
    }>`
      SELECT s.definition
      FROM (SELECT DISTINCT ON (code) * FROM services ORDER BY code, version DESC) s
      WHERE s.state = 'offered'
      ORDER BY s.position, s.code`,
  )
  return [
    [
      'services.json',
      jsonText(servicesSchema.parse({ ...frame.definition, services: services.map((s) => s.definition) })),
    ],
  ]
}

/** The list of powers in force, each in its latest version; nothing where the county has none. */
export async function powerFile(db: Db): Promise<[string, string][]> {
  const frame = await first(
    db,
    sql<{ definition: PowerFrame }>`SELECT definition FROM power_frames ORDER BY version DESC LIMIT 1`,
  )
  if (!frame) return []
  const powers = await rows(
    db,
    sql<{
      definition: unknown
    }>`
      SELECT s.definition
      FROM (SELECT DISTINCT ON (code) * FROM powers ORDER BY code, version DESC) s
      WHERE s.state = 'inForce'
      ORDER BY s.position, s.code`,
  )
  return [
    ['powers.json', jsonText(powersSchema.parse({ ...frame.definition, powers: powers.map((s) => s.definition) }))],
  ]
}

/** Keys in the schema's order, so that the same content gives the same bytes. */
const jsonText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
