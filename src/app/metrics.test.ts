/** What the operator's alerts and dashboard ask for is what a process tells. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as netConnect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, sql } from '../platform/db.ts'
import { makeApp } from './app.ts'
import { makeWorld, type World } from '../../test/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
  w.office.folder = '/tmp'
})
afterAll(() => w.close())

const told = async () => (await w.app.request('http://localhost/metrics')).text()
const value = async (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(await told())?.[1])

test('every number that an alert or a panel asks for is told', async () => {
  const names = (text: string) => [...new Set(text.match(/\b(?:sunlit|nodejs|process)_[a-z0-9_]+\b/g))]
  const asked = [
    ...names(readFileSync('docs/operate/alerts.yml', 'utf8')),
    ...names(readFileSync('docs/operate/grafana.json', 'utf8')),
  ]
  expect(asked.length).toBeGreaterThan(20)
  const known = new Set((await told()).match(/^# TYPE (\S+)/gm)?.map((line) => line.slice(7)))
  expect(asked.filter((name) => !known.has(name.replace(/_bucket$/, '')))).toEqual([])
})

test('a process whose files can’t be reached is not ready, and says which', async () => {
  const ready = () => w.app.request('http://localhost/readyz')
  expect((await ready()).status).toBe(200)
  const usual = w.office.files
  w.office.files = { ...usual, ready: () => Promise.reject(new Error('away')) }
  const away = await ready()
  expect([away.status, await away.text()]).toEqual([503, 'file store not reachable'])
  w.office.files = { ...usual, ready: () => new Promise(() => undefined) }
  expect((await ready()).status, 'one that hangs, too').toBe(503)
  w.office.files = usual
})

test('a database that hangs: not ready, numbers of the process, a page that says so; then it is back', async () => {
  const line = await hangingLine(new URL(w.t.urls.app))
  const through = (url: string) => connect(line.through(url), { max: 3 })
  const [db, open] = [through(w.t.urls.app), through(w.t.urls.public)]
  const office = { ...w.office, db: db.db, pool: db.pool, public: open.db, publicPool: open.pool }
  const app = makeApp(office, w.cache, undefined, { answerMs: 300, probeMs: 1_000 })
  const get = async (path: string) => {
    const answer = await app.request(`http://localhost${path}`)
    return [answer.status, await answer.text()] as const
  }
  try {
    // The first connections take their time.
    await Promise.all([sql`SELECT 1`.execute(db.db), sql`SELECT 1`.execute(open.db)])
    expect((await get('/readyz'))[0]).toBe(200)
    const [before, page] = await get('/search?q=低保')
    expect([before, page.includes('连不上数据库')]).toEqual([200, false])
    line.hang(true)
    expect(await get('/readyz')).toEqual([503, 'database not reachable'])
    const [status, numbers] = await get('/metrics')
    expect([status, numbers.includes('process_cpu')]).toEqual([200, true])
    expect(numbers).toMatch(/^sunlit_database_up 0$/m)
    expect(numbers).not.toMatch(/^sunlit_messages_waiting \d/m)
    for (const path of ['/', '/search?q=水费', '/v/liuwan', '/reports/0000000000'])
      expect(await get(path), path).toEqual([503, expect.stringContaining('系统连不上数据库')])
    expect(await get('/api/demo-accounts')).toEqual([503, expect.stringContaining('"message":"系统连不上')])
    line.hang(false)
    expect((await get('/search?q=低保'))[0]).toBe(200)
    expect((await get('/readyz'))[0]).toBe(200)
    expect((await get('/metrics'))[1]).toMatch(/^sunlit_database_up 1$/m)
  } finally {
    line.close()
    await Promise.all([db.close(), open.close()])
  }
})

/** A line to the database that can hang: it stays open, and nothing comes through. */
async function hangingLine(to: URL) {
  const socketIn = (at: string) => join(at, `.s.PGSQL.${to.port || 5432}`)
  const folder = to.searchParams.get('host')!
  const own = mkdtempSync(join(tmpdir(), 'sunlit-line-'))
  const ends: Socket[] = []
  let hangs = false
  const server = createServer((from) => {
    const there = netConnect(socketIn(folder))
    for (const [a, b] of [
      [from, there],
      [there, from],
    ] as const) {
      ends.push(a)
      a.pipe(b)
      a.on('error', () => b.destroy())
      if (hangs) a.pause()
    }
  })
  await new Promise<void>((listening) => server.listen(socketIn(own), listening))
  return {
    through(url: string): string {
      const changed = new URL(url)
      changed.searchParams.set('host', own)
      return changed.href
    },
    hang(now: boolean) {
      hangs = now
      for (const end of ends) {
        if (now) end.pause()
        else end.resume()
      }
    },
    close() {
      for (const end of ends) end.destroy()
      server.close()
      rmSync(own, { recursive: true, force: true })
    },
  }
}

test('promtool takes the rules where it is installed', () => {
  const checked = spawnSync('promtool', ['check', 'rules', 'docs/operate/alerts.yml'], { encoding: 'utf8' })
  if (checked.error === undefined) expect(checked.status, checked.stdout + checked.stderr).toBe(0)
})

test('systemd takes the unit where it is installed', () => {
  const checked = spawnSync('systemd-analyze', ['verify', 'docs/operate/sunlit.service'], { encoding: 'utf8' })
  // Of this unit only; where Node lies elsewhere than at the operator's is no fault of it.
  const faults = (checked.stderr ?? '')
    .split('\n')
    .filter((line) => line.includes('sunlit.service') && !line.includes('is not executable'))
  if (checked.error === undefined) expect(faults).toEqual([])
})

test('what waits is counted, with its age; nothing waiting is nought', async () => {
  expect(await value('sunlit_messages_waiting')).toBe(0)
  expect(await value('sunlit_jobs_oldest_seconds')).toBe(0)
  await sql`
    INSERT INTO notice_deliveries (id, event, recipient, channel, template, shown_address, state, not_before, made_at)
    VALUES ('m1', 'e', 'r', 'sms', 't', '', 'waiting', ${new Date(w.now().getTime() - 60_000)}, ${w.now()}),
      ('m2', 'e', 'r2', 'sms', 't', '', 'waiting', ${new Date(w.now().getTime() + 60_000)}, ${w.now()}),
      ('m3', 'e', 'r3', 'sms', 't', '', 'failed', ${w.now()}, ${w.now()})`.execute(w.t.owner)
  await sql`
    INSERT INTO job_progress (id, kind, started_at)
    VALUES ('j1', 'archive', ${new Date(w.now().getTime() - 7_200_000)})`.execute(w.t.owner)
  expect(await value('sunlit_messages_waiting')).toBe(1)
  expect(await value('sunlit_messages_oldest_seconds')).toBe(60)
  expect(await value('sunlit_messages_failed_today')).toBe(1)
  expect([await value('sunlit_jobs_waiting'), await value('sunlit_jobs_oldest_seconds')]).toEqual([1, 7_200])
  expect(await value('sunlit_disk_free_bytes')).toBeGreaterThan(0)
  expect(await value('sunlit_last_backup_timestamp_seconds')).toBe(0)
  const now = await told()
  expect(now).toMatch(/sunlit_db_connections\{pool="app",state="open"\} [1-9]/)
  expect(now, 'the measuring itself does not wait in it').toMatch(/pool="app",state="waiting"\} 0/)
})
