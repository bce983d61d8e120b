/**
 * Whoever must act hears of it, once: every action of every procedure of every room, taken from the declarations; then
 * what happens beside them (opinions, orders, additions, limits). A person who holds every post reads one message, one
 * who is barred none.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../src/platform/db.ts'
import { newCode, newId } from '../src/platform/ids.ts'
import { act, actAsParty, actAsSystem, lock, type ActInput } from '../src/kernel/cases/act.ts'
import { bar } from '../src/kernel/cases/bars.ts'
import { appendEvent, noEvent, type Case } from '../src/kernel/cases/case.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { openCase } from '../src/kernel/cases/open.ts'
import { mayOf } from '../src/kernel/cases/may.ts'
import { extend, suspend } from '../src/kernel/cases/pause.ts'
import { allProcedures, procedureOf, type Action, type Procedure, type Step } from '../src/kernel/cases/procedure.ts'
import { answerAsGuest, answerRequest, consult, inviteGuest, requestsOf } from '../src/kernel/cases/requests.ts'
import { onward, undone } from '../src/kernel/cases/route.ts'
import { visibleById } from '../src/kernel/cases/seeing.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { messagesFor } from '../src/kernel/notices/messages.ts'
import { actorOf, type Actor, type Post } from '../src/kernel/people/actor.ts'
import type { PostFunction } from '../src/kernel/people/functions.ts'
import { accountsForAll } from './accounts.ts'
import { makeWorld, type World } from './world.ts'

let w: World
type Place = { id: string; path: string; level: string; name: string }
let village: Place, township: Place, bureau: Place
let places: Place[]
/** Everybody who holds a post, with two persons who hold all of them: one is barred from every case of these tests. */
let all: Actor[]
let everywhere: Actor, barred: Actor

const context = () => contextAt(w.office.db, w.now())
const placeAt = async (slug: string) =>
  (await first(w.office.db, sql<Place>`SELECT id, path, level, name FROM regions WHERE slug = ${slug}`))!

beforeAll(async () => {
  w = await makeWorld('2026-03-02T09:00:00+08:00')
  await accountsForAll(w)
  ;[village, township, bureau] = await Promise.all([placeAt('liuwan'), placeAt('qingxi'), placeAt('nongyenongcunju')])
  const persons = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT DISTINCT a.person_id AS id
      FROM appointments a
      JOIN regions r ON r.id = a.region_id
      WHERE NOT r.practice`,
  )
  const [one, other] = [newId(), newId()]
  await everyPost(one, '万事通')
  await everyPost(other, '要回避的人')
  places = await rows(
    w.office.db,
    sql<Place>`
      SELECT DISTINCT r.id, r.path, r.level, r.name
      FROM regions r
      JOIN appointments a ON a.region_id = r.id
      WHERE NOT r.practice AND r.level IN ('village', 'township', 'county', 'bureau')
      ORDER BY r.path`,
  )
  all = (
    await Promise.all([...persons.map((p) => p.id), one].map((id) => actorOf(w.office.db, id, '2026-03-02')))
  ).filter((a) => a !== undefined)
  everywhere = all.find((a) => a.personId === one)!
  barred = (await actorOf(w.office.db, other, '2026-03-02'))!
})
afterAll(() => w.close())

async function everyPost(id: string, name: string) {
  await sql`INSERT INTO persons (id, name, created_at) VALUES (${id}, ${name}, ${w.now()})`.execute(w.t.owner)
  await sql`
    INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
    SELECT gen_random_uuid(), ${id}, k.id, r.id, '2026-01-01', ${w.now()}
    FROM post_kinds k
    JOIN regions r ON r.level = k.level AND NOT r.practice
    WHERE k.function <> 'discipline_officer'`.execute(w.t.owner)
}

/** Somebody new who holds every post everywhere and is no holder: whoever acts. */
const anybody = (): Actor => ({
  personId: newId(),
  name: '办事的人',
  posts: places.flatMap((p) =>
    [...new Set(all.flatMap((a) => a.posts.map((x) => x.function)))].map(
      (f): Post => ({
        ...everywhere.posts[0]!,
        appointmentId: newId(),
        function: f,
        post: '岗位',
        chair: true,
        regionId: p.id,
        region: p.name,
        level: p.level,
        path: p.path,
      }),
    ),
  ),
})

const heardBy = async (a: Actor): Promise<string[]> =>
  (await messagesFor(w.office.db, a, visibleById)).map((m) => m.say)

/** What each person hears of what is done, beyond what they heard before. */
async function heard(what: () => Promise<unknown>): Promise<Map<string, string[]>> {
  await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
  await what()
  expect(await heardBy(barred), 'who is barred').toEqual([])
  const posts = await rows(
    w.office.db,
    sql<{ post: string }>`SELECT DISTINCT region_id || ' ' || function AS post FROM messages`,
  )
  const told = new Set(posts.map((p) => p.post))
  const may = all.filter((a) => a.posts.some((p) => told.has(`${p.regionId} ${p.function}`)))
  const found = new Map(all.map((a) => [a.personId, [] as string[]]))
  for (const a of may) found.set(a.personId, await heardBy(a))
  return found
}

/** These persons hear it once, nobody else does. */
function expectTold(told: Map<string, string[]>, to: readonly Actor[], why: string) {
  const ids = new Set(to.map((a) => a.personId))
  for (const a of all)
    expect(told.get(a.personId)!.length, `${why}: ${a.name} ${JSON.stringify(told.get(a.personId))}`).toBe(
      ids.has(a.personId) ? 1 : 0,
    )
}

const holdersAt = (path: string, functions: readonly string[]) =>
  all.filter((a) => a.posts.some((p) => p.path === path && functions.includes(p.function)))

/** Who has something to do in a step of a case, said another way than the program says it. */
function mustAct(p: Procedure, name: string, c: Case): Actor[] {
  const step = p.steps[name]!
  if (step.standing === 'holder') return holdersAt(c.holder_path!, step.by)
  if (step.standing === 'own') return holdersAt(c.path, step.by)
  const up = places.filter((x) => c.path.startsWith(x.path)).sort((a, b) => b.path.length - a.path.length)
  return up.map((x) => holdersAt(x.path, step.by)).find((some) => some.length > 0) ?? []
}
const hasWork = (p: Procedure, name: string) => {
  const s: Step<string> = p.steps[name]!
  return s.end !== true && s.by.length > 0 && (s.standing === 'holder' || s.within !== undefined || name === p.start)
}

/** Where an action that lets choose sends the case. */
const givenTo = (action: Action<string>): Place | undefined =>
  action.holder === 'chosen'
    ? places.find((x) => (action.levels ?? ['village']).includes(x.level) && x.id !== village.id)
    : undefined

/** A case that stands on a step, in the hands of a place that has somebody for it. */
async function standing(p: Procedure, step: string, action: Action<string>, actor: Actor): Promise<Case> {
  const functions = p.steps[step]!.by
  const may = [village, township, bureau].filter((x) => x.id !== givenTo(action)?.id)
  const holder = may.find((x) => functions.length === 0 || holdersAt(x.path, functions).length > 1) ?? may[0]!
  const next = Object.keys(p.steps).find((s) => s !== step && !p.steps[s]!.end && !p.steps[s]!.joint && hasWork(p, s))!
  const leg = (s: string, at: Place) => ({ step: s, holder: { id: at.id, path: at.path } })
  const along = Object.values(p.steps).some((s) => Object.values(s.actions).some((a) => a.to === onward))
  const ctx = await context()
  // What other stories left does not ring in this one.
  await sql`UPDATE cases SET closed_at = ${w.now()}, alarm_at = NULL WHERE closed_at IS NULL`.execute(w.t.owner)
  await sql`UPDATE case_requests SET withdrawn_at = ${w.now()}, alarm_at = NULL WHERE alarm_at IS NOT NULL`.execute(
    w.t.owner,
  )
  const c = await transact(w.office.db, async (tx) => {
    const opened = await openCase(tx, {
      procedure: p.code,
      subjectKind: 'told',
      subjectId: newId(),
      regionId: village.id,
      path: village.path,
      now: ctx.now,
      held: {
        holder,
        code: newCode(),
        title: '饮水',
        by: '村民',
        step,
        ...(along ? { route: [leg(step, holder), leg(next, township)] } : {}),
        ctx,
      },
    })
    await bar(tx, opened.id, barred.personId)
    const told = { person_id: actor.personId, person_name: actor.name, post_name: '岗位', place_name: village.name }
    const came =
      action.undoes !== undefined
        ? { action: action.undoes, from_step: Object.keys(p.steps).find((s) => s !== step && hasWork(p, s))! }
        : { action: 'submit', from_step: p.start }
    if (action.undoes !== undefined || action.takesBack) {
      await appendEvent(tx, opened.id, {
        ...noEvent,
        ...told,
        ...came,
        seq: 2,
        at: ctx.now,
        to_step: step,
        holder_id: holder.id,
      })
      await sql`UPDATE cases SET events = 2 WHERE id = ${opened.id}`.execute(tx)
    }
    return opened
  })
  return read(c.id)
}
const read = async (id: string) => (await first(w.office.db, sql<Case>`SELECT * FROM cases WHERE id = ${id}`))!

async function take(c: Case, name: string, action: Action<string>, actor: Actor, units: string[]) {
  const ctx = await context()
  const input: ActInput = {
    subjectKind: c.subject_kind,
    subjectId: c.subject_id,
    action: name,
    comment: '照规定办理',
    contentHash: 'h',
    signature: { kind: 'password' },
    ...(action.holder === 'chosen' ? { holderId: givenTo(action)?.id } : {}),
    ask: { units, ask: '请核实' },
  }
  await transact(w.office.db, async (tx) => {
    if (action.party) await actAsParty(tx, input, ctx)
    else if (action.by?.length === 0 || (procedureOf(c.procedure).steps[c.step]!.by.length === 0 && !action.by))
      await actAsSystem(tx, input, ctx)
    else await act(tx, actor, input, ctx)
  })
}

test('every action of every procedure tells whoever has the case next, once, and nobody else', async () => {
  let crossed = 0
  let telling = 0
  for (const p of allProcedures())
    for (const [name, step] of Object.entries(p.steps))
      for (const [called, action] of Object.entries(step.actions)) {
        const why = `${p.code} ${name}.${called}`
        const actor = anybody()
        const before = await standing(p, name, action, actor)
        const told = await heard(() => take(before, called, action, actor, [bureau.id, township.id]))
        const c = await read(before.id)
        const joint = p.steps[c.step]!.joint
        if (action.to !== onward && action.to !== undone) expect(c.step, why).toBe(action.to)
        const asked = joint
          ? [bureau, township].flatMap((x) => holdersAt(x.path, joint.by))
          : action.tells
            ? mustAct(p, p.start, c)
            : (c.step === before.step && c.holder_id === before.holder_id) || !hasWork(p, c.step)
              ? []
              : mustAct(p, c.step, c)
        expectTold(told, [...new Set(asked)], why)
        // Who holds every post is among them wherever anybody is.
        if (asked.length > 0) expect(told.get(everywhere.personId), why).toHaveLength(1)
        if (asked.length > 0) telling += 1
        crossed += 1
      }
  expect(telling).toBeGreaterThan(100)
  expect(crossed).toBe(
    allProcedures().flatMap((p) => Object.values(p.steps).flatMap((s) => Object.keys(s.actions))).length,
  )
})

test('what is for the reporter or applicant to do, nobody of the staff does in their stead, whatever posts they hold', async () => {
  let refused = 0
  for (const p of allProcedures())
    for (const [name, step] of Object.entries(p.steps))
      for (const [called, action] of Object.entries(step.actions)) {
        if (!action.party) continue
        const actor = anybody()
        const c = await standing(p, name, action, actor)
        expect(mayOf(actor, c, []), `${p.code} ${name}.${called}`).not.toContain(called)
        const input: ActInput = {
          subjectKind: c.subject_kind,
          subjectId: c.subject_id,
          action: called,
          comment: '替他办的',
          contentHash: 'h',
          signature: { kind: 'password' },
        }
        await expect(transact(w.office.db, async (tx) => act(tx, actor, input, await context()))).rejects.toThrow(
          '当事人',
        )
        expect((await read(c.id)).step).toBe(name)
        refused += 1
      }
  expect(refused).toBeGreaterThan(20)
})

const none: Action<string> = { name: '', to: 'centre' }
const atTownship = async (actor: Actor): Promise<Case> => {
  const c = await standing(procedureOf('reports.complaint'), 'centre', none, actor)
  expect(c.holder_id).toBe(township.id)
  return c
}
const inHand = (c: Case) => holdersAt(township.path, procedureOf(c.procedure).steps[c.step]!.by)

test('opinions, orders, joint handling: who is asked hears once, who waits for the answer hears once', async () => {
  const actor = anybody()
  const c = await atTownship(actor)
  const ctx = await context()
  const locked = (
    what: (at: Awaited<ReturnType<typeof lock>>, tx: Parameters<Parameters<typeof transact>[1]>[0]) => Promise<unknown>,
  ) =>
    transact(w.office.db, async (tx) =>
      what(await lock(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id }), tx),
    )
  const clerks: PostFunction[] = ['bureau_clerk', 'bureau_leader']
  const bureauClerk = holdersAt(bureau.path, ['bureau_clerk']).find((a) => a !== everywhere)!
  const asks = () =>
    locked((at, tx) =>
      consult(
        tx,
        actor,
        at.c,
        { units: [bureau.id], functions: clerks, ask: '看法', within: 'report.consultDays' },
        ctx,
      ),
    )
  expectTold(await heard(asks), holdersAt(bureau.path, clerks), 'consulted')
  const answer = async (kind: string, by: Actor, at = bureau) => {
    const q = (await requestsOf(w.office.db, c.id)).find(
      (r) => r.kind === kind && r.region_id === at.id && r.answered_at === null && r.withdrawn_at === null,
    )!
    return transact(w.office.db, (tx) => answerRequest(tx, by, q.id, { opinion: 'noted', text: '看过了' }, ctx))
  }
  expectTold(await heard(() => answer('consult', bureauClerk)), inHand(c), 'an opinion')

  let key = ''
  const guest = { name: '县医院 王医生', ask: '请看看', within: 'report.guestDays' }
  const invites = async () => (key = (await locked((at, tx) => inviteGuest(tx, actor, at.c, guest, ctx))) as string)
  expectTold(await heard(invites), [], 'an outsider has a link')
  const guestAnswers = () => transact(w.office.db, (tx) => answerAsGuest(tx, key, { text: '建议送检' }, ctx))
  expectTold(await heard(guestAnswers), inHand(c), 'an outsider answered')

  const ask = { subjectKind: c.subject_kind, subjectId: c.subject_id, action: 'ask' }
  await transact(w.office.db, (tx) =>
    act(tx, actor, { ...ask, ask: { units: [bureau.id, village.id], ask: '请核实' } }, ctx),
  )
  const first = await heard(() => answer('joint', bureauClerk))
  expectTold(first, inHand(await read(c.id)), 'the first of two units')
  expect([...first.values()].flat()[0]).toContain('2 个单位里已有 1 个答复')
  const director = holdersAt(village.path, ['director']).find((a) => a !== everywhere)!
  const second = await heard(() => answer('joint', director, village))
  expect((await read(c.id)).step).toBe('gathered')
  expectTold(second, inHand(await read(c.id)), 'the last unit: the case comes back, said once')
})

test('limits that come near and pass: each is told once, and what is late is never called near', async () => {
  for (const p of allProcedures())
    for (const [name, step] of Object.entries(p.steps)) {
      if (!hasWork(p, name) || step.within === undefined || step.onDue !== undefined) continue
      const why = `${p.code} ${name}`
      w.set('2026-03-02T09:00:00+08:00')
      const c = await standing(p, name, none, anybody())
      expect(c.due_at, why).not.toBeNull()
      const sweep = async (at: Date) => {
        w.set(at.toISOString())
        await sweepCases(w.office.db, await context())
      }
      if (c.warn_at && c.warn_at < c.due_at!) {
        const near = await heard(() => sweep(c.warn_at!))
        expectTold(near, mustAct(p, name, c), `${why} near`)
        expect([...near.values()].flat().every((say) => say.includes('快到期'))).toBe(true)
      }
      const late = await heard(() => sweep(c.due_at!))
      expectTold(late, mustAct(p, name, c), `${why} late`)
      expect([...late.values()].flat().every((say) => say.includes('已逾期'))).toBe(true)
      expectTold(await heard(() => sweep(c.due_at!)), [], `${why} again`)
    }
  w.set('2026-03-02T09:00:00+08:00')
})

test('many limits at one moment are said once, with their number; whoever is barred from one of them does not count it', async () => {
  w.set('2026-03-02T09:00:00+08:00')
  const guarded = await atTownship(anybody())
  const others = 7
  const ctx = await context()
  for (let i = 0; i < others; i += 1)
    await transact(w.office.db, (tx) =>
      openCase(tx, {
        procedure: guarded.procedure,
        subjectKind: 'told',
        subjectId: newId(),
        regionId: village.id,
        path: village.path,
        now: ctx.now,
        held: { holder: township, code: newCode(), title: '饮水', by: '村民', step: 'centre', ctx },
      }),
    )
  await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
  w.set(guarded.due_at!.toISOString())
  await sweepCases(w.office.db, await context())
  const late = async (a: Actor) => (await heardBy(a)).filter((say) => say.includes('已逾期'))
  const counted = (said: string[]) => said.reduce((n, say) => n + Number(/有 (\d+) 件事/.exec(say)?.[1] ?? 1), 0)
  const [mine, theirs] = [await late(everywhere), await late(barred)]
  // Two lanes sweep side by side: each says its sum.
  expect(mine.length).toBeLessThan(others)
  expect([counted(mine), counted(theirs)]).toEqual([others + 1, others])
  w.set('2026-03-02T09:00:00+08:00')
})

test('a longer limit and a pause that has ended are told to whoever has the case, a pause by themselves is not', async () => {
  const actor = anybody()
  const c = await atTownship(actor)
  const ctx = await context()
  const at = (tx: Parameters<typeof lock>[0]) => lock(tx, { subjectKind: c.subject_kind, subjectId: c.subject_id })
  const longer = () =>
    transact(w.office.db, async (tx) =>
      extend(tx, actor, await at(tx), { rule: 'report.extendDays', reason: '情况复杂', approves: actor.posts[0] }, ctx),
    )
  expectTold(await heard(longer), inHand(c), 'extended')
  const mine = inHand(c).find((a) => a !== everywhere)!
  const pause = () =>
    transact(w.office.db, async (tx) => suspend(tx, mine, await at(tx), { reason: '等检测结果', proof: [] }, ctx))
  expectTold(await heard(pause), [], 'paused by who has it')
  const until = (await read(c.id)).alarm_at!
  const ends = async () => {
    w.set(until.toISOString())
    await sweepCases(w.office.db, await context())
  }
  expectTold(await heard(ends), inHand(c), 'the pause has lasted as long as it may')
  w.set('2026-03-02T09:00:00+08:00')
})

test('in the middle of a matter: who stands in hears it, who has left does not, who came after hears it once', async () => {
  w.set('2026-03-02T09:00:00+08:00')
  const own = (a: Actor) => a !== everywhere && a.posts.length < 5
  const clerk = holdersAt(township.path, ['township_clerk']).find(own)!
  const deputy = holdersAt(village.path, ['responder', 'grid_leader']).find(own)!
  const post = clerk.posts.find((p) => p.function === 'township_clerk')!.appointmentId
  const day = '2026-03-02'
  const hears = async (id: string) => {
    const now = await actorOf(w.office.db, id, day)
    return now ? (await heardBy(now)).length : 0
  }
  const up = procedureOf('reports.ninghai').steps['team']!.actions['up']!
  const comesUp = async () => {
    const before = await standing(procedureOf('reports.ninghai'), 'team', up, anybody())
    await sql`TRUNCATE messages CASCADE`.execute(w.t.owner)
    await take(before, 'up', up, anybody(), [])
    expect((await read(before.id)).holder_id).toBe(township.id)
  }
  await comesUp()
  expect([await hears(clerk.personId), await hears(deputy.personId)], 'as it is').toEqual([1, 0])

  await sql`
    INSERT INTO deputations (id, appointment_id, deputy_id, from_on, to_on, reason, made_by, made_at)
    VALUES (
      ${newId()}, ${post}, ${deputy.personId}, '2026-03-01', '2026-03-20', '外出学习',
      ${clerk.personId}, ${w.now()}
    )`.execute(w.t.owner)
  await comesUp()
  expect([await hears(clerk.personId), await hears(deputy.personId)], 'both may act').toEqual([1, 1])

  const [next, now] = [newId(), w.now()]
  await sql`UPDATE appointments SET to_on = '2026-03-01' WHERE id = ${post}`.execute(w.t.owner)
  await sql`INSERT INTO persons (id, name, created_at) VALUES (${next}, '接任的人', ${now})`.execute(w.t.owner)
  await sql`
    INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
    SELECT gen_random_uuid(), ${next}, post_kind_id, region_id, ${day}, ${now}
    FROM appointments
    WHERE id = ${post}`.execute(w.t.owner)
  const three = async () => [await hears(clerk.personId), await hears(deputy.personId), await hears(next)]
  expect(await three(), 'what lies there came with the post, not with the person').toEqual([0, 0, 1])
  await comesUp()
  expect(await three(), 'what comes from now on').toEqual([0, 0, 1])
})
