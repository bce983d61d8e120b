/** The disclosure catalogue and its tables in a county's pack (`catalogue.json`, `templates.json`). */
import { catalogueWords } from './pack.words.ts'
import { packedSettings } from '../../../kernel/pack/county/settings.part.ts'
import { packedRules } from '../../../kernel/pack/county/rules.part.ts'
import { lawsOf } from '../../../kernel/pack/county/check.rules.ts'
import { defaultRules } from '../../../kernel/rules/defaults.ts'
import { citeOf } from '../../../kernel/rules/cite.ts'
import { laxer } from '../../../kernel/rules/stricter.ts'
import { liveDays } from '../../../kernel/pack/county/liveDays.ts'
import { packedPlaces } from '../../../kernel/pack/county/places.part.ts'
import { packedCalendar } from '../../../kernel/pack/county/calendar.part.ts'
import type { County } from '../../../kernel/pack/county/pack.schema.ts'
import { makeCalendar } from '../../../kernel/calendar/calendar.ts'
import { addDays } from '../../../platform/clock.ts'
import { owes, recurringOf, type PlaceOwing } from '../obligations/obligations.ts'
import { packedPeople } from '../../../kernel/pack/county/people.part.ts'
import { z } from 'zod'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { templateSchema, type Template } from '../../../kernel/forms/forms.schema.ts'
import { valuesOf, type Fault, type Placed } from '../../../kernel/pack/fault.ts'
import { jsonText } from '../../../kernel/pack/jsonText.ts'
import type { Pack, PackPart } from '../../../kernel/pack/part.ts'
import { codesOf, entriesOf, readJson } from '../../../kernel/pack/readJson.ts'
import { functionWords, type PostFunction } from '../../../kernel/people/functions.ts'
import {
  catalogueSchema,
  categorySchema,
  itemSchema,
  type Category,
  type Chain,
  type Item,
} from './catalogue.schema.ts'
import { checkCatalogue, type Demand } from './checkCatalogue.ts'
import { checkTemplates } from './checkTemplates.ts'
import { importCatalogue } from './importCatalogue.ts'

/** `templateCodes`: of faulty templates too, so that one wrong table does not make its items wrong. */
export type PackedCatalogue = {
  categories: Placed<Category>[]
  items: Placed<Item>[]
  templates: Placed<Template>[]
  templateCodes: ReadonlySet<string>
}

const templatesSchema = z.strictObject({
  title: z.string(),
  honesty: z.string().default(''),
  templates: z.array(templateSchema),
})

export const packedCatalogue: PackPart<PackedCatalogue> = {
  title: '公开目录和表格',
  order: 50,
  files: { 'catalogue.json': 'required', 'templates.json': 'required' },
  words: catalogueWords,
  read(texts, faults) {
    const json = readJson('catalogue.json', texts, catalogueSchema, faults)
    const templates = readJson('templates.json', texts, templatesSchema, faults)
    return {
      categories: entriesOf(json, 'categories', categorySchema),
      items: entriesOf(json, 'items', itemSchema),
      templates: entriesOf(templates, 'templates', templateSchema),
      templateCodes: codesOf(templates, 'templates'),
    }
  },
  check: (catalogue, pack) => [
    ...checkCatalogue(catalogue, {
      bureaux: pack.of(packedPlaces).departments.codes,
      archiveDay: archiveDayOf(pack),
      demand: demandOf(pack),
    }),
    ...checkTemplates(catalogue),
    ...missingFunctions(catalogue, pack),
  ],
  import: importCatalogue,
  export: catalogueFiles,
  late: lateOn,
  counts: ({ items, templates }) => [`${items.length} 项公开事项`, `${templates.length} 张表格`],
}

/** What every place would owe by the day and none has published. */
function lateOn({ items }: PackedCatalogue, pack: Pack, day: string): number {
  const { county } = pack.of(packedSettings)
  if (!county) return 0
  const calendar = makeCalendar(new Map(valuesOf(pack.of(packedCalendar).rows).map((d) => [d.date, d.kind === '上班'])))
  const rows = valuesOf(items).map((item) => ({ code: item.code, version: 1, definition: item }))
  return placesOf(pack, county, day)
    .flatMap((place) => recurringOf(place, rows, day, calendar))
    .filter((o) => o.due_on < day).length
}

/** As the import would make them; paths only tell them apart. */
function placesOf(pack: Pack, county: County, day: string): PlaceOwing[] {
  const { regions, departments } = pack.of(packedPlaces)
  const liveOn = liveDays(pack.of(packedPlaces), county)
  const live = (code: string) => ({ goes_live_on: liveOn(code), grace_until: addDays(liveOn(code), county.graceDays) })
  return [
    ...valuesOf(regions.rows)
      .filter((r) => r.practice === '' && r.validFrom <= day)
      .map((r) => ({ ...live(r.code), id: r.code, path: r.code, level: r.level, kind: r.kind })),
    ...valuesOf(departments.rows).map((d) => ({
      ...live(d.parent),
      id: d.code,
      path: d.code,
      level: 'bureau',
      kind: '',
    })),
  ]
}

/**
 * The county's own figure, else the strictest of the rules: a monthly item must be out before its month is archived.
 */
function archiveDayOf(pack: Pack): number | undefined {
  const own = pack.of(packedSettings).county?.settings['archive.monthDay']
  const days =
    own === undefined
      ? valuesOf(pack.of(packedRules))
          .filter((rule) => rule.code === 'archive.monthDay')
          .map((rule) => rule.value)
      : [own]
  const known = days.filter((day) => typeof day === 'number')
  return known.length > 0 ? Math.min(...known) : undefined
}

/** What binds a county with this pack: the law's word, or the county's own where that is stricter. */
function demandOf(pack: Pack): Demand {
  const { county } = pack.of(packedSettings)
  const rules = valuesOf(pack.of(packedRules))
  const laws = lawsOf(rules, county?.province ?? '')
  return (code) => {
    const law = laws.get(code)
    const own = rules.find((r) => r.code === code && r.kind !== 'law') ?? defaultRules().find((r) => r.code === code)
    const value = county?.settings[code] ?? own?.value
    if (law && (value === undefined || laxer(code, value, law.value))) return { value: law.value, cite: citeOf(law) }
    return value === undefined ? undefined : { value, cite: `${own?.citation ?? ''}${own?.article ?? ''}` }
  }
}

const chainNeeds: Record<Chain, readonly PostFunction[]> = {
  jiedong: ['drafter', 'reviewer', 'signer', 'township_clerk'],
  yanshan: ['drafter', 'township_clerk'],
  townshipReview: ['township_leader'],
  huangchuan: ['drafter', 'reviewer', 'station_clerk', 'township_discipline'],
  office: ['bureau_clerk', 'bureau_leader'],
}

/** A chain of hands that no post can do would let every notice of it stand still. */
function missingFunctions({ items }: PackedCatalogue, pack: Pack): Fault[] {
  const posts = valuesOf(pack.of(packedPeople).posts.rows)
  const present = new Set(posts.map((p) => p.function))
  const chains = new Set([
    ...items.map((i) => i.value.chain),
    ...valuesOf(pack.of(packedPlaces).regions.rows)
      .map((r) => r.chain)
      .filter((c) => c !== ''),
  ])
  const missing = new Set([...chains].flatMap((chain) => chainNeeds[chain]).filter((f) => !present.has(f)))
  if (posts.length === 0) return []
  return [...missing].map((f) => ({
    file: 'posts.csv',
    line: 0,
    field: '职能',
    say: `目录要用到“${functionWords[f][0]}”这个职能，但没有岗位承担。`,
    remedy: '请加一个承担这个职能的岗位。',
  }))
}

/**
 * Every item and template in its latest version, also one that is in force only from next month; ended items stay out.
 */
async function catalogueFiles(db: Db): Promise<Map<string, string>> {
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
  return new Map([
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
  ])
}

/** The name of an item that no village of the pack owes: all are of kinds that it leaves out. */
export function owedNowhere(pack: Pack, code: string | undefined): string | undefined {
  const item = pack.of(packedCatalogue).items.find((i) => i.value.code === code)?.value
  if (!item) return undefined
  const villages = valuesOf(pack.of(packedPlaces).regions.rows).filter((r) => r.level === 'village')
  return villages.some((v) => owes(v, { definition: item })) ? undefined : item.name
}
