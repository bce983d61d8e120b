/**
 * An agent sits with a villager who has no telephone: a short session of the villager, and a row for each thing opened
 * in it.
 */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { openSession, tokenHash } from './signin.ts'

export type Consent = 'together' | 'asked'
export const consents: Readonly<Record<Consent, string>> = {
  together: '本人在场，一起看',
  asked: '本人托我看，回头念给本人听',
}

/**
 * Opens a session of this village's villager for `minutes`. 409 for whoever was never compared with the card: else the
 * register alone would open notices.
 */
export async function accompany(
  tx: Tx,
  regionId: string,
  residentId: string,
  agent: { id: string; name: string },
  consent: Consent,
  minutes: number,
  now: Date,
): Promise<string> {
  const person = await first(
    tx,
    sql<{
      level: number
      state: string
    }>`SELECT level, state FROM residents WHERE id = ${residentId} AND region_id = ${regionId}`,
  )
  if (!person) throw notFound('本村名册里没有这个人。')
  if (person.state !== 'here') throw conflict('这个人已经不在本村名册上，不能看。')
  if (person.level < 2) throw conflict('请先当面核对身份证，再陪着看。')
  await look(
    tx,
    { residentId, kind: 'began', agentId: agent.id, agentName: agent.name, consent: consents[consent], noticeCode: '' },
    now,
  )
  return openSession(tx, residentId, minutes, now, agent)
}

type Look = {
  residentId: string
  kind: 'began' | 'notice' | 'file'
  agentId: string
  agentName: string
  consent: string
  noticeCode: string
}

async function look(tx: Db | Tx, l: Look, now: Date): Promise<void> {
  await sql`
    INSERT INTO resident_looks (id, resident_id, kind, agent_id, agent_name, consent, notice_code, at)
    VALUES (
      ${newId(now.getTime())}, ${l.residentId}, ${l.kind}, ${l.agentId}, ${l.agentName}, ${l.consent},
      ${l.noticeCode}, ${now}
    )`.execute(tx)
}

/**
 * Writes down that a notice or a file was opened, if somebody of the staff sits with the villager. Before it is shown.
 */
export async function lookedAt(
  db: Db,
  token: string,
  kind: 'notice' | 'file',
  noticeCode: string,
  now: Date,
): Promise<void> {
  const session = await first(
    db,
    sql<{
      resident_id: string
      agent_id: string | null
      agent_name: string
    }>`
      SELECT resident_id, agent_id, agent_name
      FROM resident_sessions
      WHERE token_hash = ${tokenHash(token)} AND expires_at > ${now}`,
  )
  if (session?.agent_id)
    await look(
      db,
      {
        residentId: session.resident_id,
        kind,
        agentId: session.agent_id,
        agentName: session.agent_name,
        consent: '',
        noticeCode,
      },
      now,
    )
}
