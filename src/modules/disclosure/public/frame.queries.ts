/** What every page needs and seldom changes: the county's settings, catalogue, rules and bureaux. Kept per process, read again when something changed. */
import { Rules, type Rule } from '../../../kernel/rules/rules.ts'
import type { Item } from '../catalogue.schema.ts'
import { statement, type Reader } from './statement.ts'

export type Category = { code: string; name: string }
export type PublicItem = { code: string; version: number; name: string; category: string; position: number; template_code: string | null; template_version: number | null; definition: Item }
export type Bureau = { name: string; slug: string }
export type Root = { id: string; name: string; slug: string; path: string; level: string }
/** A village of this county, to show how one searches. */
export type Example = { name: string; pinyin: string; initials: string }
export type Footer = { sponsor?: string; operator?: string; icp?: string; police?: string; siteCode?: string; phone?: string }

export type Frame = {
  county: string
  fictional: boolean
  footer: Footer
  colours: { field?: string; sun?: string }
  levelNames: Partial<Record<string, string>>
  root: Root | undefined
  categories: Category[]
  /** Every version, by `code@version`. */
  items: Map<string, PublicItem>
  /** In force today, in the catalogue's order. */
  catalogue: PublicItem[]
  rules: Rules
  bureaux: Map<string, Bureau>
  example: Example | undefined
}

type ItemRow = PublicItem & { in_force_from: string; in_force_to: string | null }

const settingsQ = statement<{ code: string; value: unknown }>('settings', 'SELECT code, value FROM public_settings')
const categoriesQ = statement<Category>('categories', 'SELECT code, name FROM public_categories ORDER BY position')
const itemsQ = statement<ItemRow>('items', `SELECT code, version, name, category_code AS category, position, template_code, template_version, definition, in_force_from, in_force_to
  FROM public_items ORDER BY position, code, version DESC`)
const rulesQ = statement<Rule>('rules', `SELECT DISTINCT ON (code) code, name, value, unit, NULL::float AS floor, NULL::float AS ceiling, citation, article, jurisdiction, kind, effective_from, effective_to, note
  FROM public_rules WHERE effective_from <= $1::date AND (effective_to IS NULL OR effective_to >= $1::date) ORDER BY code, effective_from DESC`)
const rootQ = statement<Root>('root', 'SELECT id, name, slug, path, level FROM public_regions WHERE parent_id IS NULL ORDER BY path LIMIT 1')
const exampleQ = statement<Example>('example', `SELECT name, pinyin, initials FROM public_regions WHERE level = 'village' AND length(name) = 3 AND valid_to IS NULL ORDER BY path LIMIT 1`)
const bureauxQ = statement<Bureau & { path: string }>('bureaux', `SELECT name, slug, path FROM public_regions WHERE level = 'bureau' ORDER BY path`)

export async function readFrame(db: Reader, today: string): Promise<Frame> {
  const [settings, categories, items, rules, roots, bureaux, examples] = await Promise.all([settingsQ(db), categoriesQ(db), itemsQ(db), rulesQ(db, today), rootQ(db), bureauxQ(db), exampleQ(db)])
  const value = <T>(code: string, other: T) => (settings.find((s) => s.code === code)?.value as T | undefined) ?? other
  return {
    county: value<{ name?: string }>('county', {}).name ?? roots[0]?.name ?? '', fictional: value('fictional', false), footer: value('footer', {}), colours: value('colours', {}), levelNames: value('levelNames', {}),
    root: roots[0], example: examples[0], categories, rules: new Rules(rules),
    items: new Map(items.map((i) => [itemKey(i.code, i.version), i])),
    catalogue: items.filter((i) => i.in_force_from <= today && (i.in_force_to === null || i.in_force_to > today)).filter((i, n, all) => all[n - 1]?.code !== i.code),
    // A bureau's path ends in its department code, after the mark that sets it apart from places.
    bureaux: new Map(bureaux.map((b) => [b.path.slice(0, -1).split('.').at(-1)!.replace(/^B-/, ''), { name: b.name, slug: b.slug }])),
  }
}

export const itemKey = (code: string, version: number) => `${code}@${version}`

export function itemIn(frame: Frame, code: string, version: number): PublicItem | undefined {
  return frame.items.get(itemKey(code, version))
}

export const categoryName = (frame: Frame, code: string) => frame.categories.find((c) => c.code === code)?.name ?? ''
