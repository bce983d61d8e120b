/**
 * What the signed-in villager may read; row-level security has the last word (0035). Always on the connection of
 * `web_resident`.
 */
import type { Latest, Published } from '../../disclosure/index.ts'
import type { SignedIn } from '../../../kernel/residents/asResident.ts'
import { groupNamed } from '../../../kernel/residents/ownGroup.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'

export type MyNotice = {
  code: string
  title: string
  item_code: string
  item_version: number
  period: string
  audience: string
  published_on: string
  place: string
}

/** Notices with a narrower audience that name this person, the latest two hundred. */
export function noticesFor(tx: Tx, path: string, today: string): Promise<MyNotice[]> {
  const of = (where: ReturnType<typeof sql>) =>
    sql`SELECT p.id FROM publications p WHERE p.audience <> 'everyone' AND ${where}`
  return rows(
    tx,
    sql<MyNotice>`
      SELECT n.code, n.title, n.item_code, n.item_version, n.period, n.audience, n.published_on, r.name AS place
      FROM (${of(sql`p.path >= (SELECT path FROM residents) AND p.path < (SELECT path_end FROM residents)`)}
        UNION ALL ${of(sql`
        p.path = ANY(${above(path)}::text[])`)}) mine
      JOIN public_notices n ON n.id = mine.id
      JOIN public_regions r ON r.id = n.region_id
      WHERE n.superseded_at IS NULL
        AND n.withdrawn IS NULL
        AND (n.leaves_on IS NULL OR n.leaves_on > ${today})
      ORDER BY n.published_at DESC, n.id DESC
      LIMIT 200`,
  )
}

export type OwnGroup = { id: string; name: string; slug: string; latest: Latest[] }

/**
 * The villager's own group with what it published last; `undefined` where the register's words name none of the
 * village.
 */
export async function ownGroup(
  tx: Tx,
  me: Pick<SignedIn, 'slug' | 'village' | 'group'>,
): Promise<OwnGroup | undefined> {
  if (me.group === '') return undefined
  const groups = await rows(
    tx,
    sql<Omit<OwnGroup, 'latest'>>`
      SELECT g.id, g.name, g.slug
      FROM public_regions g
      JOIN public_regions v ON v.id = g.parent_id
      WHERE v.slug = ${me.slug} AND g.level = 'group'`,
  )
  const own = groupNamed(groups, me.village, me.group)
  return own && { ...own, latest: await latestOf(tx, own.id) }
}

const latestOf = (tx: Tx, region: string): Promise<Latest[]> =>
  rows(
    tx,
    sql<Latest>`
      SELECT n.code, n.version, n.title, n.item_code, n.item_version, n.period, n.audience, n.nothing, n.withdrawn,
        n.published_on,
        0 AS questions, NULL AS group_name, NULL AS group_slug
      FROM public_notices n
      WHERE n.region_id = ${region} AND n.superseded_at IS NULL AND n.withdrawn IS NULL
      ORDER BY n.published_at DESC, n.id DESC
      LIMIT 8`,
  )

/** The paths of the places above a village. */
const above = (path: string) =>
  [...path.matchAll(/\./g)].map((m) => path.slice(0, m.index + 1)).filter((p) => p !== path)

export type Neighbour = { name: string; group_name: string }

/** People of the own village whose name begins so; at most twenty. `typed`: two characters or more. */
export function neighboursCalled(tx: Tx, typed: string): Promise<Neighbour[]> {
  return rows(
    tx,
    sql<Neighbour>`
      SELECT name, group_name
      FROM resident_neighbours
      WHERE left(name, ${typed.length}::int) = ${typed}
      ORDER BY name, group_name
      LIMIT 20`,
  )
}

/**
 * Standing notices of the own village, and of what is above it for this village, in which a name occurs. Only what this
 * person may read.
 */
export function noticesNaming(tx: Tx, name: string, today: string): Promise<MyNotice[]> {
  return rows(
    tx,
    sql<MyNotice>`
      SELECT n.code, n.title, n.item_code, n.item_version, n.period, p.audience, n.published_on, r.name AS place
      FROM publications p
      JOIN public_notices n ON n.id = p.id
      JOIN public_regions r ON r.id = n.region_id
      WHERE p.path >= (SELECT path FROM residents)
        AND p.path < (SELECT path_end FROM residents)
        AND n.superseded_at IS NULL
        AND n.withdrawn IS NULL
        AND (n.leaves_on IS NULL OR n.leaves_on > ${today})
        AND strpos(p.public_content::text, ${name}) > 0
      ORDER BY n.published_at DESC, n.id DESC
      LIMIT 50`,
  )
}

export type Look = { agent_name: string; kind: string; consent: string; notice_code: string; at: Date }

/** What an agent opened with or for this person, the latest twenty. */
export function looksAt(tx: Tx): Promise<Look[]> {
  return rows(
    tx,
    sql<Look>`
      SELECT agent_name, kind, consent, notice_code, at
      FROM resident_looks
      ORDER BY at DESC, id DESC
      LIMIT 20`,
  )
}

/** The content of a publication, if this person may read it. */
export async function contentFor(tx: Tx, publicationId: string): Promise<Published | undefined> {
  return (
    await first(
      tx,
      sql<{ content: Published }>`SELECT public_content AS content FROM publications WHERE id = ${publicationId}`,
    )
  )?.content
}

export type MyFile = { sha256: string; name: string; type: string }

export function filesFor(tx: Tx, publicationId: string): Promise<MyFile[]> {
  return rows(
    tx,
    sql<MyFile>`
      SELECT sha256, name, type
      FROM publication_files
      WHERE publication_id = ${publicationId}
      ORDER BY position`,
  )
}

/** An attachment of a notice that stands and that this person may read. */
export function fileFor(tx: Tx, code: string, sha256: string, today: string): Promise<MyFile | undefined> {
  return first(
    tx,
    sql<MyFile>`
      SELECT f.sha256, f.name, f.type
      FROM publication_files f
      JOIN publications p ON p.id = f.publication_id
      JOIN public_notices n ON n.id = p.id
      WHERE n.code = ${code}
        AND n.withdrawn IS NULL
        AND (n.leaves_on IS NULL OR n.leaves_on > ${today})
        AND f.sha256 = ${sha256}
      LIMIT 1`,
  )
}
