/** Accounts of the staff: one made by hand, or the hundreds of a county's list. */
import { sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

export type NewAccount = { personId: string; name: string; username: string; passwordHash: string; demo: boolean }

/** Accounts in bulk. The sign-in library wants an e-mail address: an address that cannot exist stands in. */
export async function insertAccounts(tx: Tx, accounts: readonly NewAccount[], by: string, now: Date): Promise<void> {
  if (accounts.length === 0) return
  const all = accounts.map((a) => ({
    ...a,
    userId: newId(),
    accountId: newId(),
    email: `${a.username}@account.invalid`,
  }))
  const json = JSON.stringify(all)
  const fields = sql`
    AS t (
      "userId" text, "accountId" text, "personId" text, name text, username text, email text,
      "passwordHash" text, demo boolean
    )`
  await sql`
    INSERT INTO auth_users (
      id, name, email, username, display_username, two_factor_enabled, created_at, updated_at
    )
    SELECT "userId", name, email, username, username, false, ${now}, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) ${fields}`.execute(tx)
  await sql`
    INSERT INTO auth_accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
    SELECT "accountId", "userId", 'credential', "userId", "passwordHash", ${now}, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) ${fields}`.execute(tx)
  await sql`
    INSERT INTO accounts (user_id, person_id, must_change_password, demo, made_by, made_at)
    SELECT "userId", "personId", NOT demo, demo, ${by}, ${now}
    FROM jsonb_to_recordset(${json}::jsonb) ${fields}`.execute(tx)
}
