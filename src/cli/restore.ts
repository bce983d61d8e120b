/**
 * `npm run restore -- FILE --into DIR|postgres://… [--passphrase-file F]`
 * The backup is checked to its end before anything is written. Exit code 0: done; 1: refused or failed, told in a
 * sentence, with nothing left behind; 2: the command itself was wrong; 3: done, but files that the database names are
 * not in the backup, told with their names.
 */
// What rooms declare: which tables name stored files.
import '../app/rooms.ts'
import { parseArgs } from 'node:util'
import { checkBackup } from '../platform/backup/verify.ts'
import { refuseForeign } from '../platform/backup/load.ts'
import { sayMissing } from '../platform/backup/missing.ts'
import { readEnv } from '../platform/env.ts'
import { passphraseFrom } from './backup.keys.ts'
import { restoreIntoDatabase, restoreIntoFolder } from './restore.targets.ts'
import { progressBar, runCommand, UsageError } from './terminal.ts'

const usage = `用法：
  npm run restore -- 备份文件.tar --into 空文件夹 [--passphrase-file 口令文件]
  npm run restore -- 备份文件.tar --into postgres://用户:密码@地址/空数据库 [--passphrase-file 口令文件]
恢复到文件夹：数据库用随程序带来的，之后用 SUNLIT_DATA=那个文件夹 npm start 启动。
恢复到别的 PostgreSQL：附件和密钥放进 SUNLIT_DATA（须是空的），之后用 DATABASE_URL 启动。`

process.exitCode = await runCommand(usage, () => main(process.argv.slice(2)))

async function main(args: string[]): Promise<number> {
  const { file, into, passphraseFile } = readArgs(args)
  const env = readEnv()
  const passphrase = await passphraseFrom(passphraseFile, 'known')
  const bar = progressBar()
  try {
    const checked = await checkBackup(file, passphrase, bar.step)
    refuseForeign(checked.manifest)
    const target = { file, ...checked, progress: bar.step }
    const { report, missing } = /^postgres(ql)?:\/\//.test(into)
      ? await restoreIntoDatabase(target, into, env)
      : await restoreIntoFolder(target, into)
    bar.end()
    for (const line of report) console.log(`✓ ${line}`)
    console.log(
      `恢复好了：备份于 ${checked.manifest.createdAt}，${checked.manifest.tables.length} 张表，${checked.manifest.files} 个附件。`,
    )
    if (missing.size === 0) return 0
    console.error(sayMissing(missing))
    console.error('做备份时就没有这些附件。请从更早的备份或旧服务器的 files 里找回，放到同样的位置。')
    return 3
  } finally {
    bar.end()
  }
}

function readArgs(args: string[]): { file: string; into: string; passphraseFile: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { into: { type: 'string' }, 'passphrase-file': { type: 'string' } },
    })
    if (positionals.length === 1 && values.into)
      return { file: positionals[0]!, into: values.into, passphraseFile: values['passphrase-file'] }
  } catch {
    throw new UsageError('有不认识的选项。')
  }
  throw new UsageError('请给出备份文件，并用 --into 写明恢复到哪里。')
}
