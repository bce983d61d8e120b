/** Answers that a place keeps ready, and a person's own saved views of the inbox. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { prefixes } from '../../../kernel/cases/holder.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import type { Actor } from '../../../kernel/people/actor.ts'

export type StandardAnswer = { id: string; title: string; text: string; place: string; mine: boolean }

/** The ready answers of the person's places and of all places above them. */
export async function standardAnswers(db: Db, actor: Actor): Promise<StandardAnswer[]> {
  const paths = [...new Set(actor.posts.flatMap((p) => prefixes(p.path)))]
  return rows(
    db,
    sql<StandardAnswer>`
      SELECT s.id, s.title, s.text, r.name AS place,
        r.id = ANY(${actor.posts.map((p) => p.regionId)}::text[]) AS mine
      FROM standard_answers s
      JOIN regions r ON r.id = s.region_id
      WHERE s.ended_at IS NULL AND r.path = ANY(${paths}::text[])
      ORDER BY length(r.path) DESC, s.title
      LIMIT 300`,
  )
}

export async function keepAnswerReady(
  tx: Tx,
  actor: Actor,
  input: { place: string; title: string; text: string },
  ctx: Context,
): Promise<string> {
  const post = actor.posts.find((p) => p.slug === input.place)
  if (!post) throw forbidden('只能存到自己的单位。')
  for (const [field, text] of [
    ['title', input.title],
    ['text', input.text],
  ] as const)
    refusePersonal(text, field)
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO standard_answers (id, region_id, title, text, made_by, made_at)
    VALUES (${id}, ${post.regionId}, ${input.title}, ${input.text}, ${actor.personId}, ${ctx.now})`.execute(tx)
  return id
}

/** Changes one: the old words stay in the records, the new ones take their place. */
export async function changeStandardAnswer(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { title: string; text: string },
  ctx: Context,
): Promise<string> {
  const place = await first(
    tx,
    sql<{
      slug: string
    }>`SELECT r.slug FROM standard_answers s JOIN regions r ON r.id = s.region_id WHERE s.id = ${id}`,
  )
  await endStandardAnswer(tx, actor, id, ctx)
  return keepAnswerReady(tx, actor, { place: place!.slug, ...input }, ctx)
}

/** Takes one out of use; it stays in the records. */
export async function endStandardAnswer(tx: Tx, actor: Actor, id: string, ctx: Context): Promise<void> {
  const ended = await first(
    tx,
    sql`
      UPDATE standard_answers
      SET ended_at = ${ctx.now}
      WHERE id = ${id}
        AND ended_at IS NULL
        AND region_id = ANY(${actor.posts.map((p) => p.regionId)}::text[])
      RETURNING id`,
  )
  if (!ended) throw notFound('没有这条常用答复。')
}

export type SavedView = { id: string; name: string; query: Record<string, string> }

export function savedViews(db: Db, actor: Actor): Promise<SavedView[]> {
  return rows(
    db,
    sql<SavedView>`SELECT id, name, query FROM saved_views WHERE person_id = ${actor.personId} ORDER BY name`,
  )
}

/** The same name again takes the new filters. At most 20. */
export async function saveView(
  tx: Tx,
  actor: Actor,
  input: { name: string; query: Record<string, string> },
  ctx: Context,
): Promise<void> {
  const others = (await first(
    tx,
    sql<{
      n: number
    }>`SELECT count(*)::int AS n FROM saved_views WHERE person_id = ${actor.personId} AND name <> ${input.name}`,
  ))!.n
  if (others >= 20) throw conflict('最多存 20 个，请先删掉不用的。')
  await sql`
    INSERT INTO saved_views (id, person_id, name, query, saved_at)
    VALUES (
      ${newId(ctx.now.getTime())}, ${actor.personId}, ${input.name}, ${JSON.stringify(input.query)}::jsonb,
      ${ctx.now}
    )
    ON CONFLICT (person_id, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at`.execute(tx)
}

export async function dropView(tx: Tx, actor: Actor, id: string): Promise<void> {
  await sql`DELETE FROM saved_views WHERE id = ${id} AND person_id = ${actor.personId}`.execute(tx)
}
