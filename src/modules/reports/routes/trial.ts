/** A rule tried on past reports before it is switched on: what it would have taken, and where that really went. */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { addDays, dayOf, startOfDay } from '../../../platform/clock.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { pastTheVillage, reportKinds, type ReportKind } from '../reports.schema.ts'
import { keepTrial, lockedRule, matterColumns, rulesInForce } from './routes.ts'
import { before, counting, fits, folded, ownWayCategories, type Matter } from './rules.ts'

/** How many past reports are read at most, newest first, and how many are told of. */
const most = 2_000
const told = 20

/**
 * One past report, without its words and whoever is in them. `had`: the rule that it was routed by, or by which it
 * would be now.
 */
export type Taken = {
  caseId: string
  place: string
  kind: string
  category: string
  at: Date
  had: { name: string; used: boolean } | null
  hands: string[]
}
/**
 * `took`: how many of the `read` reports of the last `days` days it would have taken; `elsewhere`: how many more it
 * fits that a narrower rule in force takes. `cut`: there were more than are read.
 */
export type Trial = { days: number; read: number; cut: boolean; took: number; elsewhere: number; some: Taken[] }

type Past = Matter & { id: string; caseId: string; place: string; at: Date }

/**
 * Tries a rule on what the person oversees and may see, and keeps that this version was tried. Errors as `lockedRule`.
 */
export async function tryRoute(tx: Tx, actor: Actor, id: string, version: number, ctx: Context): Promise<Trial> {
  const rule = await lockedRule(tx, id, version)
  const days = ctx.rules.number('report.tryDays')
  const found = await pastOf(tx, actor, rule.area, startOfDay(addDays(dayOf(ctx.now), -days)))
  const inForce = await rulesInForce(tx, rule.copies)
  const read = found.slice(0, most)
  const rivals = inForce.filter((r) => r.id !== id && before(r, rule) < 0)
  const others = inForce.filter((r) => r.id !== id)
  const fitting = read.map((p) => ({ ...p, text: folded(p.text) })).filter((p) => fits(rule, p))
  const taken = fitting.filter((p) => !counting(rivals, p))
  const trial = {
    days,
    read: read.length,
    cut: found.length > most,
    took: taken.length,
    elsewhere: fitting.length - taken.length,
  }
  await keepTrial(tx, id, trial, ctx)
  const some = taken.slice(0, told)
  const ways = await waysOf(
    tx,
    some.map((p) => p.caseId),
    rule.copies,
  )
  return {
    ...trial,
    some: some.map((p) => {
      const way = ways.get(p.caseId)
      const now = counting(others, p)
      return {
        caseId: p.caseId,
        place: p.place,
        kind: reportKinds[p.kind as ReportKind],
        category: p.category,
        at: p.at,
        had: way?.rule ? { name: way.rule, used: true } : now ? { name: now.name, used: false } : null,
        hands: way?.hands ?? [],
      }
    }),
  }
}

/**
 * Reports of an area since then that the person oversees and is not barred from; newest first, one more than are read.
 */
function pastOf(tx: Tx, actor: Actor, area: string, since: Date): Promise<Past[]> {
  const overseen = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'report.oversee')).map((p) => p.path)
  return rows(
    tx,
    sql<Past>`
      SELECT p.id, c.id AS "caseId", r.name AS place, p.received_at AS at, ${matterColumns}
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      JOIN regions r ON r.id = p.region_id
      WHERE p.received_at >= ${since}
        AND starts_with(p.path, ${area})
        AND p.kind <> ALL(${[...pastTheVillage]}::text[])
        AND p.category <> ALL(${[...ownWayCategories]}::text[])
        AND NOT c.guarded
        AND NOT r.practice
        AND ${visible('c', actor.personId)}
        AND EXISTS (SELECT 1 FROM unnest(${overseen}::text[]) AS o (path) WHERE starts_with(p.path, o.path))
      ORDER BY p.received_at DESC, p.id
      LIMIT ${most + 1}`,
  )
}

/** By which rule cases went, and through which hands: holders and units asked, in their order, eight at most. */
async function waysOf(
  tx: Tx,
  caseIds: readonly string[],
  copies: boolean,
): Promise<Map<string, { rule: string | null; hands: string[] }>> {
  const ids = [...caseIds]
  const found = await rows(
    tx,
    sql<{ id: string; rule: string | null; hands: string[] }>`
      SELECT c.id,
        ${
          copies
            ? sql`(
                SELECT t.name
                FROM report_copies x
                JOIN report_routes t ON t.id = x.route_id
                WHERE x.case_id = c.id
                ORDER BY x.at, x.region_id
                LIMIT 1
              )`
            : sql`(
                SELECT t.name
                FROM case_events e
                JOIN report_routes t ON t.id = e.detail ->> 'rule'
                WHERE e.case_id = c.id AND e.action = 'routed'
                ORDER BY e.seq DESC
                LIMIT 1
              )`
        } AS rule,
        (
          SELECT coalesce(jsonb_agg(h.name ORDER BY h.seq, h.name), '[]'::jsonb)
          FROM (
            SELECT r.name, min(w.seq) AS seq
            FROM (
              SELECT e.holder_id AS region_id, e.seq FROM case_events e WHERE e.case_id = c.id
              UNION ALL
              SELECT q.region_id, q.seq FROM case_requests q WHERE q.case_id = c.id AND q.kind = 'joint'
            ) w
            JOIN regions r ON r.id = w.region_id
            GROUP BY r.id, r.name
            ORDER BY min(w.seq), r.name
            LIMIT 8
          ) h
        ) AS hands
      FROM cases c
      WHERE c.id = ANY(${ids}::text[])`,
  )
  return new Map(found.map((f) => [f.id, f]))
}
