/** The onboarding board: how far each place has come with going live. */
import { isMissing } from '../obligations/figures.sql.ts'
import { addMonths } from '../../../platform/clock.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { within } from '../../../kernel/regions/range.ts'
import type { OnboardingPart } from './onboarding.parts.ts'

/** Townships, villages and bureaux of a subtree: posts, accounts, first publication, what is missing on `day`. */
export function onboardingOf(db: Db, scope: string, day: string) {
  return rows(
    db,
    sql<{
      name: string
      slug: string
      level: string
      township: string
      goes_live_on: string
      grace_until: string
      posts: number
      vacant: number
      accounts: number
      signed_in: number
      first_on: string | null
      published: number
      missing: number
      /** Of `owed` items that a place must publish, how many it has published at least once. */
      first_n: number
      owed: number
    }>`
      SELECT r.name, r.slug, r.level, coalesce(u.name, '') AS township, r.goes_live_on, r.grace_until,
        (
          SELECT count(*)
          FROM post_kinds k
          WHERE k.level = r.level AND NOT k.optional AND (k.ended_on IS NULL OR k.ended_on >= ${day}::date)
        ) AS posts,
        (
          SELECT count(*)
          FROM post_kinds k
          WHERE k.level = r.level
            AND NOT k.optional
            AND (k.ended_on IS NULL OR k.ended_on >= ${day}::date)
            AND NOT EXISTS (
              SELECT 1
              FROM appointments a
              WHERE a.region_id = r.id
                AND a.post_kind_id = k.id
                AND ${notOverBy('a', day)}
            )
        ) AS vacant,
        (
          SELECT count(DISTINCT x.person_id)
          FROM appointments a
          JOIN accounts x ON x.person_id = a.person_id
          WHERE a.region_id = r.id AND a.to_on IS NULL
        ) AS accounts,
        (
          SELECT count(DISTINCT t.person_id)
          FROM appointments a
          JOIN audit_trail t ON t.person_id = a.person_id AND t.action = 'sign-in'
          WHERE a.region_id = r.id AND a.to_on IS NULL
        ) AS signed_in,
        (SELECT min(o.published_on) FROM obligations o WHERE o.region_id = r.id) AS first_on,
        (
          SELECT coalesce(sum(m.published), 0)
          FROM place_months m
          WHERE m.region_id = r.id AND m.month >= ${addMonths(day.slice(0, 7), -1)}
        ) AS published,
        (
          SELECT count(*)
          FROM obligations o
          WHERE o.region_id = r.id AND ${isMissing(day, 'o.')}
        ) AS missing,
        f.first_n, f.owed
      FROM regions r
      LEFT JOIN regions u ON u.id = r.parent_id
      CROSS JOIN LATERAL (
        SELECT count(DISTINCT o.item_code) FILTER (WHERE o.published_at IS NOT NULL)::int AS first_n,
          count(DISTINCT o.item_code)::int AS owed
        FROM obligations o
        WHERE o.region_id = r.id
      ) f
      WHERE ${within('r.path', scope)}
        AND r.level IN ('township', 'village', 'bureau')
        AND r.valid_to IS NULL
      ORDER BY r.path
      LIMIT 700`,
  )
}

export type OnboardingTick = {
  slug: string
  part: OnboardingPart
  ready: boolean
  note: string
  file_id: string | null
  file: string | null
  by_name: string
  by_post: string
  at: Date
}

/** The newest tick of each part of every place of a subtree; of one place (`slug`) all of them, the newest first. */
export function ticksOf(db: Db, scope: string, slug?: string): Promise<OnboardingTick[]> {
  return rows(
    db,
    sql<OnboardingTick>`
      SELECT ${slug === undefined ? sql`DISTINCT ON (t.region_id, t.part)` : sql``} r.slug, t.part, t.ready, t.note,
        t.file_id, f.name AS file, t.by_name, t.by_post, t.at
      FROM onboarding_ticks t
      JOIN regions r ON r.id = t.region_id
      LEFT JOIN files f ON f.id = t.file_id
      WHERE ${within('r.path', scope)} AND ${slug === undefined ? sql`true` : sql`r.slug = ${slug}`}
      ORDER BY ${slug === undefined ? sql`t.region_id, t.part,` : sql``} t.at DESC, t.id DESC
      LIMIT 3000`,
  )
}
