/** Figures of a region and a time: how many, how quick, by whom, how content. Every share comes with its formula. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { addDays, startOfDay } from '../../../platform/clock.ts'
import { lateNow } from '../../../kernel/cases/late.ts'
import { uncounted } from '../../../kernel/cases/seeing.ts'
import { within } from '../../../kernel/regions/range.ts'
import { shareOf } from '../../../kernel/site/share.ts'
import { formulas } from './formulas.ts'
import { channels, reportKinds } from '../reports.schema.ts'

/**
 * `now`: what is overdue at this instant counts as late. `person`: whoever reads; what may not be told to them is in no
 * figure.
 */
export type Span = { path: string; from: string; to: string; now: Date; person: string }
export type Figures = {
  received: number
  answered: number
  late: number
  open: number
  closed: number
  rated: number
  content: number
  unsatisfied: number
  settled: number
  median: number | null
  p90: number | null
}
export type Group = Pick<Figures, 'received' | 'answered' | 'late' | 'median' | 'p90' | 'unsatisfied'> & {
  key: string
  name: string
  /** Of a place, to go down to its own figures. */
  slug: string | null
}
export const groupings = ['kind', 'channel', 'category', 'county', 'place', 'unit', 'level', 'month'] as const
export type Groups = (typeof groupings)[number]

/** Figures, shares by the published formulas, hot spots, and groups `by` one way or by all. */
export async function statisticsOf(db: Db, span: Span, by: Groups | undefined) {
  const kinds = by === undefined ? groupings : [by]
  const [figures, spots, ...groups] = await Promise.all([
    figuresOf(db, span),
    hotSpots(db, span),
    ...kinds.map((k) => groupsOf(db, span, k)),
  ])
  return {
    figures,
    shares: sharesOf(figures),
    formulas,
    spots,
    groups: Object.fromEntries(kinds.map((k, i) => [k, named(k, groups[i]!)])) as Partial<Record<Groups, Group[]>>,
  }
}

/** `from`, `to`: days, both included. */
export async function figuresOf(db: Db, span: Span): Promise<Figures> {
  return (await first(
    db,
    sql<Figures>`
      SELECT count(*)::int AS received, count(first_answered_at)::int AS answered,
        count(*) FILTER (WHERE ${late(span)})::int AS late,
        count(*) FILTER (WHERE closed_on IS NULL)::int AS open, count(closed_on)::int AS closed,
        count(rating)::int AS rated,
        count(*) FILTER (WHERE rating IN ('satisfied', 'basic'))::int AS content,
        count(*) FILTER (WHERE rating = 'unsatisfied')::int AS unsatisfied,
        count(*) FILTER (WHERE closed_on IS NOT NULL AND rating IS DISTINCT FROM 'unsatisfied')::int AS settled,
        ${hours(0.5)} AS median, ${hours(0.9)} AS p90
      FROM reports p
      WHERE ${receivedIn(span)}`,
  ))!
}

/**
 * The same by one property: places in the order of the tree, never ranked, others the largest first; at most 200
 * groups, of places 2,000.
 */
export function groupsOf(db: Db, span: Span, by: Groups): Promise<Group[]> {
  const key = {
    kind: sql`p.kind`,
    channel: sql`p.channel`,
    category: sql`p.category`,
    county: sql`coalesce(k.id, '')`,
    place: sql`p.region_id`,
    unit: sql`coalesce(p.answered_by, '')`,
    level: sql`coalesce(p.answered_level, '')`,
    month: sql`to_char(p.received_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM')`,
  }[by]
  return rows(
    db,
    sql<Group>`
      SELECT x.*, coalesce(r.name, x.key) AS name, r.slug
      FROM (
        SELECT ${key} AS key, count(*)::int AS received, count(first_answered_at)::int AS answered,
          count(*) FILTER (WHERE ${late(span)})::int AS late,
          count(*) FILTER (WHERE rating = 'unsatisfied')::int AS unsatisfied, ${hours(0.5)} AS median,
          ${hours(0.9)} AS p90
        FROM reports p
        ${
          by === 'county'
            ? sql`LEFT JOIN regions k ON k.level = 'county' AND p.path >= k.path
          AND p.path < left(k.path, -1) || '/'`
            : sql``
        }
        WHERE ${receivedIn(span)}
        GROUP BY 1
      ) AS x
      LEFT JOIN regions r ON r.id = x.key
      ORDER BY r.path, x.received DESC, x.key
      LIMIT ${by === 'place' ? 2_000 : 200}`,
  )
}

export type Spot = { place: string; spot: string; kind: string; reports: number; supporters: number }

/** Places that are named again and again, at least twice in the span. */
export function hotSpots(db: Db, span: Span): Promise<Spot[]> {
  return rows(
    db,
    sql<Spot>`
      SELECT r.name AS place, coalesce(nullif(p.spot, ''), g.name, '') AS spot, p.kind,
        count(*)::int AS reports, ${persons} AS supporters
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      JOIN regions r ON r.id = p.region_id
      LEFT JOIN regions g ON g.id = p.group_id
      WHERE ${receivedIn(span)}
        AND p.kind <> 'person'
        AND (p.spot <> '' OR p.group_id IS NOT NULL)
      GROUP BY r.name, 2, p.kind
      HAVING count(*) > 1
      ORDER BY reports DESC, supporters DESC
      LIMIT 50`,
  )
}

function receivedIn({ path, from, to, person }: Span) {
  return sql`
    ${within('p.path', path)}
    AND p.received_at >= ${startOfDay(from)}
    AND p.received_at < ${startOfDay(addDays(to, 1))}
    AND p.id NOT IN (${uncounted('report', path, person)})`
}

/** A step ran past its limit before, or does so now: of reports `p`, without their cases. */
function late({ path, now }: Span) {
  return sql`
    p.late
    OR (
      p.closed_on IS NULL
      AND p.id IN (
        SELECT subject_id
        FROM cases c
        WHERE c.subject_kind = 'report' AND ${lateNow(now)} AND ${within('c.path', path)}
      )
    )`
}

/**
 * Whether a report `p` with its case `c` is late in the sense of every figure and list: one of its limits was missed,
 * before or now.
 */
export function isLate(now: Date) {
  return sql`(p.late OR ${lateNow(now)})`
}

/** Hours from receipt to the first answer at a percentile, one decimal. */
function hours(share: number) {
  return sql`
    round(
      (percentile_cont(${sql.lit(share)}) WITHIN GROUP (ORDER BY extract(epoch
        FROM first_answered_at - received_at)) / 3600)::numeric,
      1
    )::float`
}

export type Shares = { onTime: number | null; content: number | null; solved: number | null }

/** Shares in percent, one decimal; null where nothing can be divided. Pure. */
export function sharesOf(f: Pick<Figures, 'received' | 'late' | 'rated' | 'content'> & Partial<Figures>): Shares {
  return {
    onTime: shareOf(f.received - f.late, f.received),
    content: shareOf(f.content, f.rated),
    solved: f.settled === undefined ? null : shareOf(f.settled, f.received),
  }
}

/**
 * People behind reports `p` with their cases `c`, each counted once: those of a merged report are counted where it
 * went.
 */
export const persons = sql`coalesce(sum(p.supporters) FILTER (WHERE c.merged_into IS NULL), 0)::int`

const levels: Record<string, string> = {
  village: '村里',
  township: '乡镇',
  county: '县里',
  bureau: '部门',
  city: '市里',
  '': '还没有答复',
}

/** Groups whose keys are codes get the words for them. */
function named<T extends { key: string; name: string }>(by: Groups, groups: T[]): T[] {
  const words: Record<string, string> =
    by === 'kind'
      ? reportKinds
      : by === 'channel'
        ? channels
        : by === 'level'
          ? levels
          : by === 'category'
            ? { '': '还没有登记类别' }
            : by === 'unit'
              ? { '': '还没有答复' }
              : by === 'county'
                ? { '': '不在哪个县' }
                : {}
  return groups.map((g) => ({ ...g, name: words[g.key] ?? g.name }))
}
