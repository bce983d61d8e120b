/**
 * Routes (Zhejiang's "four platforms", and what else a county agrees on): rules that say which units are asked
 * together, and to which units copies are gathered. One is off until it was tried on past reports (`trial.ts`); which
 * one counts says `rules.ts`.
 */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { refusePersonal } from '../../../kernel/guard/index.ts'
import { tellMany } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { counting, folded, ownWayCategories, type Matter, type Rule } from './rules.ts'

export type Route = {
  id: string
  name: string
  /** The place it holds for; null: the whole county. */
  area: { slug: string; name: string } | null
  kinds: string[]
  categories: string[]
  words: string[]
  copies: boolean
  units: { slug: string; name: string }[]
  version: number
  /** The last trial of this version: when, on the reports of how many days, how many it would have taken. */
  tried: { at: string; days: number; took: number } | null
  /** In force since when, switched on by whom; null: off. */
  on: { at: string; by: string } | null
}
/** `units`: ids of places; `area`: a place's id, null for the whole county. */
export type RouteInput = {
  name: string
  area: string | null
  kinds: readonly string[]
  categories: readonly string[]
  words: readonly string[]
  units: readonly string[]
  copies: boolean
}

/** Every route that is not ended, by name; those that are off only for whoever keeps them. */
export function routesOf(db: Db, withThoseOff = false): Promise<Route[]> {
  return rows(
    db,
    sql<Route>`
      SELECT t.id, t.name, t.kinds, t.categories, t.words, t.copies, t.version,
        CASE WHEN g.id IS NOT NULL THEN jsonb_build_object('slug', g.slug, 'name', g.name) END AS area,
        (
          SELECT coalesce(
            jsonb_agg(jsonb_build_object('slug', r.slug, 'name', r.name) ORDER BY r.name), '[]'::jsonb
          )
          FROM regions r
          WHERE r.id = ANY(t.units)
        ) AS units,
        CASE
          WHEN t.tried_at IS NOT NULL
          THEN jsonb_build_object('at', t.tried_at, 'days', t.tried_days, 'took', t.tried_took)
        END AS tried,
        CASE WHEN t.on_at IS NOT NULL THEN jsonb_build_object('at', t.on_at, 'by', coalesce(p.name, '系统')) END AS on
      FROM report_routes t
      LEFT JOIN regions g ON g.id = t.area_id
      LEFT JOIN persons p ON p.id = t.on_by
      WHERE t.ended_at IS NULL AND (${withThoseOff} OR t.on_at IS NOT NULL)
      ORDER BY t.name, t.id`,
  )
}

/** What a route asks and where it leads, ready for `counting`. */
export type RouteRule = Rule & { name: string; copies: boolean; units: string[]; version: number }
const ruleColumns = sql`
  t.id, t.name, coalesce(g.path, '') AS area, t.kinds, t.categories, t.words, t.made_at AS at, t.copies, t.units,
  t.version`

/** The rules in force, of suggestions or of copies. */
export const rulesInForce = (db: Db | Tx, copies: boolean): Promise<RouteRule[]> =>
  rows(
    db,
    sql<RouteRule>`
      SELECT ${ruleColumns}
      FROM report_routes t
      LEFT JOIN regions g ON g.id = t.area_id
      WHERE t.ended_at IS NULL AND t.on_at IS NOT NULL AND t.copies = ${copies}`,
  )

/** One route as a rule, its row locked. 404 where it is none or ended; 409 where it was changed meanwhile. */
export async function lockedRule(
  tx: Tx,
  id: string,
  version: number,
): Promise<RouteRule & { on: boolean; tried: boolean }> {
  const found = await first(
    tx,
    sql<RouteRule & { on: boolean; tried: boolean }>`
      SELECT ${ruleColumns}, t.on_at IS NOT NULL AS on, t.tried_at IS NOT NULL AS tried
      FROM report_routes t
      LEFT JOIN regions g ON g.id = t.area_id
      WHERE t.id = ${id} AND t.ended_at IS NULL
      FOR UPDATE OF t`,
  )
  if (!found) throw notFound('没有这条路线，或者已经停用。')
  if (found.version !== version) throw conflict('这条规则刚刚被改过，请看一看新的内容再办。')
  return found
}

/**
 * Off until it is tried and switched on. 422 where no unit is known, copies have nothing to go by, or a word cannot be
 * searched.
 */
export async function addRoute(tx: Tx, by: string, input: RouteInput, ctx: Pick<Context, 'now'>): Promise<string> {
  const { area, words, ...r } = checked(input)
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO report_routes (id, name, area_id, kinds, categories, words, units, copies, made_by, made_at)
    VALUES (
      ${id}, ${r.name}, ${area}, ${[...r.kinds]}::text[], ${[...r.categories]}::text[], ${words}::text[],
      ${[...r.units]}::text[], ${r.copies}, ${by}, ${ctx.now}
    )`.execute(tx)
  return id
}

/** Changed it is off, and must be tried again. Errors as `addRoute` and `lockedRule`. */
export async function changeRoute(tx: Tx, id: string, version: number, input: RouteInput): Promise<void> {
  const { area, words, ...r } = checked(input)
  await lockedRule(tx, id, version)
  await sql`
    UPDATE report_routes
    SET name = ${r.name}, area_id = ${area}, kinds = ${[...r.kinds]}::text[],
      categories = ${[...r.categories]}::text[], words = ${words}::text[], units = ${[...r.units]}::text[],
      copies = ${r.copies}, version = version + 1, tried_at = NULL, tried_days = NULL, tried_took = NULL,
      on_at = NULL, on_by = NULL
    WHERE id = ${id}`.execute(tx)
}

/** Switches what was tried on. 409 where this version was not tried. */
export async function switchOn(
  tx: Tx,
  by: string,
  id: string,
  version: number,
  ctx: Pick<Context, 'now'>,
): Promise<void> {
  const rule = await lockedRule(tx, id, version)
  if (!rule.tried) throw conflict('请先用以前的反映试一试，再启用。')
  if (rule.on) throw conflict('这条规则已经在用了。')
  await sql`UPDATE report_routes SET on_at = ${ctx.now}, on_by = ${by} WHERE id = ${id}`.execute(tx)
}

/** Out of force until it is switched on again; what was routed by it stays. */
export async function switchOff(tx: Tx, id: string, version: number): Promise<void> {
  if (!(await lockedRule(tx, id, version)).on) throw conflict('这条规则本来就没有启用。')
  await sql`UPDATE report_routes SET on_at = NULL, on_by = NULL WHERE id = ${id}`.execute(tx)
}

/** Kept with the version that was tried. */
export async function keepTrial(
  tx: Tx,
  id: string,
  { days, took }: { days: number; took: number },
  ctx: Pick<Context, 'now'>,
): Promise<void> {
  await sql`
    UPDATE report_routes
    SET tried_at = ${ctx.now}, tried_days = ${days}, tried_took = ${took}
    WHERE id = ${id}`.execute(tx)
}

function checked(input: RouteInput): RouteInput & { words: string[] } {
  if (input.units.length === 0) throw invalid('请至少选一个单位。', { field: 'units' })
  const own = input.categories.find((c) => ownWayCategories.includes(c))
  if (own !== undefined) throw invalid(`“${own}”有自己的办法，不按规则走。`, { field: 'categories' })
  refusePersonal(input.name, 'name')
  const words = [...new Map(input.words.map((w) => [folded(w), w.trim()])).entries()]
  for (const [read, word] of words) {
    if (!/[\p{L}\p{N}]/u.test(read)) throw invalid(`“${word}”里没有字，请去掉。`, { field: 'words' })
    refusePersonal(word, 'words')
  }
  if (input.copies && input.categories.length + input.kinds.length + words.length === 0)
    throw invalid('抄送要选按哪些类别，或者写按哪些词。', { field: 'categories' })
  return { ...input, units: [...new Set(input.units)], words: words.map(([, word]) => word) }
}

/** Out of use from now; what was copied by it stays. */
export async function endRoute(tx: Tx, id: string, ctx: Pick<Context, 'now'>): Promise<void> {
  if (
    !(await first(
      tx,
      sql`UPDATE report_routes SET ended_at = ${ctx.now} WHERE id = ${id} AND ended_at IS NULL RETURNING id`,
    ))
  )
    throw notFound('没有这条路线，或者已经停用。')
}

/** Reports as rules read them, by id: with what was heard in their recordings. */
export const matterColumns = sql`
  p.path, p.kind, p.category, c.guarded,
  concat_ws(
    E'\n', p.text, p.spot,
    (
      SELECT string_agg(f.transcript, E'\n' ORDER BY f.position)
      FROM report_files f
      WHERE f.report_id = p.id AND f.transcript <> ''
    )
  ) AS text`

async function matterOf(db: Db | Tx, caseId: string): Promise<Matter> {
  const found = await first(
    db,
    sql<Matter>`
      SELECT ${matterColumns}
      FROM cases c
      JOIN reports p ON p.id = c.subject_id
      WHERE c.id = ${caseId} AND c.subject_kind = 'report'`,
  )
  return { ...found!, text: folded(found!.text) }
}

/** By which rule it is suggested to whom. `units`: who they are, by slug. */
export type Suggestion = { id: string; name: string; units: { id: string; slug: string; name: string }[] }

/** The one rule that counts for a case now; null where none does, and for what keeps its own way. */
export async function suggestionFor(db: Db | Tx, caseId: string): Promise<Suggestion | null> {
  const [rules, matter] = await Promise.all([rulesInForce(db, false), matterOf(db, caseId)])
  const rule = counting(rules, matter)
  if (!rule) return null
  const units = await rows(
    db,
    sql<{ id: string; slug: string; name: string }>`
      SELECT id, slug, name
      FROM regions
      WHERE id = ANY(${rule.units}::text[]) AND valid_to IS NULL
      ORDER BY name, id`,
  )
  return units.length === 0 ? null : { id: rule.id, name: rule.name, units }
}

/**
 * Gathers copies of a case to the units that read along what a rule in force takes, at its receipt and when its
 * category is said; of several that name a unit the narrowest counts.
 * Units that have one already keep it. A case with somebody barred goes nowhere.
 */
export async function copyByRules(tx: Tx, c: { id: string; title: string }, ctx: Context): Promise<void> {
  const rules = await rulesInForce(tx, true)
  if (rules.length === 0) return
  const matter = await matterOf(tx, c.id)
  const units = [...new Set(rules.flatMap((r) => r.units))]
  const copies = units.flatMap((unit) => {
    const rule = counting(
      rules.filter((r) => r.units.includes(unit)),
      matter,
    )
    return rule ? [{ unit, rule: rule.id, name: rule.name }] : []
  })
  if (copies.length === 0) return
  const made = await rows(
    tx,
    sql<{ region_id: string }>`
      INSERT INTO report_copies (case_id, region_id, route_id, at)
      SELECT ${c.id}, unit, rule, ${ctx.now}::timestamptz
      FROM jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) AS t (unit text, rule text)
      ON CONFLICT (region_id, case_id) DO NOTHING
      RETURNING region_id`,
  )
  const ruleOf = new Map(copies.map((x) => [x.unit, x.name]))
  await tellMany(
    tx,
    made.map(({ region_id }) => ({
      regionId: region_id,
      function: 'bureau_clerk',
      kind: 'copy',
      say: `抄送：“${c.title}”（按规则“${ruleOf.get(region_id)}”）。供了解，不用办。`,
      link: `/cases/${c.id}`,
      caseId: c.id,
    })),
    ctx.now,
  )
}

export type CopyOf = { unit: string; rule: string; at: Date }

/** To whom a case was copied, when and by which rule; `of`: only these units. */
export function copiesOf(db: Db, caseId: string, of?: readonly string[]): Promise<CopyOf[]> {
  return rows(
    db,
    sql<CopyOf>`
      SELECT r.name AS unit, t.name AS rule, x.at
      FROM report_copies x
      JOIN regions r ON r.id = x.region_id
      JOIN report_routes t ON t.id = x.route_id
      WHERE x.case_id = ${caseId} AND (${of === undefined} OR x.region_id = ANY(${[...(of ?? [])]}::text[]))
      ORDER BY x.at, r.name`,
  )
}

export type Copied = { id: string; title: string; place: string; category: string; step: string; at: Date; lamp: Lamp }

/** The latest 200 that a person's units read along. */
export async function copiedTo(db: Db, actor: Actor, now: Date): Promise<Copied[]> {
  const found = await rows(
    db,
    sql<Omit<Copied, 'lamp'> & Pick<Case, 'procedure' | 'warn_at' | 'due_at' | 'paused_at' | 'closed_at'>>`
      SELECT c.id, c.title, r.name AS place, p.category, c.procedure, c.step, x.at, c.warn_at, c.due_at,
        c.paused_at, c.closed_at
      FROM report_copies x
      JOIN cases c ON c.id = x.case_id
      JOIN regions r ON r.id = c.region_id
      JOIN reports p ON p.id = c.subject_id
      WHERE x.region_id = ANY(${actor.posts.map((p) => p.regionId)}::text[]) AND NOT c.guarded
      ORDER BY x.at DESC
      LIMIT 200`,
  )
  return found.map(({ procedure, warn_at, due_at, paused_at, closed_at, ...f }) => ({
    ...f,
    step: procedureOf(procedure).steps[f.step]?.name ?? f.step,
    lamp: lampAt({ procedure, step: f.step, warn_at, due_at, paused_at, closed_at }, now),
  }))
}
