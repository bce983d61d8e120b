/**
 * The sweep: records yellow and red cards once with the nominal time, tells the next level up past the limit whether or
 * not anybody was assigned, lets long pauses end, takes the actions of silence. It looks only at cases whose alarm has
 * come.
 */
import { first, rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { tellMany, type NewMessage } from '../notices/messages.ts'
import { sayDay, sayLimit } from '../../platform/clock.ts'
import { bump } from '../../platform/pageVersions.ts'
import { actAsSystem, overTheBarred, type Context } from './act.ts'
import { alarmsOf, type Alarm } from './alarms.ts'
import { inSum } from './alarmSums.ts'
import { recordCards, type CardDue } from './cards.ts'
import { historyOf, type Case } from './case.ts'
import { doApart, isTried } from '../rounds/apart.ts'
import { prefixes } from './holder.ts'
import { missedBy, silenceOf } from './goingOn.ts'
import { resumeByItself } from './pause.ts'
import { caseLink, procedureOf, type Step } from './procedure.ts'
import { heldBy } from './reactions.ts'
import { namesOf, type Named } from './subjects.ts'
import { handsNow, isOverdue, sayStepDue, tellDeciders, type Told } from './telling.ts'
import { sweepRequests } from './sweepRequests.ts'
import { limitOfRule } from './times.ts'

type Ringing = Case & { slug: string; practice: boolean }
type Rung = { c: Ringing; step: Step<string>; alarm: Alarm; name: Named }
type Carded = CardDue & Rung

const batch = 5_000

/** Handles every case, and every request to another unit, whose alarm has come; returns how many. */
export async function sweepCases(db: Db, ctx: Context): Promise<number> {
  let faulty = false
  const together = () =>
    sweepSome(db, ctx).catch((): Ringing[] => {
      faulty = true
      return []
    })
  // Two at a time: one counts while the database writes what the other has counted.
  const lanes = await Promise.all([1, 2].map(() => inBatches(() => sweepBatch(db, ctx, together))))
  // One by one afterwards: a lane that only finds a case locked by the other would take it for handled.
  const apart = faulty ? await inBatches(() => sweepBatch(db, ctx, () => sweepApart(db, ctx))) : 0
  return lanes[0]! + lanes[1]! + apart + (await inBatches(() => sweepRequests(db, batch, ctx)))
}

/**
 * Guarded cases whose last free hands have gone since (a term that ended by its date, an account that was closed) go on
 * above; returns how many were looked at. Whatever keeps somebody away takes them on at once.
 */
export async function sweepBarred(db: Db, ctx: Context): Promise<number> {
  const items = await rows(
    db,
    sql<{ id: string }>`
      SELECT c.id
      FROM cases c
      WHERE c.guarded
        AND c.closed_at IS NULL
        AND c.merged_into IS NULL
        AND ${isTried('barred', sql`c.id`, ctx.now)}`,
  )
  const work = ([c]: readonly { id: string }[]) => transact(db, (tx) => overTheBarred(tx, c!.id, ctx))
  return doApart(db, { round: 'barred', items, atOnce: 1, idOf: (c) => c.id, work }, ctx.now)
}

async function inBatches(sweep: () => Promise<number>): Promise<number> {
  for (let all = 0; ; ) {
    const done = await sweep()
    all += done
    if (done < batch) return all
  }
}

/** What `sweep` has found and counted, and what of it ends by silence. */
async function sweepBatch(db: Db, ctx: Context, sweep: () => Promise<Ringing[]>): Promise<number> {
  const ringing = await sweep()
  const silent = ringing.filter((x) => !isPaused(x) && endsNow(x, ctx.now))
  const work = (some: readonly Ringing[]) => transact(db, (tx) => endBySilence(tx, some[0]!.id, ctx))
  await doApart(db, { round: 'cases', items: silent, atOnce: 1, idOf: (c) => c.id, work }, ctx.now)
  return ringing.length
}

/** All that can be counted, where one of them made it fail for all. */
async function sweepApart(db: Db, ctx: Context): Promise<Ringing[]> {
  const apart: Ringing[] = []
  const items = await rows(db, sql<{ id: string }>`SELECT c.id ${ringingFrom(ctx)}`)
  const work = async (some: readonly { id: string }[]) =>
    apart.push(
      ...(await sweepSome(
        db,
        ctx,
        some.map((c) => c.id),
      )),
    )
  await doApart(db, { round: 'cases', items, idOf: (c) => c.id, work }, ctx.now)
  return apart
}

/** Open cases whose alarm has come, a batch of them, but for those that failed a moment ago. */
const ringingFrom = (ctx: Context, ids?: readonly string[]) => sql`
  FROM cases c
  JOIN regions r ON r.id = c.region_id
  WHERE c.alarm_at <= ${ctx.now}
    AND c.closed_at IS NULL
    AND ${ids === undefined ? isTried('cases', sql`c.id`, ctx.now) : sql`c.id = ANY(${[...ids]}::text[])`}
  ORDER BY c.alarm_at
  LIMIT ${batch}`

function sweepSome(db: Db, ctx: Context, ids?: readonly string[]): Promise<Ringing[]> {
  return transact(db, async (tx) => {
    const found = await rows(
      tx,
      sql<Ringing>`
        SELECT c.*, r.slug, r.practice
        ${ringingFrom(ctx, ids)}
        FOR UPDATE OF c SKIP LOCKED`,
    )
    for (const c of found.filter(isPaused))
      await resumeByItself(tx, { c, history: await historyOf(tx, c.id) }, c.alarm_at!, ctx)
    await ring(
      tx,
      found.filter((c) => !isPaused(c) && !endsNow(c, ctx.now)),
      ctx,
    )
    return found
  })
}

function isPaused(c: Case): boolean {
  return c.paused_at !== null
}

/** Silence is nobody's fault: a step that then ends by itself gets no card. */
function endsNow(c: Case, now: Date): boolean {
  return silenceOf(c) !== undefined && c.due_at !== null && c.due_at <= now
}

/** In a transaction of its own, for what follows it is the room's; the alarm stays until it is done. */
async function endBySilence(tx: Tx, id: string, ctx: Context) {
  const c = await first(
    tx,
    sql<Case>`SELECT * FROM cases WHERE id = ${id} AND closed_at IS NULL AND alarm_at <= ${ctx.now} FOR UPDATE`,
  )
  if (!c || isPaused(c) || !endsNow(c, ctx.now)) return
  const held = await heldBy(tx, c, ctx)
  if (held) {
    // Once for each limit, however often it is looked at again.
    const event = `${c.id} held ${c.due_at!.toISOString()}`
    if (held.say !== undefined) await tellDeciders(tx, c, event, held.say, ctx)
    await sql`UPDATE cases SET alarm_at = ${held.until} WHERE id = ${id}`.execute(tx)
  } else await actAsSystem(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id, action: silenceOf(c)! }, ctx, c)
}

function stepOf(c: Case): Step<string> {
  return procedureOf(c.procedure).steps[c.step]!
}

async function ring(tx: Tx, ringing: readonly Ringing[], ctx: Context) {
  const names = await namesOf(tx, ringing)
  const every = new Map<string, number>()
  const msOf = (rule: string | undefined) => {
    if (rule === undefined) return undefined
    if (!every.has(rule)) {
      const l = limitOfRule(rule, ctx.rules)
      every.set(rule, l.amount * (l.unit === 'hour' ? 3_600_000 : 86_400_000))
    }
    return every.get(rule)
  }
  const watched = ringing
    .map((c) => ({ c, step: stepOf(c) }))
    .map((x) => ({ ...x, ...alarmsOf(x.c, ctx.now, msOf(x.step.escalate?.every)) }))
  const rung: Rung[] = watched.flatMap(({ c, step, due }) =>
    due.map((alarm) => ({ c, step, alarm, name: names.get(c.subject_id)! })),
  )
  const late = rung.filter((r) => r.alarm.kind !== 'escalate' && silenceOf(r.c) === undefined)
  const fresh = await recordCards(tx, late.filter((r) => !r.c.practice).map(cardOf), ctx)
  const ups = rung.filter((r) => r.alarm.kind === 'escalate')
  await recordEscalations(tx, ups, ctx.now)
  const above = await placesAbove(tx, [...new Set(ups.map((r) => r.c))])
  const red = new Set(late.filter((r) => r.alarm.kind === 'red').map((r) => r.c.id))
  const told = worst([...fresh, ...late.filter((r) => r.c.practice)], red)
  const hands = await handsNow(tx, told, ctx.now)
  await tellMany(
    tx,
    inSum(
      [...told.flatMap((r) => toHolder(r, hands.get(r.c.id)!, ctx.now)), ...ups.flatMap((u) => toAbove(u, above))],
      new Set(ringing.filter((c) => c.guarded).map((c) => c.id)),
    ),
    ctx.now,
  )
  await sql`
    UPDATE cases
    SET alarm_at = t.next, missed_at = least(missed_at, t.missed)
    FROM unnest(
        ${watched.map((w) => w.c.id)}::text[], ${watched.map((w) => w.next)}::timestamptz[],
        ${watched.map((w) => missedBy(w.c, ctx.now))}::timestamptz[]
      ) AS t (id, next, missed)
    WHERE cases.id = t.id`.execute(tx)
  await bump(tx, [...new Set(fresh.map((r) => r.c.slug))])
}

function cardOf(r: Rung): Carded {
  const { title: _, publicBy: _p, ...codes } = r.name
  return {
    ...r,
    subjectKind: 'case',
    subjectId: r.c.id,
    clock: r.step.clock ?? r.c.step,
    colour: r.alarm.kind as 'yellow' | 'red',
    regionId: r.c.region_id,
    path: r.c.path,
    nominal: r.alarm.nominal,
    // A place and a code that nobody there finds would tell whoever is kept from it.
    leaf: r.c.guarded ? undefined : { region: r.c.slug, ...codes },
  }
}

async function recordEscalations(tx: Tx, ups: readonly Rung[], now: Date) {
  if (ups.length === 0) return
  await sql`
    WITH up AS (
        SELECT case_id, level, nominal, row_number() OVER (PARTITION BY case_id ORDER BY level) AS n
        FROM unnest(
          ${ups.map((u) => u.c.id)}::text[], ${ups.map((u) => (u.alarm as { level: number }).level)}::int[],
          ${ups.map((u) => u.alarm.nominal)}::timestamptz[]
        ) AS t (case_id, level, nominal)
      ),
      said AS (
        INSERT INTO case_events (
          case_id, seq, at, action, from_step, to_step, person_name, detail, holder_id, content_hash
        )
        SELECT c.id, c.events + up.n, ${now}, 'escalate', c.step, c.step, '系统',
          jsonb_build_object('level', up.level, 'nominal', up.nominal), c.holder_id, c.content_hash
        FROM up
        JOIN cases c ON c.id = up.case_id
      )
    UPDATE cases
    SET events = events + t.n, escalated = t.level
    FROM (SELECT case_id, max(n) AS n, max(level) AS level FROM up GROUP BY case_id) AS t
    WHERE cases.id = t.case_id`.execute(tx)
}

/** Of a case that turned yellow and red since the last sweep, the holder hears once: that it is late. */
function worst(told: readonly Rung[], red: ReadonlySet<string>): Rung[] {
  return told.filter((r) => r.alarm.kind === 'red' || !red.has(r.c.id))
}

/** A step that has time yet of something that is late already is told as late: nobody reads 快到期 of it. */
function toHolder({ c, alarm, name }: Rung, hands: readonly Told[], now: Date): NewMessage[] {
  const late = isOverdue(name.publicBy, now)
  const say =
    alarm.kind === 'red'
      ? `“${name.title}”已逾期（${sayLimit(alarm.nominal)} 到期${isOverdue(name.publicBy, now) ? `，应在 ${sayDay(name.publicBy)}前公开` : ''}），请马上办。`
      : late
        ? `“${name.title}”${sayStepDue(c.due_at, name.publicBy, now)}`
        : `“${name.title}”快到期：${sayLimit(c.due_at!)} 前要办完这一步。`
  return hands.map((h) => ({ ...h, kind: late ? 'red' : alarm.kind, say, ...aboutAlarm(c, alarm) }))
}

/** The same limit is told of once, however often the sweep runs. */
const aboutAlarm = (c: Case, alarm: Alarm) => ({
  link: caseLink(c),
  caseId: c.id,
  event: `${c.id} ${alarm.kind}${alarm.kind === 'escalate' ? alarm.level : ''} ${alarm.nominal.toISOString()}`,
})

type Above = Map<string, string[]>

/** The places above whoever has each case, nearest first. */
async function placesAbove(tx: Tx, cases: readonly Case[]): Promise<Above> {
  const lines = new Map(
    cases.map((c) => [
      c.id,
      prefixes(c.holder_path ?? c.path)
        .slice(0, -1)
        .reverse(),
    ]),
  )
  const found = await rows(
    tx,
    sql<{
      id: string
      path: string
    }>`SELECT id, path FROM regions WHERE path = ANY(${[...new Set([...lines.values()].flat())]}::text[])`,
  )
  const byPath = new Map(found.map((f) => [f.path, f.id]))
  return new Map([...lines].map(([id, line]) => [id, line.flatMap((p) => byPath.get(p) ?? [])]))
}

/** The n-th level above the holder hears of it; past the top, nobody. */
function toAbove(u: Rung, above: Above): NewMessage[] {
  const at = above.get(u.c.id)![(u.alarm as { level: number }).level - 1]
  if (at === undefined || u.step.escalate === undefined) return []
  return u.step.escalate.to.map((f) => ({
    regionId: at,
    function: f,
    kind: 'escalated',
    say: `“${u.name.title}”逾期未办，请督促（${sayLimit(u.c.due_at!)} 到期）。`,
    ...aboutAlarm(u.c, u.alarm),
  }))
}
