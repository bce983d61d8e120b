/**
 * Plain SQL migrations, `NNNN_room.sql` anywhere under src/, applied in the order of their number, each in a
 * transaction of its own. Those of frozen.json are the first version, one file per room; each later change is a new
 * file beside its room, held by its hash in frozen.later.json. A database refuses a changed file when it starts; a test
 * refuses it before.
 */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { bringUp, foldedNames, isBefore, misfit, versionBefore, type Applied } from './before/before.ts'
import { openClient } from './db.ts'
import { StartError } from './errors.ts'
import {
  databaseOf,
  keepsNames,
  makeRoles,
  moveRights,
  namesIn,
  needRoles,
  noteNames,
  ownNames,
  withNames,
  type RoleNames,
} from './roles.ts'
import { root } from './root.ts'

export type Migration = Applied & { text: string }

/** All migrations of this version. */
export function migrations(): Migration[] {
  return globSync('src/**/[0-9][0-9][0-9][0-9]_*.sql', { cwd: root })
    .map((file) => ({ name: basename(file, '.sql'), text: readFileSync(join(root, file), 'utf8') }))
    .map((m) => ({ ...m, sha256: createHash('sha256').update(m.text).digest('hex') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Brings a database to this version; `onApply` hears each step. Safe when several processes start at once. `only`:
 * names of the migrations to apply, when a backup of an older version is put back. `given`: roles that the operator
 * made; else the database gets its own. Throws `StartError` when the database is of a newer version or older than that
 * before the fold, or a migration was changed.
 */
export async function migrate(
  ownerUrl: string,
  onApply: (name: string) => void = () => undefined,
  only?: ReadonlySet<string>,
  given?: RoleNames,
): Promise<void> {
  const client = await openClient(ownerUrl, 'sunlit-migrate')
  try {
    await client.query('SELECT pg_advisory_lock(727001)')
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    const known = migrations()
    let applied = await appliedIn(client)
    refuseMisfit(applied)
    const names = given ?? ownNames(await databaseOf(client))
    await (given ? needRoles(client, names) : makeRoles(client, names))
    const before = await namesIn(client)
    if (isBefore(applied)) {
      onApply(`${versionBefore}以来的改动`)
      await takeOver(client, known, before, names)
      applied = await appliedIn(client)
    } else if (applied.length > 0) await inOne(client, () => moveRights(client, before, names))
    const done = new Map(applied.map((m) => [m.name, m.sha256]))
    refuseOthers(done, known)
    for (const m of known.filter((k) => !done.has(k.name) && (only === undefined || only.has(k.name)))) {
      onApply(m.name)
      await apply(client, m, names)
    }
    if (await keepsNames(client)) await noteNames(client, names)
  } finally {
    await client.end()
  }
}

async function appliedIn(client: pg.Client): Promise<Applied[]> {
  return (await client.query<Applied>('SELECT name, sha256 FROM schema_migrations')).rows
}

function refuseMisfit(applied: readonly Applied[]) {
  const found = misfit(applied)
  if (!found) return
  if (found.other.length > 0)
    throw new StartError(
      `这个数据库的脚本和${versionBefore}不同：${found.other.join('、')}。`,
      `请用${versionBefore}的备份恢复，或换一个数据文件夹（SUNLIT_DATA）。`,
    )
  throw new StartError(
    `这个数据库是更早的程序建的，还缺 ${found.missing.join('、')}，不能直接升到现在的版本。`,
    `请先用${versionBefore}启动一次，再用现在的程序启动；数据没有改动。`,
  )
}

/** A database of the version before becomes one of the folded files: all of it or nothing. */
async function takeOver(client: pg.Client, known: readonly Migration[], before: RoleNames, names: RoleNames) {
  await inOne(client, async () => {
    await moveRights(client, before, names)
    await bringUp(client, names)
    await client.query('DELETE FROM schema_migrations')
    for (const m of known.filter((k) => foldedNames.has(k.name))) await note(client, m)
  }).catch((error: Error) => {
    throw new Error(`从${versionBefore}升级失败：${error.message}`, { cause: error })
  })
}

/** All of it or nothing. */
async function inOne(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN')
  try {
    await work()
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

function refuseOthers(done: Map<string, string>, known: Migration[]) {
  const names = new Set(known.map((m) => m.name))
  const newer = [...done.keys()].filter((name) => !names.has(name))
  if (newer.length > 0)
    throw new StartError(
      `这个数据库是更新版本的程序建的（多出 ${newer.join('、')}）。`,
      '请用新版程序启动，或换一个数据文件夹（SUNLIT_DATA）。',
    )
  const changed = known.filter((m) => done.has(m.name) && done.get(m.name) !== m.sha256)
  if (changed.length > 0)
    throw new StartError(
      `数据库脚本与已装的不同：${changed.map((m) => m.name).join('、')}。`,
      '已发布的脚本不可改动：请恢复原文件，或换一个数据文件夹（SUNLIT_DATA）。',
    )
}

async function apply(client: pg.Client, m: Migration, names: RoleNames) {
  await inOne(client, async () => {
    await client.query(withNames(m.text, names))
    await note(client, m)
  }).catch((error: Error) => {
    throw new Error(`数据库脚本 ${m.name} 失败：${error.message}`, { cause: error })
  })
}

async function note(client: pg.Client, m: Migration) {
  await client.query('INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2, $3)', [
    m.name,
    m.sha256,
    new Date(),
  ])
}
