/**
 * What the disclosure pages find in the frame besides the county's settings and rules: catalogue and bureaux. Kept per
 * process, read again when something changed.
 */
import { readBaseFrame, type BaseFrame } from '../../../kernel/site/frame.ts'
import type { Item } from './catalogue.schema.ts'
import { statement, type Reader } from '../../../kernel/site/statement.ts'

export type Category = { code: string; name: string }
export type PublicItem = {
  code: string
  version: number
  name: string
  category: string
  position: number
  template_code: string | null
  template_version: number | null
  definition: Item
}
export type Bureau = { name: string; slug: string }
/** A village of this county, to show how one searches. */
export type Example = { name: string; pinyin: string; initials: string }
export type Frame = BaseFrame & {
  categories: Category[]
  /** Every version, by `code@version`. */
  items: Map<string, PublicItem>
  /** In force today, in the catalogue's order. */
  catalogue: PublicItem[]
  bureaux: Map<string, Bureau>
  example: Example | undefined
}

type ItemRow = PublicItem & { in_force_from: string; in_force_to: string | null }

const categoriesQ = statement<Category>('categories', 'SELECT code, name FROM public_categories ORDER BY position')
const itemsQ = statement<ItemRow>(
  'items',
  `SELECT code, version, name, category_code AS category, position, template_code, template_version, definition,
    in_force_from, in_force_to
  FROM public_items ORDER BY position, code, version DESC`,
)
const exampleQ = statement<Example>(
  'example',
  `SELECT name, pinyin, initials FROM public_regions WHERE level = 'village' AND length(name) = 3 AND valid_to IS NULL
    ORDER BY path LIMIT 1`,
)
const bureauxQ = statement<Bureau & { path: string }>(
  'bureaux',
  `SELECT name, slug, path FROM public_regions WHERE level = 'bureau' ORDER BY path`,
)

export async function readFrame(db: Reader, today: string): Promise<Frame> {
  const [base, categories, items, bureaux, examples] = await Promise.all([
    readBaseFrame(db, today),
    categoriesQ(db),
    itemsQ(db),
    bureauxQ(db),
    exampleQ(db),
  ])
  return {
    ...base,
    example: examples[0],
    categories,
    items: new Map(items.map((i) => [itemKey(i.code, i.version), i])),
    catalogue: items
      .filter((i) => i.in_force_from <= today && (i.in_force_to === null || i.in_force_to > today))
      .filter((i, n, all) => all[n - 1]?.code !== i.code),
    // A bureau's path ends in its department code, after the mark that sets it apart from places.
    bureaux: new Map(
      bureaux.map((b) => [b.path.slice(0, -1).split('.').at(-1)!.replace(/^B-/, ''), { name: b.name, slug: b.slug }]),
    ),
  }
}

export const itemKey = (code: string, version: number) => `${code}@${version}`

export function itemIn(frame: Frame, code: string, version: number): PublicItem | undefined {
  return frame.items.get(itemKey(code, version))
}

export const categoryName = (frame: Frame, code: string) => frame.categories.find((c) => c.code === code)?.name ?? ''
