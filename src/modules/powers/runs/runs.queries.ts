/** Runs as staff see them: lists with lamps, one run with what this person may do now. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { dayOf } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { caseOf, historyOf, type Case } from '../../../kernel/cases/case.ts'
import { clockLines, clocksOf } from '../../../kernel/cases/clocks.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { everLate, lateNow, soonNow } from '../../../kernel/cases/late.ts'
import { handling, mayOf } from '../../../kernel/cases/may.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { Power, PowerStep } from '../list/powers.schema.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { indexOf, stepNames } from './runs.procedure.ts'
import { holding, isVoid, papersOfRun, runById, stepsOfRun, waits } from './runs.rows.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { within, withinAny } from '../../../kernel/regions/range.ts'
import { readCode } from '../../../platform/ids.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

export type RunFilter = {
  whose?: 'hand' | 'mine' | 'all' | undefined
  lamp?: 'yellow' | 'red' | 'missed' | undefined
  power?: string | undefined
  state?: 'open' | 'closed' | undefined
  text?: string | undefined
  place?: string | undefined
  after?: string | undefined
}
export type RunLine = {
  id: string
  code: string
  title: string
  person: boolean
  power_name: string
  place: string
  township: string
  amount: string | null
  step: string
  stepName: string
  number: number
  steps: number
  holder: string
  due_at: Date | null
  started_at: Date
  started_name: string
  closed_at: Date | null
  missed_at: Date | null
  skipped: number
  lamp: Lamp
}

type Found = Omit<RunLine, 'lamp' | 'stepName' | 'number' | 'steps'> & {
  way: string[]
  power: Power
  procedure: string
  due_at: Date | null
  warn_at: Date | null
  paused_at: Date | null
}
export const pageOfRuns = 50

/** Open ones by what is due first, then those that ended last: the place of a run in its list. */
const place = sql`
  c.closed_at IS NOT NULL,
  CASE
    WHEN c.closed_at IS NULL THEN coalesce(extract(epoch FROM c.due_at), 1e12)
    ELSE -extract(epoch FROM c.closed_at)
  END,
  x.id`

/** A filter with the path of its place, which is named by slug; a place that is not there holds no run. */
export async function placedFilter<F extends { place?: string | undefined }>(db: Db, f: F): Promise<F> {
  if (!f.place) return { ...f, place: undefined }
  const found = await placeAt(db, f.place)
  return { ...f, place: found?.path ?? '!' }
}

/**
 * Runs below the person's posts. `after`: the last run seen; what comes next follows it whatever came in between.
 * `most`: for a sheet.
 */
export async function runLines(
  db: Db,
  actor: Actor,
  f: RunFilter,
  now: Date,
  most = pageOfRuns,
): Promise<{ runs: RunLine[]; more: boolean }> {
  const found = await rows(
    db,
    sql<Found>`
      SELECT x.id, x.code, x.title, x.person, x.power_name, r.name AS place,
        coalesce(t.name, '') AS township, w.amount, w.steps AS way, c.step, p.definition AS power,
        h.name AS holder, c.procedure, c.due_at, c.warn_at, c.paused_at, x.started_at, x.started_name, c.closed_at,
        c.missed_at,
        (SELECT count(*)::int FROM power_run_steps s WHERE s.run_id = x.id AND s.outcome = 'skipped') AS skipped
      FROM power_runs x
      JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = x.id
      JOIN regions r ON r.id = x.region_id
      LEFT JOIN regions t ON t.id = r.parent_id
      JOIN regions h ON h.id = c.holder_id
      JOIN powers p ON p.code = x.power_code AND p.version = x.power_version
      JOIN LATERAL (
          SELECT amount, steps
          FROM power_run_ways w
          WHERE w.run_id = x.id
          ORDER BY seq DESC
          LIMIT 1
        ) w
        ON true
      WHERE ${where(actor, f, now)}
      ORDER BY ${place}
      LIMIT ${most + 1}`,
  )
  // Whom a run is about is for the village and its township.
  const near = actor.posts.some((p) => p.level === 'village' || p.level === 'township')
  return {
    runs: found.slice(0, most).map((r) => lineOf(r.person && !near ? { ...r, title: r.power_name } : r, now)),
    more: found.length > most,
  }
}

function where(actor: Actor, f: RunFilter, now: Date) {
  const scopes = scopesOf(actor)
  const all = [withinAny('x.path', scopes), visible('c', actor.personId)]
  if (f.whose === 'mine')
    all.push(
      sql`
        (
          x.started_by = ${actor.personId}
          OR EXISTS (
            SELECT 1
            FROM power_run_steps s
            JOIN power_run_hands h ON h.step_id = s.id
            WHERE s.run_id = x.id AND h.person_id = ${actor.personId}
          )
        )`,
    )
  if (f.whose === 'hand')
    all.push(
      sql`
        c.closed_at IS NULL
        AND EXISTS (
          SELECT 1
          FROM unnest(
            ${actor.posts.map((p) => p.regionId)}::text[], ${actor.posts.map((p) => p.function)}::text[]
          ) AS q (place, fn)
          WHERE q.place = c.holder_id AND q.fn = ANY(c.hands)
        )`,
    )
  if (f.state === 'open') all.push(sql`c.closed_at IS NULL`)
  if (f.state === 'closed') all.push(sql`c.closed_at IS NOT NULL`)
  if (f.lamp === 'missed') all.push(everLate(now))
  if (f.lamp === 'red') all.push(lateNow(now))
  if (f.lamp === 'yellow') all.push(soonNow(now))
  if (f.power) all.push(sql`x.power_code = ${f.power}`)
  if (f.text)
    all.push(
      sql`(x.code = ${readCode(f.text) ?? f.text.toUpperCase()} OR x.title LIKE ${`%${f.text.replace(/[%_\\]/g, '\\$&')}%`})`,
    )
  if (f.place) {
    all.push(sql`${within('x.path', f.place)}`)
  }
  if (f.after)
    all.push(
      sql`
        (${place}) > (
          SELECT ${place}
          FROM power_runs x
          JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = x.id
          WHERE x.id = ${f.after}
        )`,
    )
  return sql.join(all, sql` AND `)
}

const scopesOf = (actor: Actor) =>
  actor.posts
    .filter((p) => postFor({ ...actor, posts: [p] }, 'power.see'))
    .map((p) => (p.level === 'bureau' ? '!' : p.path))

function lineOf({ way, power, procedure, warn_at, paused_at, ...r }: Found, now: Date): RunLine {
  const index = r.closed_at === null ? indexOf(r.step) : -1
  return {
    ...r,
    steps: way.length,
    number: index + 1,
    stepName: index < 0 ? (r.step === 'done' ? '办结' : '停办') : power.steps.find((s) => s.key === way[index])!.name,
    lamp:
      r.closed_at === null ? lampAt({ procedure, step: r.step, due_at: r.due_at, warn_at, paused_at }, now) : 'green',
  }
}

/** The run for one person; 404 where it is none of theirs. */
export async function runForStaff(db: Db, actor: Actor, id: string, ctx: Context) {
  const run = await runById(db, id)
  if (!actor.posts.some((p) => postFor({ ...actor, posts: [p] }, 'power.see', run.path)))
    throw notFound('没有这次办理。')
  const c = (await caseOf(db, 'power_run', id))!
  const [history, steps, papers, notices, questions, ways, holder] = await Promise.all([
    historyOf(db, c.id),
    stepsOfRun(db, id),
    papersOfRun(db, id),
    noticesOf(db, actor, id),
    questionsOf(db, actor, id),
    waysOf(db, id),
    first(db, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${c.holder_id}`),
  ])
  const index = c.closed_at === null ? indexOf(c.step) : -1
  const step = index < 0 ? undefined : run.power.steps.find((s) => s.key === run.steps[index])
  const { power, started_by: _by, ...shown } = run
  const holds = new Set(holding(steps))
  const near = actor.posts.some((p) => (p.level === 'village' || p.level === 'township') && run.path.startsWith(p.path))
  return {
    run: run.person && !near ? { ...shown, title: run.power_name, about: '' } : shown,
    way: run.steps.map((k) => power.steps.find((s) => s.key === k)!),
    amount: power.amount,
    index,
    today: dayOf(ctx.now),
    case: headOf(c, ctx.now),
    paused: c.paused_at && {
      since: c.paused_at,
      until: c.alarm_at,
      why: history.findLast((e) => e.action === 'suspend')?.comment ?? '',
    },
    holder: holder?.name ?? '',
    ...clockLines(clocksOf(c.procedure, history, ctx.calendar, ctx.now, stepNames(power, run.steps))),
    steps: steps.map(({ salt: _salt, ...s }, i) => ({
      ...s,
      sentBack: s.outcome !== 'returned' && !holds.has(steps[i]!),
      isVoid: isVoid(s),
      waits: waits(s),
      mine: s.hands.some((h) => h.person_id === actor.personId),
      hands: s.hands.map(({ person_id: _p, ...h }) => h),
    })),
    papers: papers.map((p) => ({
      id: p.id,
      step_id: p.step_id,
      paper: p.paper,
      open: p.open,
      name: p.name,
      file: p.file_id,
      mine: p.person_id === actor.personId,
    })),
    notices,
    questions,
    ways,
    may: {
      ...mayHere(actor, c, history, step !== undefined && index + 1 === run.steps.length),
      ...pausing(actor, c, step, ctx.now),
    },
  }
}

const headOf = (c: Case, now: Date) => ({
  step: c.step,
  due_at: c.due_at,
  closed_at: c.closed_at,
  events: c.events,
  provisional: c.provisional,
  missed_at: c.missed_at,
  lamp: lampAt(c, now),
})

/** Of the actions on the case, those that this step of this run has. */
function mayHere(actor: Actor, c: Case, history: Parameters<typeof mayOf>[2], last: boolean) {
  const may = new Set(mayOf(actor, c, history))
  return {
    record: may.has(last ? 'finish' : 'record'),
    skip: may.has(last ? 'skipLast' : 'skip'),
    stop: may.has('stop'),
    amend: may.has('amend'),
    sendBack: may.has('sendBack'),
  }
}

/** Whoever has the step in hand stops and starts its clock, where the step waits for somebody else and is not late. */
const pausing = (actor: Actor, c: Case, step: PowerStep | undefined, now: Date) => {
  const mine = handling(actor, c) !== undefined
  return {
    pause: mine && c.paused_at === null && c.due_at !== null && c.due_at > now && step?.pauses !== undefined,
    resume: mine && c.paused_at !== null,
  }
}

type NoticeLine = {
  step_id: string
  item_code: string
  item: string
  by_itself: boolean
  due_on: string
  published_on: string | null
  notice_id: string | null
  title: string | null
  notice_step: string | null
}
const noticesOf = (db: Db, actor: Actor, id: string) =>
  rows(
    db,
    sql<NoticeLine>`
      SELECT n.step_id, n.item_code, i.name AS item, n.by_itself, o.due_on, o.published_on, o.notice_id,
        t.title, c.step AS notice_step
      FROM power_run_notices n
      JOIN obligations o ON o.id = n.obligation_id
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN notices t ON t.id = o.notice_id
      LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
      WHERE n.run_id = ${id} AND ${visible('c', actor.personId)}
      ORDER BY o.due_on, n.item_code`,
  )
const questionsOf = (db: Db, actor: Actor, id: string) =>
  rows(
    db,
    sql<{
      step: string
      case_id: string
      title: string
      received_at: Date
      closed_at: Date | null
    }>`
      SELECT q.step, c.id AS case_id, c.title, p.received_at, c.closed_at
      FROM power_run_questions q
      JOIN reports p ON p.id = q.report_id
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE q.run_id = ${id} AND ${visible('c', actor.personId)}
      ORDER BY p.received_at`,
  )
const waysOf = (db: Db, id: string) =>
  rows(
    db,
    sql<{
      seq: number
      amount: string | null
      band: string | null
      reason: string
      by_name: string
      by_post: string
      at: Date
    }>`SELECT seq, amount, band, reason, by_name, by_post, at FROM power_run_ways WHERE run_id = ${id} ORDER BY seq`,
  )

/** The powers that a village can start today, with their bands; for the form. */
export async function startable(
  db: Db,
  day: string,
): Promise<
  {
    code: string
    name: string
    where: string
    person: boolean
    amount: Power['amount']
    steps: { name: string; bands: string[] }[]
  }[]
> {
  const found = await rows(
    db,
    sql<{
      definition: Power
    }>`
      SELECT definition
      FROM ${inForceOn('powers', day)} p
      WHERE state = 'inForce'
      ORDER BY position`,
  )
  return found.map(({ definition: p }) => ({
    code: p.code,
    name: p.name,
    where: p.where,
    person: p.person,
    amount: p.amount,
    steps: p.steps.map((s) => ({ name: s.name, bands: s.bands })),
  }))
}
