/**
 * Accounts of the demo's people: one printed password, second factors whose codes the sign-in page shows. Never in
 * production.
 */
import { rows, sql, transact, type Db } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { demoSecretOf, hashPassword, sealSecret } from '../kernel/people/signin.ts'
import { insertAccounts } from '../kernel/people/accounts.ts'

/** `usernames`: person code → user name, from the pack. Returns how many are new. */
export async function makeDemoAccounts(
  db: Db,
  usernames: ReadonlyMap<string, string>,
  password: string,
  secret: string,
  now: Date,
): Promise<number> {
  const people = await rows(
    db,
    sql<{
      id: string
      code: string
      name: string
      office: boolean
    }>`
      SELECT p.id, p.code, p.name, bool_or(r.level NOT IN ('village', 'group')) AS office
      FROM persons p
      JOIN appointments a ON a.person_id = p.id
      JOIN regions r ON r.id = a.region_id
      WHERE p.code = ANY(${[...usernames.keys()]})
        AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = p.id)
      GROUP BY p.id, p.code, p.name`,
  )
  const hash = await hashPassword(password)
  await transact(db, async (tx) => {
    await insertAccounts(
      tx,
      people.map((p) => ({
        personId: p.id,
        name: p.name,
        username: usernames.get(p.code)!,
        passwordHash: hash,
        demo: true,
      })),
      'demo',
      now,
    )
    for (const p of people.filter((x) => x.office)) {
      const username = usernames.get(p.code)!
      await sql`
        INSERT INTO auth_two_factors (id, secret, backup_codes, verified, user_id)
        SELECT ${newId()}, ${await sealSecret(demoSecretOf(username), secret)},
          ${await sealSecret('[]', secret)}, true, id
        FROM auth_users
        WHERE username = ${username}`.execute(tx)
      await sql`UPDATE auth_users SET two_factor_enabled = true WHERE username = ${username}`.execute(tx)
    }
  })
  return people.length
}
