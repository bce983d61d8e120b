/** Places, departments, posts and the calendar as tables. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { noDate } from './import.regions.ts'
import { tableText } from '../../../kernel/pack/table.ts'

type Cells = Record<string, string | number | undefined>

/** Places in force on the day, with their present names; bureaux as departments. */
export async function placeTables(db: Db, day: string): Promise<[string, string][]> {
  const regions = await rows(
    db,
    sql<Cells>`
      SELECT r.code, coalesce(p.code, '') AS parent, r.level, r.kind, r.name,
        CASE WHEN r.full_name = r.name THEN '' ELSE r.full_name END AS "fullName", r.slug,
        coalesce(r.stat_code, '') AS "statCode", r.households, r.population, r.lng, r.lat,
        CASE WHEN r.valid_from = ${noDate} THEN '' ELSE r.valid_from::text END AS "validFrom",
        CASE WHEN r.practice THEN '是' ELSE '' END AS practice, r.chain
      FROM regions r
      LEFT JOIN regions p ON p.id = r.parent_id
      WHERE r.level <> 'bureau' AND (r.valid_to IS NULL OR r.valid_to >= ${day})
      ORDER BY r.path`,
  )
  const departments = await rows(
    db,
    sql<Cells>`
      SELECT regexp_replace(code, '^B-', '') AS code, name, slug, phone, duty
      FROM regions
      WHERE level = 'bureau' AND (valid_to IS NULL OR valid_to >= ${day})
      ORDER BY code COLLATE "C"`,
  )
  const posts = await rows(
    db,
    sql<Cells>`
      SELECT code, name, function, level, seats, CASE WHEN chair THEN '是' ELSE '' END AS chair, committee,
        position AS "order", duty
      FROM post_kinds
      ORDER BY position, code COLLATE "C"`,
  )
  const calendar = await rows(
    db,
    sql<Cells>`SELECT date::text AS date, kind, name, source FROM calendar_days ORDER BY date`,
  )
  return [
    ['regions.csv', tableText('regions.csv', regions.map(filled))],
    ['departments.csv', tableText('departments.csv', departments.map(filled))],
    ['posts.csv', tableText('posts.csv', posts.map(filled))],
    ['calendar.csv', tableText('calendar.csv', calendar)],
  ]
}

const filled = (row: Cells): Cells => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null))
