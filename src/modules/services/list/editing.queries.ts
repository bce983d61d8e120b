/** Services as the console sees them: every one with its state today and what is planned, and the history of one in words. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { serviceChanges } from './changes.ts'
import type { Listed } from './services.queries.ts'
import type { Service } from './services.schema.ts'

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
        ),
        now AS (
          SELECT DISTINCT ON (code) code, version, state
          FROM services
          WHERE valid_from <= ${today}
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
      LEFT JOIN now n ON n.code = l.code
      ORDER BY l.position, l.code`,
  )
}

/** One version with what it changed against the one before; the newest first. `by`: empty where it came with the county's files. */
export type VersionLine = {
  version: number
  state: 'offered' | 'ended'
  from: string
  madeAt: Date
  by: string
  changes: string[]
}

export async function versionsOf(db: Db, code: string): Promise<VersionLine[]> {
  const all = await rows(
    db,
    sql<{
      version: number
      state: 'offered' | 'ended'
      from: string
      made_at: Date
      by: string | null
      definition: Service
    }>`
      SELECT s.version, s.state, s.valid_from AS from, s.made_at, p.name AS by, s.definition
      FROM services s
      LEFT JOIN persons p ON p.id = s.made_by
      WHERE s.code = ${code}
      ORDER BY s.version`,
  )
  return all
    .map((v, i) => ({
      version: v.version,
      state: v.state,
      from: v.from,
      madeAt: v.made_at,
      by: v.by ?? '',
      changes: sayChanges(all[i - 1], v),
    }))
    .reverse()
}

function sayChanges(
  before: { state: string; definition: Service } | undefined,
  after: { state: string; definition: Service },
): string[] {
  if (!before) return ['新事项']
  const state = before.state === after.state ? [] : [after.state === 'ended' ? '停办' : '恢复办理']
  const changes = [...state, ...serviceChanges(before.definition, after.definition).map((c) => c.say)]
  return changes.length === 0 ? ['没有改动'] : changes
}
