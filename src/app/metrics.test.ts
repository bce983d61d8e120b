/** What the operator's alerts and dashboard ask for is what a process tells. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../platform/db.ts'
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
