/** Posts, people with their terms, near relatives and leading groups as tables. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { tableText } from '../tableText.ts'
import { groupsTable, kinTable, peopleTable, postsTable } from './tables.ts'
import { standingOn } from '../../regions/standing.ts'

type Cells = Record<string, string | number | undefined>

/** A person made in the console has no code of a pack: the id without hyphens stands in, and the import knows it. */
const codeOf = (alias: string) =>
  sql`coalesce(${sql.ref(`${alias}.code`)}, replace(${sql.ref(`${alias}.id`)}, '-', ''))`
/** Bureaux are departments in a pack. */
const placeOf = sql`CASE WHEN r.level = 'bureau' THEN regexp_replace(r.code, '^B-', '') ELSE r.code END`

/** Terms at places in force on the day, former ones too; relatives and groups of the people in them. */
export async function peopleTables(db: Db, day: string): Promise<Map<string, string>> {
  const posts = await rows(
    db,
    sql<Cells>`
      SELECT code, name, function, level, seats, CASE WHEN chair THEN '是' ELSE '' END AS chair, committee,
        position AS "order", duty, CASE WHEN optional THEN '是' ELSE '' END AS optional,
        coalesce(ended_on::text, '') AS ended
      FROM post_kinds
      ORDER BY position, code COLLATE "C"`,
  )
  const people = await rows(
    db,
    sql<Cells>`
      SELECT ${codeOf('p')} AS code, p.name, k.code AS post, ${placeOf} AS region,
        a.from_on::text AS "from", coalesce(a.to_on::text, '') AS "to",
        coalesce(a.term_until::text, '') AS until,
        coalesce(u.username, '') AS username, a.office_phone AS "officePhone"
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      LEFT JOIN accounts c ON c.person_id = p.id
      LEFT JOIN auth_users u ON u.id = c.user_id
      WHERE ${standingOn('r', day)}
      ORDER BY ${codeOf('p')} COLLATE "C", a.from_on, k.code COLLATE "C", r.path`,
  )
  const known = new Set(people.map((p) => p['code']))
  const kin = await rows(
    db,
    sql<Cells>`
      SELECT ${codeOf('a')} AS person, ${codeOf('b')} AS relative, k.relation
      FROM kinships k
      JOIN persons a ON a.id = k.person_id
      JOIN persons b ON b.id = k.relative_id
      WHERE ${codeOf('a')} COLLATE "C" < ${codeOf('b')} COLLATE "C"
      ORDER BY ${codeOf('a')} COLLATE "C", ${codeOf('b')} COLLATE "C"`,
  )
  const groups = await rows(
    db,
    sql<Cells>`
      SELECT g.group_name AS "group", ${placeOf} AS region, ${codeOf('p')} AS person, g.role,
        g.from_on::text AS "from", coalesce(g.to_on::text, '') AS "to",
        l.office, l.office_phone AS "officePhone", coalesce(l.ended_on::text, '') AS ended
      FROM group_members g
      JOIN leading_groups l ON l.region_id = g.region_id AND l.name = g.group_name
      JOIN persons p ON p.id = g.person_id
      JOIN regions r ON r.id = g.region_id
      WHERE ${standingOn('r', day)}
      ORDER BY r.path, g.group_name COLLATE "C", g.from_on, ${codeOf('p')} COLLATE "C"`,
  )
  return new Map([
    ['posts.csv', tableText(postsTable, posts)],
    ['people.csv', tableText(peopleTable, people)],
    [
      'kin.csv',
      tableText(
        kinTable,
        kin.filter((k) => known.has(k['person']) && known.has(k['relative'])),
      ),
    ],
    [
      'groups.csv',
      tableText(
        groupsTable,
        groups.filter((g) => known.has(g['person'])),
      ),
    ],
  ])
}
