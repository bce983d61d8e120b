/** Routes (Zhejiang's "four platforms", and what else a county agrees on): units asked together, and copies gathered to a unit by category. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'

export type Route = {
  id: string
  name: string
  categories: string[]
  copies: boolean
  units: { slug: string; name: string }[]
}

/** Every route in use, by name. */
export function routesOf(db: Db): Promise<Route[]> {
  return rows(
    db,
    sql<Route>`
      SELECT t.id, t.name, t.categories, t.copies,
        (
          SELECT coalesce(
            jsonb_agg(jsonb_build_object('slug', r.slug, 'name', r.name) ORDER BY r.name), '[]'::jsonb
          )
          FROM regions r
          WHERE r.id = ANY(t.units)
        ) AS units
      FROM report_routes t
      WHERE t.ended_at IS NULL
      ORDER BY t.name`,
  )
}

/** `units`: ids of places. 422 where none is known, or copies have no category to go by. */
export async function addRoute(
  tx: Tx,
  by: string,
  input: { name: string; categories: readonly string[]; units: readonly string[]; copies: boolean },
  ctx: Pick<Context, 'now'>,
): Promise<string> {
  if (input.units.length === 0) throw invalid('请至少选一个单位。', { field: 'units' })
  if (input.copies && input.categories.length === 0) throw invalid('抄送要选按哪些类别。', { field: 'categories' })
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO report_routes (id, name, categories, units, copies, made_by, made_at)
    VALUES (
      ${id}, ${input.name}, ${[...input.categories]}::text[], ${[...input.units]}::text[], ${input.copies},
      ${by}, ${ctx.now}
    )`.execute(tx)
  return id
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

/** Gathers copies of a case to the units that read this category along; those that have one already keep it. A case with somebody barred goes nowhere. */
export async function copyByCategory(
  tx: Tx,
  c: { id: string; title: string; guarded: boolean },
  category: string,
  ctx: Context,
): Promise<void> {
  if (category === '' || c.guarded) return
  const made = await rows(
    tx,
    sql<{ region_id: string }>`
      INSERT INTO report_copies (case_id, region_id, route_id, at)
      SELECT DISTINCT ON (u) ${c.id}, u, t.id, ${ctx.now}::timestamptz
      FROM report_routes t, unnest(t.units) AS u
      WHERE t.ended_at IS NULL AND t.copies AND ${category} = ANY(t.categories)
      ORDER BY u, t.made_at
      ON CONFLICT (region_id, case_id) DO NOTHING
      RETURNING region_id`,
  )
  for (const { region_id } of made)
    await tell(tx, {
      regionId: region_id,
      function: 'bureau_clerk',
      kind: 'copy',
      say: `抄送：“${c.title}”。`,
      link: `/cases/${c.id}`,
      caseId: c.id,
      now: ctx.now,
    })
}

export type Copied = { id: string; title: string; place: string; category: string; step: string; at: Date; lamp: Lamp }

/** The latest 200 that a person's units read along. */
export async function copiedTo(db: Db, actor: Actor, now: Date): Promise<Copied[]> {
  const found = await rows(
    db,
    sql<
      Omit<Copied, 'lamp'> & { procedure: string; warn_at: Date | null; due_at: Date | null; paused_at: Date | null }
    >`
      SELECT c.id, c.title, r.name AS place, p.category, c.procedure, c.step, x.at, c.warn_at, c.due_at,
        c.paused_at
      FROM report_copies x
      JOIN cases c ON c.id = x.case_id
      JOIN regions r ON r.id = c.region_id
      JOIN reports p ON p.id = c.subject_id
      WHERE x.region_id = ANY(${actor.posts.map((p) => p.regionId)}::text[]) AND NOT c.guarded
      ORDER BY x.at DESC
      LIMIT 200`,
  )
  return found.map(({ procedure, warn_at, due_at, paused_at, ...f }) => ({
    ...f,
    step: procedureOf(procedure).steps[f.step]?.name ?? f.step,
    lamp: lampAt({ warn_at, due_at, paused_at }, now),
  }))
}
