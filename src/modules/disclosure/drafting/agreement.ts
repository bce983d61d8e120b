/**
 * What a notice must agree with: the other notices of its place and period, and its neighbours in time, whichever was
 * written last.
 */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { postAt } from '../../../kernel/people/postAt.ts'
import { columnsRead, partyOf, type Beside } from '../../../kernel/forms/agree.ts'
import { windowsOf, type Windows } from '../../../kernel/forms/windows.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { isReason } from '../../../kernel/forms/problem.ts'
import { isEmpty } from '../../../kernel/forms/form.ts'
import type { Content, Template } from '../../../kernel/forms/forms.schema.ts'
import type { Neighbour } from '../../../kernel/forms/sums.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { ItemRow } from '../catalogue/items.read.ts'
import { nextPeriod, previousPeriod } from '../obligations/periods.ts'
import type { NoticeRow } from './notices.read.ts'

/** As validateContent takes it; the editor is handed the same, so that it judges while one types. */
export type Against = {
  previous?: Neighbour
  next?: Neighbour
  beside: Beside
  windows: Windows
  /** By the key that a contradiction asks under: why it stands, as either of its sides said when it was handed in. */
  explained: Record<string, Explained>
}
/** `by`: "“2026 年 9 月收入明细”的柳湾村村务公开专职人员雷水斌". */
export type Explained = { reason: string; by: string }
/**
 * What another notice says differently, and why it stands all the same; `by` where somebody else than this drafter
 * explained it.
 */
export type Contradiction = { say: string; reason: string; asks?: string; with?: string | undefined; by?: string }

/** The reasons that hold: the drafter's own before what was said already. */
export const reasonsOf = (
  { explained }: Pick<Against, 'explained'>,
  own: Readonly<Record<string, string>>,
): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(explained).map(([key, e]) => [key, e.reason])),
  ...Object.fromEntries(Object.entries(own).filter(([, reason]) => isReason(reason))),
})

type Standing = {
  id: string
  title: string
  item_code: string
  period: string
  content: Content
  published: boolean
  drafted: boolean
  step: string | null
  procedure: string | null
  template: Template
} & Told
/** What the hand-in last said of contradictions, and whose hand it was. */
type Told = {
  told: Contradiction[] | null
  person_name: string | null
  post_name: string | null
  place_name: string | null
}

/** The last hand-in of the case `c`. */
const handedIn = sql`
  LEFT JOIN LATERAL (
    SELECT h.detail -> 'contradictions' AS told, h.person_name, h.post_name, h.place_name
    FROM case_events h
    WHERE h.case_id = c.id AND h.action = 'submit'
    ORDER BY h.seq DESC
    LIMIT 1
  ) e ON true`

/**
 * The content of a notice that counts for others: handed in and on its way before what is public, that before a draft
 * still in hand. Withdrawn ones don't count.
 */
const standing = sql`
  SELECT n.id, n.title, n.item_code, n.period, p.notice_id IS NOT NULL AS published,
    d.notice_id IS NOT NULL AS drafted, c.step, c.procedure,
    t.definition AS template, e.told, e.person_name, e.post_name, e.place_name,
    CASE
      WHEN d.notice_id IS NOT NULL AND (p.notice_id IS NULL OR c.step <> 'draft') THEN d.content
      ELSE p.content
    END AS content
  FROM notices n
  JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
  JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
  LEFT JOIN publications p ON p.notice_id = n.id AND p.superseded_at IS NULL
  LEFT JOIN drafts d ON d.notice_id = n.id
  LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
  ${handedIn}
  WHERE (d.notice_id IS NOT NULL OR p.notice_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = n.id)`

/** The days that the item says, or the county's rule where that is more; at most what a posting may hang. */
const hungBy = (item: ItemRow, rules: Rules): Windows =>
  windowsOf(rules, {
    days: item.definition.noticeWindowDays ?? 0,
    by: `公开目录里“${item.name}”定的公示期是 ${item.definition.noticeWindowDays} 天`,
  })

/** Everything that a notice's content is held against, by the rules in force today. */
export async function againstOf(db: Db | Tx, notice: NoticeRow, item: ItemRow, rules: Rules): Promise<Against> {
  if (!item.template) return { beside: { relations: [], parties: [] }, windows: hungBy(item, rules), explained: {} }
  const [beside, neighbours, own] = await Promise.all([
    besideOf(db, notice, item.template),
    neighboursOf(db, notice, item.template),
    rows(
      db,
      sql<Told & { title: string }>`
        SELECT ${notice.title}::text AS title, e.told, e.person_name, e.post_name, e.place_name
        FROM cases c
        ${handedIn}
        WHERE c.subject_kind = 'notice' AND c.subject_id = ${notice.id}`,
    ),
  ])
  return {
    ...neighbours.sides,
    beside: beside.beside,
    windows: hungBy(item, rules),
    explained: Object.fromEntries([
      ...beside.found.flatMap((f) => explanationsOf(f, (x) => x.asks!.startsWith('agree|'))),
      // What a neighbour said of others is not about this one, though the figures may be the same.
      ...neighbours.found.flatMap((f) => explanationsOf(f, (x) => x.with === notice.id)),
      ...own.flatMap((f) => explanationsOf(f, () => true)),
    ]),
  }
}

/** A reason that was taken over from the other side stays that side's. */
function explanationsOf(f: Told & { title: string }, counts: (x: Contradiction) => boolean): [string, Explained][] {
  const by = `“${f.title}”的${postAt(f.place_name, f.post_name)}${f.person_name}`
  return (f.told ?? [])
    .filter((x) => x.asks !== undefined && counts(x))
    .map((x) => [x.asks!, { reason: x.reason, by: x.by ?? by }])
}

async function besideOf(
  db: Db | Tx,
  notice: NoticeRow,
  template: Template,
): Promise<{ beside: Beside; found: Standing[] }> {
  const declared = await rows(
    db,
    sql<{ template: string; check: string }>`
      SELECT DISTINCT t.code AS template, a.text AS check
      FROM notices n
      JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
      JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
      CROSS JOIN LATERAL jsonb_array_elements_text(t.definition #> '{checks,across}') AS a (text)
      WHERE n.region_id = ${notice.region_id} AND n.period = ${notice.period}
      ORDER BY 1, 2`,
  )
  const relations = declared.filter((r) => columnsRead(template.code, [r]).length > 0)
  if (relations.length === 0) return { beside: { relations, parties: [] }, found: [] }
  const found = await rows(
    db,
    sql<Standing>`
      ${standing}
      AND n.region_id = ${notice.region_id}
      AND n.period = ${notice.period}
      AND n.item_code <> ${notice.item_code}
      AND n.stage = ${notice.stage}`,
  )
  const parties = found
    .filter((f) => columnsRead(f.template.code, relations).length > 0 && isBegun(f))
    .map((f) => partyOf(f.content, f.template, relations, { notice: f.id, called: called(f) }))
  return { beside: { relations, parties }, found }
}

async function neighboursOf(
  db: Db | Tx,
  notice: NoticeRow,
  template: Template,
): Promise<{ sides: Pick<Against, 'previous' | 'next'>; found: Standing[] }> {
  const { carry, cumulative } = template.checks
  const [before, after] = [previousPeriod(notice.period), nextPeriod(notice.period)]
  if (before === undefined || after === undefined || Object.keys({ ...carry, ...cumulative }).length === 0)
    return { sides: {}, found: [] }
  const found = await rows(
    db,
    sql<Standing>`
      ${standing}
      AND n.region_id = ${notice.region_id}
      AND n.item_code = ${notice.item_code}
      AND n.period IN (${before}, ${after})
      AND n.stage = ${notice.stage}`,
  )
  const last = found.find((f) => f.period === before && (isDone(f) || hasClosed(f)))
  const next = found.find((f) => f.period === after && isDone(f))
  const sides = {
    ...(last ? { previous: neighbour(last, stateOf(last) === '已公开' ? '上期' : `上期（${stateOf(last)}）`) } : {}),
    ...(next ? { next: neighbour(next, called(next)) } : {}),
  }
  return { sides, found: [last, next].filter((f) => f !== undefined) }
}

const neighbour = (f: Standing, name: string): Neighbour => ({ content: f.content, called: name, notice: f.id })

/** A draft in which nothing stands yet says nothing. */
const isBegun = (f: Standing) => f.content.nothing !== undefined || f.content.rows.length > 0

/** Handed in or public: its figures are meant. */
const isDone = (f: Standing) => isBegun(f) && (f.published || isOnItsWay(f))

/** A draft still in hand whose closing figures all stand. */
const hasClosed = (f: Standing) =>
  isBegun(f) && Object.values(f.template.checks.carry).every((key) => f.content.rows.every((row) => !isEmpty(row[key])))

/** Between the drafter's hands and the public: publishing takes the draft away. */
const isOnItsWay = (f: Standing) => f.drafted && f.step !== 'draft'

function stateOf(f: Standing): string {
  if (isOnItsWay(f)) return `在${procedureOf(f.procedure!).steps[f.step!]?.name ?? '办理'}`
  return f.published ? '已公开' : '草稿'
}

const called = (f: Standing) => `“${f.title}”（${stateOf(f)}）`
