/** Which villages published something in a time: what followers are told of. */
import { rows, sql, type Db } from '../../../platform/db.ts'

/** `title`: of the newest; `count`: of all that stand, those of its groups among them. */
export type Publishing = { id: string; slug: string; name: string; count: number; title: string }

/** After `from` until `until`, of what anybody may read; what was withdrawn meanwhile does not count. */
export const villagesPublishing = (publicDb: Db, from: Date, until: Date): Promise<Publishing[]> =>
  rows(
    publicDb,
    sql<Publishing>`
      SELECT v.id, v.slug, v.name, count(*)::int AS count, (array_agg(n.title ORDER BY n.published_at DESC))[1] AS title
      FROM public_notices n
      JOIN public_regions r ON r.id = n.region_id
      JOIN public_regions v ON v.id = CASE r.level WHEN 'village' THEN r.id ELSE r.parent_id END
        AND v.level = 'village' AND v.valid_to IS NULL
      WHERE n.published_at > ${from} AND n.published_at <= ${until} AND n.superseded_at IS NULL AND n.withdrawn IS NULL
      GROUP BY v.id, v.slug, v.name, v.path
      ORDER BY v.path`,
  )
