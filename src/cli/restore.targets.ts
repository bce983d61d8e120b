/**
 * Where a backup is put back: an empty folder with a database of its own, or an empty database elsewhere. The public
 * log is checked afterwards.
 */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { s3Shelf } from '../kernel/files/s3Shelf.ts'
import { namingQueries } from '../kernel/files/keeper.ts'
import { auditLog } from '../kernel/ledger/audit.ts'
import { utf8 } from '../kernel/ledger/bytes.ts'
import { latestCheckpoint, tile } from '../kernel/ledger/queries.ts'
import { loadBackup, refuseFilled } from '../platform/backup/load.ts'
import type { Progress } from '../platform/backup/make.ts'
import type { Manifest } from '../platform/backup/manifest.ts'
import { givenRoles } from '../app/database.ts'
import { namedPaths } from '../platform/backup/missing.ts'
import { connect, openClient } from '../platform/db.ts'
import type { Env } from '../platform/env.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { startPostgres } from '../platform/postgres.ts'
import { putKeys } from './backup.keys.ts'

/** `missing`: files that rows name and the backup does not have, by path with the table. */
export type Restored = { report: string[]; missing: ReadonlyMap<string, string> }
export type Target = { file: string; manifest: Manifest; keys: unknown; progress: Progress }

/** Built beside and moved into place when everything holds: whatever fails, the folder itself stays untouched. */
export async function restoreIntoFolder(target: Target, into: string): Promise<Restored> {
  const folder = resolve(into)
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw conflict(`${folder} 不是空的。为了不覆盖，请换一个空文件夹。`)
  const aside = `${folder}.restoring`
  await rm(aside, { recursive: true, force: true })
  try {
    await mkdir(aside, { recursive: true, mode: 0o755 })
    const report = await fillFolder(target, aside)
    await rmdir(folder).catch(() => undefined)
    await mkdir(dirname(folder), { recursive: true })
    await rename(aside, folder)
    return report
  } catch (error) {
    await removeHalf(aside)
    throw error
  }
}

async function fillFolder(target: Target, folder: string): Promise<Restored> {
  const secrets = await putKeys(folder, target.keys)
  const cluster = await startPostgres(join(folder, 'postgres'), secrets.database.owner)
  try {
    const admin = new pg.Client({ connectionString: cluster.url('postgres') })
    await admin.connect()
    await admin.query('CREATE DATABASE sunlit').finally(() => admin.end())
    await loadBackup(target.file, { ...target, url: cluster.url('sunlit'), write: folderShelf(folder).write })
    return await checked(cluster.url('sunlit'), target.manifest)
  } finally {
    await cluster.stop()
  }
}

/** A cluster that root had to keep outside the folder goes with it. */
async function removeHalf(aside: string) {
  const pointer = join(aside, 'postgres', 'where')
  if (existsSync(pointer)) await rm(dirname(readFileSync(pointer, 'utf8').trim()), { recursive: true, force: true })
  await rm(aside, { recursive: true, force: true })
}

/** Tables into the database, files and keys into the data folder (or the bucket) that will be used with it. */
export async function restoreIntoDatabase(target: Target, url: string, env: Env): Promise<Restored> {
  if (existsSync(join(env.data, 'keys', 'secrets.json')))
    throw conflict(`${env.data} 里已经有别的密钥了。请用 SUNLIT_DATA 指到一个空文件夹，附件和密钥放在那里。`)
  await refuseFilled(url).catch((error: NodeJS.ErrnoException) => {
    if (error.name === 'UserError') throw error
    throw invalid(`连不上目标数据库（${error.code ?? error.message}）。请核对地址、库名、用户和密码。`)
  })
  const shelf = env.s3 ? s3Shelf(env.s3) : folderShelf(env.data)
  await loadBackup(target.file, { ...target, url, write: shelf.write, roles: givenRoles({ ...env, databaseUrl: url }) })
  const restored = await checked(url, target.manifest)
  await putKeys(env.data, target.keys)
  return restored
}

async function checked(url: string, manifest: Manifest): Promise<Restored> {
  const report = await checkLog(url, manifest)
  const client = await openClient(url, 'sunlit-restore')
  try {
    const there = new Set(manifest.entries.map((e) => e.path))
    const named = await namedPaths(client, namingQueries())
    return { report, missing: new Map([...named].filter(([path]) => !there.has(path))) }
  } finally {
    await client.end()
  }
}

/** Every entry of the public log is hashed again; size and root must be those of the backup. */
async function checkLog(url: string, manifest: Manifest): Promise<string[]> {
  const { log } = manifest
  if (!log) return ['公开存证还没有开始，没有要核对的。']
  const { db, close } = connect(url, { max: 2, statementTimeoutMs: 0 })
  try {
    const checkpoint = await latestCheckpoint(db)
    const report = await auditLog(
      async (path) =>
        path === 'checkpoint' ? utf8(checkpoint?.note ?? '') : path === 'key' ? utf8(log.vkey) : tile(db, path),
      { vkey: log.vkey },
    )
    if (!checkpoint || checkpoint.size !== log.size || Buffer.from(checkpoint.root).toString('base64') !== log.root)
      report.problems.push('日志的长度或根和备份时不同。')
    if (report.problems.length > 0)
      throw conflict(
        `数据恢复了，但公开存证核对不通过：${report.problems.join('')}请不要用这次恢复的内容，换一份备份再恢复。`,
      )
    return report.confirmed
  } finally {
    await close()
  }
}
