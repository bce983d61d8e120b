/** One throw-away PostgreSQL per test run (fsync off), with a template database per version of the migrations. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, migrations } from '../src/platform/migrate.ts'
import { ownNames } from '../src/platform/roles.ts'
import { startPostgres } from '../src/platform/postgres.ts'

export const testPassword = 'only-for-tests'

export async function startTestCluster() {
  const home = mkdtempSync(join(tmpdir(), 'sunlit-test-'))
  chmodSync(home, 0o755)
  const cluster = await startPostgres(join(home, 'postgres'), testPassword, { durable: false })
  const { url } = cluster
  const template = `template_${createHash('sha256')
    .update(
      migrations()
        .map((m) => m.sha256)
        .join(),
    )
    .digest('hex')
    .slice(0, 12)}`
  await admin(url('postgres'), `CREATE DATABASE ${template}`)
  await migrate(url(template))
  for (const role of Object.values(ownNames(template)))
    await admin(url('postgres'), `ALTER ROLE ${role} PASSWORD '${testPassword}'`)
  const stop = async () => {
    await cluster.stop()
    rmSync(home, { recursive: true, force: true })
  }
  return { url: url('postgres'), template, home, stop }
}

export async function admin(url: string, statement: string) {
  const c = new pg.Client({ connectionString: url })
  await c.connect()
  try {
    await c.query(statement)
  } finally {
    await c.end()
  }
}

/**
 * Three roles as an operator makes them for a database where the program may make none: the settings that name them,
 * for a server at `url`.
 */
export async function operatorRoles(cluster: string, url: URL): Promise<Record<string, string>> {
  const called = (role: string) => `${url.pathname.slice(1)}_${role}`
  for (const role of ['program', 'everybody', 'villagers'])
    await admin(cluster, `CREATE ROLE ${called(role)} LOGIN PASSWORD '${testPassword}'`)
  const as = (role: string) => {
    const own = new URL(url)
    own.username = called(role)
    return own.href
  }
  return {
    DATABASE_APP_URL: as('program'),
    DATABASE_PUBLIC_URL: as('everybody'),
    DATABASE_RESIDENT_URL: as('villagers'),
  }
}
