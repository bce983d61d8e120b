/**
 * What an office that is asked (会商) learns only by a recorded word of whoever has the case in hand: who reported, what
 * was handed in. Each room keeps its own table of them (`request_id`, `case_id`, `reason`, `person_id`, `person_name`,
 * `post_name`, `at`).
 */
import type { RawBuilder } from 'kysely'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import type { Actor, Post } from '../people/actor.ts'
import { by, noteBy, type Context } from './act.ts'
import type { Case } from './case.ts'

export type Share = { request_id: string; reason: string; person_name: string; post_name: string; at: Date }
/**
 * `kinds`: of requests that may be told; `none`, `twice`: what to say where there is no such request, or they know
 * already.
 */
export type Sharing = {
  table: RawBuilder<unknown>
  kinds: readonly ('consult' | 'guest' | 'joint')[]
  none: string
  twice: string
}

/** 404 for a request of another case or kind; 409 where they have been told. The case's history says so, too. */
export async function keepShare(
  tx: Tx,
  { table, kinds, none, twice }: Sharing,
  { c, actor, post }: { c: Case; actor: Actor; post: Post },
  { requestId, reason }: { requestId: string; reason: string },
  ctx: Context,
): Promise<void> {
  const asked = await first(
    tx,
    sql`
      SELECT 1
      FROM case_requests
      WHERE id = ${requestId} AND case_id = ${c.id} AND kind = ANY(${[...kinds]}::text[])`,
  )
  if (!asked) throw notFound(none)
  const made = await sql`
    INSERT INTO ${table} (request_id, case_id, reason, person_id, person_name, post_name, at)
    VALUES (${requestId}, ${c.id}, ${reason}, ${actor.personId}, ${actor.name}, ${post.post}, ${ctx.now})
    ON CONFLICT (request_id) DO NOTHING`.execute(tx)
  if (made.numAffectedRows === 0n) throw conflict(twice)
  await noteBy(tx, c, by(actor, post), 'share', { comment: reason, detail: { request: requestId } }, ctx.now)
}

export const sharesIn = (db: Db, table: RawBuilder<unknown>, caseId: string): Promise<Share[]> =>
  rows(db, sql<Share>`SELECT request_id, reason, person_name, post_name, at FROM ${table} WHERE case_id = ${caseId}`)
