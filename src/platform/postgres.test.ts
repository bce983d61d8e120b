/**
 * The database that comes along, in folders as people have them: by its socket where there can be one, by its port
 * everywhere.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openClient } from './db.ts'
import { doorOf, startPostgres, type Cluster } from './postgres.ts'

const home = mkdtempSync(join(tmpdir(), 'sunlit-pg-'))
chmodSync(home, 0o755)
let cluster: Cluster | undefined
afterEach(async () => {
  await cluster?.stop()
  cluster = undefined
  rmSync(home, { recursive: true, force: true })
})

async function started(...under: string[]): Promise<Cluster> {
  const folder = join(home, ...under)
  mkdirSync(folder, { recursive: true })
  return (cluster = await startPostgres(join(folder, 'postgres'), 'a password', { durable: false }))
}

/** How the database says that it was reached: an address, or none through a socket. */
async function reachedBy(url: string): Promise<string | null> {
  const client = await openClient(url)
  const { rows } = await client.query<{ by: string | null }>('SELECT host(inet_client_addr()) AS by')
  await client.end()
  return rows[0]!.by
}

test.each(['数据 和 空格', 'a,b "c"', "it's"])('a folder called %s', async (name) => {
  const c = await started(name)
  expect(c.socket).toBe(join(home, name, 'postgres'))
  expect(await reachedBy(c.url('postgres'))).toBeNull()
  expect(doorOf(join(home, name, 'postgres'))).toEqual({ port: c.port, socket: c.socket })
  const byPort = new URL(c.url('postgres'))
  byPort.search = ''
  expect(await reachedBy(byPort.href)).toBe('127.0.0.1')
})

test('a path that is too long for a socket: by its port', async () => {
  const c = await started('a'.repeat(60), 'b'.repeat(60))
  expect(c.socket).toBeUndefined()
  expect(await reachedBy(c.url('postgres'))).toBe('127.0.0.1')
})

test('a folder that takes no socket: by its port', async () => {
  const c = await started('shared')
  await c.stop()
  chmodSync(join(home, 'shared', 'postgres'), 0o555)
  const again = await startPostgres(join(home, 'shared', 'postgres'), 'a password', { durable: false })
  cluster = again
  expect([again.socket, existsSync(join(home, 'shared', 'postgres', 'cluster'))]).toEqual([undefined, true])
  expect(await reachedBy(again.url('postgres'))).toBe('127.0.0.1')
  chmodSync(join(home, 'shared', 'postgres'), 0o755)
})
