/** Who of the staff may read a report: only those whom the case needs (信访工作条例 Art. 30). */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import { refuseBarred } from '../../../kernel/cases/seeing.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { handling } from '../../../kernel/cases/may.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { reportOfCase, type ReportRow } from './reportOfCase.ts'

/**
 * In hand; asked for a part, or asked and told who the reporter is; above whoever has it; a person or place that has
 * had it before; a unit that reads along. `asked` and `copy` learn nothing of the reporter.
 */
export type Seeing = 'hand' | 'asked' | 'told' | 'above' | 'before' | 'copy'

/** How a person comes to see a case; `undefined` for everybody else. */
export async function seeing(db: Db | Tx, actor: Actor, c: Case): Promise<Seeing | undefined> {
  if (handling(actor, c)) return 'hand'
  if (await worked(db, actor, c)) return 'before'
  const request = await asked(db, actor, c)
  if (request) return request.told ? 'told' : 'asked'
  if (postFor(actor, 'report.oversee', c.holder_path ?? c.path)) return 'above'
  const had = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'report.handle')).map((p) => p.regionId)
  return (await first(
    db,
    sql`
      SELECT 1
      FROM case_events
      WHERE case_id = ${c.id} AND holder_id = ANY(${had}::text[])
      LIMIT 1`,
  ))
    ? 'before'
    : (await copied(db, actor, c))
      ? 'copy'
      : undefined
}

/** Who did something with it themselves has seen it; giving an opinion is no such thing. */
function worked(db: Db | Tx, actor: Actor, c: Case): Promise<unknown> {
  return first(
    db,
    sql`
      SELECT 1
      FROM case_events
      WHERE case_id = ${c.id} AND person_id = ${actor.personId} AND action NOT IN ('opinion', 'answerJoint')
      LIMIT 1`,
  )
}

function copied(db: Db | Tx, actor: Actor, c: Case): Promise<unknown> {
  const units = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'copy.see')).map((p) => p.regionId)
  return first(
    db,
    sql`SELECT 1 FROM report_copies WHERE case_id = ${c.id} AND region_id = ANY(${units}::text[]) LIMIT 1`,
  )
}

/**
 * The report of a case for a person who may read it; 404 for all others. Who is asked or reads along comes in only
 * where `withoutReporter`, for what tells nothing of the reporter.
 */
export async function seenReport(
  db: Db | Tx,
  actor: Actor,
  caseId: string,
  withoutReporter = false,
): Promise<{ report: ReportRow; c: Case; how: Seeing }> {
  const { report, c } = await reportOfCase(db, caseId)
  await refuseBarred(db, c, actor.personId)
  const how = await seeing(db, actor, c)
  if (how === undefined || (how === 'copy' && !withoutReporter)) throw notFound('没有这件民情反映。')
  if (how === 'asked' && !withoutReporter)
    throw forbidden('请您会商、办理的事，看不到反映人的材料。需要看的，请办理的人写明为什么、告诉您反映人是谁。')
  return { report, c, how }
}

/** An order goes to whoever has or had it in hand: they know. */
function asked(db: Db | Tx, actor: Actor, c: Case): Promise<{ told: boolean } | undefined> {
  return first(
    db,
    sql<{ told: boolean }>`
      SELECT q.kind = 'order' OR s.request_id IS NOT NULL AS told
      FROM case_requests q
      LEFT JOIN report_shares s ON s.request_id = q.id
      WHERE q.case_id = ${c.id}
        AND EXISTS (
          SELECT 1
          FROM unnest(
            ${actor.posts.map((p) => p.regionId)}::text[],
            ${actor.posts.map((p) => p.function as string)}::text[]
          ) AS p (place, post)
          WHERE p.place = q.region_id AND p.post = ANY(q.functions)
        )
      ORDER BY told DESC
      LIMIT 1`,
  )
}
