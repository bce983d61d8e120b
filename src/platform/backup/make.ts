/**
 * A backup while the server runs: every table by COPY in one snapshot, then the stored files, the manifest and the
 * keys, written as one tar. Files come after the snapshot, so that whatever a row names is there. Memory holds one part
 * or file at a time.
 */
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { openClient } from '../db.ts'
import { conflict } from '../errors.ts'
import { sealKeys } from './keys.ts'
import { keysPath, manifestPath, manifestSchema, partPath, type Manifest } from './manifest.ts'
import { namedPaths, type Naming } from './missing.ts'
import { columnList, plainText, quoted, tablesInOrder, type TableShape } from './tables.ts'
import { tarWriter, type TarWriter } from './tar.write.ts'

/** Stored files by their paths on the shelf (`files/original/ab/<sha256>`). */
export type BackedFiles = { list(): Promise<string[]>; read(path: string): Promise<Uint8Array | undefined> }
export type Progress = (done: number, total: number, say: string) => void
export type BackupInput = {
  url: string
  files: BackedFiles
  /** Where rows name stored files. */
  naming: readonly Naming[]
  keys: unknown
  vkey: string
  passphrase: string
  program: string
  now: Date
  progress: Progress
}

/** Uncompressed bytes of a table per part. */
const partBytes = 8 * 1024 * 1024

export type Made = { manifest: Manifest; missing: ReadonlyMap<string, string> }

/**
 * Writes the backup to a new file; half a file is never left under its name. `missing`: files that rows name and that
 * were not there, by path with the table; all else is in it. Errors: 409 where the file exists, and where rows name
 * files and none is there.
 */
export async function makeBackup(file: string, input: BackupInput): Promise<Made> {
  if (existsSync(file)) throw conflict(`${file} 已经存在，请换一个文件名，以免覆盖旧备份。`)
  const aside = `${file}.part`
  try {
    const made = await write(aside, input)
    await rename(aside, file)
    return made
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

async function write(aside: string, input: BackupInput): Promise<Made> {
  const out = createWriteStream(aside, { mode: 0o600 })
  // An error of the disk reaches the write that met it; without a listener it would end the process.
  const done = finished(out)
  done.catch(() => undefined)
  const entries: Manifest['entries'] = []
  const tar = counted(tarWriter(out, input.now), entries)
  const { named, ...database } = await dumpDatabase(input, tar)
  const copied = await copyFiles(input, tar)
  const files = copied.size
  refuseWithout(files, named.size)
  const missing = await stillMissing(input, new Map([...named].filter(([path]) => !copied.has(path))))
  const manifest = manifestSchema.parse({
    format: 'sunlit-backup',
    version: 1,
    program: input.program,
    createdAt: input.now.toISOString(),
    ...database,
    files,
    ...(missing.size > 0 ? { missing: [...missing.keys()].sort() } : {}),
    entries,
  })
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await tar.add(manifestPath, bytes)
  await tar.add(keysPath, sealKeys(input.keys, input.passphrase, bytes))
  await tar.end()
  out.end()
  await done
  const handle = await open(aside, 'r+')
  await handle.sync().finally(() => handle.close())
  return { manifest, missing }
}

function counted(tar: TarWriter, entries: Manifest['entries']): TarWriter {
  return {
    end: () => tar.end(),
    async add(path, bytes) {
      entries.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
      await tar.add(path, bytes)
    },
  }
}

/**
 * Rows that a policy would hide must not be missing silently: each table whose rows are chosen for this role shows it
 * all of itself.
 */
async function refuseHidden(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{
    name: string
  }>(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'
    AND row_security_active(c.oid)
    AND NOT EXISTS (SELECT 1 FROM pg_policy p JOIN pg_roles r ON r.oid = ANY(p.polroles) WHERE p.polrelid = c.oid
      AND p.polpermissive AND p.polcmd IN ('*', 'r') AND r.rolname = current_user
      AND pg_get_expr(p.polqual, p.polrelid) = 'true')`)
  if (rows.length > 0)
    throw new Error(`row-level security hides rows from the backup: ${rows.map((r) => r.name).join(', ')}`)
}

async function dumpDatabase(
  input: BackupInput,
  tar: TarWriter,
): Promise<Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'log'> & { named: Map<string, string> }> {
  const client = await openClient(input.url, 'sunlit-backup')
  try {
    await client.query(plainText)
    await refuseHidden(client)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const shapes = await tablesInOrder(client)
    const migrations = (
      await client.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM schema_migrations ORDER BY name')
    ).rows
    const postgres = (await client.query<{ server_version: string }>('SHOW server_version')).rows[0]!.server_version
    const log = (
      await client.query<{ size: number; root: Buffer }>(
        'SELECT size, root FROM ledger_checkpoints ORDER BY size DESC LIMIT 1',
      )
    ).rows[0]
    const tables: Manifest['tables'] = []
    for (const [i, shape] of shapes.entries()) {
      input.progress(i, shapes.length, `数据表 ${shape.name}`)
      tables.push({ ...shape, ...(await dumpTable(client, shape, tar)) })
    }
    const named = await namedPaths(client, input.naming)
    await client.query('COMMIT')
    return {
      named,
      postgres,
      migrations,
      tables,
      log: log ? { size: log.size, root: log.root.toString('base64'), vkey: input.vkey } : null,
    }
  } finally {
    await client.end()
  }
}

/** COPY's text format ends every row with a line end and escapes those inside: line ends count the rows. */
async function dumpTable(
  client: pg.Client,
  shape: TableShape,
  tar: TarWriter,
): Promise<{ rows: number; parts: number }> {
  const stream = client.query(copyTo(`COPY (SELECT ${columnList(shape)} FROM ${quoted(shape.name)}) TO STDOUT`))
  let waiting: Buffer[] = []
  let size = 0
  let rows = 0
  let parts = 0
  const flush = async () => {
    if (size === 0) return
    parts += 1
    await tar.add(partPath(shape.name, parts), gzipSync(Buffer.concat(waiting), { level: 4 }))
    waiting = []
    size = 0
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, at + 1)) rows += 1
    waiting.push(chunk)
    size += chunk.length
    if (size >= partBytes) await flush()
  }
  await flush()
  return { rows, parts }
}

/**
 * A bucket that is not the right one, a folder that was not mounted: a backup without papers looks like any other until
 * it is needed.
 */
function refuseWithout(files: number, named: number) {
  if (named > 0 && files === 0)
    throw conflict(
      `数据库里记着 ${named} 个附件，存放附件的地方却一个也没有，没有备份。请核对 S3_ 开头的设置，或者数据文件夹里的 files。`,
    )
}

/** What nobody names any more was removed with its row while the backup was written: nothing is missing then. */
async function stillMissing(input: BackupInput, missing: Map<string, string>): Promise<Map<string, string>> {
  if (missing.size === 0) return missing
  const client = await openClient(input.url, 'sunlit-backup')
  try {
    const now = await namedPaths(client, input.naming)
    return new Map([...missing].filter(([path]) => now.has(path)))
  } finally {
    await client.end()
  }
}

async function copyFiles(input: BackupInput, tar: TarWriter): Promise<Set<string>> {
  const paths = (await input.files.list()).sort()
  const copied = new Set<string>()
  for (const [i, path] of paths.entries()) {
    if (i % 50 === 0) input.progress(i, paths.length, `附件 ${i} / ${paths.length}`)
    const bytes = await input.files.read(path)
    // Removed since the list was made.
    if (!bytes) continue
    await tar.add(path, bytes)
    copied.add(path)
  }
  input.progress(1, 1, '写完清单')
  return copied
}
