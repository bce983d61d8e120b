/** Services as the console sees them: every one with its state today and what is planned. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import type { Listed } from './services.queries.ts'
import type { Service } from './services.schema.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

/** `version`, `state` of today; 0 and "planned" where its first day is still to come. `next`: a later version. */
export type Kept = {
  code: string
  name: string
  version: number
  state: 'offered' | 'ended' | 'planned'
  listed: Listed & { competent: Service['competent'] }
  levels: Service['steps'][number]['level'][]
  next: { version: number; from: string; state: 'offered' | 'ended' } | null
  own: boolean
}

export async function keptServices(db: Db, today: string): Promise<Kept[]> {
  return rows(
    db,
    sql<Kept>`
      WITH latest AS (
          SELECT DISTINCT ON (code) code, version, name, position, listed, definition, state, valid_from,
            made_by
          FROM services
          ORDER BY code, version DESC
        )
      SELECT l.code, l.name, coalesce(n.version, 0) AS version, coalesce(n.state, 'planned') AS state,
        l.listed, l.made_by IS NOT NULL AS own,
        (
          SELECT coalesce(jsonb_agg(DISTINCT s ->> 'level'), '[]')
          FROM jsonb_array_elements(l.definition -> 'steps') AS s
        ) AS levels,
        CASE
          WHEN l.valid_from > ${today} THEN jsonb_build_object(
            'version', l.version, 'from', l.valid_from, 'state', l.state
          )
        END AS next
      FROM latest l
      LEFT JOIN ${inForceOn('services', today)} n ON n.code = l.code
      ORDER BY l.position, l.code`,
  )
}
