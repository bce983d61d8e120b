/** Plain SQL migrations, `NNNN_room.sql` anywhere under src/, applied in the order of their number, each in a transaction of its own. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type pg from 'pg'
import { openClient } from './db.ts'
import { StartError } from './errors.ts'
import { root } from './root.ts'

export type Migration = { name: string; text: string; sha256: string }

/** All migrations of this version. */
export function migrations(): Migration[] {
  return globSync('src/**/[0-9][0-9][0-9][0-9]_*.sql', { cwd: root })
    .map((file) => ({ name: basename(file, '.sql'), text: readFileSync(join(root, file), 'utf8') }))
    .map((m) => ({ ...m, sha256: createHash('sha256').update(m.text).digest('hex') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * Brings a database to this version; `onApply` hears each step. Safe when several processes start at once. `only`: names of the
 * migrations to apply, when a backup of an older version is put back.
 * Throws `StartError` when the database is of a newer version or a released migration was changed.
 */
export async function migrate(
  ownerUrl: string,
  onApply: (name: string) => void = () => undefined,
  only?: ReadonlySet<string>,
): Promise<void> {
  const client = await openClient(ownerUrl, 'sunlit-migrate')
  try {
    await client.query('SELECT pg_advisory_lock(727001)')
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
    )
    const done = new Map(
      (await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM schema_migrations')).rows.map(
        (r) => [r.name, r.sha256],
      ),
    )
    const known = migrations()
    refuseOthers(done, known)
    for (const m of known.filter((k) => !done.has(k.name) && (only === undefined || only.has(k.name)))) {
      onApply(m.name)
      await apply(client, m)
    }
  } finally {
    await client.end()
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

async function apply(client: pg.Client, m: Migration) {
  await client.query('BEGIN')
  try {
    await client.query(m.text)
    await client.query('INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2, $3)', [
      m.name,
      m.sha256,
      new Date(),
    ])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw new Error(`数据库脚本 ${m.name} 失败：${(error as Error).message}`, { cause: error })
  }
}
