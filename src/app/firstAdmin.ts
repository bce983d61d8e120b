/** The first account of a county: made on the server by whoever runs it, because nobody can sign in yet to make one. */
import { audit } from '../kernel/people/people.audit.ts'
import { dayOf } from '../platform/clock.ts'
import { first, sql, transact, type Db } from '../platform/db.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { namePinyin } from '../platform/pinyin.ts'
import { refusePersonal } from '../kernel/guard/index.ts'
import { firstPassword } from '../kernel/people/accounts.jobs.ts'
import { insertAccounts } from '../kernel/people/accounts.ts'
import { cameIn } from '../kernel/people/newcomers.ts'
import { hashPassword } from '../kernel/people/signin.ts'

/**
 * Appoints a person county administrator and gives an account; the password is told once and changed at the first
 * sign-in, which also sets the second factor.
 */
export async function makeAdmin(db: Db, name: string, now: Date): Promise<{ username: string; password: string }> {
  const clean = name.trim()
  if (clean.length < 2 || clean.length > 40) throw invalid('请写管理员的姓名（2 到 40 个字）。')
  refusePersonal(clean, 'name')
  const py = namePinyin(clean)
  const password = firstPassword()
  const hash = await hashPassword(password)
  return transact(db, async (tx) => {
    const place = await first(
      tx,
      sql<{ id: string; slug: string }>`SELECT id, slug FROM regions WHERE parent_id IS NULL ORDER BY path LIMIT 1`,
    )
    if (!place) throw invalid('还没有装入县包，请先运行 npm run county -- import 文件夹。')
    const post = await first(
      tx,
      sql<{ id: string }>`SELECT id FROM post_kinds WHERE function = 'county_admin' ORDER BY position LIMIT 1`,
    )
    if (!post) throw invalid('县包的 posts.csv 里没有“县级管理”职能的岗位，请加上再导入。')
    const person = newId()
    await sql`
      INSERT INTO persons (id, name, pinyin, initials, created_at)
      VALUES (${person}, ${clean}, ${py.pinyin}, ${py.initials}, ${now})`.execute(tx)
    await sql`
      INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
      VALUES (${newId()}, ${person}, ${post.id}, ${place.id}, ${dayOf(now)}, ${now})`.execute(tx)
    await cameIn(tx, [person], now)
    const taken = await first(
      tx,
      sql<{
        n: number
      }>`SELECT count(*) AS n FROM auth_users WHERE username LIKE ${`${place.slug}-${py.pinyin || 'admin'}%`}`,
    )
    const username = `${place.slug}-${py.pinyin || 'admin'}${taken!.n > 0 ? taken!.n + 1 : ''}`.slice(0, 60)
    await insertAccounts(
      tx,
      [{ personId: person, name: clean, username, passwordHash: hash, demo: false }],
      'command',
      now,
    )
    await audit(tx, { at: now, action: 'account.first-admin', subject: person })
    return { username, password }
  })
}
