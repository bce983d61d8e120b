/**
 * Who of the staff reads an application: its content only those whom the step needs, its way those above and those who
 * had it.
 */
import type { RawBuilder } from 'kysely'
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { refuseBarred } from '../../../kernel/cases/seeing.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { handling, isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { applicationOfCase, type ApplicationRow } from './application.ts'

/**
 * In hand; asked for an opinion; above whoever has it; a place that has had it; consulted (会商) and not shown what was
 * handed in. Only the first two read answers and papers; who is consulted learns what it is about and what it is asked.
 */
export type Seeing = 'hand' | 'asked' | 'above' | 'before' | 'consulted'
export type Seen = { a: ApplicationRow; c: Case; how: Seeing; post: string }

/** The application of a case for a person who may see it; 404 for all others, and for those who are barred. */
export async function seen(db: Db | Tx, actor: Actor, caseId: string): Promise<Seen> {
  const { a, c } = await applicationOfCase(db, caseId)
  await refuseBarred(db, c, actor.personId)
  const found = await seeing(db, actor, c)
  if (!found) throw notFound('没有这件申请。')
  return { a, c, ...found }
}

/** As `seen`, for whoever may read what was handed in. */
export async function reading(db: Db | Tx, actor: Actor, caseId: string): Promise<Seen> {
  const s = await seen(db, actor, caseId)
  if (s.how === 'consulted')
    throw forbidden('请您会商的申请，看不到申请人的材料。需要看的，请办理的人写明为什么、给您看材料。')
  if (s.how !== 'hand' && s.how !== 'asked') throw forbidden('只有正在办这件事的人能看材料。')
  return s
}

async function seeing(db: Db | Tx, actor: Actor, c: Case): Promise<Pick<Seen, 'how' | 'post'> | undefined> {
  const hand = handling(actor, c)
  if (hand) return { how: 'hand', post: hand.post }
  const asked = await first(
    db,
    sql<{
      place: string
      post: string
      reads: boolean
    }>`
      SELECT p.place, p.post, q.kind <> 'consult' OR s.request_id IS NOT NULL AS reads
      FROM case_requests q
      LEFT JOIN application_shares s ON s.request_id = q.id
      JOIN unnest(
          ${actor.posts.map((p) => p.regionId)}::text[],
          ${actor.posts.map((p) => p.function as string)}::text[]
        ) AS p (place, post)
        ON p.place = q.region_id
        AND p.post = ANY(q.functions)
      WHERE q.case_id = ${c.id} AND q.withdrawn_at IS NULL
      ORDER BY reads DESC
      LIMIT 1`,
  )
  if (asked?.reads && c.closed_at === null)
    return {
      how: 'asked',
      post: actor.posts.find((p) => p.regionId === asked.place && p.function === asked.post)!.post,
    }
  const judge = c.step.endsWith('_notice') ? await judging(db, actor, c) : undefined
  if (judge) return { how: 'asked', post: judge }
  const above =
    postFor(actor, 'application.oversee', c.holder_path ?? c.path) ?? postFor(actor, 'application.oversee', c.path)
  if (above) return { how: 'above', post: above.post }
  const { steps } = procedureOf(c.procedure)
  const had = actor.posts.find((p) =>
    c.route?.some((leg) => leg.holder.id === p.regionId && steps[leg.step]!.by.includes(p.function)),
  )
  if (had || asked?.reads) return { how: 'before', post: (had ?? actor.posts[0]!).post }
  if (asked) return { how: 'consulted', post: actor.posts.find((p) => p.regionId === asked.place)!.post }
  const concerned = await bureauOf(db, actor, c)
  return concerned === undefined ? undefined : { how: 'above', post: concerned }
}

/**
 * The post in a bureau that decides or reviews this service: it follows the way of what will come to it, as its
 * register lists it.
 */
async function bureauOf(db: Db | Tx, actor: Actor, c: Case): Promise<string | undefined> {
  const found = await first(
    db,
    sql<{
      place: string
    }>`
      SELECT b.id AS place
      FROM applications a
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      JOIN regions b ON b.id = ANY(${actor.posts.map((p) => p.regionId)}::text[]) AND b.level = 'bureau'
      WHERE a.id = ${c.subject_id} AND ${concerns(
        sql`s.definition`,
        sql`coalesce(nullif(b.kind, ''), substr(b.code,
        3))`,
      )}
      LIMIT 1`,
  )
  return (
    found &&
    actor.posts.find((p) => p.regionId === found.place && postFor({ ...actor, posts: [p] }, 'application.oversee'))
      ?.post
  )
}

/** Whether a service's definition is decided or reviewed by the bureau of this code. */
export const concerns = (definition: RawBuilder<unknown>, bureau: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${definition} #>> '{competent,dept}' = ${bureau} OR ${definition} #> '{joint,bureaux}' ? ${bureau})`

/**
 * The post that decides about an objection to the notice: it reads what the objection is about. Without an objection
 * nobody does.
 */
async function judging(db: Db | Tx, actor: Actor, c: Case): Promise<string | undefined> {
  const post = postForAction(actor, c, [], 'uphold')
  if (isRefusal(post)) return undefined
  return (await first(
    db,
    sql`
      SELECT 1
      FROM applications a
      JOIN questions q ON q.notice_id = a.notice_id AND q.kind IN ('objection', 'untrue')
      WHERE a.id = ${c.subject_id}
      LIMIT 1`,
  ))
    ? post.post
    : undefined
}

/**
 * Writes down that somebody opened something of an application, before it is shown: the applicant reads it. The same
 * thing by the same person counts once an hour.
 */
export async function look(
  db: Db | Tx,
  actor: Actor,
  s: { a: Pick<ApplicationRow, 'id'>; post: string },
  what: string,
  why: string,
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO application_looks (id, application_id, what, person_id, person_name, post_name, why, at)
    SELECT ${newId(now.getTime())}, ${s.a.id}, ${what}, ${actor.personId}, ${actor.name}, ${s.post}, ${why},
      ${now}
    WHERE NOT EXISTS (
      SELECT 1
      FROM application_looks
      WHERE application_id = ${s.a.id}
        AND person_id = ${actor.personId}
        AND what = ${what}
        AND why = ${why}
        AND at > ${new Date(now.getTime() - 3_600_000)}
    )`.execute(db)
}
