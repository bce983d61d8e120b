/** What everybody may read of reports. */
import type { Limit } from '../../../kernel/cases/clock.ts'
import { statement } from '../../../kernel/site/statement.ts'
import type { AnswerFile } from './files.parts.tsx'
import { notOverByText } from '../../../kernel/people/terms.ts'

export type PublicReport = {
  id: string
  code: string
  region_id: string
  path: string
  kind: string
  received_at: Date
  supporters: number
  rating: string | null
  finding: string | null
  title: string
  text: string
  name: string
  procedure: string
  step: string
  warn_at: Date | null
  due_at: Date | null
  closed_at: Date | null
  paused_at: Date | null
  missed_at: Date | null
  holder: string | null
  holder_id: string | null
  place: string
  slug: string
  level: string
  replies: number
  merged: boolean
  merged_code: string | null
  notice_code: string | null
  notice_title: string | null
}
const columns = `p.id, p.code, p.region_id, p.path, p.kind, p.received_at, p.supporters, p.rating, p.finding, p.title,
  p.text, p.name, p.procedure, p.step, p.warn_at, p.due_at, p.closed_at, p.paused_at, p.missed_at, p.holder,
  p.holder_id, p.merged,
  r.name AS place, r.slug, r.level, (SELECT count(*) FROM public_report_replies a
    WHERE a.report_id = p.id)::int AS replies`
const noNotice = 'NULL AS notice_code, NULL AS notice_title, NULL AS merged_code'

export const reportQ = statement<PublicReport>(
  'report.one',
  `SELECT ${columns}, n.code AS notice_code, n.title AS notice_title, p.merged_code FROM public_reports p
    JOIN public_regions r ON r.id = p.region_id
  LEFT JOIN public_notices n ON n.notice_id = p.notice_id AND n.superseded_at IS NULL WHERE p.code = $1`,
)
/** Five screens of a phone hold as many; fewer in large type. */
export const rowsOn = (elder: boolean) => (elder ? 7 : 14)
/**
 * What of a village's released reports is asked for: a kind, open or closed, a month in which they came; null for all.
 */
const asked = `($3::text IS NULL OR p.kind = $3) AND ($4::boolean IS NULL OR (p.closed_at IS NOT NULL) = $4)
  AND ($5::text IS NULL OR to_char(p.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = $5)`
/** A village's released reports, newest first; `$6`: how many. */
export const echoQ = statement<PublicReport>(
  'report.echo',
  `SELECT ${columns}, ${noNotice} FROM public_reports p JOIN public_regions r ON r.id = p.region_id
    WHERE p.region_id = $1 AND ${asked} ORDER BY p.received_at DESC, p.id LIMIT $6 OFFSET $2`,
)

export type EchoCount = { kind: string; closed: boolean; month: string; reports: number }
/** How many of a village's reports are released, by kind, by whether they are closed, and by month. */
export const echoCountsQ = statement<EchoCount>(
  'report.echoCounts',
  `SELECT kind, closed_at IS NOT NULL AS closed, to_char(received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
    count(*)::int AS reports
  FROM public_reports WHERE region_id = $1 GROUP BY 1, 2, 3`,
)
export const recentReportsQ = statement<PublicReport>(
  'report.recent',
  `SELECT ${columns}, ${noNotice} FROM public_reports p JOIN public_regions r ON r.id = p.region_id
    ORDER BY p.received_at DESC LIMIT 30`,
)

export type PublicReply = {
  seq: number
  text: string
  form: string
  by_post: string
  by_place: string
  at: Date
  files: AnswerFile[] | null
}
export const repliesQ = statement<PublicReply>(
  'report.replies',
  `SELECT a.seq, a.text, a.form, a.by_post, a.by_place, a.at,
  (SELECT json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name) ORDER BY f.position)
    FROM public_report_reply_files f WHERE f.report_id = a.report_id AND f.seq = a.seq) AS files
  FROM public_report_replies a WHERE a.report_id = $1 ORDER BY a.seq`,
)
export type PublicOrder = {
  by_post: string
  by_place: string
  holder: string | null
  ask: string
  asked_at: Date
  due_at: Date | null
  answered_at: Date | null
}
export const ordersQ = statement<PublicOrder>(
  'report.orders',
  'SELECT by_post, by_place, holder, ask, asked_at, due_at, answered_at FROM public_report_orders WHERE report_id = $1 ORDER BY asked_at',
)
export type PublicFile = {
  id: string
  kind: string
  shown_sha256: string | null
  shown_type: string | null
  transcript: string
  poster_sha256: string | null
  still: boolean
}
export const publicFilesQ = statement<PublicFile>(
  'report.files',
  'SELECT id, kind, shown_sha256, shown_type, transcript, poster_sha256, poster_sha256 IS NOT NULL AS still FROM public_report_files WHERE report_id = $1 AND shown_sha256 IS NOT NULL ORDER BY position',
)
export const publicFileQ = statement<PublicFile>(
  'report.file',
  'SELECT f.id, f.kind, f.shown_sha256, f.shown_type, f.transcript, f.poster_sha256, f.poster_sha256 IS NOT NULL AS still FROM public_report_files f JOIN public_reports p ON p.id = f.report_id WHERE p.code = $1 AND f.id = $2 AND f.shown_sha256 IS NOT NULL',
)
export type PublicEvent = {
  seq: number
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  post_name: string
  place_name: string
  clock: Limit | null
  holder_id: string | null
  until: Date | null
  comment: string
  by_name: string
  /** The name of whoever has it from then on. */
  holder: string
}
export const eventsQ = statement<PublicEvent>(
  'report.events',
  `SELECT e.seq, e.at, e.action, e.from_step, e.to_step, e.post_name, e.place_name, e.clock, e.holder_id, e.until,
    e.comment, e.by_name, coalesce(h.name, '') AS holder
  FROM public_report_events e
  LEFT JOIN public_regions h ON h.id = e.holder_id
  WHERE e.report_id = $1
  ORDER BY e.seq`,
)
export type FunctionPost = { function: string; post: string }
/** The names of posts by what they do, at these places: the county's own words in a flow chart. */
export const functionsQ = statement<FunctionPost>(
  'report.functions',
  `SELECT DISTINCT p.function, p.post FROM public_posts p
    WHERE p.region_id IN (SELECT id FROM public_regions WHERE path = ANY($1::text[])) AND ${notOverByText('p', '$2')}`,
)

export type EchoQuestion = {
  code: string
  kind: string
  text: string
  name: string | null
  asked_at: Date
  due_on: string
  answer: string | null
  notice_code: string
  title: string
}
/** Questions on notices of a place that were reviewed for showing: they are heard here too. */
export const echoQuestionsQ = statement<EchoQuestion>(
  'report.questions',
  `SELECT q.code, q.kind, q.text, q.name, q.asked_at, q.due_on, q.answer, n.code AS notice_code, n.title
  FROM public_questions q JOIN public_notices n ON n.notice_id = q.notice_id AND n.superseded_at IS NULL
    AND n.withdrawn IS NULL WHERE q.region_id = $1 AND q.text IS NOT NULL ORDER BY q.asked_at DESC LIMIT 20`,
)
