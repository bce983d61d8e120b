/**
 * `npm run backup -- FILE [--passphrase-file F]`, while the server runs or not.
 * Exit code 0: done; 1: it could not be done, told in a sentence; 2: the command itself was wrong; 3: written, but
 * files that the database names were not there, told by name, and not noted as a backup that ended well.
 */
// What rooms declare: which tables name stored files.
import '../app/rooms.ts'
import { namingQueries } from '../kernel/files/keeper.ts'
import { lastBackupFile } from '../platform/backup/last.ts'
import { statSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { listBucket, listFolder } from '../kernel/intake/listFiles.ts'
import { s3Shelf } from '../kernel/files/s3Shelf.ts'
import { loadOrCreateKey } from '../kernel/ledger/keys.ts'
import { sayMissing } from '../platform/backup/missing.ts'
import { makeBackup, type BackedFiles } from '../platform/backup/make.ts'
import { systemClock } from '../platform/clock.ts'
import { readEnv, type Env } from '../platform/env.ts'
import { root } from '../platform/root.ts'
import { keysOf, passphraseFrom } from './backup.keys.ts'
import { reachAsItIs } from './reach.ts'
import { progressBar, runCommand, UsageError } from './terminal.ts'

const usage = `用法：
  npm run backup -- 备份文件.tar [--passphrase-file 口令文件]
服务开着也能备份。备份里有全部数据、附件和密钥（密钥用口令加密），请存到别的机器上，锁好。
口令文件的第一行是口令，至少 12 个字符；不给就在屏幕上输入。`

process.exitCode = await runCommand(usage, () => main(process.argv.slice(2)))

async function main(args: string[]): Promise<number> {
  const { file, passphraseFile } = readArgs(args)
  const env = readEnv()
  const passphrase = await passphraseFrom(passphraseFile, 'new')
  const reached = await reachAsItIs(env, (line) => console.error(`  ${line}`))
  const bar = progressBar()
  try {
    const keys = await keysOf(env, reached.secrets)
    const { vkey } = await loadOrCreateKey(env.data, keys.logOrigin, { privateKey: keys.logKey })
    const { manifest: made, missing } = await makeBackup(file, {
      url: reached.urls.backup,
      files: filesOf(env),
      naming: namingQueries(),
      keys,
      vkey,
      passphrase,
      program: await programVersion(),
      now: systemClock(),
      progress: bar.step,
    })
    bar.end()
    const rows = made.tables.reduce((sum, t) => sum + t.rows, 0)
    console.log(
      `备份好了：${file}（${(statSync(file).size / 1024 / 1024).toFixed(1)} MB），${made.tables.length} 张表 ${rows} 行，${made.files} 个附件，公开存证 ${made.log?.size ?? 0} 条。`,
    )
    if (missing.size > 0) {
      console.error(sayMissing(missing))
      console.error(
        '备份文件留下了，里面有别的全部内容。请核对数据文件夹里的 files（或 S3），从以前的备份找回缺的附件，再备份一次。',
      )
      return 3
    }
    await writeFile(lastBackupFile(env.data), systemClock().toISOString()).catch(() => undefined)
    console.log('请把它拷到别的机器，并试着恢复一次：npm run restore -- 备份文件 --into 空文件夹')
    return 0
  } finally {
    bar.end()
    await reached.stop()
  }
}

function readArgs(args: string[]): { file: string; passphraseFile: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'passphrase-file': { type: 'string' } },
    })
    if (positionals.length === 1) return { file: positionals[0]!, passphraseFile: values['passphrase-file'] }
  } catch {
    throw new UsageError('有不认识的选项。')
  }
  throw new UsageError('请给出一个备份文件的名字。')
}

function filesOf(env: Env): BackedFiles {
  if (env.s3) return { list: () => listBucket(env.s3!), read: s3Shelf(env.s3).read }
  return { list: () => listFolder(env.data), read: folderShelf(env.data).read }
}

async function programVersion(): Promise<string> {
  return String((JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }).version)
}
