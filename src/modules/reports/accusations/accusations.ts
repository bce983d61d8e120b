/**
 * Accusations at rest: ciphertext in, ciphertext out. Nothing here can read one, and nothing tells a place or a person
 * of it.
 */
import { createHmac } from 'node:crypto'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import { digitsHash, digitsOf, sameDigits } from '../../../kernel/receipts/receipt.ts'
import { refuseUnproven, type By } from '../../../kernel/people/reach.ts'
import { tellOfWatch } from '../../../kernel/people/watch.ts'
import { sealFor, type PublicKey } from './envelope.ts'
import type { State } from './accusations.schema.ts'

export type Taken = { code: string; digits: string }
type Sealed = { keyId: string; sealed: Uint8Array; identity: Uint8Array | undefined; key: string }

/** Takes an envelope in, once per key. 409 where the office has changed its key in between. The log learns nothing. */
export async function takeAccusation(tx: Tx, secret: string, s: Sealed, now: Date): Promise<Taken> {
  const before = await first(tx, sql<{ code: string }>`SELECT code FROM accusations WHERE idempotency_key = ${s.key}`)
  if (before) return { code: before.code, digits: digitsOf(secret, `accusation ${before.code}`) }
  const key = await first(
    tx,
    sql<{ region_id: string }>`SELECT region_id FROM accusation_keys WHERE id = ${s.keyId} AND ended_at IS NULL`,
  )
  if (!key) throw conflict('纪检机关刚换了钥匙，请刷新页面再提交。刷新前请先把写好的内容复制下来。')
  const code = newCode()
  const digits = digitsOf(secret, `accusation ${code}`)
  await sql`
    INSERT INTO accusations (id, code, sealed, identity, key_id, received_at, secret_hash, idempotency_key)
    VALUES (
      ${newId(now.getTime())}, ${code}, ${Buffer.from(s.sealed)},
      ${s.identity === undefined ? null : Buffer.from(s.identity)}, ${s.keyId}, ${now},
      ${hashOf(secret, code, digits)}, ${s.key}
    )`.execute(tx)
  await tell(tx, {
    caseId: null,
    regionId: key.region_id,
    function: 'discipline_officer',
    kind: 'accusation',
    say: '收到一件举报。',
    link: '/accusations',
    now,
  })
  return { code, digits }
}

const hashOf = (secret: string, code: string, digits: string) => digitsHash(secret, `accusation ${code}`, digits)

/** How far an accusation is, for whoever holds both halves of its receipt; `undefined` for everybody else. */
export async function stateFor(
  db: Db,
  secret: string,
  code: string,
  digits: string,
): Promise<{ state: State; at: Date; receivedAt: Date } | undefined> {
  const found = await first(
    db,
    sql<{
      secret_hash: string
      received_at: Date
      state: State | null
      at: Date | null
    }>`
      SELECT a.secret_hash, a.received_at, s.state, s.at
      FROM accusations a
      LEFT JOIN LATERAL (
          SELECT state, at
          FROM accusation_steps
          WHERE accusation_id = a.id
          ORDER BY seq DESC
          LIMIT 1
        ) s
        ON true
      WHERE a.code = ${code}`,
  )
  if (!found || !sameDigits(found.secret_hash, hashOf(secret, code, digits))) return undefined
  return { state: found.state ?? 'received', at: found.at ?? found.received_at, receivedAt: found.received_at }
}

export type AccusationRow = {
  id: string
  code: string
  received_at: Date
  key_id: string
  named: boolean
  state: State
  state_at: Date
}

/** Newest first; only those sealed to keys of places where the person holds the post. */
export function accusationsFor(db: Db, actor: Actor): Promise<AccusationRow[]> {
  return rows(
    db,
    sql<AccusationRow>`
      SELECT a.id, a.code, a.received_at, a.key_id, a.identity IS NOT NULL AS named,
        coalesce(s.state, 'received') AS state, coalesce(s.at, a.received_at) AS state_at
      FROM accusations a
      JOIN accusation_keys k ON k.id = a.key_id
      LEFT JOIN LATERAL (
          SELECT state, at
          FROM accusation_steps
          WHERE accusation_id = a.id
          ORDER BY seq DESC
          LIMIT 1
        ) s
        ON true
      WHERE k.region_id = ANY(${placesOf(actor)}::text[])
      ORDER BY a.received_at DESC
      LIMIT 500`,
  )
}

export type Look = { what: 'body' | 'identity'; person_name: string; why: string; at: Date }

/**
 * The ciphertext of one part, its fetching recorded. The identity needs a reason; the first look at the body is the
 * state "opened".
 */
export async function fetchSealed(
  tx: Tx,
  actor: Actor,
  id: string,
  part: Look['what'],
  why: string,
  now: Date,
): Promise<{ keyId: string; sealed: Buffer; looks: Look[] }> {
  const found = await owned(tx, actor, id)
  const sealed = part === 'body' ? found.sealed : found.identity
  if (!sealed) throw notFound('举报人没有留姓名和电话。')
  if (part === 'identity' && why.trim().length < 4)
    throw invalid('请写明为什么要看举报人是谁（至少 4 个字，会记下来）。', { field: 'why' })
  await sql`
    INSERT INTO accusation_looks (id, accusation_id, what, person_id, person_name, why, at)
    VALUES (
      ${newId(now.getTime())}, ${id}, ${part}, ${actor.personId}, ${actor.name}, ${why.trim()}, ${now}
    )`.execute(tx)
  if (part === 'body' && found.steps === 0) await addStep(tx, actor, id, 'opened', now)
  return {
    keyId: found.key_id,
    sealed,
    looks: await rows(
      tx,
      sql<Look>`
        SELECT what, person_name, why, at
        FROM accusation_looks
        WHERE accusation_id = ${id}
        ORDER BY at DESC
        LIMIT 50`,
    ),
  }
}

/** The office says how far it is; the accuser sees it with the receipt. */
export async function sayState(tx: Tx, actor: Actor, id: string, state: State, now: Date): Promise<void> {
  const found = await owned(tx, actor, id)
  if (found.steps === 0) throw conflict('请先打开看过，再登记办到哪一步。')
  await addStep(tx, actor, id, state, now)
}

async function addStep(tx: Tx, actor: Actor, id: string, state: State, now: Date) {
  await sql`
    INSERT INTO accusation_steps (accusation_id, seq, state, by_person, by_name, at)
    SELECT ${id}, coalesce(max(seq), 0) + 1, ${state}, ${actor.personId}, ${actor.name}, ${now}
    FROM accusation_steps
    WHERE accusation_id = ${id}`.execute(tx)
}

type Owned = { key_id: string; sealed: Buffer; identity: Buffer | null; steps: number }

/** 404 for another office's, as if it were not there. One at a time. */
async function owned(tx: Tx, actor: Actor, id: string): Promise<Owned> {
  // Rows of accusations are never changed, so that not even a lock on them is granted.
  await sql`SELECT pg_advisory_xact_lock(727006, hashtext(${id}))`.execute(tx)
  const found = await first(
    tx,
    sql<Owned>`
      SELECT a.key_id, a.sealed, a.identity,
        (SELECT count(*)::int FROM accusation_steps s WHERE s.accusation_id = a.id) AS steps
      FROM accusations a
      JOIN accusation_keys k ON k.id = a.key_id
      WHERE a.id = ${id} AND k.region_id = ANY(${placesOf(actor)}::text[])`,
  )
  if (!found) throw notFound('没有这件举报。')
  return found
}

export type KeyRow = { id: string; set_by: string; set_at: Date; ended_at: Date | null; waiting: number }

/** The keys of the person's places, the newest first, with how many accusations are sealed to each. */
export function keysFor(db: Db, actor: Actor): Promise<KeyRow[]> {
  return rows(
    db,
    sql<KeyRow>`
      SELECT k.id, p.name AS set_by, k.set_at, k.ended_at,
        (SELECT count(*)::int FROM accusations a WHERE a.key_id = k.id) AS waiting
      FROM accusation_keys k
      JOIN persons p ON p.id = k.set_by
      WHERE k.region_id = ANY(${placesOf(actor)}::text[])
      ORDER BY k.ended_at IS NULL DESC, k.set_at DESC
      LIMIT 20`,
  )
}

/** The word that whoever holds a key can read, for some minutes: sealed to the key, it proves who opens it. */
const wordOf = (secret: string, actor: Actor, keyId: string, now: Date, ago = 0) =>
  createHmac('sha256', secret)
    .update(`accusation key ${keyId} ${actor.personId} ${Math.floor(now.getTime() / 600_000) - ago}`)
    .digest('hex')

/** The key that was put to use last at the person's place, in use or ended. */
async function lastKey(db: Db | Tx, actor: Actor): Promise<PublicKey | undefined> {
  const found = await first(
    db,
    sql<{ id: string; public_key: Buffer }>`
      SELECT id, public_key
      FROM accusation_keys
      WHERE region_id = ${placesOf(actor)[0]!}
      ORDER BY set_at DESC, id DESC
      LIMIT 1`,
  )
  return found && { id: found.id, bytes: new Uint8Array(found.public_key) }
}

/** What the holder of the key before opens to prove it; `undefined` where there has been none. */
export async function challengeOf(
  db: Db,
  secret: string,
  actor: Actor,
  now: Date,
): Promise<{ keyId: string; sealed: Uint8Array } | undefined> {
  const key = await lastKey(db, actor)
  return key && { keyId: key.id, sealed: await sealFor(key, 'body', wordOf(secret, actor, key.id, now)) }
}

/**
 * A new key from now on; what was sealed to the one before is still opened with that one's file. `proof`: the word
 * sealed to the key before; who has lost that key signs with the other watching office. Told to both, and in the public
 * log.
 */
export async function setKey(
  tx: Tx,
  secret: string,
  by: By,
  key: PublicKey,
  proof: string | undefined,
  now: Date,
): Promise<void> {
  const post = postOf(by)
  const before = await lastKey(tx, by)
  const proven = before === undefined || [0, 1].some((ago) => proof === wordOf(secret, by, before.id, now, ago))
  if (proof !== undefined && !proven) throw invalid('原来的钥匙没有打开，请重新选那个文件。', { field: 'proof' })
  if (!proven) await refuseUnproven(tx, by, { path: post.path, place: post.region, function: post.function }, now)
  await stop(tx, by, now)
  await sql`
    INSERT INTO accusation_keys (id, region_id, public_key, set_by, set_at)
    VALUES (${key.id}, ${post.regionId}, ${Buffer.from(key.bytes)}, ${by.personId}, ${now})`.execute(tx)
  await tellOfWatch(tx, by, post, 'key', now)
}

/** Takes no more accusations online; only the telephone is shown. */
export async function endKey(tx: Tx, actor: Actor, now: Date): Promise<void> {
  await stop(tx, actor, now)
  await tellOfWatch(tx, actor, postOf(actor), 'keyEnd', now)
}

async function stop(tx: Tx, actor: Actor, now: Date): Promise<void> {
  await sql`
    UPDATE accusation_keys
    SET ended_at = ${now}
    WHERE region_id = ${placesOf(actor)[0]!} AND ended_at IS NULL`.execute(tx)
}

const postOf = (actor: Actor) => postFor(actor, 'accusation.read')!

const placesOf = (actor: Actor) =>
  actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'accusation.read')).map((p) => p.regionId)
