/**
 * A small fictional county on a real database: one township, two villages with all their posts, a practice village, a
 * group, two bureaux; everybody signs in over HTTP. The clock is an argument.
 */
import { packedPlaces } from '../src/kernel/pack/county/places.part.ts'
import { packedPeople, usernamesOf } from '../src/kernel/pack/county/people.part.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { makeApp } from '../src/app/app.ts'
import { makeDemoAccounts } from '../src/demo/accounts.ts'
import type { Office } from '../src/kernel/office.ts'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { dayOf } from '../src/platform/clock.ts'
import type { Db } from '../src/platform/db.ts'
import { PageCache } from '../src/platform/pageCache.ts'
import { startJobs, type Jobs } from '../src/platform/jobs.ts'
import { rooms } from '../src/app/rooms.ts'
import { handlersOf } from '../src/app/worker.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { folderShelf } from '../src/kernel/files/folderShelf.ts'
import { fileStore } from '../src/kernel/files/store.ts'
import { loadOrCreateKey } from '../src/kernel/ledger/keys.ts'
import { outbox } from '../src/kernel/notices/drivers.ts'
import { valuesOf } from '../src/kernel/pack/fault.ts'
import type { Pack } from '../src/kernel/pack/part.ts'
import { Views } from '../src/kernel/site/views.ts'
import { agreedHeader } from '../src/kernel/residents/publicWords.ts'
import { sealPending } from '../src/kernel/ledger/seal.ts'
import { demoSecretOf, makeAuth, totpOf, verifyPassword } from '../src/kernel/people/signin.ts'
import { importPack } from '../src/kernel/pack/county/import.ts'
import { readPack } from '../src/kernel/pack/county/read.ts'
import { makeObligations } from '../src/modules/disclosure/obligations/obligations.ts'
import { preparedOnce, testDb, type TestDb } from './db.ts'
import { only } from './packs.ts'

export type Answer<T = unknown> = { status: number; body: T }
export type Person = {
  get<T = any>(path: string): Promise<Answer<T>>
  /** `agreed`: names in it that the person has looked at, as the console's question about them sends them. */
  post<T = any>(path: string, body?: unknown, agreed?: readonly string[]): Promise<Answer<T>>
  put<T = any>(path: string, body?: unknown): Promise<Answer<T>>
  delete<T = any>(path: string): Promise<Answer<T>>
  /** Posts a file as the console does: the field `file` of a form. */
  upload<T = any>(path: string, file: File): Promise<Answer<T>>
  cookie: string
}
export type World = {
  t: TestDb
  app: Hono
  office: Office
  cache: PageCache
  now(): Date
  set(at: string): void
  signIn(username: string): Promise<Person>
  seal(): Promise<void>
  obligations(): Promise<number>
  close(): Promise<void>
}

const secret = 'a secret of the tests, long enough for all'

/**
 * The county at `at` (with offset), its obligations made. `shape` may change the pack before it is imported; the county
 * as it stands in the pack is imported once per run and instant, and copied.
 */
export async function makeWorld(at = '2026-10-05T09:00:00+08:00', shape?: (pack: Pack) => Pack): Promise<World> {
  const prepare = (t: TestDb) => settle(t.db, shape, new Date(at))
  const t = await testDb(shape ? undefined : await preparedOnce(`world ${at}`, prepare))
  if (shape) await prepare(t)
  const data = mkdtempSync(join(tmpdir(), 'sunlit-world-'))
  let instant = new Date(at)
  // The queue is real, but only started by the stories that send long work.
  let started: Promise<Jobs> | undefined
  const jobs = () => (started ??= startJobs(t.urls.owner, t.db, handlersOf(office)))
  const office: Office = {
    db: t.db,
    pool: t.pool,
    public: t.public,
    publicPool: t.publicPool,
    resident: t.resident,
    channels: { sms: outbox, email: outbox },
    logKey: await loadOrCreateKey(data, 'localhost/test-log'),
    now: () => instant,
    baseUrl: undefined,
    proxies: 0,
    production: false,
    demo: true,
    secret,
    auth: makeAuth({
      pool: t.pool,
      secret,
      baseUrl: 'http://localhost',
      hours: 24,
      secure: false,
      verify: verifiedOnce,
    }),
    files: fileStore(folderShelf(data), randomBytes(32)),
    jobs: { send: async (...args) => (await jobs()).send(...args), stop: async () => undefined },
  }
  const cache = new PageCache(office.public)
  await cache.refresh()
  const views = new Views(office.db, office.now)
  const app = makeApp(office, cache, views)
  // A process polls what has changed; here every page sees what was done before it.
  const answer = app.fetch
  app.fetch = async (...request) => {
    if (!new URL(request[0].url).pathname.startsWith('/api/')) await cache.refresh()
    return answer(...request)
  }
  return {
    t,
    app,
    office,
    cache,
    obligations: () => obligations(office.db, instant),
    now: () => instant,
    set: (next) => {
      instant = new Date(next)
    },
    signIn: (username) => signIn(app, username),
    async seal() {
      while ((await sealPending(office.db, office.logKey, instant)).sealed > 0);
      await cache.refresh()
    },
    async close() {
      cache.stop()
      await views.flush()
      await (await started)?.stop()
      await t.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const rightOnes = new Set<string>()

/** A tenth of a second of computing is spent once per password and hash, not at each of a run's thousand sign-ins. */
async function verifiedOnce(asked: { hash: string; password: string }): Promise<boolean> {
  const pair = `${asked.hash} ${asked.password}`
  if (!rightOnes.has(pair) && (await verifyPassword(asked))) rightOnes.add(pair)
  return rightOnes.has(pair)
}

/** The pack, its people's accounts, and what is owed. */
async function settle(db: Db, shape: ((pack: Pack) => Pack) | undefined, now: Date): Promise<void> {
  const small = smallPack((await readPack('counties/demo', rooms)).pack)
  const pack = shape ? shape(small) : small
  await importPack(db, pack, now)
  await makeDemoAccounts(db, usernamesOf(pack), demoPassword, secret, now)
  await obligations(db, now)
}

const obligations = async (db: Db, now: Date) => makeObligations(db, dayOf(now), (await contextAt(db, now)).calendar)

/** Qingxi township with Liuwan and one neighbour, what is below them, and all bureaux. */
function smallPack(pack: Pack): Pack {
  const { regions, departments } = pack.of(packedPlaces)
  const { posts, people, kin, groups } = pack.of(packedPeople)
  const all = valuesOf(regions.rows)
  const liuwan = all.find((r) => r.slug === 'liuwan')!
  const township = all.find((r) => r.code === liuwan.parent)!
  const neighbour = all.find(
    (r) => r.parent === township.code && r.code !== liuwan.code && r.kind === 'villageCommittee' && r.practice === '',
  )!
  const codes = new Set([
    township.parent,
    township.code,
    liuwan.code,
    neighbour.code,
    ...all
      .filter((r) => r.parent === liuwan.code || (r.practice === '是' && r.parent === township.code))
      .map((r) => r.code),
  ])
  const bureaux = new Set(valuesOf(departments.rows).map((d) => d.code))
  const kept = only(people, (p) => codes.has(p.region) || bureaux.has(p.region))
  const known = new Set(valuesOf(kept.rows).map((p) => p.code))
  return pack.with(packedPlaces, { regions: only(regions, (r) => codes.has(r.code)), departments }).with(packedPeople, {
    posts,
    people: kept,
    kin: only(kin, (k) => known.has(k.person) && known.has(k.relative)),
    groups: only(groups, (g) => known.has(g.person) && codes.has(g.region)),
  })
}

async function signIn(app: Hono, username: string): Promise<Person> {
  const jar = new Map<string, string>()
  const send = async (
    method: string,
    path: string,
    body?: unknown,
    agreed: readonly string[] = [],
  ): Promise<Answer<any>> => {
    const answer = await app.request(`http://localhost/api${path}`, {
      method,
      headers: {
        cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '),
        origin: 'http://localhost',
        host: 'localhost',
        ...(agreed.length > 0 ? { [agreedHeader]: agreed.map(encodeURIComponent).join(',') } : {}),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    for (const c of answer.headers.getSetCookie()) {
      const [k, v] = c.split(';')[0]!.split(/=(.*)/s) as [string, string]
      if (v === '') jar.delete(k)
      else jar.set(k, v)
    }
    const type = answer.headers.get('content-type') ?? ''
    return { status: answer.status, body: type.includes('json') ? await answer.json() : await answer.arrayBuffer() }
  }
  const first = await send('POST', '/session', { username, password: demoPassword })
  if (first.status !== 200) throw new Error(`sign-in of ${username}: ${JSON.stringify(first.body)}`)
  if (first.body.needsCode) {
    const second = await send('POST', '/session/code', { code: await totpOf(demoSecretOf(username)) })
    if (second.status !== 200) throw new Error(`second step of ${username}: ${JSON.stringify(second.body)}`)
  }
  return {
    get: (p) => send('GET', p),
    post: (p, b = {}, agreed) => send('POST', p, b, agreed),
    put: (p, b = {}) => send('PUT', p, b),
    delete: (p) => send('DELETE', p),
    upload: (p, file) => {
      const form = new FormData()
      form.append('file', file)
      return send('POST', p, form)
    },
    get cookie() {
      return [...jar].map(([k, v]) => `${k}=${v}`).join('; ')
    },
  }
}
