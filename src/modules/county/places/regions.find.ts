/** Places as the county's centre edits them. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { holds, type Actor } from '../../../kernel/people/actor.ts'
import { postFor, scopeOf } from '../../../kernel/people/can.ts'
import { levelWords, type Level } from '../../../kernel/regions/levels.ts'

export type Region = {
  id: string
  parent_id: string | null
  code: string
  level: Level
  kind: string
  name: string
  full_name: string
  slug: string
  path: string
  chain: string
  practice: boolean
  goes_live_on: string
  grace_until: string
  valid_from: string
  valid_to: string | null
}

const columns = sql`
  id, parent_id, code, level, kind, name, full_name, slug, path, chain, practice, goes_live_on, grace_until,
  valid_from, valid_to`

/** A place by id or address; strangers get 404. */
export async function seenRegion(db: Db | Tx, actor: Actor, idOrSlug: string): Promise<Region> {
  const place = await first(
    db,
    sql<Region>`SELECT ${columns} FROM regions WHERE id = ${idOrSlug} OR slug = ${idOrSlug}`,
  )
  if (!place || !actor.posts.some((p) => holds(scopeOf(p), place.path))) throw notFound('没有这个地方。')
  return place
}

/** A standing place that this person may edit: 404 for strangers, 403 without the post, 409 for a place that ceased. */
export async function editable(tx: Tx, actor: Actor, idOrSlug: string): Promise<Region> {
  const place = await seenRegion(tx, actor, idOrSlug)
  if (!postFor(actor, 'region.edit', place.path)) throw forbidden('区划变动由县管理员办理。')
  if (place.valid_to !== null) throw conflict(`“${place.name}”已经撤并了，不能再改。`)
  return place
}

/** The standing places right below one. */
export function belowOf(db: Db | Tx, place: Pick<Region, 'id'>): Promise<Region[]> {
  return rows(
    db,
    sql<Region>`SELECT ${columns} FROM regions WHERE parent_id = ${place.id} AND valid_to IS NULL ORDER BY path`,
  )
}

const order: readonly Level[] = ['city', 'county', 'township', 'village', 'group']

/** City, county, township, village, group: each stands below a higher one; bureaux below a county or city. */
export function fitsBelow(level: Level, parent: Pick<Region, 'level' | 'name'>): void {
  const fits =
    level === 'bureau'
      ? parent.level === 'county' || parent.level === 'city'
      : parent.level !== 'bureau' && order.indexOf(parent.level) < order.indexOf(level)
  if (!fits) throw invalid(`${levelWords[level][0]}不能放在“${parent.name}”下面。`, { field: 'parent' })
}

/** Two standing places below one parent may not bear the same name. */
export async function liveName(tx: Tx, parentId: string | null, name: string, except?: string): Promise<void> {
  const same = await first(
    tx,
    sql<{
      id: string
    }>`
      SELECT id
      FROM regions
      WHERE parent_id = ${parentId} AND name = ${name} AND valid_to IS NULL AND id <> ${except ?? ''}`,
  )
  if (same) throw invalid(`同一个上级下面已经有“${name}”了，请换一个名称。`, { field: 'name' })
}
