/**
 * One formula per figure: rooms declare each with its sentence, and every page, screen, sheet, dataset and answer that
 * shows the figure says the sentence too. Goes through what there is: a new page or sheet that forgets it fails here.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rooms } from '../src/app/rooms.ts'
import { datasets } from '../src/front/open.datasets.ts'
import { merged } from '../src/kernel/room.ts'
import { sql } from '../src/platform/db.ts'
import { recountMonths } from '../src/modules/reports/echo/months.ts'
import { consoleRoutes } from './routes.ts'
import { handsOf, nothing, open, publish } from './story.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
let admin: Person

const figures: Record<string, string> = merged(rooms, 'figures')
const wordOf = (sentence: string) => sentence.split(' =')[0]!

beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  const hands = await handsOf(w)
  admin = await w.signIn('admin')
  await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'), nothing)
  const entry = {
    place: 'liuwan',
    kind: 'trouble',
    channel: 'letter',
    text: '二组的路灯坏了半个月',
    spot: '二组路口',
  }
  const agent = await w.signIn('liuwan-agent')
  expect((await agent.post('/reports', entry)).status).toBe(200)
  await recountMonths(w.office.db, w.now())
})
afterAll(() => w.close())

test('each figure is a word and how it is counted', () => {
  expect(Object.keys(figures).length).toBeGreaterThan(10)
  for (const [name, said] of Object.entries(figures))
    expect([name, said]).toEqual([name, expect.stringMatching(/^\S+ =.+/)])
  const words = Object.values(figures).map(wordOf)
  expect(words.filter((x, i) => words.indexOf(x) !== i)).toEqual([])
})

/** Pages that show a figure: its word, then a number or a share. */
const pages = [
  '/',
  '/v/liuwan',
  '/v/liuwan/items/C07-04',
  '/v/liuwan/hall',
  '/v/liuwan/services',
  '/v/liuwan/powers',
  '/v/liuwan/notices',
  '/v/liuwan/echo',
  '/v/liuwan/history',
  '/t/qingxi',
  '/missing',
  '/reports/all',
  '/services',
  '/open',
]
test('a page that shows a figure says how it is counted', async () => {
  const seen = new Set<string>()
  const silent: string[] = []
  for (const path of [...pages, ...(await linked('/'))]) {
    const answer = await w.app.request(`http://localhost${path}`)
    if (!answer.headers.get('content-type')?.includes('html')) continue
    const text = (await answer.text()).replace(/<(script|style)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, '')
    for (const said of Object.values(figures)) {
      const shown =
        new RegExp(`${wordOf(said)}[\\s　]*([0-9.,]+[\\s　]*[件项人%]|—)`).test(text) ||
        (said === figures['missing'] && /[0-9,]+[\s　]*项[\s　]*逾期/.test(text))
      if (shown) seen.add(wordOf(said))
      if (shown && !text.includes(said)) silent.push(`${path} ${wordOf(said)}`)
    }
  }
  expect([...seen]).toEqual(expect.arrayContaining(['应公开', '已公开', '按时率', '满意率']))
  expect([...new Set(silent)]).toEqual([])
})

/** Addresses on a page, of this site. */
async function linked(path: string): Promise<string[]> {
  const html = await (await w.app.request(`http://localhost${path}`)).text()
  return [...new Set([...html.matchAll(/href="(\/[^"#?]*)"/g)].map((m) => m[1]!))].filter((x) => !x.includes('.'))
}

/** Keys under which answers of the console and datasets carry a figure, with the figures that say them. */
const keys: Record<string, string[]> = {
  due: ['due'],
  published: ['published'],
  missing: ['missing'],
  onTime: ['onTime'],
  content: ['content'],
  solved: ['solved'],
  in_time: ['inTime'],
  received: ['received'],
  answered: ['answered'],
  red: ['red'],
  missed: ['missed'],
}

test('an answer that counts says how', async () => {
  const silent: string[] = []
  const counted = new Set<string>()
  for (const { method, path, schemas } of consoleRoutes(w)) {
    if (method !== 'GET' || path.includes(':')) continue
    const query = new URLSearchParams()
    for (const name of schemas['query']?.required ?? [])
      query.set(
        name,
        name === 'month' ? '2026-10' : name === 'from' ? '2026-10-01' : name === 'to' ? '2026-10-31' : 'liuwan',
      )
    const answer = await admin.get(`${path}${query.size > 0 ? `?${query}` : ''}`)
    if (answer.status !== 200 || answer.body instanceof ArrayBuffer) continue
    const whole = JSON.stringify(answer.body)
    for (const key of numbersIn(answer.body)) {
      counted.add(key)
      if (!keys[key]!.some((f) => whole.includes(JSON.stringify(figures[f]).slice(1, -1))))
        silent.push(`${path} ${key}`)
    }
  }
  expect([...counted]).toEqual(expect.arrayContaining(['due', 'published', 'missing', 'received']))
  expect(silent).toEqual([])
})

/** Keys of figures that stand for a number, anywhere in an answer. */
function numbersIn(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(numbersIn))]
  if (typeof value !== 'object' || value === null) return []
  return [
    ...new Set(Object.entries(value).flatMap(([k, v]) => (k in keys && typeof v === 'number' ? [k] : numbersIn(v)))),
  ]
}

test('the coverage counts every place that the open data and the pages of the county count, groups of villagers too', async () => {
  const month = '2026-10'
  const answer = await w.app.request(`http://localhost/open/progress.json?month=${month}`)
  const told = (await answer.json()) as { place: string; due: number; published: number; late: number }[]
  const { places } = (await admin.get(`/coverage?month=${month}`)).body as {
    places: { slug: string; level: string; due: number; published: number; late: number }[]
  }
  const counted = (all: readonly { slug: string; due: number; published: number; late: number }[]) =>
    new Map(all.filter((p) => p.due > 0).map((p) => [p.slug, [p.due, p.published, p.late]]))
  expect(counted(places)).toEqual(counted(told.map(({ place, ...n }) => ({ slug: place, ...n }))))
  const levels = new Set(places.filter((p) => p.due > 0).map((p) => p.level))
  expect([...levels]).toEqual(expect.arrayContaining(['township', 'village', 'group']))
})

test('a dataset and its description say it in the words of the page', async () => {
  const columns = datasets.flatMap((d) => d.columns.map((c) => ({ ...c, set: d.name })))
  const counts = columns.filter((c) => c.key in keys)
  expect(counts.map((c) => c.set)).toEqual(expect.arrayContaining(['progress', 'reports']))
  for (const c of counts)
    expect([c.set, c.key, keys[c.key]!.some((f) => c.about.includes(figures[f]!))]).toEqual([c.set, c.key, true])
  const { paths } = (await (await w.app.request('http://localhost/api/openapi.json')).json()) as {
    paths: Record<string, unknown>
  }
  expect(JSON.stringify(paths['/open/progress.json'])).toContain(figures['due'])
  const rowsOf = async (name: string) =>
    (await (await w.app.request(`http://localhost/open/${name}.json?month=2026-10`)).json()) as Record<
      string,
      unknown
    >[]
  expect(await rowsOf('progress')).toContainEqual(
    expect.objectContaining({ place: 'liuwan', month: '2026-10', published: 1 }),
  )
  expect(await rowsOf('reports')).toContainEqual(expect.objectContaining({ place: 'liuwan', received: 1, in_time: 1 }))
})

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.tsx?$/.test(f) && !f.endsWith('.test.ts'))
  .map((f) => ({ file: join('src', f), text: readFileSync(join('src', f), 'utf8') }))

test('no statement has a formula of its own for late and missing', () => {
  const own = /published_at\s+IS\s+NULL\s+AND\s+(\w+\.)?due_on\s*<(?!=)|published_on\s*>\s*(\w+\.)?due_on/
  const home = 'src/modules/disclosure/obligations/figures'
  expect(own.test('o.published_at IS NULL AND o.due_on < $1')).toBe(true)
  expect(sources.filter((s) => !s.file.startsWith(home) && own.test(s.text)).map((s) => s.file)).toEqual([])
})

test('a table of the console with a column of figures has the sentences below it and in the sheet', () => {
  const words = [...Object.values(figures).map(wordOf), '近两月公开', '占比']
  const tables = sources.filter((s) => s.text.includes('<DataTable'))
  expect(tables.length).toBeGreaterThan(10)
  const named = new RegExp(`name: '(${words.join('|')})'[^}]*number: true`)
  const silent = tables.filter((s) => named.test(s.text) && !/notes=\{/.test(s.text)).map((s) => s.file)
  expect(tables.filter((s) => named.test(s.text)).length).toBeGreaterThan(1)
  expect(silent).toEqual([])
})

test('what is paused is not late, what was merged stays late: statistics, open data and the page say the same', async () => {
  const [agent, grid, director] = await Promise.all(
    ['liuwan-agent', 'liuwan-grid', 'liuwan-director'].map((name) => w.signIn(name)),
  )
  const told = async (text: string): Promise<{ id: string; code: string }> => {
    const entry = { place: 'liuwan', kind: 'trouble', channel: 'letter', text, spot: '二组路口' }
    const { code } = (await agent!.post('/reports', entry)).body as { code: string }
    const { rows } = (await grid!.get('/cases')).body as { rows: { id: string; code: string }[] }
    return rows.find((r) => r.code === code)!
  }
  const ok = (answer: { status: number; body: unknown }) =>
    expect([answer.status, answer.body]).toEqual([200, answer.body])
  const paused = await told('三组水渠漏水')
  ok(await grid!.post(`/cases/${paused.id}/actions/team`, {}))
  ok(await director!.post(`/cases/${paused.id}/suspend`, { reason: '等水泥到货再修', waits: 'others' }))
  const late = await told('四组路灯不亮')
  w.set('2026-10-12T09:00:00+08:00')
  const fresh = await told('四组的路灯还是不亮')
  ok(await grid!.post(`/cases/${late.id}/merge`, { into: fresh.code, reason: '同一盏灯' }))
  await recountMonths(w.office.db, w.now())
  const { figures: counted } = (await admin.get('/report-statistics?from=2026-10-01&to=2026-10-31')).body as {
    figures: { received: number; late: number }
  }
  const open = (await (await w.app.request('http://localhost/open/reports.json?month=2026-10')).json()) as {
    received: number
    in_time: number
  }[]
  const sum = (key: 'received' | 'in_time') => open.reduce((n, r) => n + r[key], 0)
  // The first report of this file and both that became one missed a limit, the paused one none.
  expect([counted.received, counted.late]).toEqual([4, 3])
  expect([sum('received'), sum('in_time')]).toEqual([4, 1])
  const page = (await (await w.app.request('http://localhost/reports/all')).text()).replace(/<[^>]+>/g, '')
  expect(page).toContain('按时率 25%')

  // What missed a limit and now stands still, or waits for its reporter's rating, was late, and is not late now.
  const said = async () => {
    const text = (await (await w.app.request('http://localhost/reports/all')).text()).replace(/<[^>]+>/g, '')
    return { before: text.split('曾逾期').length, now: text.split('应在').length }
  }
  const counts = await said()
  const missed = new Date(w.now().getTime() - 86_400_000)
  await sql`UPDATE cases SET missed_at = ${missed}, due_at = ${missed} WHERE id = ${paused.id}`.execute(w.t.owner)
  expect(await said()).toEqual({ before: counts.before + 1, now: counts.now })
  await sql`UPDATE cases SET paused_at = NULL, step = 'answered' WHERE id = ${paused.id}`.execute(w.t.owner)
  expect(await said()).toEqual({ before: counts.before + 1, now: counts.now })
})

test('a screen of the console that says how many are late says how they are counted', () => {
  const late = /\{[^{}]*\}[\s　]*[件项][\s　]*逾期/
  const screens = sources.filter((s) => s.file.includes('console') && s.file.endsWith('.tsx') && late.test(s.text))
  expect(screens.map((s) => s.file)).toEqual(expect.arrayContaining(['src/app/console/tasks/Tasks.tsx']))
  expect(screens.filter((s) => !s.text.includes('<HowCounted')).map((s) => s.file)).toEqual([])
})
