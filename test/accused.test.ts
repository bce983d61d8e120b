/**
 * What a complaint about a person, or a sealed accusation, leaves behind betrays it to nobody: the same office at the
 * same instant is asked everything that it answers, by the one who is meant, a colleague, their superiors and a
 * visitor, without it and with it; every answer is the same, byte for byte. Time goes on in between until everything of
 * it is late: the clock of the office is an argument.
 */
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { contextAt } from '../src/kernel/cases/office.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { sealFor } from '../src/modules/reports/accusations/envelope.ts'
import { newKeyFile } from '../src/modules/reports/accusations/keyFile.ts'
import { visitor } from '../src/modules/reports/fixtures/visitor.ts'
import type { Place } from '../src/modules/reports/sending/receive.ts'
import { first, rows, sql } from '../src/platform/db.ts'
import { toBase64url } from '../src/kernel/ledger/bytes.ts'
import { nameOf } from './accounts.ts'
import { everyRoom, ok, type EveryRoom } from './everyRoom.ts'
import { reported } from './oneOfEach.ts'
import { consoleRoutes, type Json } from './routes.ts'
import { rooms } from '../src/app/rooms.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
let room: EveryRoom
let place: Place
const early = '2026-10-12T09:00:00+08:00'
const late = '2026-11-30T09:00:00+08:00'

beforeAll(async () => {
  w = await makeWorld(early)
  room = await everyRoom(w)
  place = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  await room.report('三组路灯坏了')
  await room.apply()
  await room.start(room.officer, 'NH01', '村部修缮')
  await room.ask('question', '九月的账是谁记的')
  await room.correction()
})
afterAll(() => w.close())

/** One value of each field of a query; of a choice all of them. */
const own: Record<string, string | undefined> = {
  month: '2026-10',
  place: 'liuwan',
  at: 'liuwan',
  village: 'liuwan',
  from: '2026-01-01',
  to: '2026-12-31',
  item: 'C05-01',
  service: 'SV001',
  parent: 'qingchuan',
  q: '干部',
}

function queries(schema: Json | undefined): string[] {
  if (!schema) return ['']
  const { properties = {}, required = [] } = schema
  const valuesOf = (key: string) => (properties[key]!.enum as string[] | undefined) ?? [own[key] ?? []].flat()
  const base = required.flatMap((k) =>
    valuesOf(k)
      .slice(0, 1)
      .map((v) => [k, v] as const),
  )
  const others = Object.keys(properties).filter((k) => !required.includes(k))
  const all = others.flatMap((key) => valuesOf(key).map((v) => [...base, [key, v] as const]))
  return [base, ...all].map((q) => (q.length === 0 ? '' : `?${new URLSearchParams(q.map(([k, v]) => [k, v]))}`))
}

/** Ids that stand in addresses: one case and matter of each kind, and the places. */
async function known(): Promise<string[]> {
  const found = await rows(
    w.t.owner,
    sql<{ id: string; subject_id: string }>`
      SELECT DISTINCT ON (subject_kind) id, subject_id FROM cases ORDER BY subject_kind, id`,
  )
  return [...found.flatMap((f) => [f.id, f.subject_id]), 'liuwan', 'qingxi']
}

/** An answer's words, a workbook's and an archive's parts too; without what no two answers share. */
function said(body: Uint8Array): string {
  const words =
    Buffer.from(body.subarray(0, 2)).toString() === 'PK'
      ? Object.entries(unzipSync(body)).map(([name, part]) => `${name}\n${Buffer.from(part).toString('utf8')}`)
      : [Buffer.from(body).toString('utf8')]
  return words
    .join('\n')
    .replaceAll(/<dcterms:\w+[^>]*>[^<]*/g, '')
    .replaceAll(/(?<=name="key" value=")[^"]+/g, '')
    .replaceAll(/^(?:process_|nodejs_|(?:# HELP )?sunlit_(?:http|db_connections|disk|page_cache)).*\n/gm, '')
}

/** A few at once: most of each is waiting. */
async function each<T>(all: readonly T[], job: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += 8) await Promise.all(all.slice(i, i + 8).map(job))
}

type Seen = Map<string, string>

/** Everything that a person of the staff may open. */
async function opened(who: Person, ids: readonly string[]): Promise<Seen> {
  const addresses = consoleRoutes(w)
    .filter((r) => r.method === 'GET' && !r.path.startsWith('/session/') && !/^\/(demo-accounts|audit)$/.test(r.path))
    .flatMap(({ path, schemas }) => {
      const heads = path.includes(':') ? ids.map((id) => path.replaceAll(/:\w+/g, encodeURIComponent(id))) : [path]
      return heads.flatMap((at) => queries(schemas['query']).map((q) => `/api${at}${q}`))
    })
  const seen: Seen = new Map()
  await each(addresses, async (address) => {
    const answer = await w.app.request(`http://localhost${address}`, {
      headers: { cookie: who.cookie, host: 'localhost' },
    })
    if (answer.status !== 404) seen.set(address, `${answer.status} ${said(new Uint8Array(await answer.arrayBuffer()))}`)
  })
  return seen
}

/** Routes whose sheet is ordered, and fetched by the job's id when it is made. */
const orders = () =>
  consoleRoutes(w).filter((r) => r.method === 'POST' && String(r.permission).endsWith('.export') && !/:/.test(r.path))

/** Every sheet that a person of the staff may order, of the widest span and of each place that they name. */
async function ordered(who: Person): Promise<Seen> {
  const seen: Seen = new Map()
  await each(orders(), async ({ path, schemas }) => {
    for (const query of queries(schemas['json'])) {
      const { status, body } = await who.post(path, Object.fromEntries(new URLSearchParams(query)))
      const at = `POST ${path}${query}`
      if (status !== 200) seen.set(at, `${status} ${JSON.stringify(body)}`)
      else {
        await vi.waitFor(() => finished(body.job), { timeout: 60_000, interval: 100 })
        const sheet = await w.app.request(`http://localhost/api${path}/${body.job}`, {
          headers: { cookie: who.cookie, host: 'localhost' },
        })
        seen.set(at, `${sheet.status} ${said(new Uint8Array(await sheet.arrayBuffer()))}`)
      }
    }
  })
  return seen
}

const finished = async (job: string) => {
  const made = await first(w.office.db, sql`SELECT 1 FROM job_progress WHERE id = ${job} AND finished_at IS NOT NULL`)
  expect(made).toBeDefined()
}

/** Pages of one place are like those of another, and so are those of one item, month, service. */
const alike =
  /^\/(console|assets|static|fonts|log|d|elder|services)(\/|$)|sixi|practice|[?&](page|period|year|item|from|to|sort)=|\/(services|missing|items|powers|c|ask|halls)\/|\.(csv|xlsx|pdf|png|svg|jpg)/

/** What everybody reads: what has an address of its own, and the pages as far as their links lead. */
async function crawled(): Promise<Seen> {
  const v = visitor(w)
  const seen: Seen = new Map()
  const machines = w.app.routes
    .filter((r) => r.method === 'GET' && !/[:*{]/.test(r.path) && !/^\/(api|log|ask\/challenge)/.test(r.path))
    .map((r) => r.path)
  const open = [...machines, '/api/openapi.json', '/search?q=干部']
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (seen.has(at)) continue
    const { status, html, bytes } = await v.get(at)
    seen.set(at, `${status} ${said(bytes)}`)
    for (const [, href] of html.matchAll(/(?:href="|<loc>http:\/\/localhost)(\/[^"#<]*)/g)) {
      const next = href!.replaceAll('&amp;', '&')
      if (!seen.has(next) && !alike.test(next) && !/^\/search\?(?!q=干部)/.test(decodeURI(next))) open.push(next)
    }
  }
  return seen
}

const village = ['liuwan-director', 'liuwan-officer']
const township = ['qingxi-clerk', 'qingxi-leader']
const county = ['admin', 'inspector']
const people = new Map<string, Person>()
let ids: string[]

async function everything(names: readonly string[]): Promise<Map<string, Seen>> {
  w.set(late)
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  // All that is counted, sent and made beside goes its way, until nothing more comes of it.
  for (let times = 0; times < 2; times++)
    for (const round of rooms.flatMap((r) => r.rounds?.(w.office) ?? []))
      await round.run(w.office, await contextAt(w.office.db, w.now()))
  await w.seal()
  const all = new Map<string, Seen>()
  for (const name of names) {
    all.set(name, new Map([...(await opened(people.get(name)!, ids)), ...(await ordered(people.get(name)!))]))
  }
  all.set('visitor', await crawled())
  return all
}

/** Where the answers differ, and how. */
function told(before: Map<string, Seen>, after: Map<string, Seen>): string[] {
  return [...after].flatMap(([who, seen]) =>
    [...new Set([...before.get(who)!.keys(), ...seen.keys()])].flatMap((at) => {
      const [was, is] = [before.get(who)!.get(at) ?? '', seen.get(at) ?? '']
      if (was === is) return []
      let i = 0
      while (was[i] === is[i]) i++
      return `${who} ${at}: ${was.slice(Math.max(0, i - 40), i + 60)} | ${is.slice(Math.max(0, i - 40), i + 60)}`
    }),
  )
}

test('with the accusation and without it everybody reads the same, who is meant, colleagues and visitors', async () => {
  for (const name of [...village, ...township, ...county]) people.set(name, await w.signIn(name))
  ids = await known()
  const before = await everything([...village, ...township])
  const sheets = [...before.get('qingxi-leader')!].filter(([at]) => at.startsWith('POST'))
  expect(orders().length).toBeGreaterThan(0)
  expect(sheets.filter(([, says]) => says.startsWith('200') && says.includes('三组路灯')).length).toBeGreaterThan(0)
  const leaves = new Set(await logged())
  w.set(early)
  const [director, clerk] = [await nameOf(w, 'liuwan-director'), await nameOf(w, 'qingxi-clerk')]
  await reported(
    { w, place },
    { kind: 'person', about: `镇里的${clerk}和村主任${director}`, text: '修路的钱拿去还了自己的债' },
  )
  expect(told(before, await everything([...village, ...township]))).toEqual([])
  w.set(early)
  await reported({ w, place }, { kind: 'person', about: `村主任${director}`, text: '把低保给了自己的小舅子' })
  expect(told(before, await everything(village))).toEqual([])
  // That something came, and when, stands in the log for its proof: not of which village.
  const said = (await logged()).filter((leaf) => !leaves.has(leaf))
  expect(said.length).toBeGreaterThan(1)
  expect(said.join('\n')).not.toMatch(/liuwan|qingxi/)
})

test('a sealed accusation is told to nobody but the discipline office, whatever is asked', async () => {
  const officer = await w.signIn('discipline')
  const file = await newKeyFile('柳湾村口的老槐树三百年')
  ok(await officer.post('/accusation-keys', { publicKey: toBase64url(file.key.bytes) }))
  const names = ['liuwan-director', 'qingxi-leader', ...county]
  const before = await everything(names)
  const noted = await audited()
  w.set(early)
  const form = new FormData()
  form.set('keyId', file.key.id)
  form.set('key', '019a0000-0000-7000-8000-000000000001')
  const body = { v: 1 as const, about: '村主任', text: '把修路的钱拿去还自己的债。', evidence: '', files: [] }
  form.set('sealed', new Blob([await sealFor(file.key, 'body', body)]), 'sealed')
  const sent = await w.app.request('http://localhost/accusations', {
    method: 'POST',
    body: form,
    headers: { origin: 'http://localhost', host: 'localhost', 'x-forwarded-for': '10.1.2.3' },
  })
  expect(sent.status, await sent.text()).toBe(201)
  const leaves = await logged()
  const trail = await audited()
  expect(told(before, await everything(names))).toEqual([])
  expect(
    trail.filter((line) => !noted.includes(line)),
    'what they looked at themselves stands there',
  ).toEqual([])
  expect(await logged()).toEqual(leaves)
  expect(JSON.stringify((await officer.get('/messages')).body), 'whose matter it is').toContain('收到一件举报')
})

const logged = async () =>
  (await rows(w.office.db, sql<{ entry: Buffer }>`SELECT entry FROM ledger_leaves ORDER BY id`)).map((l) =>
    l.entry.toString(),
  )

const audited = async (): Promise<string[]> =>
  (await people.get('inspector')!.get('/audit')).body.entries.map((entry: object) => JSON.stringify(entry))
