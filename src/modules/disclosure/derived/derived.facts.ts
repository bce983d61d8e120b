/**
 * What the records say of a month: the committee's reviews, and questions with their answers. Nobody who asked is
 * named.
 */
import { dayOf, endOfDay, lastDayOfMonth, startOfDay } from '../../../platform/clock.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { guardText } from '../../../kernel/guard/index.ts'
import type { Facts } from '../../../kernel/forms/fit.ts'
import type { SelfMadeKind } from './derived.schema.ts'

export type Maker = {
  nothing: string
  keys: readonly string[]
  facts(db: Db, regionIds: readonly string[], month: string): Promise<Map<string, Facts[]>>
}

/** By the catalogue's `derived` name. */
export const makers: Readonly<Record<SelfMadeKind, Maker>> = {
  reviewOpinions: {
    nothing: '本月村务监督委员会没有审查公开方案。',
    facts: reviewOpinions,
    keys: [
      'planTitle',
      'submittedDate',
      'reviewDate',
      'truthful',
      'complete',
      'privacyChecked',
      'opinion',
      'replyDate',
      'correction',
      'reviewers',
    ],
  },
  objectionReplies: {
    nothing: '本月没有收到村民的疑问和异议。',
    facts: objectionReplies,
    keys: [
      'objectionNo',
      'target',
      'objectionType',
      'submittedAt',
      'via',
      'dueAt',
      'repliedAt',
      'conclusion',
      'correction',
      'escalated',
    ],
  },
}

type Review = {
  region: string
  title: string
  action: 'approve' | 'return'
  at: Date
  comment: string
  submitted: Date | null
  again: Date | null
  reviewers: string
}

/**
 * One line per review by the village's own committee in the month: title, handed in, reviewed, opinion, reviewers, and
 * what became of a return.
 */
async function reviewOpinions(db: Db, regionIds: readonly string[], month: string): Promise<Map<string, Facts[]>> {
  const { from, to } = spanOf(month)
  const found = await rows(
    db,
    sql<Review>`
      SELECT h.home AS region, n.title, e.action, e.at, e.comment,
        (
          SELECT max(s.at)
          FROM case_events s
          WHERE s.case_id = e.case_id AND s.action = 'submit' AND s.seq < e.seq
        ) AS submitted,
        (
          SELECT min(s.at)
          FROM case_events s
          WHERE s.case_id = e.case_id AND s.action = 'submit' AND s.seq > e.seq AND s.at < ${to}
        ) AS again,
        (
          SELECT string_agg(v.person_name, '、' ORDER BY v.seq)
          FROM case_events v
          WHERE v.case_id = e.case_id
            AND v.seq <= e.seq
            AND v.action IN ('agree', e.action)
            AND v.seq > coalesce(
              (
                SELECT max(s.seq)
                FROM case_events s
                WHERE s.case_id = e.case_id AND s.action = 'submit' AND s.seq < e.seq
              ),
              0
            )
        ) AS reviewers
      FROM (SELECT r.id, CASE WHEN r.level = 'group' THEN r.parent_id ELSE r.id END AS home FROM regions r) h
      JOIN cases c
        ON c.region_id = h.id
        AND c.subject_kind = 'notice'
        AND c.procedure <> 'disclosure.townshipReview'
      JOIN case_events e
        ON e.case_id = c.id
        AND e.from_step = 'review'
        AND e.action IN ('approve', 'return')
        AND e.at >= ${from}
        AND e.at < ${to}
      JOIN notices n ON n.id = c.subject_id
      WHERE h.home = ANY(${[...regionIds]})
      ORDER BY e.at, e.case_id`,
  )
  return grouped(found, (r) => ({
    planTitle: r.title,
    submittedDate: r.submitted && dayOf(r.submitted),
    reviewDate: dayOf(r.at),
    truthful: [r.action === 'approve' ? '无异议' : '有异议'],
    complete: [r.action === 'approve' ? '无异议' : '有异议'],
    privacyChecked: r.action === 'approve',
    opinion: opinionOf(r),
    replyDate: r.again && dayOf(r.again),
    correction: r.action === 'return' ? (r.again ? '已修改，重新送审。' : '正在修改。') : '',
    reviewers: r.reviewers,
  }))
}

/** A remark was written for the office: it goes out only where the guard finds nothing private in it. */
function opinionOf(r: Review): string {
  const said = guardText(r.comment).length === 0 ? r.comment : '意见里有个人信息，不公开'
  if (r.action === 'approve') return said === '' ? '同意公开。' : said
  return `退回修改：${said}`
}

type Asked = {
  region: string
  code: string
  kind: string
  target: string | null
  asked_at: Date
  due_on: string
  handler: string
  shown: boolean | null
  answer: string | null
  conclusion: string | null
  answered_at: Date | null
}

/**
 * One line per question asked or answered in the month; an answer's words only where the question is shown after
 * review.
 */
async function objectionReplies(db: Db, regionIds: readonly string[], month: string): Promise<Map<string, Facts[]>> {
  const { from, to } = spanOf(month)
  const found = await rows(
    db,
    sql<Asked>`
      SELECT CASE WHEN r.level = 'group' THEN r.parent_id ELSE r.id END AS region, q.code, q.kind,
        coalesce(n.title, nullif(o.event_title, ''), i.name) AS target, q.asked_at, q.due_on,
        h.level AS handler, v.shown, a.text AS answer, a.conclusion, a.at AS answered_at
      FROM questions q
      JOIN regions r ON r.id = q.region_id
      JOIN regions h ON h.id = q.handler_id
      LEFT JOIN notices n ON n.id = q.notice_id
      LEFT JOIN obligations o ON o.id = q.obligation_id
      LEFT JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN question_reviews v ON v.question_id = q.id
      LEFT JOIN answers a ON a.question_id = q.id AND a.at < ${to}
      WHERE CASE WHEN r.level = 'group' THEN r.parent_id ELSE r.id END = ANY(${[...regionIds]})
        AND q.asked_at < ${to}
        AND (q.asked_at >= ${from} OR a.at >= ${from})
      ORDER BY q.asked_at, q.code`,
  )
  return grouped(found, (q) => ({
    objectionNo: q.code,
    target: q.target ?? '',
    objectionType: typesOf(q.kind),
    submittedAt: minuteOf(q.asked_at),
    via: [q.handler === 'township' ? '向乡镇' : q.handler === 'county' ? '向县级' : '直接向村委会'],
    dueAt: `${q.due_on} 23:59`,
    repliedAt: q.answered_at && minuteOf(q.answered_at),
    conclusion: conclusionsOf(q),
    correction: replyOf(q),
    escalated: q.kind === 'untrue' || q.kind === 'missing',
  }))
}

const typesOf = (kind: string): readonly string[] =>
  ({ untrue: ['内容不实'], missing: ['不及时', '没有公开'], objection: ['异议'], question: ['疑问', '提问'] })[kind] ??
  []

/** The conclusion as the county's list words it; none where the list has no such word. */
function conclusionsOf(q: Asked): readonly string[] {
  if (q.answered_at === null) return ['还没有答复']
  const said = q.conclusion ?? ''
  return [
    said,
    ...({ 已更正: ['属实已更正'], 已补充公开: ['属实已更正'], 反映不属实: ['不属实'], 转有关单位办理: ['转办'] }[
      said
    ] ?? []),
  ]
}

function replyOf(q: Asked): string {
  if (q.answered_at === null) return '还没有答复。'
  if (q.shown && q.answer) return `${q.conclusion ? `${q.conclusion}：` : ''}${q.answer}`
  return q.conclusion ? `${q.conclusion}。` : '已答复。'
}

/** "2026-09-17 10:00" in county time. */
const minuteOf = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const spanOf = (month: string) => ({ from: startOfDay(`${month}-01`), to: endOfDay(lastDayOfMonth(month)) })

function grouped<T extends { region: string }>(found: readonly T[], facts: (row: T) => Facts): Map<string, Facts[]> {
  const by = new Map<string, Facts[]>()
  for (const row of found) by.set(row.region, [...(by.get(row.region) ?? []), facts(row)])
  return by
}
