/**
 * Messages in the console to whoever holds a function at a place. What leaves the house goes by `notify` (deliver.ts).
 */
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

/**
 * `caseId`: of the case that the message is about, so that nobody who is barred from it gets it; null where it is about
 * none. `event`: what of the matter it tells; the same event reaches a post once, and a person who holds several of the
 * posts reads it once; whoever did it (`by`) is not told. `personId`: only this holder of the function.
 */
export type NewMessage = {
  regionId: string
  function: PostFunction
  kind: string
  say: string
  link?: string
  caseId: string | null
  event?: string
  by?: string | undefined
  personId?: string
}

/** Tells whoever holds the function there, now and later. */
export async function tell(tx: Tx, m: NewMessage & { now: Date }): Promise<void> {
  await messagesWrite([m], m.now).execute(tx)
}

/** Many messages in one statement. */
export async function tellMany(tx: Tx, all: readonly NewMessage[], now: Date): Promise<void> {
  if (all.length > 0) await messagesWrite(all, now).execute(tx)
}

/** The write of `tellMany`, for `together`. */
export function messagesWrite(all: readonly NewMessage[], now: Date): RawBuilder<unknown> {
  return sql`
    INSERT INTO messages (id, region_id, function, kind, say, link, case_id, event, sent_by, person_id, sent_at)
    SELECT t.*, ${now}
    FROM unnest(
      ${all.map(() => newId(now.getTime()))}::text[], ${all.map((m) => m.regionId)}::text[],
      ${all.map((m) => m.function)}::text[], ${all.map((m) => m.kind)}::text[],
      ${all.map((m) => m.say)}::text[], ${all.map((m) => m.link ?? '')}::text[],
      ${all.map((m) => m.caseId)}::text[], ${all.map((m) => m.event ?? null)}::text[],
      ${all.map((m) => m.by ?? null)}::text[], ${all.map((m) => m.personId ?? null)}::text[]
    ) AS t
    ON CONFLICT (event, region_id, function, coalesce(person_id, '')) WHERE event IS NOT NULL DO NOTHING`
}

/** The same thing said to several posts of one person: an event, or the same words at one moment. */
const saidOnce = sql`coalesce(m.event, m.kind || ' ' || m.link || ' ' || m.say || ' ' || m.sent_at::text)`

/**
 * The latest hundred messages to a person's posts, each once, and none of what they did themselves with a matter.
 * `maySee`: of the case that a message is about, by its id (the cases know who is barred).
 */
export function messagesFor(
  db: Db,
  actor: Actor,
  maySee: (caseId: RawBuilder<unknown>, personId: string) => RawBuilder<boolean>,
): Promise<Message[]> {
  return rows(
    db,
    sql<Message>`
      SELECT *
      FROM (
        SELECT DISTINCT ON (once) l.id, l.kind, l.say, l.link, l.region, l.sent_at, l.read
        FROM (
          SELECT m.id, m.kind, m.say, m.link, r.name AS region, m.sent_at, x.read_at IS NOT NULL AS read,
            ${saidOnce} AS once
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
            AND ${maySee(sql`m.case_id`, actor.personId)}
            AND (m.event IS NULL OR m.sent_by IS DISTINCT FROM ${actor.personId})
          ORDER BY m.sent_at DESC, m.id DESC
          LIMIT 500
        ) AS l
        ORDER BY once, l.read DESC, l.id
      ) AS told
      ORDER BY sent_at DESC, id DESC
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
