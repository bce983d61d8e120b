/**
 * Signing in by telephone: a code of six digits, hashed, good for some minutes and a few tries; then a session of which
 * the browser holds the token.
 */
import { createHash, randomBytes } from 'node:crypto'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, invalid, UserError } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Rules } from '../rules/rules.ts'
import { change, refuseCrowded } from './register.ts'
import type { Invitation } from './slips.ts'
import type { ResidentVault } from './vault.ts'
import { plainText } from '../../platform/plainText.ts'

/**
 * A code for a telephone. It follows from its row's id by a keyed hash, so that whoever presses twice within
 * `resident.codeAgainSeconds` gets the same one (`fresh` false: nothing to send); later the one before ends. The caller
 * has checked the limits.
 */
export async function makeCode(
  tx: Tx,
  vault: ResidentVault,
  phone: string,
  rules: Rules,
  now: Date,
): Promise<{ code: string; fresh: boolean }> {
  const index = vault.index('phone', phone)
  const soon = new Date(now.getTime() - rules.number('resident.codeAgainSeconds') * 1_000)
  const standing = await first(
    tx,
    sql<{
      id: string
    }>`
      SELECT id
      FROM resident_codes
      WHERE phone_index = ${index}
        AND used_at IS NULL
        AND tries = 0
        AND made_at > ${soon}
        AND expires_at > ${now}`,
  )
  if (standing) return { code: codeOf(vault, standing.id), fresh: false }
  const id = newId(now.getTime())
  const code = codeOf(vault, id)
  await sql`DELETE FROM resident_codes WHERE phone_index = ${index}`.execute(tx)
  await sql`
    INSERT INTO resident_codes (id, phone_index, code_hash, made_at, expires_at)
    VALUES (
      ${id}, ${index}, ${vault.index('code', `${index} ${code}`)}, ${now},
      ${new Date(now.getTime() + rules.number('resident.codeMinutes') * 60_000)}
    )`.execute(tx)
  return { code, fresh: true }
}

/** Six digits of the keyed hash of a row's id. */
const codeOf = (vault: ResidentVault, id: string) =>
  String(Buffer.from(vault.index('code', id), 'base64url').readUInt32BE(0) % 1_000_000).padStart(6, '0')

/**
 * Whether a code is the telephone's. Each try counts before it is compared, outside the caller's transaction, so that
 * neither many at once nor a failed step afterwards gives more of them. Throws 401, 429.
 */
export async function checkCode(
  db: Db,
  vault: ResidentVault,
  phone: string,
  typed: string,
  rules: Rules,
  now: Date,
): Promise<void> {
  const index = vault.index('phone', phone)
  const kept = await first(
    db,
    sql<{
      code_hash: string
      tries: number
    }>`
      UPDATE resident_codes
      SET tries = tries + 1
      WHERE phone_index = ${index} AND used_at IS NULL AND expires_at > ${now}
      RETURNING code_hash, tries`,
  )
  if (kept && kept.tries > rules.number('resident.codeTries'))
    throw new UserError(429, '验证码输错太多次，已经作废。请重新获取。')
  if (kept?.code_hash !== vault.index('code', `${index} ${plainText(typed).replaceAll(/\D/g, '')}`))
    throw new UserError(401, '验证码不对或已经过期，请看短信再填；没有收到就重新获取。')
}

/** Ends a code: it opened a session. */
export async function useCode(tx: Tx, vault: ResidentVault, phone: string, now: Date): Promise<void> {
  const used = await sql`
    UPDATE resident_codes
    SET used_at = ${now}
    WHERE phone_index = ${vault.index('phone', phone)} AND used_at IS NULL`.execute(tx)
  if (used.numAffectedRows === 0n) throw new UserError(401, '验证码已经用过，请重新获取。')
}

export type OnPhone = { id: string; name: string; village: string; region_id: string }

/** Who signs in with a telephone: several people may share one. */
export function peopleOn(db: Db | Tx, vault: ResidentVault, phone: string): Promise<OnPhone[]> {
  return rows(
    db,
    sql<OnPhone>`
      SELECT p.id, p.name, r.name AS village, p.region_id
      FROM residents p
      JOIN regions r ON r.id = p.region_id
      WHERE p.phone_index = ${vault.index('phone', phone)} AND p.state = 'here'
      ORDER BY p.name, p.id`,
  )
}

/** Takes a place in the register with a slip and a telephone that was proven. 409 where somebody has taken it. */
export async function join(
  tx: Tx,
  vault: ResidentVault,
  invitation: Invitation,
  residentId: string,
  phone: string,
  rules: Rules,
  now: Date,
): Promise<void> {
  const chosen = invitation.people.find((p) => p.id === residentId)
  if (!chosen) throw invalid('请选您是哪一位。', { field: 'resident' })
  // Asked again with the row held: a slip may be on five telephones at the same moment, and one of them gets the place.
  const free = await first(
    tx,
    sql`SELECT 1 FROM residents WHERE id = ${residentId} AND state = 'here' AND phone_index IS NULL FOR UPDATE`,
  )
  if (chosen.taken || !free) throw conflict('这一位已经绑定了手机。换手机号，请带身份证找代办员。')
  const index = vault.index('phone', phone)
  await refuseCrowded(tx, index, residentId, rules.number('resident.peoplePerPhone'))
  await change(
    tx,
    residentId,
    'phone',
    sql`phone = ${vault.seal('phone', residentId, phone)}, phone_index = ${index}, level = greatest(level, 1)`,
    { name: '本人', now, why: '凭邀请条绑定手机' },
  )
}

/**
 * A new session for `minutes`; returns the token for the browser. Either the telephone was proven just now, or an agent
 * sits with the person.
 */
export async function openSession(
  tx: Tx,
  residentId: string,
  minutes: number,
  now: Date,
  agent?: { id: string; name: string },
  device = '',
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  if (!agent) await sql`UPDATE residents SET level = greatest(level, 1) WHERE id = ${residentId}`.execute(tx)
  await sql`DELETE FROM resident_sessions WHERE resident_id = ${residentId} AND expires_at <= ${now}`.execute(tx)
  await sql`
    INSERT INTO resident_sessions (id, token_hash, resident_id, made_at, expires_at, agent_id, agent_name, device)
    VALUES (
      ${newId()}, ${tokenHash(token)}, ${residentId}, ${now}, ${new Date(now.getTime() + minutes * 60_000)},
      ${agent?.id ?? null}, ${agent?.name ?? ''}, ${device}
    )`.execute(tx)
  return token
}

export async function endSession(db: Db, token: string): Promise<void> {
  await sql`DELETE FROM resident_sessions WHERE token_hash = ${tokenHash(token)}`.execute(db)
}

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex')
