/** Messages in the console to whoever holds a function at a place. Other channels (SMS, WeChat) will stand behind the same call. */
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Actor } from '../people/actor.ts'
import type { PostFunction } from '../people/functions.ts'

export type Message = {
  id: string
  kind: string
  say: string
  link: string
  region: string
  sent_at: Date
  read: boolean
}

export async function say(
  tx: Tx,
  m: {
    regionId: string
    function: PostFunction
    /** Only this holder of the function, not whoever holds it. */
    personId?: string
    kind: string
    say: string
    link?: string
    by?: string
    now: Date
  },
): Promise<void> {
  await sql`
    INSERT INTO messages (id, region_id, function, person_id, kind, say, link, sent_by, sent_at)
    VALUES (
      ${newId(m.now.getTime())}, ${m.regionId}, ${m.function}, ${m.personId ?? null}, ${m.kind}, ${m.say}, ${m.link ?? ''},
      ${m.by ?? null}, ${m.now}
    )`.execute(tx)
}

export type NewMessage = { regionId: string; function: PostFunction; kind: string; say: string; link?: string }

/** Many messages in one statement. */
export async function sayMany(tx: Tx, all: readonly NewMessage[], now: Date): Promise<void> {
  if (all.length > 0) await messagesWrite(all, now).execute(tx)
}

/** The write of `sayMany`, for `together`. */
export function messagesWrite(all: readonly NewMessage[], now: Date): RawBuilder<unknown> {
  return sql`
    INSERT INTO messages (id, region_id, function, kind, say, link, sent_at)
    SELECT t.*, ${now}
    FROM unnest(
      ${all.map(() => newId(now.getTime()))}::text[], ${all.map((m) => m.regionId)}::text[],
      ${all.map((m) => m.function)}::text[], ${all.map((m) => m.kind)}::text[],
      ${all.map((m) => m.say)}::text[], ${all.map((m) => m.link ?? '')}::text[]
    ) AS t`
}

/** The latest hundred messages to a person's posts; none of a case from which the person is barred. */
export function messagesFor(db: Db, actor: Actor): Promise<Message[]> {
  return rows(
    db,
    sql<Message>`
      SELECT m.id, m.kind, m.say, m.link, r.name AS region, m.sent_at, x.read_at IS NOT NULL AS read
      FROM messages m
      JOIN regions r ON r.id = m.region_id
      LEFT JOIN message_reads x ON x.message_id = m.id AND x.person_id = ${actor.personId}
      WHERE (m.region_id, m.function) IN (
          SELECT *
          FROM unnest(
            ${actor.posts.map((p) => p.regionId)}::text[], ${actor.posts.map((p) => p.function)}::text[]
          )
        )
        AND (m.person_id IS NULL OR m.person_id = ${actor.personId})
        AND NOT EXISTS (
          SELECT 1
          FROM case_bars b
          WHERE b.person_id = ${actor.personId} AND m.link = '/cases/' || b.case_id
        )
      ORDER BY m.sent_at DESC, m.id DESC
      LIMIT 100`,
  )
}

export async function markRead(tx: Tx, actor: Actor, ids: string[], now: Date): Promise<void> {
  await sql`
    INSERT INTO message_reads (message_id, person_id, read_at)
    SELECT id, ${actor.personId}, ${now}
    FROM messages
    WHERE id = ANY(${ids})
    ON CONFLICT (message_id, person_id) DO NOTHING`.execute(tx)
}
