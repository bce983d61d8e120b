/** A new place in the console. Its address is made from its name once and never changes. */
import { refusePersonal } from '../../../kernel/guard/index.ts'
import { reservedSlugs } from '../../../kernel/regions/reservedSlugs.ts'
import { makeObligationsOf, placeById } from '../../disclosure/index.ts'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { initialsOf, pinyinOf } from '../../../platform/pinyin.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { Level } from '../../../kernel/regions/levels.ts'
import { refuseLate } from './live.ts'
import { editable, fitsBelow, liveName, type Region } from './regions.find.ts'
import { slugOf, slugStems } from '../../../kernel/regions/slug.ts'

/**
 * `code`: the county's own code, free to choose; made from the parent's where left out. `slug`: made from the name
 * where left out.
 */
export type NewRegion = {
  name: string
  fullName?: string
  kind?: string
  code?: string
  slug?: string
  statCode?: string
  chain?: string
  households?: number
  population?: number
}
export type Creation = NewRegion & {
  level: Level
  practice: boolean
  validFrom: string
  goesLiveOn?: string
  graceDays?: number
}

/** Makes a place and what it owes from now on; 422 where that would be late at once. */
export async function createRegion(
  tx: Tx,
  actor: Actor,
  parentId: string,
  input: Creation,
  ctx: Context,
): Promise<Region> {
  const made = await insertRegion(tx, actor, parentId, input, ctx)
  const today = dayOf(ctx.now)
  if (made.goes_live_on <= today) await makeObligationsOf(tx, today, ctx.calendar, [await placeById(tx, made.id)])
  await refuseLate(tx, made.path, today, 0, 'goesLiveOn')
  return made
}

/** A place's names stand on every page. */
export function refuseNames({ name, fullName }: { name: string; fullName?: string }): void {
  refusePersonal(name, 'name')
  refusePersonal(fullName, 'fullName')
}

/**
 * Only the place. Without dates of its own it goes live with its first day, or with its parent where that goes live
 * later; never before today, for the paper that made it may be old and nobody could publish here yet.
 */
export async function insertRegion(
  tx: Tx,
  actor: Actor,
  parentId: string,
  input: Creation,
  ctx: Context,
): Promise<Region> {
  const parent = await editable(tx, actor, parentId)
  fitsBelow(input.level, parent)
  if (input.practice && input.level !== 'village') throw invalid('只有村可以建成练习村。', { field: 'practice' })
  refuseNames(input)
  await liveName(tx, parent.id, input.name)
  const id = newId(ctx.now.getTime())
  const code = await freeCode(tx, parent, input.code)
  const slug = await freeSlug(tx, parent, input, code)
  const live = input.goesLiveOn ?? [parent.goes_live_on, input.validFrom, dayOf(ctx.now)].sort().at(-1)!
  await sql`
    INSERT INTO regions (
      id, parent_id, code, level, kind, name, full_name, slug, stat_code, path, households, population,
      chain, practice, goes_live_on, grace_until, valid_from, pinyin, initials
    )
    VALUES (
      ${id}, ${parent.id}, ${code}, ${input.level}, ${input.kind ?? ''}, ${input.name},
      ${input.fullName || input.name}, ${slug}, ${input.statCode || null}, ${`${parent.path}${code}.`},
      ${input.households ?? null}, ${input.population ?? null}, ${input.chain ?? ''}, ${input.practice},
      ${live}, ${addDays(live, input.graceDays ?? 0)}, ${input.validFrom}, ${pinyinOf(input.name)},
      ${initialsOf(input.name)}
    )`.execute(tx)
  return editable(tx, actor, id)
}

/** The highest number given to a place below: codes are the parent's with two digits or more. */
export async function lastNumberBelow(tx: Tx, parentCode: string): Promise<number> {
  const last = await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT coalesce(max(substr(code, ${parentCode.length + 1})::int), 0) AS n
      FROM regions
      WHERE starts_with(code, ${parentCode}) AND substr(code, ${parentCode.length + 1}) ~ '^[0-9]{1,6}$'`,
  )
  return last!.n
}

export const numbered = (parentCode: string, n: number) => `${parentCode}${String(n).padStart(2, '0')}`

async function freeCode(tx: Tx, parent: Region, wanted: string | undefined): Promise<string> {
  if (wanted) {
    if (await first(tx, sql`SELECT 1 FROM regions WHERE code = ${wanted}`))
      throw invalid(`编码 ${wanted} 已经有了，请换一个。`, { field: 'code' })
    return wanted
  }
  return numbered(parent.code, (await lastNumberBelow(tx, parent.code)) + 1)
}

async function freeSlug(tx: Tx, parent: Region, input: NewRegion, code: string): Promise<string> {
  if (input.slug) {
    if (reservedSlugs.has(input.slug))
      throw invalid(`网址名 ${input.slug} 是系统自己用的，请换一个。`, { field: 'slug' })
    const owner = await first(tx, sql<{ name: string }>`SELECT name FROM regions WHERE slug = ${input.slug}`)
    if (owner) throw invalid(`网址名 ${input.slug} 已经是“${owner.name}”的，请换一个。`, { field: 'slug' })
    return input.slug
  }
  const [own, parented] = slugStems(input.name, parent.slug, code)
  const taken = new Set(
    (
      await rows(
        tx,
        sql<{ slug: string }>`SELECT slug FROM regions WHERE slug = ${own} OR starts_with(slug, ${parented})`,
      )
    ).map((r) => r.slug),
  )
  return slugOf(input.name, parent.slug, code, taken)
}
