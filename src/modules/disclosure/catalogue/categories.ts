/** Categories of the catalogue: the whole list kept in the console, or row by row from a county's own list. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { oneAtATime, personalFaults, refuseFaulty } from '../../../kernel/versions/versions.ts'
import { categoryCode, type Category } from './catalogue.schema.ts'
import { catalogueItems } from './inVersions.ts'

type Named = Pick<Category, 'code' | 'name'>
/** `items`: how many items, ended ones too, stand in it; only an empty one can go. */
export type KeptCategory = Named & { items: number }

/** In the order of the catalogue. */
export function keptCategories(db: Db | Tx): Promise<KeptCategory[]> {
  return rows(
    db,
    sql<KeptCategory>`
      SELECT c.code, c.name, count(DISTINCT i.code) AS items
      FROM catalogue_categories c
      LEFT JOIN catalogue_items i ON i.category_code = c.code
      GROUP BY c.code
      ORDER BY c.position, c.code`,
  )
}

/**
 * The list as it is to be, in its order. 409 when somebody changed it since `seen`; 422 with every fault: a code or
 * name twice, one that is taken away while items stand in it.
 */
export async function saveCategories(tx: Tx, given: readonly Named[], seen: readonly Named[]): Promise<void> {
  await oneAtATime(tx, catalogueItems)
  const kept = await keptCategories(tx)
  if (JSON.stringify(kept.map(plain)) !== JSON.stringify(seen.map(plain)))
    throw conflict('别人刚改过公开类别，您填的还在。请打开新的一页看看改了什么，再存。', { categories: kept })
  refuseFaulty([...doubles(given), ...stillUsed(kept, given), ...personalFaults(given)])
  const gone = kept.filter((k) => !given.some((g) => g.code === k.code)).map((k) => k.code)
  await sql`DELETE FROM catalogue_categories WHERE code = ANY(${gone})`.execute(tx)
  await sql`
    INSERT INTO catalogue_categories (code, name, position)
    SELECT code, name, position
    FROM unnest(${given.map((g) => g.code)}::text[], ${given.map((g) => g.name)}::text[])
      WITH ORDINALITY AS t (code, name, position)
    ON CONFLICT (code) DO UPDATE SET name = excluded.name, position = excluded.position`.execute(tx)
}

const plain = ({ code, name }: Named) => [code, name]

function doubles(given: readonly Named[]) {
  return given.flatMap((g, i) => {
    const other = given.slice(0, i).find((o) => o.code === g.code || o.name === g.name)
    if (!other) return []
    const [what, value] = other.code === g.code ? ['编码', g.code] : ['名称', g.name]
    return [{ field: `categories.${i}`, say: `${what}“${value}”写了两次。`, remedy: '请改掉一个。' }]
  })
}

function stillUsed(kept: readonly KeptCategory[], given: readonly Named[]) {
  return kept
    .filter((k) => k.items > 0 && !given.some((g) => g.code === k.code))
    .map((k) => ({
      field: 'categories',
      say: `“${k.name}”里有 ${k.items} 个公开事项，不能去掉。`,
      remedy: '请先把这些事项换到别的类别；以前公开过的还留在这里的，只能改名。',
    }))
}

/** What a row of a list did: `before` is the name that was there. */
export type ListedCategory = {
  code: string
  name: string
  effect: 'new' | 'change' | 'same'
  before: { name: string } | null
}

/**
 * Takes one row in: a known code gets the name, a known name stays, anything else comes behind the others. 422 for what
 * cannot be.
 */
export async function takeListedCategory(tx: Tx, cells: Readonly<Record<string, string>>): Promise<ListedCategory> {
  await oneAtATime(tx, catalogueItems)
  const kept = await keptCategories(tx)
  const name = cells['name']!.trim()
  const byName = kept.find((k) => k.name === name)
  const code = cells['code']?.trim() || byName?.code || freeCode(kept)
  if (!categoryCode.safeParse(code).success)
    throw invalid(`编码“${code}”不对：只用字母、数字和短横，最多 16 个。`, { field: 'code' })
  if (name.length > 20) throw invalid('类别名称最多 20 个字。', { field: 'name' })
  if (byName && byName.code !== code)
    throw invalid(`“${name}”这个名称已经是 ${byName.code} 的。请改名，或者核对编码。`, { field: 'name' })
  refuseFaulty(personalFaults({ code, name }))
  const known = kept.find((k) => k.code === code)
  if (known?.name === name) return { code, name, effect: 'same', before: null }
  await sql`
    INSERT INTO catalogue_categories (code, name, position)
    SELECT ${code}, ${name}, coalesce(max(position), 0) + 1
    FROM catalogue_categories
    ON CONFLICT (code) DO UPDATE SET name = excluded.name`.execute(tx)
  return { code, name, effect: known ? 'change' : 'new', before: known ? { name: known.name } : null }
}

/** The next of the county's own numbering (C12 → C13). */
function freeCode(kept: readonly Named[]): string {
  const codes = new Set(kept.map((k) => k.code))
  let n = kept.length + 1
  while (codes.has(`C${String(n).padStart(2, '0')}`)) n += 1
  return `C${String(n).padStart(2, '0')}`
}

/** Takes back what a list made; why not, in words, where something came of it meanwhile. */
export async function takeBackCategory(
  tx: Tx,
  { code, name, before }: Pick<ListedCategory, 'code' | 'name' | 'before'>,
): Promise<string | undefined> {
  const now = (await keptCategories(tx)).find((k) => k.code === code)
  if (!now) return '已经不在了'
  if (now.name !== name) return '后来又改过'
  if (before) {
    if (await first(tx, sql`SELECT 1 FROM catalogue_categories WHERE name = ${before.name}`))
      return '原来的名称已经给了别的类别'
    await sql`UPDATE catalogue_categories SET name = ${before.name} WHERE code = ${code}`.execute(tx)
    return undefined
  }
  if (now.items > 0) return '已经有人用到它了'
  await sql`DELETE FROM catalogue_categories WHERE code = ${code}`.execute(tx)
  return undefined
}
