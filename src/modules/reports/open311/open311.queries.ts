/** What Open311 shows: released reports only, read as the public. */
import { adhoc, statement, type Reader } from '../../../kernel/site/statement.ts'

export type OpenRequest = {
  code: string
  kind: string
  title: string
  text: string
  received_at: Date
  step_since: Date
  due_at: Date | null
  closed_at: Date | null
  holder: string | null
  place: string
  reply: string | null
  picture: string | null
}
export type Filter = {
  codes: readonly string[] | null
  kinds: readonly string[] | null
  from: Date | null
  to: Date | null
  status: 'open' | 'closed' | null
  /** Path of the jurisdiction; null for everything. */
  path: string | null
  limit: number
  offset: number
}

const columns = `r.code, r.kind, r.title, r.text, r.received_at, r.step_since, r.due_at, r.closed_at, r.holder,
  g.name AS place, (SELECT p.text FROM public_report_replies p WHERE p.report_id = r.id ORDER BY p.seq DESC
  LIMIT 1) AS reply, (SELECT f.id FROM public_report_files f WHERE f.report_id = r.id AND f.kind = 'picture'
  AND f.shown_sha256 IS NOT NULL ORDER BY f.position LIMIT 1) AS picture`
const allQ = adhoc<OpenRequest>(`SELECT ${columns} FROM public_reports r JOIN public_regions g ON g.id = r.region_id
  WHERE ($1::text[] IS NULL OR r.code = ANY($1)) AND ($2::text[] IS NULL OR r.kind = ANY($2))
    AND ($3::timestamptz IS NULL OR r.received_at >= $3) AND ($4::timestamptz IS NULL OR r.received_at <= $4)
    AND ($5::text IS NULL OR ($5 = 'open') = (r.closed_at IS NULL)) AND ($6::text IS NULL OR (r.path >= $6 AND r.path < left($6, -1) || '/')) ORDER BY r.received_at DESC, r.code LIMIT $7 OFFSET $8`)
const oneQ = statement<OpenRequest>(
  'open311One',
  `SELECT ${columns} FROM public_reports r JOIN public_regions g ON g.id = r.region_id WHERE r.code = $1`,
)

export const requestsFor = (db: Reader, f: Filter) =>
  allQ(db, f.codes, f.kinds, f.from, f.to, f.status, f.path, f.limit, f.offset)
export const requestBy = async (db: Reader, code: string) => (await oneQ(db, code))[0]

const placeQ = statement<{ path: string; level: string }>(
  'open311Place',
  "SELECT path, level FROM public_regions WHERE slug = $1 AND level IN ('city', 'county', 'township', 'village')",
)
/** The path of a jurisdiction: a place by its name in addresses. `undefined` for none. */
export const jurisdictionBy = async (db: Reader, slug: string) => (await placeQ(db, slug))[0]?.path
