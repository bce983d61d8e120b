/**
 * `node start.mjs --run src/cli/sealing.ts status | new [--sm4] | reseal`, while the server runs or not.
 * Exit code 0: done; 1: it could not be done, told in a sentence; 2: the command itself was wrong.
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { listBucket, listFolder } from '../kernel/intake/listFiles.ts'
import { s3Shelf } from '../kernel/files/s3Shelf.ts'
import { fileStore } from '../kernel/files/store.ts'
import { dayOf, systemClock } from '../platform/clock.ts'
import { connect } from '../platform/db.ts'
import { readEnv, type Env } from '../platform/env.ts'
import { headOf } from '../platform/sealing/sealer.ts'
import { holdRing, sayKey } from '../platform/sealing/ring.ts'
import { reachDatabase } from './reach.ts'
import { leftIn, resealAll, sealedColumns } from './reseal.ts'
import { addKey, ringFor } from '../app/ring.ts'
import { progressBar, runCommand, UsageError } from './terminal.ts'

const usage = `用法：
  node start.mjs --run src/cli/sealing.ts status         现在用哪把钥匙，还有多少在旧钥匙下面
  node start.mjs --run src/cli/sealing.ts new [--sm4]    造一把新钥匙（--sm4 用国密），新存的从此用它
  node start.mjs --run src/cli/sealing.ts reseal         把旧钥匙下面的换到新钥匙下面；可以中断，再执行就接着做
服务开着也能执行。造了新钥匙以后请重新备份一次：钥匙在备份里。`

process.exitCode = await runCommand(usage, () => main(process.argv.slice(2)))

async function main(args: string[]): Promise<number> {
  const { command, sm4 } = readArgs(args)
  const env = readEnv()
  if (command === 'new') return make(env, sm4)
  return withDatabase(env, command === 'status' ? status : reseal)
}

function readArgs(args: string[]): { command: 'status' | 'new' | 'reseal'; sm4: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { sm4: { type: 'boolean', default: false } },
    })
    const command = positionals[0]
    if (positionals.length === 1 && (command === 'status' || command === 'new' || command === 'reseal'))
      return { command, sm4: values.sm4 }
  } catch {
    /* Told below. */
  }
  throw new UsageError('请写明要做什么：status、new 或 reseal。')
}

function make(env: Env, sm4: boolean): number {
  ringFor(env)
  const { key, written, line } = addKey(env, sm4 ? 'sm4' : 'aes', dayOf(systemClock()))
  console.log(`造好了新钥匙 ${sayKey(key)}。`)
  console.log(
    written
      ? '请重新启动服务，新存的就用它；再执行 reseal，把以前的也换过来。最后重新备份一次。'
      : `钥匙由环境变量给出，没有写进文件。请把每台机器的 SUNLIT_KEYRING 改成下面这一行，全部重新启动，再执行 reseal：\n${line}`,
  )
  return 0
}

type Reach = { env: Env; db: ReturnType<typeof connect>['db']; secret: string; fileKey: Uint8Array }

async function withDatabase(env: Env, work: (reach: Reach) => Promise<number>): Promise<number> {
  const ring = ringFor(env)
  const reached = await reachDatabase(env, (say) => console.error(`  ${say}`))
  const { db, close } = connect(reached.urls.owner, { max: 2, name: 'sunlit-sealing' })
  try {
    holdRing(reached.secrets.session, ring)
    return await work({
      env,
      db,
      secret: reached.secrets.session,
      fileKey: createHash('sha256').update(reached.secrets.files).digest(),
    })
  } finally {
    await close()
    await reached.stop()
  }
}

async function status({ env, db }: Reach): Promise<number> {
  const newest = ringFor(env).newest()
  console.log(`现在用的钥匙：${sayKey(newest)}。`)
  if (!newest) return 0
  const left = (await Promise.all(sealedColumns.map((c) => leftIn(db, c, headOf(newest))))).reduce(
    (sum, n) => sum + n,
    0,
  )
  console.log(
    left === 0
      ? '数据库里的号码和地址都在这把钥匙下面。附件原件换到了没有，执行一次 reseal 就知道。'
      : `数据库里还有 ${left} 个值在旧钥匙下面，请执行 reseal。`,
  )
  return 0
}

async function reseal({ env, db, secret, fileKey }: Reach): Promise<number> {
  const newest = ringFor(env).newest()
  if (!newest) {
    console.log('还没有造过新钥匙，没有要换的。')
    return 0
  }
  const bar = progressBar()
  const all = env.s3 ? await listBucket(env.s3) : await listFolder(env.data)
  const originals = all.filter((path) => path.startsWith('files/original/')).map((path) => path.split('/').at(-1)!)
  const done = await resealAll({
    db,
    secret,
    files: fileStore(env.s3 ? s3Shelf(env.s3) : folderShelf(env.data), fileKey, ringFor(env)),
    originals,
    progress: bar.step,
  }).finally(() => bar.end())
  console.log(
    `换好了：${done.values} 个号码和地址，${done.files} 个附件原件，都在钥匙 ${sayKey(newest)} 下面。旧钥匙请留着：以前的备份还要用它打开。`,
  )
  return 0
}
