/**
 * Accounts for thousands of cadres: made in bulk, first passwords random and printed once on slips, changed at the
 * first sign-in.
 */
import { randomInt } from 'node:crypto'
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import type { Handler } from '../../platform/jobs.ts'
import { insertAccounts } from './accounts.ts'
import { hashPassword } from './signin.ts'
import { watching } from './reach.ts'
import { notOverBy } from './terms.ts'
import { within } from '../regions/range.ts'

export type Slip = { place: string; township: string; name: string; posts: string; username: string; password: string }

export function accountJobs(office: { db: Db; now(): Date }): Record<string, Handler> {
  return {
    async accounts(data, report) {
      const { path, below, by } = data as { path: string; below: string; by: string }
      const people = await rows(
        office.db,
        sql<{ id: string; name: string; pinyin: string; place: string; township: string; posts: string; slug: string }>`
          SELECT p.id, p.name, p.pinyin, min(r.name) AS place, coalesce(min(u.name), '') AS township,
            string_agg(k.name, '、' ORDER BY k.position) AS posts, min(r.slug) AS slug
          FROM persons p
          JOIN appointments a
            ON a.person_id = p.id
            AND ${notOverBy('a', dayOf(office.now()))}
          JOIN post_kinds k ON k.id = a.post_kind_id
          JOIN regions r ON r.id = a.region_id
          LEFT JOIN regions u ON u.id = r.parent_id
          WHERE ${within('r.path', path)}
            AND NOT EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = p.id)
            -- Who holds anything beside or above the maker's own place, or watches others, gets an account from elsewhere or by two.
            AND NOT EXISTS (
              SELECT 1
              FROM appointments o
              JOIN regions q ON q.id = o.region_id
              JOIN post_kinds w ON w.id = o.post_kind_id
              WHERE ${notOverBy('o', dayOf(office.now()))}
                AND (
                  o.person_id = p.id
                  OR EXISTS (
                    SELECT 1
                    FROM deputations d
                    WHERE d.appointment_id = o.id AND d.deputy_id = p.id AND d.revoked_at IS NULL
                      AND d.to_on >= ${dayOf(office.now())}
                  )
                )
                AND (NOT ${within('q.path', below)} OR q.path = ${below} OR w.function = ANY(${[...watching]}::text[]))
            )
          GROUP BY p.id, p.name, p.pinyin
          ORDER BY min(r.path), min(k.position)`,
      )
      const slips: Slip[] = []
      for (let i = 0; i < people.length; i += 20) {
        await report(i, people.length, `建账号 ${i} / ${people.length}`)
        const batch = await Promise.all(
          people.slice(i, i + 20).map(async (p) => {
            const password = firstPassword()
            return { ...p, password, passwordHash: await hashPassword(password) }
          }),
        )
        await transact(office.db, async (tx) => {
          const fresh = await withoutAccount(tx, batch)
          const taken = await takenNames(tx)
          const made = fresh.map((p) => ({ ...p, username: freeName(`${p.slug}-${p.pinyin || 'user'}`, taken) }))
          await insertAccounts(
            tx,
            made.map(({ id, name, username, passwordHash }) => ({
              personId: id,
              name,
              username,
              passwordHash,
              demo: false,
            })),
            by,
            office.now(),
          )
          for (const { place, township, name, posts, username, password } of made)
            slips.push({ place, township, name, posts, username, password })
        })
      }
      return { slips }
    },
  }
}

/** Those of them who have no account yet: somebody else may make them at the same moment, who then waits here. */
async function withoutAccount<P extends { id: string }>(tx: Tx, people: readonly P[]): Promise<P[]> {
  await sql`SELECT pg_advisory_xact_lock(727079)`.execute(tx)
  const have = await rows(
    tx,
    sql<{ person_id: string }>`
      SELECT person_id FROM accounts WHERE person_id = ANY(${people.map((p) => p.id)}::text[])`,
  )
  return people.filter((p) => !have.some((h) => h.person_id === p.id))
}

const takenNames = async (tx: Tx): Promise<Set<string>> =>
  new Set((await rows(tx, sql<{ username: string }>`SELECT username FROM auth_users`)).map((u) => u.username))

const syllables = [
  'ba',
  'bo',
  'da',
  'du',
  'fa',
  'fu',
  'ge',
  'gu',
  'ha',
  'he',
  'ji',
  'ka',
  'ke',
  'la',
  'lu',
  'ma',
  'mi',
  'na',
  'nu',
  'pa',
  'pi',
  'sa',
  'su',
  'ta',
  'tu',
  'wa',
  'wo',
  'xi',
  'ya',
  'yu',
  'ze',
  'zu',
]

/** A first password that can be read from paper: "kelu-taji-4827" (about 43 bits with the forced change). */
export function firstPassword(): string {
  const pair = () => syllables[randomInt(syllables.length)]! + syllables[randomInt(syllables.length)]!
  return `${pair()}-${pair()}-${String(randomInt(1000, 10_000))}`
}

function freeName(wanted: string, taken: Set<string>): string {
  const base = wanted.slice(0, 50)
  let name = base
  for (let n = 2; taken.has(name); n += 1) name = `${base}${n}`
  taken.add(name)
  return name
}
