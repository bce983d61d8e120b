/** Accounts of the demo, offered on its sign-in page; a production server has none. */
import { rows, sql, type Db } from '../../platform/db.ts'
import { demoSecretOf, totpOf } from '../../kernel/people/signin.ts'
import { heldOn } from '../../kernel/people/terms.ts'
import { sayHeld, type Held } from '../../kernel/people/postAt.ts'

/** Printed on the sign-in page of the demo; a production server has no demo accounts. */
export const demoPassword = 'sunlit2026'

/** Who one may sign in as, villages first, with the six digits of this minute where the account has them. */
export async function demoAccounts(db: Db, day: string) {
  const found = await rows(
    db,
    sql<{ username: string; name: string; posts: Held[]; second: boolean }>`
      SELECT u.username, p.name, json_agg(json_build_object('place', r.name, 'post', k.name)
        ORDER BY k.position) AS posts,
        bool_or(coalesce(u.two_factor_enabled, false)) AS second
      FROM accounts a
      JOIN auth_users u ON u.id = a.user_id
      JOIN persons p ON p.id = a.person_id
      JOIN appointments x
        ON x.person_id = p.id
        AND ${heldOn('x', day)}
      JOIN post_kinds k ON k.id = x.post_kind_id
      JOIN regions r ON r.id = x.region_id
      WHERE a.demo
      GROUP BY u.username, p.name
      ORDER BY min(length(r.path)) DESC, min(r.path), min(k.position)`,
  )
  return Promise.all(
    found.map(async (f) => ({
      ...f,
      posts: sayHeld(f.posts),
      code: f.second ? await totpOf(demoSecretOf(f.username)) : null,
    })),
  )
}
