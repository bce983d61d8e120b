/**
 * What a notice must agree with: the other notices of its place and period, and its neighbours in time, whichever was
 * written last.
 */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { columnsRead, partyOf, type Beside } from '../../../kernel/forms/agree.ts'
import { isEmpty } from '../../../kernel/forms/form.ts'
import type { Content, Template } from '../../../kernel/forms/forms.schema.ts'
import type { Neighbour } from '../../../kernel/forms/sums.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { ItemRow } from '../catalogue/items.read.ts'
import { nextPeriod, previousPeriod } from '../obligations/periods.ts'
import type { NoticeRow } from './notices.read.ts'

/** As validateContent takes it; the editor is handed the same, so that it judges while one types. */
export type Against = { previous?: Neighbour; next?: Neighbour; beside: Beside }

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
}

/**
 * The content of a notice that counts for others: handed in and on its way before what is public, that before a draft still in hand.
 * Withdrawn ones don't count.
 */
const standing = sql`
  SELECT n.id, n.title, n.item_code, n.period, p.notice_id IS NOT NULL AS published,
    d.notice_id IS NOT NULL AS drafted, c.step, c.procedure,
    t.definition AS template,
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
  WHERE (d.notice_id IS NOT NULL OR p.notice_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = n.id)`

/** Everything that a notice's content is held against. */
export async function againstOf(db: Db | Tx, notice: NoticeRow, item: ItemRow): Promise<Against> {
  if (!item.template) return { beside: { relations: [], parties: [] } }
  const [beside, neighbours] = await Promise.all([
    besideOf(db, notice, item.template),
    neighboursOf(db, notice, item.template),
  ])
  return { ...neighbours, beside }
}

async function besideOf(db: Db | Tx, notice: NoticeRow, template: Template): Promise<Beside> {
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
  if (relations.length === 0) return { relations, parties: [] }
  const found = await rows(
    db,
    sql<Standing>`
      ${standing}
      AND n.region_id = ${notice.region_id}
      AND n.period = ${notice.period}
      AND n.item_code <> ${notice.item_code}
      AND n.stage = ${notice.stage}`,
  )
  return {
    relations,
    parties: found
      .filter((f) => columnsRead(f.template.code, relations).length > 0 && isBegun(f))
      .map((f) => partyOf(f.content, f.template, relations, { notice: f.id, called: called(f) })),
  }
}

async function neighboursOf(db: Db | Tx, notice: NoticeRow, template: Template): Promise<Omit<Against, 'beside'>> {
  const { carry, cumulative } = template.checks
  const [before, after] = [previousPeriod(notice.period), nextPeriod(notice.period)]
  if (before === undefined || after === undefined || Object.keys({ ...carry, ...cumulative }).length === 0) return {}
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
  return {
    ...(last ? { previous: neighbour(last, stateOf(last) === '已公开' ? '上期' : `上期（${stateOf(last)}）`) } : {}),
    ...(next ? { next: neighbour(next, called(next)) } : {}),
  }
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
