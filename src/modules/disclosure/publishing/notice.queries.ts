/** A notice as the public may read it: everything about it in one question to the database. */
import type { Template } from '../../../kernel/forms/forms.schema.ts'
import type { Hand, Published } from './publish.ts'
import { statement, type Reader } from '../../../kernel/site/statement.ts'

export type NoticeVersion = {
  version: number
  published_at: string
  published_on: string
  reason: string
  nothing: boolean
}
export type NoticeFile = { sha256: string; name: string; type: string; bytes: number }
export type NoticeQuestion = {
  code: string
  kind: string
  asked_at: string
  due_on: string
  text: string | null
  name: string | null
  answer: string | null
  conclusion: string | null
  answered_by: string | null
  answered_post: string | null
  answered_place: string | null
  answered_at: string | null
  /** In which office's hands it is. */
  handler_id: string
}
export type Demand = {
  text: string
  by_post: string
  by_place: string
  at: string
  met_at: string | null
  due_on: string | null
}
export type Correction = {
  text: string
  by_place: string
  asked_at: string
  due_at: string | null
  met_at: string | null
  met_how: 'corrected' | 'withdrawn' | 'waived' | null
  report_code: string | null
}
/** `short_reason`: why it came off before its time; empty where it did not. */
export type Posting = { place: string; from_on: string; to_on: string; by_name: string; short_reason: string }

export type Notice = {
  id: string
  notice_id: string
  region_id: string
  /** The place above the notice's. */
  parent_id: string | null
  version: number
  code: string
  item_code: string
  item_version: number
  category_code: string
  period: string
  stage: string
  audience: string
  title: string
  /** Null where it may not be shown: another audience, withdrawn, or past its display. */
  content: Published | null
  salt: Buffer | null
  commitment: string
  /** Null in versions whose leaf says only what was published, not who and when. */
  content_commitment: string | null
  record_salt: Buffer | null
  leaf_id: string
  /** The sealed leaf's bytes. */
  leaf_entry: Buffer | null
  hands: Hand[]
  reason: string
  nothing: boolean
  names_people: boolean
  due_on: string | null
  published_at: Date
  published_on: string
  display_from: string
  display_until: string | null
  leaves_on: string | null
  superseded_at: Date | null
  demo: boolean
  withdrawn: 'withdrawal' | 'takedown' | null
  withdrawn_reason: string | null
  withdrawn_by: string | null
  withdrawn_post: string | null
  withdrawn_place: string | null
  withdrawn_at: Date | null
  place_slug: string
  place_name: string
  place_level: string
  parent_slug: string | null
  parent_name: string | null
  parent_level: string | null
  leaf_position: number | null
  versions: NoticeVersion[]
  files: NoticeFile[] | null
  questions: NoticeQuestion[] | null
  demands: Demand[] | null
  corrections: Correction[] | null
  postings: Posting[] | null
  views: number
}

const columns = `n.id, n.notice_id, n.region_id, n.version, n.code, n.item_code, n.item_version, n.category_code,
  n.period, n.stage, n.audience, n.title, n.content, n.salt, n.commitment, n.content_commitment, n.record_salt,
  n.leaf_id, n.hands, n.reason, n.nothing, n.names_people, n.due_on,
  n.published_at, n.published_on, n.display_from, n.display_until, n.leaves_on, n.superseded_at, n.demo, n.withdrawn,
    n.withdrawn_reason, n.withdrawn_by, n.withdrawn_post, n.withdrawn_place, n.withdrawn_at,
  r.slug AS place_slug, r.name AS place_name, r.level AS place_level, p.id AS parent_id, p.slug AS parent_slug, p.name AS parent_name, p.level AS parent_level,
  l.position AS leaf_position, l.entry AS leaf_entry,
  (SELECT json_agg(json_build_object('version', v.version, 'published_at', v.published_at,
    'published_on', v.published_on, 'reason', v.reason, 'nothing', v.nothing) ORDER BY v.version DESC)
    FROM public_notices v WHERE v.code = n.code) AS versions,
  (SELECT json_agg(json_build_object('sha256', f.sha256, 'name', f.name, 'type', f.type, 'bytes', f.bytes)
    ORDER BY f.position) FROM public_files f WHERE f.publication_id = n.id) AS files,
  (SELECT json_agg(json_build_object('code', q.code, 'kind', q.kind, 'asked_at', q.asked_at, 'due_on', q.due_on,
    'text', q.text, 'name', q.name, 'answer', q.answer, 'conclusion', q.conclusion, 'answered_by', q.answered_by,
    'answered_post', q.answered_post,
    'answered_place', q.answered_place, 'answered_at', q.answered_at, 'handler_id', q.handler_id) ORDER BY q.asked_at)
      FROM public_questions q WHERE q.notice_id = n.notice_id) AS questions,
  (SELECT json_agg(json_build_object('text', d.text, 'by_post', d.by_post, 'by_place', d.by_place, 'at', d.at,
    'met_at', d.met_at, 'due_on', d.due_on) ORDER BY d.at) FROM public_correction_demands d
    WHERE d.notice_id = n.notice_id) AS demands,
  (SELECT json_agg(json_build_object('place', b.place, 'from_on', b.from_on, 'to_on', b.to_on, 'by_name', b.by_name,
    'short_reason', b.short_reason) ORDER BY b.from_on) FROM public_paper_postings b
    WHERE b.notice_id = n.notice_id) AS postings,
  (SELECT json_agg(json_build_object('text', x.text, 'by_place', x.by_place, 'asked_at', x.asked_at, 'due_at', x.due_at,
    'met_at', x.met_at, 'met_how', x.met_how, 'report_code', x.report_code) ORDER BY x.asked_at)
    FROM public_report_corrections x WHERE x.notice_id = n.notice_id) AS corrections,
  (SELECT coalesce(sum(w.views), 0)::int FROM site_views w WHERE w.code = n.code AND w.day < $2::date) AS views`
const from = `FROM public_notices n JOIN public_regions r ON r.id = n.region_id
  LEFT JOIN public_regions p ON p.id = r.parent_id LEFT JOIN public_ledger_leaves l ON l.id = n.leaf_id`

export const latestVersionQ = statement<Notice>(
  'noticeLatest',
  `SELECT ${columns} ${from} WHERE n.code = $1 AND n.superseded_at IS NULL`,
)
export const versionQ = statement<Notice>(
  'noticeVersion',
  `SELECT ${columns} ${from} WHERE n.code = $1 AND n.version = $3`,
)

const slugQ = statement<{ slug: string }>(
  'noticeSlug',
  'SELECT r.slug FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.code = $1 LIMIT 1',
)
const slugs = new Map<string, string>()

/** The place a code belongs to, which never changes: the scope in which its page is kept. */
export async function scopeOfCode(db: Reader, code: string): Promise<string> {
  const known = slugs.get(code)
  if (known !== undefined) return known
  const slug = (await slugQ(db, code))[0]?.slug
  if (slug === undefined) return 'all'
  if (slugs.size > 100_000) slugs.clear()
  slugs.set(code, slug)
  return slug
}

const templateQ = statement<{ definition: Template }>(
  'template',
  'SELECT definition FROM public_templates WHERE code = $1 AND version = $2',
)
const templates = new Map<string, Template>()

/** A version of a template, which never changes. */
export async function templateOf(db: Reader, code: string, version: number): Promise<Template | undefined> {
  const key = `${code}@${version}`
  const known = templates.get(key)
  if (known) return known
  const found = (await templateQ(db, code, version))[0]?.definition
  if (found) templates.set(key, found)
  return found
}

export type PeriodRow = { code: string; period: string; rows: Published['rows']; totals: Published['totals'] }
/** The latest content of an item's last periods, for charts over months. */
export const seriesQ = statement<PeriodRow>(
  'series',
  `SELECT code, period, content -> 'rows' AS rows, content -> 'totals' AS totals FROM public_notices
  WHERE region_id = (SELECT id FROM public_regions WHERE slug = $1) AND item_code = $2 AND superseded_at IS NULL
    AND content IS NOT NULL AND NOT nothing AND period <= $3 AND stage = '' ORDER BY period DESC LIMIT 12`,
)

export type PeriodTotals = { period: string; totals: Published['totals'] | null }
/** The sums of an item's last six periods, newest first, for everybody's eyes only. */
export const totalsQ = statement<PeriodTotals>(
  'periodTotals',
  `SELECT period, content -> 'totals' AS totals FROM public_notices
  WHERE region_id = (SELECT id FROM public_regions WHERE slug = $1) AND item_code = $2 AND superseded_at IS NULL
    AND content IS NOT NULL AND NOT nothing AND period <= $3 AND stage = ''
    AND period ~ '^[0-9]{4}' ORDER BY period DESC LIMIT 6`,
)
