/**
 * The sweep: records yellow and red cards once with the nominal time, tells the next level up past the limit whether or not
 * anybody was assigned, lets long pauses end, takes the actions of silence. It looks only at cases whose alarm has come.
 */
import { rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { entryTime } from '../ledger/entry.ts'
import { stageLeaves } from '../ledger/stage.ts'
import { sayMany, type NewMessage } from '../notices/messages.ts'
import { sayTime } from '../../platform/clock.ts'
import { bump } from '../../platform/pageVersions.ts'
import { actAsSystem, type Context } from './act.ts'
import { alarmsOf, type Alarm } from './alarms.ts'
import { historyOf, type Case } from './case.ts'
import { prefixes } from './holder.ts'
import { resumeByItself } from './pause.ts'
import { caseLink, procedureOf, type Step } from './procedure.ts'
import { limitOfRule } from './times.ts'

type Ringing = Case & { slug: string; practice: boolean }
type Rung = { c: Ringing; step: Step<string>; alarm: Alarm; id: string }

const batch = 1_000

/** Handles every case whose alarm has come; returns how many. `county`: its code, for the leaves. */
export async function sweepCases(db: Db, county: string, ctx: Context): Promise<number> {
  for (let all = 0; ;) {
    const done = await transact(db, (tx) => sweepBatch(tx, county, ctx))
    all += done
    if (done < batch) return all
  }
}

async function sweepBatch(tx: Tx, county: string, ctx: Context): Promise<number> {
  const ringing = await rows(tx, sql<Ringing>`SELECT c.*, r.slug, r.practice FROM cases c JOIN regions r ON r.id = c.region_id
    WHERE c.alarm_at <= ${ctx.now} AND c.closed_at IS NULL ORDER BY c.alarm_at LIMIT ${batch} FOR UPDATE OF c SKIP LOCKED`)
  if (ringing.length === 0) return 0
  const paused = ringing.filter((c) => c.paused_at !== null)
  for (const c of paused) await resumeByItself(tx, { c, history: await historyOf(tx, c.id) }, c.alarm_at!, ctx)
  await ring(tx, ringing.filter((c) => c.paused_at === null), county, ctx)
  return ringing.length
}

async function ring(tx: Tx, ringing: readonly Ringing[], county: string, ctx: Context) {
  const every = new Map<string, number>()
  const msOf = (rule: string | undefined) => {
    if (rule === undefined) return undefined
    if (!every.has(rule)) { const l = limitOfRule(rule, ctx.rules); every.set(rule, l.amount * (l.unit === 'hour' ? 3_600_000 : 86_400_000)) }
    return every.get(rule)
  }
  const watched = ringing.map((c) => ({ c, step: procedureOf(c.procedure).steps[c.step]! })).map((x) => ({ ...x, ...alarmsOf(x.c, ctx.now, msOf(x.step.escalate?.every)) }))
  const rung: Rung[] = watched.flatMap(({ c, step, due }) => due.map((alarm) => ({ c, step, alarm, id: newId(alarm.nominal.getTime()) })))
  // Silence is nobody's fault: a step that then ends by itself gets no card.
  const fresh = await recordCards(tx, rung.filter((r) => r.alarm.kind !== 'escalate' && r.step.onDue === undefined), ctx.now)
  const open = ctx.rules.find('cards.visibleTo')?.value !== 'internal'
  await stageLeaves(tx, fresh.filter((r) => open && r.alarm.kind === 'red' && r.c.code !== '' && !r.c.practice).map((r) => ({ id: newId(ctx.now.getTime()), subjectId: r.id, at: ctx.now, entry: { v: 1 as const, kind: 'card' as const, county, region: r.c.slug, code: r.c.code, at: entryTime(r.alarm.nominal) } })))
  const ups = rung.filter((r) => r.alarm.kind === 'escalate')
  await recordEscalations(tx, ups, ctx.now)
  await sayMany(tx, [...worst(fresh).flatMap(toHolder), ...(await toAbove(tx, ups))], ctx.now)
  await sql`UPDATE cases SET alarm_at = t.next FROM unnest(${watched.map((w) => w.c.id)}::text[], ${watched.map((w) => w.next)}::timestamptz[]) AS t (id, next) WHERE cases.id = t.id`.execute(tx)
  await bump(tx, [...new Set(fresh.map((r) => r.c.slug))])
  for (const { c, step, due } of watched) if (step.onDue !== undefined && due.some((a) => a.kind === 'red')) await actAsSystem(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id, action: step.onDue }, ctx)
}

/** Inserts the cards that are not there yet, and returns those. */
async function recordCards(tx: Tx, rung: readonly Rung[], now: Date): Promise<Rung[]> {
  if (rung.length === 0) return []
  const made = await rows(tx, sql<{ id: string }>`INSERT INTO cards (id, subject_kind, subject_id, clock, colour, region_id, path, nominal_at, recorded_at)
    SELECT t.*, ${now} FROM unnest(${rung.map((r) => r.id)}::text[], ${rung.map(() => 'case')}::text[], ${rung.map((r) => r.c.id)}::text[], ${rung.map((r) => r.step.clock ?? r.c.step)}::text[], ${rung.map((r) => r.alarm.kind)}::text[],
      ${rung.map((r) => r.c.region_id)}::text[], ${rung.map((r) => r.c.path)}::text[], ${rung.map((r) => r.alarm.nominal)}::timestamptz[]) AS t
    ON CONFLICT (subject_kind, subject_id, clock, colour, nominal_at) DO NOTHING RETURNING id`)
  const ids = new Set(made.map((m) => m.id))
  return rung.filter((r) => ids.has(r.id))
}

async function recordEscalations(tx: Tx, ups: readonly Rung[], now: Date) {
  if (ups.length === 0) return
  await sql`WITH up AS (SELECT case_id, level, nominal, row_number() OVER (PARTITION BY case_id ORDER BY level) AS n FROM unnest(${ups.map((u) => u.c.id)}::text[], ${ups.map((u) => (u.alarm as { level: number }).level)}::int[], ${ups.map((u) => u.alarm.nominal)}::timestamptz[]) AS t (case_id, level, nominal)),
    said AS (INSERT INTO case_events (case_id, seq, at, action, from_step, to_step, person_name, detail, holder_id, content_hash)
      SELECT c.id, c.events + up.n, ${now}, 'escalate', c.step, c.step, '系统', jsonb_build_object('level', up.level, 'nominal', up.nominal), c.holder_id, c.content_hash FROM up JOIN cases c ON c.id = up.case_id)
    UPDATE cases SET events = events + t.n, escalated = t.level FROM (SELECT case_id, max(n) AS n, max(level) AS level FROM up GROUP BY case_id) AS t WHERE cases.id = t.case_id`.execute(tx)
}

/** Of a case that turned yellow and red since the last sweep, the holder hears once: that it is late. */
function worst(fresh: readonly Rung[]): Rung[] {
  const late = new Set(fresh.filter((r) => r.alarm.kind === 'red').map((r) => r.c.id))
  return fresh.filter((r) => r.alarm.kind === 'red' || !late.has(r.c.id))
}

function toHolder({ c, step, alarm }: Rung): NewMessage[] {
  const text = alarm.kind === 'red' ? `“${c.title}”已逾期（${sayTime(alarm.nominal)} 到期），请马上办。` : `“${c.title}”快到期：${sayTime(c.due_at!)} 前要办完这一步。`
  return step.by.map((f) => ({ regionId: c.holder_id ?? c.region_id, function: f, kind: alarm.kind, say: text, link: caseLink(c) }))
}

/** The n-th level above the holder hears of it; past the top, the top. */
async function toAbove(tx: Tx, ups: readonly Rung[]): Promise<NewMessage[]> {
  const lines = new Map(ups.map((u) => [u.id, prefixes(u.c.holder_path ?? u.c.path).slice(0, -1).reverse()]))
  const found = await rows(tx, sql<{ id: string; path: string }>`SELECT id, path FROM regions WHERE path = ANY(${[...new Set([...lines.values()].flat())]}::text[])`)
  const byPath = new Map(found.map((f) => [f.path, f.id]))
  return ups.flatMap((u) => {
    const above = lines.get(u.id)!.filter((p) => byPath.has(p))
    const level = (u.alarm as { level: number }).level
    if (above.length < level || u.step.escalate === undefined) return []
    return u.step.escalate.to.map((f) => ({ regionId: byPath.get(above[level - 1]!)!, function: f, kind: 'escalated', say: `“${u.c.title}”逾期未办，请督促（${sayTime(u.c.due_at!)} 到期）。`, link: caseLink(u.c) }))
  })
}
