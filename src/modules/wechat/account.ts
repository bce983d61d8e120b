/** The county's official account: one row, its secrets sealed. */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { sealerOf, type SealedColumn } from '../../platform/sealing/sealer.ts'

export type Account = {
  appId: string
  /** `gh_…` */
  originalId: string
  secret: string
  /** The present word of the signature, and the one before while both arrive. */
  tokens: readonly string[]
  /** Likewise the keys of encrypted messages; none where messages come plain. */
  keys: readonly string[]
  apiBase: string
  openBase: string
  /** A verified service account: OAuth and templates are there. */
  verified: boolean
  inUse: boolean
}

type AccountRow = {
  app_id: string
  original_id: string
  secret: Uint8Array
  token: Uint8Array
  old_token: Uint8Array | null
  aes_key: Uint8Array | null
  old_aes_key: Uint8Array | null
  api_base: string
  open_base: string
  verified: boolean
  in_use: boolean
}

const purpose = 'wechat: account'
const secrets = ['secret', 'token', 'old_token', 'aes_key', 'old_aes_key'] as const
const row = 'official'

/** Where sealed values lie, for sealing them anew. */
export const accountColumns: readonly SealedColumn[] = secrets.map((column) => ({
  table: 'wechat_accounts',
  row: 'id',
  column,
  what: '',
  purpose,
}))

/** The account as it was entered, in use or not; undefined before that. */
export async function readAccount(db: Db | Tx, secret: string): Promise<Account | undefined> {
  const found = await first(
    db,
    sql<AccountRow>`
      SELECT app_id, original_id, secret, token, old_token, aes_key, old_aes_key, api_base, open_base, verified, in_use
      FROM wechat_accounts`,
  )
  if (!found) return undefined
  const open = (sealed: Uint8Array | null) =>
    sealed === null ? [] : [sealerOf(secret, purpose).open(row, sealed).toString('utf8')]
  return {
    appId: found.app_id,
    originalId: found.original_id,
    secret: open(found.secret)[0]!,
    tokens: [...open(found.token), ...open(found.old_token)],
    keys: [...open(found.aes_key), ...open(found.old_aes_key)],
    apiBase: found.api_base,
    openBase: found.open_base,
    verified: found.verified,
    inUse: found.in_use,
  }
}

/** What an administrator enters; a secret that is not given stays as it is. */
export type AccountInput = {
  appId: string
  originalId: string
  secret?: string | undefined
  token?: string | undefined
  aesKey?: string | undefined
  /** Messages come plain from now on. */
  plain: boolean
  /** The words before the present ones are good no more. */
  dropOld: boolean
  apiBase: string
  openBase: string
  verified: boolean
  inUse: boolean
}

/** Keeps the account. A new word of the signature or key leaves the one before it good, for both arrive for a while. */
export async function saveAccount(
  tx: Tx,
  secret: string,
  input: AccountInput & { secret: string; token: string },
  before: Account | undefined,
  by: string,
  now: Date,
): Promise<void> {
  const seal = (text: string | undefined) =>
    text === undefined ? null : sealerOf(secret, purpose).seal(row, Buffer.from(text, 'utf8'))
  const token = currentAndOld(input.token, before?.tokens ?? [], input.dropOld)
  const key = input.plain ? [] : currentAndOld(input.aesKey, before?.keys ?? [], input.dropOld)
  await sql`
    INSERT INTO wechat_accounts (
      id, app_id, original_id, secret, token, old_token, aes_key, old_aes_key, api_base, open_base, verified, in_use,
      changed_by, changed_at
    )
    VALUES (
      ${row}, ${input.appId}, ${input.originalId}, ${seal(input.secret)}, ${seal(token[0])}, ${seal(token[1])},
      ${seal(key[0])}, ${seal(key[1])}, ${input.apiBase}, ${input.openBase}, ${input.verified}, ${input.inUse},
      ${by}, ${now}
    )
    ON CONFLICT (id)
      DO UPDATE SET app_id = excluded.app_id, original_id = excluded.original_id, secret = excluded.secret,
        token = excluded.token, old_token = excluded.old_token, aes_key = excluded.aes_key,
        old_aes_key = excluded.old_aes_key, api_base = excluded.api_base, open_base = excluded.open_base,
        verified = excluded.verified, in_use = excluded.in_use, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`.execute(tx)
  // Words that were given to another account, or for another secret.
  await sql`DELETE FROM wechat_tokens`.execute(tx)
}

/** The present one first, then the one before it. */
function currentAndOld(given: string | undefined, kept: readonly string[], dropOld: boolean): string[] {
  const [present, old] = kept
  if (given === undefined || given === present)
    return [present, dropOld ? undefined : old].filter((k) => k !== undefined)
  return [given, dropOld ? undefined : present].filter((k) => k !== undefined)
}
