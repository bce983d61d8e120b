/**
 * What the first start does with an empty database: the county's pack, its obligations, and the demo's life where it is
 * a demo.
 */
import { usernamesOf } from '../kernel/pack/county/people.part.ts'
import { importPack } from '../kernel/pack/county/import.ts'
import { countyOf } from '../kernel/pack/county/settings.part.ts'
import { checkPack, type CheckedPack } from '../kernel/pack/county/check.ts'
import { liveInPast, lateRemedy, sayLate } from '../kernel/pack/county/goLive.ts'
import type { Fault } from '../kernel/pack/fault.ts'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StartError } from '../platform/errors.ts'
import type { Env } from '../platform/env.ts'
import { dayOf } from '../platform/clock.ts'
import { connect, first, sql, transact } from '../platform/db.ts'
import { root } from '../platform/root.ts'
import { contextAt } from '../kernel/cases/office.ts'
import type { Pack } from '../kernel/pack/part.ts'
import { addMissingRules } from '../kernel/rules/defaults.ts'
import { addProvinceRules } from '../kernel/rules/provinces.ts'
import { makeObligations } from '../modules/disclosure/index.ts'
import { makeDemoAccounts } from '../demo/accounts.ts'
import { makeDemoResidents } from '../demo/residents.ts'
import { hasLife, loadDemo } from '../demo/load.ts'
import { loadDemoCorrection } from '../demo/corrections.ts'
import { loadDemoPowers } from '../demo/powers.ts'
import { loadDemoReports } from '../demo/reports.ts'
import { loadDemoApplications } from '../demo/applications.ts'
import { demoPassword } from '../modules/staff/index.ts'
import type { Office } from '../kernel/office.ts'
import { rooms } from './rooms.ts'

export type Say = (text: string) => void

/** Loads the county if there is none yet. Returns whether this is a demo. */
export async function firstStart(env: Env, office: Omit<Office, 'demo'>, ownerUrl: string, say: Say): Promise<boolean> {
  const known = await first(
    office.db,
    sql<{ fictional: boolean }>`SELECT (value = 'true'::jsonb) AS fictional FROM settings WHERE code = 'fictional'`,
  )
  await refuseDemoInProduction(env, office)
  if (!known && (env.county === '' || (env.production && env.county === 'counties/demo'))) return false
  const pack = known ? undefined : await loadCounty(env, office, say)
  if (known)
    await transact(office.db, async (tx) => {
      await addMissingRules(tx, office.now())
      await addProvinceRules(tx, office.now())
    })
  const demo = (known?.fictional ?? countyOf(pack!).fictional) && env.demo !== 'none' && !env.production
  // A first start that was killed half-way is taken up again here.
  if (demo && !(await hasLife(office.db))) await loadLife(env, office, ownerUrl, pack ?? (await readCounty(env)), say)
  const made = await makeObligations(
    office.db,
    dayOf(office.now()),
    (await contextAt(office.db, office.now())).calendar,
  )
  // So many new rows at once: plans made before the next automatic ANALYZE would think the table empty.
  if (made > 10_000) await analyze(ownerUrl)
  return demo
}

async function analyze(ownerUrl: string) {
  const owner = connect(ownerUrl, { max: 1 })
  await sql`ANALYZE obligations, place_months`.execute(owner.db).finally(() => owner.close())
}

async function loadCounty(env: Env, office: Omit<Office, 'demo'>, say: Say): Promise<Pack> {
  say(`装入县包 ${env.county}`)
  const pack = await readCounty(env)
  refuseLate(env, pack, office.now())
  await importPack(office.db, pack, office.now())
  return pack
}

async function readCounty(env: Env): Promise<Pack> {
  const { pack, faults } = await checkedCounty(env)
  refuseFaults(env, '错误', faults)
  return pack
}

/** The county's pack with everything that is wrong in it. @throws StartError where there is none. */
export async function checkedCounty(env: Env): Promise<CheckedPack> {
  const folder = resolve(root, env.county)
  if (!existsSync(folder))
    throw new StartError(
      `没有找到县包 ${env.county}。`,
      '请用 SUNLIT_COUNTY 指定县包的文件夹，或先用 npm run county -- new 生成一个。',
    )
  return checkPack(folder, rooms)
}

/** @throws StartError where a county's day to go live is past and nobody has said that it is to be so. */
export function refuseLate(env: Env, pack: Pack, now: Date): void {
  const late = liveInPast(pack, now)
  if (!late || env.pastGoLive === late.on) return
  throw new StartError(
    `县包里的${sayLate(late)}`,
    `${lateRemedy(late)}；确实要从那天算起，请设 SUNLIT_PAST_GO_LIVE=${late.on}。`,
  )
}

/** @throws StartError with the first of them, and how to see all. */
export function refuseFaults(env: Env, what: string, faults: readonly Fault[]): void {
  const [first] = faults
  if (!first) return
  const line = first.line > 0 ? ` 第 ${first.line} 行` : ''
  throw new StartError(
    `县包 ${env.county} 有 ${faults.length} 处${what}，第一处：${first.file}${line}：${first.say}`,
    `请先运行 npm run county -- check ${env.county}，改好再启动。`,
  )
}

async function loadLife(env: Env, office: Omit<Office, 'demo'>, ownerUrl: string, pack: Pack, say: Say) {
  await makeDemoAccounts(office.db, usernamesOf(pack), demoPassword, office.secret, office.now())
  say('写入村民反映')
  await loadDemoReports(office, ownerUrl, office.now(), env.demo === 'full' ? 20 : 3)
  await makeDemoResidents(office.db, office.secret, 'liuwan', office.now())
  let last = ''
  await loadDemo(office, ownerUrl, office.logKey, office.now(), env.demo === 'full' ? 1 : 0.04, (done, total, text) => {
    const line = `${text} ${Math.floor((100 * done) / total)}%`
    if (line !== last) say(line)
    last = line
  })
  await loadDemoCorrection(office, ownerUrl, office.now())
  say('写入办事申请')
  await loadDemoApplications(office, ownerUrl, office.now(), env.demo === 'full' ? 3 : 1)
  say('写入按权力清单办的事')
  await loadDemoPowers(office, ownerUrl, office.now(), env.demo === 'full' ? 20 : 2)
}

/** A production server never opens on invented people or on accounts whose password is printed. */
async function refuseDemoInProduction(env: Env, office: Omit<Office, 'demo'>) {
  if (!env.production) return
  const demo = await first(office.db, sql`SELECT 1 FROM accounts WHERE demo LIMIT 1`)
  if (demo)
    throw new StartError(
      '这个数据文件夹里是演示数据，正式环境（NODE_ENV=production）不能用。',
      '请用 SUNLIT_DATA 指到一个新的空文件夹，并用 SUNLIT_COUNTY 指定本县的县包。',
    )
}
