/**
 * Reading as the villager who is signed in: the database itself decides what they may see (row-level security, 0035).
 */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'
import { tokenHash } from './signin.ts'

export type SignedIn = {
  id: string
  name: string
  level: number
  party: boolean
  village: string
  slug: string
  path: string
  /** As the register writes the household's group; '' where it says none. */
  group: string
  /** Who of the staff sits with the villager; '' where nobody does. */
  agent: string
}

/**
 * Runs `read` on the connection of `web_resident` under a session's token. `undefined` where the session has ended or
 * is none.
 */
export async function asResident<T>(
  resident: Db,
  token: string | undefined,
  now: Date,
  read: (tx: Tx, me: SignedIn) => Promise<T>,
): Promise<T | undefined> {
  if (token === undefined || token === '') return undefined
  return resident.transaction().execute(async (tx) => {
    await sql`
      SELECT set_config('sunlit.session', ${tokenHash(token)}, true),
        set_config('sunlit.now', ${now.toISOString()}, true)`.execute(tx)
    const me = await first(
      tx,
      sql<SignedIn>`
        SELECT p.id, p.name, p.level, p.party, r.name AS village, r.slug, p.path, s.agent_name AS agent,
          coalesce((SELECT group_name FROM resident_own_group), '') AS group
        FROM resident_sessions s
        JOIN residents p ON p.id = s.resident_id
        JOIN public_regions r ON r.id = p.region_id`,
    )
    return me && read(tx, me)
  })
}

/**
 * HttpOnly, sent below /my only: no other page can be made of it. A practice village's people cannot sign in, for their
 * place is in no public view.
 */
export const sessionCookie = 'sunlit.resident'

export function tokenIn(cookie: string | undefined): string | undefined {
  return /(?:^|;\s*)sunlit\.resident=([A-Za-z0-9_-]{43})(?:;|$)/.exec(cookie ?? '')?.[1]
}
