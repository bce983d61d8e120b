/**
 * Whom a case is about neither sees nor handles it (信访工作条例 Art. 30): a person with every post there is, barred from one
 * case of each room, goes through every route of the console. The routes are taken from the application itself, what
 * hangs from the cases from the database: a new route and a new table are in it by themselves. Another with the same
 * posts, not barred, goes the same way and finds everything: so the test looks where there is something to see.
 */
import { globSync, readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bar } from '../src/kernel/cases/bars.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { first, openClient, rows, sql, transact } from '../src/platform/db.ts'
import { type Place } from '../src/modules/reports/sending/receive.ts'
import { rate } from '../src/modules/services/following/party.ts'
import { applicationById } from '../src/modules/services/deciding/application.ts'
import { handsOf, open, publish, strokes, type Hands } from './story.ts'
import { consoleRoutes, type Json, type Route } from './routes.ts'
import {
  aboutApplication,
  aboutCorrection,
  aboutNotice,
  aboutReport,
  aboutRun,
  aboutSeal,
  caseOf,
  everyPost,
  hanging,
  ok,
  reported,
  type Hanging,
  type Maker,
} from './oneOfEach.ts'
import { makeWorld, type Answer, type Person, type World } from './world.ts'

/** Words that stand in one of the barred cases and nowhere else. */
const words = {
  report: '蓝鹊桥',
  answerAsked: '请农业局看看蓝鹊桥',
  mediation: '朱雀塘',
  application: '白鹭洲',
  run: '鹭鸶路拓宽',
  seal: '灯塔改造申请表',
  notice: '夜莺场',
  question: '猫头鹰山',
  correction: '啄木鸟林',
} as const

let w: World
let hands: Hands
let liuwan: Place
let barred: Person
let free: Person
let maker: Maker
/** The places whose every post both have. */
const everywhere = ['liuwan', 'qingxi', 'nongyenongcunju', 'qingchuan']
const persons: Record<'barred' | 'free', string> = { barred: '', free: '' }
/** The cases and what they are about, by turns. */
let roots: string[]
/** What must not be told: ids and codes of the cases and of what they are about. */
let secrets: string[]
/** What an address may name of them: these, and the rows that hang from them. */
let named: Hanging
/** Cases, what they are about, and requests in them. */
let doors: string[]
/** Ids of other things, in whose answers the barred ones might stand. */
let beside: string[]

beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  hands = await handsOf(w)
  liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const picture = new Uint8Array(
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#caa' } })
      .jpeg()
      .toBuffer(),
  )
  persons.barred = await everyPost(w, 'qingxi-clerk', everywhere)
  persons.free = await everyPost(w, 'qingxi-leader', everywhere)
  ;[barred, free] = await Promise.all([w.signIn('qingxi-clerk'), w.signIn('qingxi-leader')])
  const [grid, agent] = (await Promise.all(['liuwan-grid', 'liuwan-agent'].map((u) => w.signIn(u)))) as [Person, Person]
  maker = { w, place: liuwan, words, hands: { officer: hands.officer, grid, agent, above: free }, picture }
  const other = await reported(maker, { text: '路灯不亮', spot: '村口' })
  const published = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09'))
  const about = {
    ...(await aboutReport(maker)),
    ...(await aboutCorrection(maker, published)),
    application: await aboutApplication(maker),
    run: await aboutRun(maker),
    seal: await aboutSeal(maker),
    notice: await aboutNotice(maker),
  }
  const cases = await rows(
    w.office.db,
    sql<{
      id: string
      subject_id: string
    }>`SELECT id, subject_id FROM cases WHERE subject_id = ANY(${Object.values(about)}::text[])`,
  )
  expect(cases).toHaveLength(8)
  for (const c of cases) await transact(w.office.db, (tx) => bar(tx, c.id, persons.barred))
  // Everything becomes late: cards, escalations, reminders to whoever was asked.
  w.set('2026-11-30T09:00:00+08:00')
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  roots = cases.flatMap((c) => [c.id, c.subject_id])
  named = await hanging(w, roots)
  doors = [...roots, ...(named.ids.get('case_requests') ?? [])]
  secrets = [...roots, ...named.codes.filter((code) => code.length === 10)]
  await sql`UPDATE cases SET split_from = ${await caseOf(w, about.report)} WHERE subject_id = ${other}`.execute(
    w.office.db,
  )
  beside = [
    published,
    ...(await rows(w.office.db, sql<{ id: string }>`SELECT id FROM cases UNION SELECT id FROM power_runs`)).map(
      (r) => r.id,
    ),
  ].filter((id) => !doors.includes(id))
})
afterAll(() => w.close())

const routes = () => consoleRoutes(w).filter((r) => r.permission !== 'anyone' && !r.path.startsWith('/session'))

/**
 * The address with each parameter filled in: the first with each of `heads`; behind one of the doors the others with
 * each of `rest`.
 */
function filled(path: string, heads: readonly string[], rest: readonly string[]): string[] {
  const params = path.match(/:\w+/g) ?? []
  const second = (head: string) => (doors.includes(head) ? rest : rest.slice(0, 2))
  return params
    .reduce<{ at: string; head: string }[]>(
      (all, p, i) =>
        all.flatMap(({ at, head }) =>
          (known[p.slice(1)] ?? (i === 0 ? heads : second(head))).map((v) => ({
            at: at.replace(p, encodeURIComponent(v)),
            head: i === 0 ? v : head,
          })),
        ),
      [{ at: path, head: '' }],
    )
    .map(({ at }) => at)
}
/** Parameters that name nothing of a case. */
const known: Record<string, string[]> = { action: ['answer', 'approve', 'pass', 'accept', 'sign', 'withdraw'] }

/**
 * Values by a query's field: the world's own for what is asked everywhere, every secret and word for what is looked
 * for.
 */
const own: Record<string, string[]> = {
  month: ['2026-10', '2026-11'],
  place: ['liuwan'],
  at: ['liuwan', 'qingxi'],
  from: ['2026-01-01'],
  to: ['2026-12-31'],
  item: ['C05-01'],
  service: ['SV001'],
  before: [],
  parent: [],
}

function queries(schema: Json | undefined, looked: readonly string[]): string[] {
  if (!schema) return ['']
  const { properties = {}, required = [] } = schema
  const valuesOf = (key: string) => (properties[key]!.enum as string[] | undefined) ?? own[key] ?? looked
  const base = new URLSearchParams(
    required.filter((k) => valuesOf(k)[0] !== undefined).map((k) => [k, valuesOf(k)[0]!]),
  )
  const all = Object.keys(properties).flatMap((key) =>
    valuesOf(key).map((value) => {
      const q = new URLSearchParams(base)
      q.set(key, value)
      return `?${q}`
    }),
  )
  return [...new Set([base.size > 0 ? `?${base}` : '', ...all])]
}

/** A body that the schema takes: the least of everything, `id` wherever one is asked for. */
function bodyOf(schema: Json | undefined, id: string): unknown {
  if (!schema) return {}
  const least = (j: Json, key: string): unknown => {
    if (j.const !== undefined) return j.const
    if (j.enum) return j.enum[0]
    const choice = (j.anyOf ?? j.oneOf)?.[0]
    if (choice) return least(choice, key)
    if (j.type === 'object')
      return Object.fromEntries(
        Object.entries(j.properties ?? {})
          .filter(([k]) => j.required?.includes(k) || /^(ids?|caseId|obligations|reply|signature|strokes)$/.test(k))
          .map(([k, v]) => [k, k === 'strokes' ? strokes : least(v, k)]),
      )
    if (j.type === 'array') return [least(j.items ?? {}, key)]
    if (j.type === 'integer' || j.type === 'number') return Math.max(j.minimum ?? 1, 1)
    if (j.type === 'boolean') return true
    if (/^(ids?|caseId|obligations|file|record)$/.test(key)) return id
    if (j.format === 'date' || key === 'on') return '2026-10-12'
    if (j.format === 'date-time') return '2026-10-12T09:00:00+08:00'
    if (j.pattern?.includes('{64}')) return 'a'.repeat(64)
    return '这是一句足够长的话'
  }
  return least(schema, '')
}

/** What an answer says, a workbook's and an archive's parts too. */
function said({ body }: Answer): string {
  if (!(body instanceof ArrayBuffer)) return JSON.stringify(body)
  const bytes = Buffer.from(body)
  if (bytes.subarray(0, 2).toString() !== 'PK') return bytes.toString('utf8')
  return Object.values(unzipSync(bytes))
    .map((part) => Buffer.from(part).toString('utf8'))
    .join('\n')
}

const told = (text: string) => [...secrets, ...Object.values(words)].filter((s) => text.includes(s))
/** The first of each table: more of the same kind say nothing new. */
const hangingIds = () => [...named.ids.values()].flatMap((ids) => ids.slice(0, 1))
const allIds = () => [...new Set([...doors, ...named.codes, ...hangingIds()])]
const looked = () => [...new Set([...named.codes, ...doors, ...Object.values(words)])]

/** Every GET route with everything that can be asked of it. */
const addresses = () =>
  routes()
    .filter((r) => r.method === 'GET')
    .map((r) => ({
      path: r.path,
      asked: filled(r.path, [...allIds(), ...beside], hangingIds()).flatMap((p) =>
        queries(r.schemas['query'], looked()).map((q) => `${p}${q}`),
      ),
    }))

/** A few at once: most of each is waiting. */
async function each<T>(all: readonly T[], job: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += 8) await Promise.all(all.slice(i, i + 8).map(job))
}

/** What was asked for is no news; what the answer says besides would be. */
const toldBy = (answer: Answer, asked: string) => told(said(answer).replaceAll(asked, ''))

test('whoever is barred finds nothing of it, whatever they open, list, count or look for', async () => {
  const seen: string[] = []
  for (const { asked } of addresses())
    await each(asked, async (address) => {
      const answer = await barred.get(address)
      if (answer.status >= 500) seen.push(`${address}: ${answer.status}`)
      if (answer.status !== 200) return
      const found = toldBy(answer, decodeURIComponent(address))
      if (found.length > 0) seen.push(`${address}: ${found.join(' ')}`)
    })
  expect(seen).toEqual([])
})

test('whoever is barred does nothing with it: 403 or 404, and nothing has changed', async () => {
  const before = (await hanging(w, doors)).rows
  const wrong: string[] = []
  const press = async (r: Route, path: string, id: string): Promise<number> => {
    const sent = await w.app.request(`http://localhost/api${path}`, {
      method: r.method,
      headers: {
        cookie: barred.cookie,
        origin: 'http://localhost',
        host: 'localhost',
        'content-type': 'application/json',
      },
      body: JSON.stringify(bodyOf(r.schemas['json'], id)),
    })
    const found = toldBy({ status: sent.status, body: await sent.text() }, id)
    if (sent.status >= 500 || found.length > 0) wrong.push(`${r.method} ${path}: ${sent.status} ${found.join(' ')}`)
    return sent.status
  }
  for (const r of routes().filter((x) => x.method !== 'GET'))
    if (r.path.includes(':'))
      await each(allIds(), async (id) => {
        for (const path of filled(r.path, [id], hangingIds())) {
          const status = await press(r, path, id)
          if (doors.includes(id) && status !== 403 && status !== 404) wrong.push(`${r.method} ${path}: ${status}`)
        }
      })
    else if (JSON.stringify(bodyOf(r.schemas['json'], doors[0]!)).includes(doors[0]!))
      await each(doors, async (id) => void (await press(r, r.path, id)))
  expect(wrong).toEqual([])
  expect((await hanging(w, doors)).rows).toEqual(before)
})

test('with the same posts and not barred one finds all of it on the same way', async () => {
  const missing = new Set([...secrets, ...Object.values(words)])
  // A case is found by its own id or by that of what it is about.
  const found = (s: string) => {
    missing.delete(s)
    if (roots.includes(s)) missing.delete(roots[roots.indexOf(s) ^ 1]!)
  }
  const empty: string[] = []
  for (const { path, asked } of addresses().filter((a) => a.path.split(':').length < 3)) {
    let answered = false
    for (const address of asked) {
      if (answered && missing.size === 0) break
      const answer = await free.get(address)
      answered ||= answer.status !== 422
      if (answer.status === 200) for (const s of toldBy(answer, decodeURIComponent(address))) found(s)
    }
    if (!answered) empty.push(path)
  }
  expect(empty, 'every route is asked something that it takes').toEqual([])
  expect([...missing]).toEqual([])
})

test('messages from before they knew their case find it by their links', async () => {
  const kept = () =>
    rows(
      w.t.owner,
      sql<{ id: string; case_id: string | null }>`
        SELECT id, case_id
        FROM messages
        WHERE link NOT IN ('/', '/questions', '/board')
        ORDER BY id`,
    )
  const before = await kept()
  expect(before.filter((m) => m.case_id !== null).length).toBeGreaterThan(30)
  await sql`UPDATE messages SET case_id = NULL`.execute(w.t.owner)
  const client = await openClient(w.t.urls.owner)
  const since = readFileSync('src/platform/before/since.sql', 'utf8')
  await client.query(/^UPDATE messages.+?(?=^ALTER)/ms.exec(since)![0]).finally(() => client.end())
  expect(await kept()).toEqual(before)
})

test('what comes of a case keeps the same people away: a matter split off, a follow-up of its rating; a code says nothing', async () => {
  const report = (await first(
    w.office.db,
    sql<{ id: string; code: string }>`SELECT id, code FROM cases WHERE title LIKE ${`%${words.report}%`} LIMIT 1`,
  ))!
  const child = ok(
    await free.post(`/cases/${report.id}/split`, { kind: 'trouble', text: '桥下还有垃圾', reason: '两件事' }),
  ).id as string
  const application = (await first(
    w.office.db,
    sql<{ id: string }>`
      SELECT subject_id AS id
      FROM cases
      WHERE subject_kind = 'application' AND id = ANY(${doors}::text[])`,
  ))!.id
  await sql`UPDATE applications SET state = 'done', closed_at = ${w.now()} WHERE id = ${application}`.execute(
    w.office.db,
  )
  const ctx = await contextAt(w.office.db, w.now())
  await transact(w.office.db, async (tx) =>
    rate(tx, w.office.secret, await applicationById(tx, application), 1, '跑了三趟', ctx),
  )
  const follow = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'follow'`))!.id
  for (const path of [`/cases/${child}`, `/application-follows/${follow}`]) {
    expect((await free.get(path)).status, path).toBe(200)
    expect((await barred.get(path)).status, path).toBe(404)
  }
  expect(JSON.stringify((await barred.get('/applications/inbox?follow=1')).body)).not.toContain(follow)
  const mine = await caseOf(w, await reported(maker, { text: '水管漏水', spot: '村口' }))
  const merging = (into: string) => barred.post(`/cases/${mine}/merge`, { into, reason: '同一件事' })
  expect(await merging(report.code)).toEqual(await merging('AAAAAAAAAA'))
})

test('who is barred is asked in one place', () => {
  const asking = globSync('src/**/*.{ts,tsx}').filter(
    (f) => !f.endsWith('.test.ts') && !f.endsWith('.gen.ts') && readFileSync(f, 'utf8').includes('case_bars'),
  )
  expect(asking.sort()).toEqual(['src/kernel/cases/bars.ts', 'src/kernel/cases/seeing.ts'])
})
