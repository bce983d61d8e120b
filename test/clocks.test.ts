/**
 * Nobody can cheat a clock: whatever is done with a case, in whatever order, its lateness never decreases and its
 * earliest due time goes with it. All actions of all procedures of all rooms, in random sequences.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact, type Tx } from '../src/platform/db.ts'
import { newCode, newId } from '../src/platform/ids.ts'
import { act, actAsParty, actAsSystem, lock, type ActInput, type Context } from '../src/kernel/cases/act.ts'
import { historyOf, noEvent, type Case, type CaseEvent } from '../src/kernel/cases/case.ts'
import { earliest, missedBy, nextClock, timesAfter } from '../src/kernel/cases/goingOn.ts'
import { clocksOf } from '../src/kernel/cases/clocks.ts'
import { mergeInto, noteSplit } from '../src/kernel/cases/join.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { openCase } from '../src/kernel/cases/open.ts'
import { extend, resume, suspend } from '../src/kernel/cases/pause.ts'
import { allProcedures, clockNameOf, procedureOf, type Procedure } from '../src/kernel/cases/procedure.ts'
import { answerRequest, consult, requestsOf, waitedFor } from '../src/kernel/cases/requests.ts'
import { legAt, nextLeg, onward, undoneBy, type Leg } from '../src/kernel/cases/route.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { limitAt, runOf, timesOf } from '../src/kernel/cases/times.ts'
import type { Limit } from '../src/kernel/cases/clock.ts'
import type { Actor, Post } from '../src/kernel/people/actor.ts'
import type { PostFunction } from '../src/kernel/people/functions.ts'
import { UserError } from '../src/platform/errors.ts'
import { makeWorld, type World } from './world.ts'

let w: World
type Place = { id: string; path: string; slug: string; level: string; code: string; name: string }
let village: Place
let places: Place[]

beforeAll(async () => {
  w = await makeWorld('2026-03-02T09:00:00+08:00')
  places = await rows(
    w.office.db,
    sql<Place>`
      SELECT DISTINCT r.id, r.path, r.slug, r.level, r.code, r.name
      FROM regions r
      JOIN appointments a ON a.region_id = r.id
      WHERE NOT r.practice AND r.level IN ('village', 'township', 'county', 'bureau')
      ORDER BY r.path`,
  )
  village = places.find((p) => p.slug === 'liuwan')!
})
afterAll(() => w.close())

const hour = 3_600_000
const context = async (now: Date): Promise<Context> => contextAt(w.office.db, now)
/** What a case is late by, for whoever asks: since which due time. */
const lateSince = (c: Case, now: Date) => earliest(c.missed_at, c.closed_at === null ? missedBy(c, now) : null)

/** Not late at all is later than any late. */
const msOf = (at: Date | null) => at?.getTime() ?? Infinity

type Ways = { route: Leg[] | null; limits: Record<string, Limit> }

/** Routes and limits of their own, as services and powers give them to their cases. */
const ways = (p: Procedure): fc.Arbitrary<Ways> => {
  const steps = Object.keys(p.steps).filter((s) => !p.steps[s]!.end)
  // Rows of a list are told apart by their names; some have no limit.
  if (swaps(p)) {
    const rows = fc.array(fc.option(fc.integer({ min: 1, max: 9 })), {
      minLength: steps.length,
      maxLength: steps.length,
    })
    return rows.map((some) => ({
      route: null,
      limits: listed(
        steps,
        some.map((amount, i) => [`第${i}行`, amount]),
      ),
    }))
  }
  const limits = fc.dictionary(
    fc.constantFrom(...steps),
    fc.record({ amount: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom('workDay', 'calendarDay') }),
    { maxKeys: 6 },
  ) as fc.Arbitrary<Record<string, Limit>>
  if (!Object.values(p.steps).some((s) => Object.values(s.actions).some((a) => a.to === onward)))
    return limits.map((l) => ({ route: null, limits: l }))
  // The last leg leads to an end by name; silence counts where an article says so.
  const last = steps.filter((s) => !leadsOn(p, s))
  const legs = fc
    .tuple(
      fc.shuffledSubarray(
        steps.filter((s) => leadsOn(p, s)),
        { minLength: 3, maxLength: 8 },
      ),
      fc.constantFrom(...last),
      fc.infiniteStream(fc.record({ holder: fc.constantFrom(...places), silent: fc.boolean() })),
    )
    .map(([some, end, more]) => [...some, end].map((step) => legOf(p, step, more.next().value)))
  return fc.record({ route: legs, limits })
}

const leadsOn = (p: Procedure, step: string) => Object.values(p.steps[step]!.actions).some((a) => a.to === onward)
const swaps = (p: Procedure) => Object.values(p.steps).some((s) => Object.values(s.actions).some((a) => a.swaps))

const legOf = (p: Procedure, step: string, { holder, silent }: { holder: Place; silent: boolean }): Leg => ({
  step,
  holder: { id: holder.id, path: holder.path },
  ...(p.steps[step]!.joint ? { ask: { units: [bureau().id], quorum: 'all', ask: '请核实' } } : {}),
  ...(silent && p.steps[step]!.actions['silence'] ? { onDue: 'silence' } : {}),
})
const bureau = () => places.find((x) => x.level === 'bureau')!

/** The limits of a way through the rows of a list. */
const listed = (steps: readonly string[], rows: readonly [name: string, amount: number | null][]) =>
  Object.fromEntries(
    rows.flatMap(([name, amount], i) => (amount === null ? [] : [[steps[i]!, { name, amount, unit: 'workDay' }]])),
  ) as Record<string, Limit>

/** Mostly hours, sometimes weeks between two things done. */
const hours = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 30 }) }, fc.integer({ min: 0, max: 400 }))
/** Which of the things that may be done: often the first, which mostly leads on. */
const pick = fc.oneof(fc.constant(0), fc.nat())
const walk = fc.array(fc.record({ hours, pick }), { maxLength: 40 })

test('whatever is done with a case, its lateness stays and its first limits go on', async () => {
  const ctx = await context(w.now())
  const found = new Set<string>()
  for (const p of allProcedures())
    fc.assert(
      fc.property(ways(p), walk, ({ route, limits }, moves) => {
        let now = new Date('2026-03-02T09:00:00+08:00')
        const start = route?.[0]?.step ?? p.start
        let c = { ...bare, procedure: p.code, step: start, route, limits, opened_at: now } as Case
        const limit = limitAt(c, start, ctx)
        const history: CaseEvent[] = [
          { ...noEvent, seq: 1, at: now, action: 'open', to_step: start, clock: limit ?? null },
        ]
        const begun = limit && timesOf({ from: now, limit }, ctx.calendar)
        c = { ...c, due_at: begun?.dueAt ?? null, warn_at: begun?.warnAt ?? null }
        let late: Date | null = null
        /** By clock: the due time that it has in this round of the matter. */
        let dues = new Map(c.due_at === null ? [] : [[clockNameOf(p.code, start), c.due_at]])
        /** By the number of an event: the due time that the case had before it. */
        const before = new Map<number, Date | null>()
        for (const { hours: passed, pick } of moves) {
          now = new Date(now.getTime() + passed * hour)
          late = earliest(late, missedBy(c, now))
          const actions = Object.entries(p.steps[c.step]!.actions).filter(
            ([, a]) =>
              (a.to !== onward || follows(c)) && (a.undoes === undefined || undoneBy(a, history) !== undefined),
          )
          if (actions.length === 0) break
          // What ends a walk for good (withdrawn, taken down) comes now and then, so that walks come far.
          const onwards = actions.filter(([, a]) => !isEnd(p, a.to))
          const some = pick % 7 === 3 || onwards.length === 0 ? actions : onwards
          const [name, action] = some[pick % some.length]!
          const undoes = undoneBy(action, history)
          const to = undoes?.from_step ?? (action.to === onward ? nextLeg(c).step : action.to)
          const at = { ...ctx, now }
          const clock = nextClock(c, history, action, to, at)
          const missedHere = missedBy(c, now)
          history.push({
            ...noEvent,
            seq: history.length + 1,
            at: now,
            action: name,
            from_step: c.step,
            to_step: to,
            clock: clock?.limit ?? null,
          })
          before.set(history.length, c.due_at)
          const from = c.step
          c = { ...c, ...timesAfter(c, clock, at), step: to, closed_at: p.steps[to]!.end ? now : null }
          found.add(`${p.code} ${name}`)
          expect(msOf(lateSince(c, now)), `${p.code}: ${name} made lateness less`).toBeLessThanOrEqual(msOf(late))
          const [was, is] = [from, to].map((s) => clockNameOf(p.code, s)) as [string, string]
          if (undoes) expect(c.due_at, `${p.code}: ${name} changed a limit`).toEqual(before.get(undoes.seq))
          if (action.anew !== undefined) {
            dues = new Map()
            // Whoever missed a limit and passes the work back undone finds the same limit again.
            if (missedHere && isBack(c, from, to) && was !== is) dues.set(was, missedHere)
          }
          const known = dues.get(is)
          if (known && c.due_at) expect(c.due_at <= known, `${p.code}: ${name} put ${is} off`).toBe(true)
          if (c.due_at) dues.set(is, c.due_at)
          const said = runOf(history)
          if (c.due_at) expect(timesOf(said, ctx.calendar)?.dueAt, 'the history says the same').toEqual(c.due_at)
        }
        toldApart(p.code, history, { ...ctx, now })
      }),
      { numRuns: 2_000 },
    )
  const all = allProcedures().flatMap((p) => p.actions.map((a) => `${p.code} ${a}`))
  expect(all.filter((a) => !found.has(a))).toEqual([])
})

/** Whoever reads the clocks of a case can tell each from every other by its name. */
function toldApart(procedure: string, history: readonly CaseEvent[], { calendar, now }: Context) {
  const names = clocksOf(procedure, history, calendar, now).map((clock) => clock.name)
  expect(
    names.filter((name, i) => names.indexOf(name) < i),
    `${procedure}: two clocks of one name`,
  ).toEqual([])
}

const follows = (c: Case) => {
  const at = c.route?.findIndex((leg) => leg.step === c.step) ?? -1
  return at >= 0 && at + 1 < c.route!.length
}
const isEnd = (p: Procedure, to: string) => p.steps[to] !== undefined && Object.keys(p.steps[to].actions).length === 0
const isBack = (c: Case, from: string, to: string) => {
  const order =
    legAt(c, from) && legAt(c, to) ? c.route!.map((l) => l.step) : Object.keys(procedureOf(c.procedure).steps)
  return order.indexOf(to) < order.indexOf(from)
}
const bare = {
  id: 'x',
  missed_at: null,
  warn_at: null,
  due_at: null,
  alarm_at: null,
  escalated: 0,
  provisional: false,
  paused_at: null,
  closed_at: null,
  merged_into: null,
  holder_id: null,
  holder_path: null,
}

/** Somebody new who holds every post everywhere: nobody is stopped but by the procedure. */
const anybody = (): Actor => ({
  personId: newId(),
  name: '任何人',
  posts: places.flatMap((p) =>
    functions().map(
      (f): Post => ({
        appointmentId: newId(),
        function: f,
        post: '岗位',
        chair: true,
        regionId: p.id,
        regionCode: p.code,
        region: p.name,
        slug: p.slug,
        level: p.level,
        path: p.path,
        practice: false,
        deputyFor: '',
      }),
    ),
  ),
})
const functions = (): PostFunction[] => [
  ...new Set(allProcedures().flatMap((p) => Object.values(p.steps).flatMap((s) => [...s.by]))),
]

/** Sequences of each procedure on the database: a few in the suite, thousands for whoever looks for more. */
const walks = Number(process.env['CLOCK_WALKS'] ?? 3)
/** Shorter times than in memory, and everything as often: what is late can't be paused nor put off. */
const longWalk = fc.array(
  fc.record({
    hours: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.integer({ min: 0, max: 200 })),
    pick: fc.noBias(fc.nat(59)),
  }),
  { minLength: 12, maxLength: 30 },
)
const seed = Number(process.env['CLOCK_SEED'] ?? 20_260_302)

test('on the database too, with pauses, extensions, opinions, answers of units, merging both ways and splitting', async () => {
  const done = new Set<string>()
  for (const p of allProcedures())
    await fc.assert(
      fc.asyncProperty(ways(p), longWalk, async (way, moves) => {
        await walkOnDatabase(p, way, moves, done)
      }),
      { numRuns: isVaried(p) ? walks : Math.ceil(walks / 3), seed },
    )
  for (const kind of ['suspend', 'extend', 'consult', 'reply', 'merge', 'absorb', 'split', 'resume'])
    expect([...done], kind).toContain(kind)
  const still = allProcedures().filter((p) => ![...done].some((d) => d.startsWith(`${p.code} `)))
  expect(still.map((p) => p.code)).toEqual([])
})

/** Where clocks stand still, ways differ or lists change there is most to go wrong. */
const isVaried = (p: Procedure) => swaps(p) || Object.keys(p.steps).some((s) => p.steps[s]!.pausable || leadsOn(p, s))

async function walkOnDatabase(
  p: Procedure,
  way: Ways,
  moves: readonly { hours: number; pick: number }[],
  done: Set<string>,
): Promise<void> {
  let now = new Date('2026-03-02T09:00:00+08:00')
  const open = async (at: Date) => {
    const ctx = await context(at)
    return transact(w.office.db, (tx) =>
      openCase(tx, {
        procedure: p.code,
        subjectKind: 'walk',
        subjectId: newId(),
        regionId: village.id,
        path: village.path,
        now: at,
        held: {
          holder: way.route?.[0]?.holder ?? village,
          code: newCode(),
          title: '饮水',
          by: '村民',
          ctx,
          limits: way.limits,
          ...(way.route ? { route: way.route } : {}),
        },
      }),
    )
  }
  let c = await open(now)
  /** Another case of the same kind that lies there and grows old, until it is merged into this one. */
  let old = await open(now)
  let late: Date | null = null
  for (const { hours: passed, pick } of moves) {
    now = new Date(now.getTime() + passed * hour)
    w.set(now.toISOString())
    const ctx = await context(now)
    if (passed > 0) await sweepCases(w.office.db, ctx)
    c = await read(c.id)
    late = earliest(late, lateSince(c, now))
    const before = c
    old = await read(old.id)
    const next = await step(c, old, pick, ctx, open, done)
    c = await read(next)
    const oldNow = await read(old.id)
    if (oldNow.merged_into === c.id) {
      expect(msOf(c.missed_at), 'what was missed comes along').toBeLessThanOrEqual(msOf(lateSince(old, now)))
      if (old.due_at && c.due_at) expect(c.due_at <= old.due_at, 'merging takes the earliest').toBe(true)
      old = await open(now)
    }
    expect(msOf(lateSince(c, now)), `${p.code}: lateness never decreases`).toBeLessThanOrEqual(msOf(late))
    if (next !== before.id && before.due_at && c.due_at)
      expect(c.due_at <= before.due_at, 'merging takes the earliest').toBe(true)
    late = lateSince(c, now)
    const history = await historyOf(w.office.db, c.id)
    toldApart(p.code, history, ctx)
    if (c.due_at)
      expect(timesOf(runOf(history), ctx.calendar)?.dueAt, `${p.code}: the history says the same`).toEqual(c.due_at)
    // A red card that was recorded stays the case's.
    const red = await first(
      w.office.db,
      sql<{ at: Date }>`
        SELECT min(nominal_at) AS at
        FROM cards
        WHERE subject_kind = 'case' AND subject_id = ${c.id} AND colour = 'red'
        HAVING count(*) > 0`,
    )
    if (red) expect(c.missed_at!.getTime()).toBeLessThanOrEqual(red.at.getTime())
  }
  // What lies there still does not ring in the next walk.
  await sql`
    UPDATE cases
    SET closed_at = ${now}, alarm_at = NULL
    WHERE subject_kind = 'walk' AND closed_at IS NULL`.execute(w.t.owner)
  await sql`
    UPDATE case_requests
    SET withdrawn_at = ${now}, alarm_at = NULL
    WHERE alarm_at IS NOT NULL`.execute(w.t.owner)
}

const read = async (id: string) => (await first(w.office.db, sql<Case>`SELECT * FROM cases WHERE id = ${id}`))!

/** Does one of all the things that may be done; returns the case that now carries the matter. */
async function step(
  c: Case,
  old: Case,
  pick: number,
  ctx: Context,
  open: (at: Date) => Promise<Case>,
  done: Set<string>,
): Promise<string> {
  const actor = anybody()
  // The rooms offer no step beyond the end of a route.
  const actions = Object.entries(procedureOf(c.procedure).steps[c.step]!.actions).filter(
    ([, a]) => a.to !== onward || follows(c),
  )
  const beside = ['suspend', 'extend', 'consult', 'reply', 'merge', 'absorb', 'split'] as const
  const names = [...actions.map(([name]) => name), ...beside]
  const name = c.paused_at !== null ? 'resume' : names[pick % names.length]!
  const subject = { subjectKind: c.subject_kind, subjectId: c.subject_id }
  const other = name === 'merge' || name === 'split' ? await open(ctx.now) : undefined
  try {
    return await transact(w.office.db, async (tx) => {
      const at = await lock(tx, subject)
      const action = actions.find(([n]) => n === name)?.[1]
      if (action) {
        const given = places.filter((x) => (action.levels ?? [x.level]).includes(x.level) && x.id !== c.holder_id)
        const input: ActInput = {
          ...subject,
          action: name,
          comment: '照规定办理',
          holderId: given[pick % given.length]?.id,
          ask: { units: [bureau().id], quorum: 'all', ask: '请核实' },
          signature: action.signs ? { kind: 'password' } : undefined,
        }
        const seen = action.swaps ? { ...at, c: await otherRows(tx, at.c, pick) } : at
        if (action.party) await actAsParty(tx, input, ctx)
        else if ((action.by ?? procedureOf(c.procedure).steps[c.step]!.by).length === 0)
          await actAsSystem(tx, input, ctx)
        else await act(tx, actor, input, ctx, seen)
        done.add(`${c.procedure} ${name}`)
      } else if (name === 'suspend') await suspend(tx, actor, at, { reason: '等反映人补照片', proof: [] }, ctx)
      else if (name === 'resume') await resume(tx, actor, at, '照片到了', ctx)
      else if (name === 'extend')
        await extend(tx, actor, at, { rule: 'report.extendDays', reason: '情况复杂', approves: actor.posts[0] }, ctx)
      else if (name === 'consult')
        await consult(
          tx,
          actor,
          at.c,
          { units: [village.id], functions: ['director'], ask: '看法', within: 'report.consultDays' },
          ctx,
        )
      else if (name === 'reply') {
        const [asked] = waitedFor(await requestsOf(tx, c.id))
        if (!asked) return c.id
        const asks = { ...actor, posts: actor.posts.map((p) => ({ ...p, function: asked.functions[0]! })) }
        const opinion = pick % 5 === 0 ? 'disagree' : 'agree'
        await answerRequest(tx, asks, asked.id, { opinion, text: '已经核实，属实' }, ctx)
      } else if (name === 'absorb') await mergeInto(tx, actor, { from: old.id, into: c.id }, '同一件事', ctx)
      else if (name === 'split') await noteSplit(tx, actor, at.c, other!, '另一件事', ctx)
      else await mergeInto(tx, actor, { from: c.id, into: other!.id }, '同一件事', ctx)
      done.add(name)
      return other?.id ?? c.id
    })
  } catch (e) {
    if (e instanceof UserError) return c.id
    throw e
  }
}

/** Another amount: from the step on which it stands, the way goes through other rows of the list. */
async function otherRows(tx: Tx, c: Case, pick: number): Promise<Case> {
  const steps = Object.keys(procedureOf(c.procedure).steps)
  const at = steps.indexOf(c.step)
  const rest = steps.slice(at).flatMap((s) => c.limits[s] ?? [])
  const turned = [...rest.slice(1 + (pick % 3)), ...rest.slice(0, 1 + (pick % 3))]
  const limits = {
    ...Object.fromEntries(steps.slice(0, at).flatMap((s) => (c.limits[s] ? [[s, c.limits[s]]] : []))),
    ...Object.fromEntries(turned.map((limit, i) => [steps[at + i]!, limit])),
  }
  await sql`UPDATE cases SET limits = ${JSON.stringify(limits)}::jsonb WHERE id = ${c.id}`.execute(tx)
  return { ...c, limits }
}
