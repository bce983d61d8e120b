/** A report as its own people see it; read on the office's connection after the receipt was checked. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { heldOn } from '../../../kernel/people/terms.ts'

export type OwnReport = {
  id: string
  code: string
  kind: string
  channel: string
  text: string
  spot: string
  group_name: string | null
  show: string
  about_list: string | null
  notice_row: string
  row_ref: string
  received_at: Date
  salt: Uint8Array
  commitment: string
  supporters: number
  rating: string | null
  finding: string | null
  region_id: string
  path: string
  slug: string
  place: string
  level: string
  leaf_position: number | null
  secret_hash: string
  released: boolean
}

export function ownReportOf(db: Db, code: string): Promise<OwnReport | undefined> {
  return first(
    db,
    sql<OwnReport>`
      SELECT p.id, p.code, p.kind, p.channel, p.text, p.spot, g.name AS group_name, p.show,
        n.code AS about_list, p.notice_row, p.row_ref, p.received_at, p.salt, p.commitment, p.supporters,
        p.rating, p.finding, p.region_id, p.path, r.slug, r.name AS place, r.level,
        l.position AS leaf_position, p.secret_hash,
        coalesce(
          (SELECT f.shown FROM report_faces f WHERE f.report_id = p.id ORDER BY f.seq DESC LIMIT 1), false
        ) AS released
      FROM reports p
      JOIN regions r ON r.id = p.region_id
      LEFT JOIN regions g ON g.id = p.group_id
      LEFT JOIN notices n ON n.id = p.notice_id
      LEFT JOIN ledger_leaves l ON l.id = p.leaf_id
      WHERE p.code = ${code}`,
  )
}

/** `holder`: who has it now; `phone`: their telephone, where the county shows one. */
export type OwnCase = Case & { holder: string; phone: string }
export async function ownCase(db: Db, reportId: string): Promise<OwnCase> {
  return (await first(
    db,
    sql<OwnCase>`
      SELECT c.*, coalesce(h.name, '') AS holder, coalesce(h.phone, '') AS phone
      FROM cases c
      LEFT JOIN regions h ON h.id = c.holder_id
      WHERE c.subject_kind = 'report' AND c.subject_id = ${reportId}`,
  ))!
}

/** Where a merged case is handled now: the last of the cases it went into. */
export async function joinedCase(db: Db, c: OwnCase): Promise<OwnCase | undefined> {
  let at: OwnCase | undefined
  for (let next = c.merged_into; next !== null; next = at.merged_into) {
    at = (await first(
      db,
      sql<OwnCase>`
        SELECT c.*, coalesce(h.name, '') AS holder, coalesce(h.phone, '') AS phone
        FROM cases c
        LEFT JOIN regions h ON h.id = c.holder_id
        WHERE c.id = ${next}`,
    ))!
  }
  return at
}

/** Codes of what was split off from a case, oldest first: the reporter has receipts for them, too. */
export async function splitOff(db: Db, caseId: string): Promise<string[]> {
  return (
    await rows(
      db,
      sql<{
        code: string
      }>`
        SELECT p.code
        FROM cases c
        JOIN reports p ON p.id = c.subject_id
        WHERE c.split_from = ${caseId} AND c.subject_kind = 'report'
        ORDER BY c.opened_at, c.id`,
    )
  ).map((r) => r.code)
}

export type OwnReply = {
  seq: number
  text: string
  form: string
  by_name: string
  by_post: string
  by_place: string
  at: Date
  files: { id: string; kind: string; name: string }[] | null
}
export type OwnAddition = { text: string; at: Date }
export type OwnFile = {
  id: string
  kind: string
  name: string
  type: string
  bytes: number
  transcript: string
  added_at: Date
  still: boolean
  unreadable: boolean
  made: boolean
}
export type OwnRating = { rating: string; reason: string; at: Date }

/** `party`: only this person's own ratings. */
export async function ownTalk(db: Db, reportId: string, party: string) {
  const [replies, additions, files, ratings] = await Promise.all([
    rows(
      db,
      sql<OwnReply>`
        SELECT seq, text, form, by_name, by_post, by_place, at,
          (
            SELECT json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name) ORDER BY f.position)
            FROM report_reply_files f
            WHERE f.reply_id = report_replies.id
          ) AS files
        FROM report_replies
        WHERE report_id = ${reportId}
        ORDER BY seq`,
    ),
    rows(db, sql<OwnAddition>`SELECT text, at FROM report_additions WHERE report_id = ${reportId} ORDER BY at, id`),
    rows(
      db,
      sql<OwnFile>`
        SELECT id, kind, name, type, bytes, transcript, added_at, poster_sha256 IS NOT NULL AS still,
          unreadable_at IS NOT NULL AS unreadable, shown_sha256 IS NOT NULL AS made
        FROM report_files
        WHERE report_id = ${reportId}
        ORDER BY added_at, position`,
    ),
    rows(
      db,
      sql<OwnRating>`
        SELECT rating, reason, at
        FROM report_ratings
        WHERE report_id = ${reportId}
          AND (CASE WHEN ${party} = 'reporter' THEN by_party = 'reporter' ELSE supporter_id = ${party} END)
        ORDER BY at`,
    ),
  ])
  return { replies, additions, files, ratings }
}

/** A file of a report, for its own people. */
export function ownFile(
  db: Db,
  code: string,
  id: string,
): Promise<
  | {
      sha256: string
      type: string
      shown_sha256: string | null
      shown_type: string | null
      poster_sha256: string | null
    }
  | undefined
> {
  return first(
    db,
    sql<{
      sha256: string
      type: string
      shown_sha256: string | null
      shown_type: string | null
      poster_sha256: string | null
    }>`
      SELECT f.sha256, f.type, f.shown_sha256, f.shown_type, f.poster_sha256
      FROM report_files f
      JOIN reports p ON p.id = f.report_id
      WHERE p.code = ${code} AND f.id = ${id}`,
  )
}

export type Supporter = { id: string; secret_hash: string; at: Date }
export function supportersOf(db: Db, reportId: string): Promise<Supporter[]> {
  return rows(
    db,
    sql<Supporter>`
      SELECT id, secret_hash, at
      FROM report_supporters
      WHERE report_id = ${reportId}
      ORDER BY at
      LIMIT 1000`,
  )
}

/** The name of a place. */
export async function placeName(db: Db, regionId: string): Promise<string> {
  return (await first(db, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${regionId}`))!.name
}

export type PostOf = { function: string; post: string; region_id: string; person: string }
/** The posts of places on a day: for "who has it" and the words of a flow chart. */
export function postsAt(db: Db, regionIds: readonly string[], day: string): Promise<PostOf[]> {
  return rows(
    db,
    sql<PostOf>`
      SELECT k.function, k.name AS post, a.region_id, p.name AS person
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN persons p ON p.id = a.person_id
      WHERE a.region_id = ANY(${[...regionIds]}::text[])
        AND ${heldOn('a', day)}
      ORDER BY k.position, a.id`,
  )
}
