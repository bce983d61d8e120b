/** A new first password for somebody who is below one's own office; who has no account yet gets one. */
import { dayOf } from '../../platform/clock.ts'
import { first, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { forbidden } from '../../platform/errors.ts'
import { firstPassword } from '../../kernel/people/accounts.jobs.ts'
import { insertAccounts } from '../../kernel/people/accounts.ts'
import { refuseReachOf, type By } from '../../kernel/people/reach.ts'
import { postFor } from '../../kernel/people/can.ts'
import { forgive } from '../../kernel/people/confirm.ts'
import { audit } from '../../kernel/people/people.audit.ts'
import { tellOfWatch } from '../../kernel/people/watch.ts'
import { hashPassword } from '../../kernel/people/signin.ts'
import { notOverBy } from '../../kernel/people/terms.ts'

/**
 * The user name and the password, which stands nowhere else. Sessions, second factor and failures of before are gone.
 * 403 for others' people.
 */
export async function resetAccount(
  db: Db,
  actor: By,
  personId: string,
  now: Date,
): Promise<{ username: string; password: string }> {
  const password = firstPassword()
  const hash = await hashPassword(password)
  const username = await transact(db, async (tx) => {
    const person = await whoseAccount(tx, personId, dayOf(now))
    if (!person || !postFor(actor, 'account.reset', person.path)) throw forbidden('只能重设自己管的地方的账号。')
    if (personId === actor.personId) throw forbidden('自己的密码在“我的账号”里换。')
    // Whoever gets somebody's password acts through all their posts.
    const posts = await refuseReachOf(tx, actor, personId, now)
    for (const post of posts) await tellOfWatch(tx, actor, post, 'account', now)
    await audit(tx, {
      at: now,
      personId: actor.personId,
      action: 'account.reset',
      subject: personId,
    })
    if (actor.second)
      await audit(tx, { at: now, personId: actor.second.personId, action: 'people.second', subject: personId })
    if (person.user_id !== null) {
      await startAnew(tx, person.user_id, person.username, hash, now)
      return person.username!
    }
    const name = `${person.slug}-${person.pinyin}`.slice(0, 50)
    const made = { personId, name: person.name, username: name, passwordHash: hash, demo: false }
    await insertAccounts(tx, [made], actor.personId, now)
    return name
  })
  return { username, password }
}

function whoseAccount(tx: Tx, personId: string, today: string) {
  return first(
    tx,
    sql<{
      name: string
      pinyin: string
      path: string
      slug: string
      user_id: string | null
      username: string | null
    }>`
      SELECT p.name, p.pinyin, r.path, r.slug, x.user_id, u.username
      FROM persons p
      JOIN appointments a
        ON a.person_id = p.id
        AND ${notOverBy('a', today)}
      JOIN regions r ON r.id = a.region_id
      LEFT JOIN accounts x ON x.person_id = p.id
      LEFT JOIN auth_users u ON u.id = x.user_id
      WHERE p.id = ${personId}
      ORDER BY length(r.path)
      LIMIT 1`,
  )
}

async function startAnew(tx: Tx, userId: string, username: string | null, hash: string, now: Date): Promise<void> {
  await sql`
    UPDATE auth_accounts
    SET password = ${hash}, updated_at = ${now}
    WHERE user_id = ${userId} AND provider_id = 'credential'`.execute(tx)
  await sql`UPDATE accounts SET must_change_password = true WHERE user_id = ${userId}`.execute(tx)
  await sql`DELETE FROM auth_sessions WHERE user_id = ${userId}`.execute(tx)
  await sql`DELETE FROM auth_two_factors WHERE user_id = ${userId}`.execute(tx)
  await sql`UPDATE auth_users SET two_factor_enabled = false WHERE id = ${userId}`.execute(tx)
  await forgive(tx, userId)
  await sql`DELETE FROM sign_in_failures WHERE starts_with(username, ${`${username} `})`.execute(tx)
}
