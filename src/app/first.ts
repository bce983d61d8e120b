/** What the first start does with an empty database: the county's pack, its obligations, and the demo's life where it is a demo. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../platform/errors.ts'
import type { Env } from '../platform/env.ts'
import { dayOf } from '../platform/clock.ts'
import { first, sql } from '../platform/db.ts'
import { root } from '../platform/root.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { importPack } from '../modules/county/import.ts'
import { packOf } from '../modules/county/pack.ts'
import { readPack } from '../modules/county/read.ts'
import { makeObligations } from '../modules/disclosure/obligations.ts'
import { makeDemoAccounts } from './demo/accounts.ts'
import { hasLife, loadDemo } from './demo/load.ts'
import { demoPassword } from './session.api.ts'
import type { Office } from '../kernel/office.ts'

export type Say = (text: string) => void

/** Loads the county if there is none yet. Returns whether this is a demo. */
export async function firstStart(env: Env, office: Omit<Office, 'demo'>, ownerUrl: string, say: Say): Promise<boolean> {
  const known = await first(office.db, sql<{ fictional: boolean }>`SELECT (value = 'true'::jsonb) AS fictional FROM settings WHERE code = 'fictional'`)
  if (known) {
    await refuseDemoInProduction(env, office)
    return known.fictional && !env.production
  }
  if (env.county === '' || (env.production && env.county === 'counties/demo')) return false
  const folder = join(root, env.county)
  if (!existsSync(folder)) throw new StartError(`没有找到县包 ${env.county}。`, '请用 SUNLIT_COUNTY 指定县包的文件夹，或先用 npm run county -- new 生成一个。')
  say(`装入县包 ${env.county}`)
  const read = await readPack(folder)
  if (read.faults.length > 0) throw new StartError(`县包 ${env.county} 有 ${read.faults.length} 处错误，第一处：${read.faults[0]!.file} 第 ${read.faults[0]!.line} 行：${read.faults[0]!.say}`, `请先运行 npm run county -- check ${env.county}，改好再启动。`)
  const pack = packOf(read)
  const now = office.now()
  await importPack(office.db, pack, now)
  const demo = pack.county.fictional && env.demo !== 'none'
  if (demo && !(await hasLife(office.db))) {
    const usernames = new Map(pack.people.filter((p) => p.username !== '').map((p) => [p.code, p.username]))
    await makeDemoAccounts(office.db, usernames, demoPassword, office.secret, now)
    let last = ''
    await loadDemo(office.db, ownerUrl, office.logKey, now, env.demo === 'full' ? 1 : 0.04, (done, total, text) => {
      const line = `${text} ${Math.floor((100 * done) / total)}%`
      if (line !== last) say(line)
      last = line
    })
  }
  const ctx = await contextAt(office.db, now)
  await makeObligations(office.db, dayOf(now), ctx.calendar)
  return demo
}

/** A production server never opens on invented people or on accounts whose password is printed. */
async function refuseDemoInProduction(env: Env, office: Omit<Office, 'demo'>) {
  if (!env.production) return
  const demo = await first(office.db, sql`SELECT 1 FROM accounts WHERE demo LIMIT 1`)
  if (demo) throw new StartError('这个数据文件夹里是演示数据，正式环境（NODE_ENV=production）不能用。', '请用 SUNLIT_DATA 指到一个新的空文件夹，并用 SUNLIT_COUNTY 指定本县的县包。')
}
