/** A poster for each village: its code leads into the account and, there, to that village. */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { qrSvg } from '../../../platform/qr.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Account } from '../account.ts'
import { ask } from '../asking/ask.ts'
import { withToken } from '../asking/token.ts'

export type Reached = { slug: string; name: string; followers: number; made: boolean }
export type Poster = { slug: string; name: string; qr: string }
type Village = { id: string; slug: string; name: string; url: string | null }

/** The scene that a village's code carries (`talk/talk.ts` reads it). */
export const sceneOf = (slug: string): string => `v_${slug}`

/** Villages below a place, each with how many follow it now: for information, never in a score. */
export function reachedBelow(db: Db, path: string, appId: string): Promise<Reached[]> {
  return rows(
    db,
    sql<Reached>`
      SELECT r.slug, r.name, count(f.id)::int AS followers, bool_or(p.url IS NOT NULL) AS made
      FROM regions r
      LEFT JOIN wechat_followers f ON f.region_id = r.id AND f.followed_at IS NOT NULL AND f.left_at IS NULL
      LEFT JOIN wechat_posters p ON p.region_id = r.id AND p.app_id = ${appId}
      WHERE r.level = 'village' AND r.valid_to IS NULL AND NOT r.practice AND starts_with(r.path, ${path})
      GROUP BY r.id, r.slug, r.name, r.path
      ORDER BY r.path`,
  )
}

/** Posters of the villages below a place, at most `most`; codes that there are not yet are asked of WeChat. */
export async function postersBelow(office: Office, account: Account, path: string, most: number): Promise<Poster[]> {
  const villages = await rows(
    office.db,
    sql<Village>`
      SELECT r.id, r.slug, r.name, p.url
      FROM regions r
      LEFT JOIN wechat_posters p ON p.region_id = r.id AND p.app_id = ${account.appId}
      WHERE r.level = 'village' AND r.valid_to IS NULL AND NOT r.practice AND starts_with(r.path, ${path})
      ORDER BY r.path
      LIMIT ${most}`,
  )
  const posters: Poster[] = []
  for (const v of villages)
    posters.push({ slug: v.slug, name: v.name, qr: qrSvg(v.url ?? (await codeFor(office, account, v))) })
  return posters
}

/** A code that lasts (`QR_LIMIT_STR_SCENE`, 100,000 of an account), kept as soon as there is one. */
async function codeFor(office: Office, account: Account, v: Village): Promise<string> {
  const body = { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: sceneOf(v.slug) } } }
  const { url } = await withToken(office, account, (token) =>
    ask<{ url: string }>(account.apiBase, '/cgi-bin/qrcode/create', { query: { access_token: token }, body }),
  )
  await transact(office.db, (tx) =>
    sql`
      INSERT INTO wechat_posters (region_id, app_id, url, made_at)
      VALUES (${v.id}, ${account.appId}, ${url}, ${office.now()})
      ON CONFLICT (region_id)
        DO UPDATE SET app_id = excluded.app_id, url = excluded.url, made_at = excluded.made_at`.execute(tx),
  )
  return url
}
