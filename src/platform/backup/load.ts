/**
 * Puts a checked backup into an empty database and onto an empty shelf. All tables in one transaction: all of them or
 * none.
 */
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { once } from 'node:events'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { bringUp, foldedNames, isBefore, misfit, versionBefore } from '../before/before.ts'
import { openClient } from '../db.ts'
import { conflict } from '../errors.ts'
import { migrate, migrations } from '../migrate.ts'
import { databaseOf, ownNames, type RoleNames } from '../roles.ts'
import { filePattern, type Manifest } from './manifest.ts'
import type { Progress } from './make.ts'
import { columnList, plainText, quoted, tablesInOrder } from './tables.ts'
import { tarEntries } from './tar.read.ts'

export type LoadInput = {
  url: string
  write(path: string, bytes: Uint8Array): Promise<void>
  manifest: Manifest
  progress: Progress
  /** Roles that the operator made; else the database gets its own. */
  roles?: RoleNames | undefined
}

/**
 * A backup of a newer program, a too old one, or of other migrations, is refused (409) before the target is touched.
 */
export function refuseForeign(manifest: Manifest): void {
  if (isBefore(manifest.migrations)) return
  const old = misfit(manifest.migrations)
  if (old)
    throw conflict(
      `这份备份和${versionBefore}的不同（${[...old.missing, ...old.other].join('、')}），不能直接恢复。请用做备份时的程序恢复，再用${versionBefore}启动一次，重新备份。`,
    )
  const own = new Map(migrations().map((m) => [m.name, m.sha256]))
  const newer = manifest.migrations.filter((m) => !own.has(m.name)).map((m) => m.name)
  if (newer.length > 0)
    throw conflict(
      `这份备份是更新版本的程序（${manifest.program}）做的，多出 ${newer.join('、')}。请先升级程序，再恢复。`,
    )
  const other = manifest.migrations.filter((m) => own.get(m.name) !== m.sha256).map((m) => m.name)
  if (other.length > 0)
    throw conflict(
      `这份备份的数据库脚本和现在的程序不同：${other.join('、')}。请用做备份时的程序版本（${manifest.program}）恢复。`,
    )
}

/** 409 for a database in which something is. */
export async function refuseFilled(url: string): Promise<void> {
  const client = await openClient(url, 'sunlit-restore')
  try {
    for (const t of await tablesInOrder(client)) {
      const { rowCount } = await client.query(`SELECT 1 FROM ${quoted(t.name)} LIMIT 1`)
      if (rowCount) throw conflict(`目标数据库不是空的（${t.name} 里有数据）。为了不覆盖，请换一个新建的空数据库。`)
    }
  } finally {
    await client.end()
  }
}

/**
 * First the tables as they were at the time of the backup, then their rows, then what the program has added since. The
 * folded tables have every column that those of the version before had: its rows go into them as they are.
 */
export async function loadBackup(file: string, input: LoadInput): Promise<void> {
  const before = isBefore(input.manifest.migrations)
  await migrate(
    input.url,
    (name) => input.progress(0, 1, `建表 ${name}`),
    before ? foldedNames : new Set(input.manifest.migrations.map((m) => m.name)),
    input.roles,
  )
  const client = await openClient(input.url, 'sunlit-restore')
  try {
    await client.query(plainText)
    await client.query('BEGIN')
    await fill(client, file, input)
    await checkCounts(client, input.manifest)
    if (before) await bringUp(client, input.roles ?? ownNames(await databaseOf(client)))
    await client.query('COMMIT')
    await client.query('ANALYZE')
  } finally {
    await client.end()
  }
  await migrate(input.url, undefined, undefined, input.roles)
}

/**
 * Entries stand in the order in which tables can be filled; each table is one COPY, so that its rows may refer to each
 * other.
 */
async function fill(client: pg.Client, file: string, { manifest, write, progress }: LoadInput): Promise<void> {
  const total = manifest.entries.length
  let open: { name: string; text: PassThrough; done: Promise<void> } | undefined
  const close = async () => {
    open?.text.end()
    await open?.done
    open = undefined
  }
  let at = 0
  for await (const { path, bytes } of tarEntries(file)) {
    at += 1
    const table = /^tables\/([^/]+)\//.exec(path)?.[1]
    if (table !== open?.name) await close()
    if (table !== undefined) {
      open ??= begin(client, manifest, table)
      if (!open.text.write(gunzipSync(bytes))) await Promise.race([once(open.text, 'drain'), open.done])
    } else if (filePattern.test(path)) await write(path, bytes)
    if (at % 10 === 0) progress(at, total, table === undefined ? '恢复附件' : `恢复数据表 ${table}`)
  }
  await close()
}

function begin(client: pg.Client, manifest: Manifest, name: string) {
  const text = new PassThrough()
  const shape = manifest.tables.find((t) => t.name === name)!
  const done = pipeline(text, client.query(copyFrom(`COPY ${quoted(name)} (${columnList(shape)}) FROM STDIN`)))
  done.catch(() => undefined)
  return { name, text, done }
}

async function checkCounts(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const t of manifest.tables) {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*) AS n FROM ${quoted(t.name)}`)
    if (rows[0]!.n !== t.rows)
      throw conflict(`恢复后数据表 ${t.name} 有 ${rows[0]!.n} 行，应为 ${t.rows} 行。没有保留恢复的内容。`)
  }
}
