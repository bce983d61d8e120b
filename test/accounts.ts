/** Accounts of the small county. */
import { insertAccounts } from '../src/kernel/people/accounts.ts'
import { first, rows, sql, transact } from '../src/platform/db.ts'
import type { World } from './world.ts'

/** Whose account a user name is. */
export const nameOf = async (w: World, username: string): Promise<string> =>
  (await first(
    w.office.db,
    sql<{ name: string }>`
      SELECT p.name
      FROM persons p
      JOIN accounts a ON a.person_id = p.id
      JOIN auth_users u ON u.id = a.user_id
      WHERE u.username = ${username}`,
  ))!.name

/** The county gives accounts to some only; in stories of who hands what to whom, everybody can sign in. */
export async function accountsForAll(w: World): Promise<void> {
  const people = await rows(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT id, name FROM persons p WHERE NOT EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = p.id)`,
  )
  const account = (x: { id: string; name: string }) => ({
    personId: x.id,
    name: x.name,
    username: `p${x.id.toLowerCase()}`,
    passwordHash: '',
    demo: true,
  })
  await transact(w.office.db, (tx) => insertAccounts(tx, people.map(account), 'test', w.now()))
}
