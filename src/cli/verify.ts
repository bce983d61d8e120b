/**
 * `npm run verify -- FILE.zip | FILE.tlog-proof | FILE.receipt | URL [--key VKEY] [--log URL] [--witness VKEY]…
 * [--since FILE]` Exit code 0: everything fits; 1: something does not, each fault in a sentence; 2: the command itself
 * was wrong.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { verifyArchive } from '../kernel/ledger/archive.ts'
import { readZip } from '../kernel/ledger/archive.zip.ts'
import { auditLog } from '../kernel/ledger/audit.ts'
import type { NoticeEvidence } from '../kernel/ledger/browser/verifyNotice.ts'
import { verifyProofFile, type Beside } from '../kernel/ledger/proof.file.ts'
import type { Report, Trust } from '../kernel/ledger/report.ts'
import { checkReceipt } from '../kernel/receipts/receipt.check.ts'

const usage = `用法：
  npm run verify -- 归档.zip                 核对一份月度或年度归档
  npm run verify -- 公告.tlog-proof --key …  核对一份存证证明（旁边可放 公告.entry.json 和 公告.content.json）
  npm run verify -- 回执.receipt --key …     核对一张民情反映的回执，不用联网；加 --log https://网址/log/ 连公开日志一起核对
  npm run verify -- https://网址             核对一个正在运行的网站：公开日志，和网站上每一份公告
选项：
  --key 公钥        日志公钥，县里公布的一行（归档和网址不给时用它们自带的）
  --witness 公钥    见证方公钥，可多次给出
  --log 网址        核对回执时，正在运行的公开日志
  --since 文件      以前保存的检查点，核对旧记录有没有被改`

/** A command that cannot be carried out; the message is shown with the usage. */
class UsageError extends Error {}

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  try {
    const report = await check(args)
    for (const line of report.problems) console.log(`✗ ${line}`)
    for (const line of report.confirmed) console.log(`✓ ${line}`)
    console.log(report.problems.length === 0 ? '核对通过。' : `核对不通过：${report.problems.length} 处不符。`)
    return report.problems.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

async function check(args: string[]): Promise<Report> {
  const { target, trust, since, log } = readArgs(args)
  if (target.endsWith('.receipt')) return receipt(target, trust, log)
  if (log) throw new UsageError('--log 只用于核对回执。')
  if (/^https?:\/\//.test(target)) {
    const at = await logAt(target)
    return auditLog(httpResources(at), trust, since && (await read(since)).toString('utf8'), evidenceBeside(at))
  }
  if (since) throw new UsageError('--since 只用于核对正在运行的日志（给网址时）。')
  if (target.endsWith('.tlog-proof'))
    return verifyProofFile((await read(target)).toString('utf8'), trust, await readBeside(target))
  const files = readZip(await read(target))
  return typeof files === 'string' ? { problems: [files], confirmed: [] } : verifyArchive(files, trust)
}

/** A receipt: offline by the county's key, or against the running log. */
async function receipt(target: string, trust: Trust, log: string | undefined): Promise<Report> {
  if (!trust.vkey && !log)
    throw new UsageError('核对回执要给出 --key（县里公布的日志公钥），或 --log（公开日志的网址）。')
  return checkReceipt((await read(target)).toString('utf8'), trust, log ? httpResources(log) : undefined)
}

function readArgs(args: string[]): { target: string; trust: Trust; since?: string; log?: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        witness: { type: 'string', multiple: true },
        since: { type: 'string' },
        log: { type: 'string' },
      },
    })
    const [target, ...more] = positionals
    if (!target || more.length > 0) throw new UsageError('请给出一个要核对的文件或网址。')
    return { target, trust: { vkey: values.key, witnesses: values.witness }, since: values.since, log: values.log }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('有不认识的选项，或选项后面缺少内容。')
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch {
    throw new UsageError(`文件「${path}」打不开，请核对路径。`)
  }
}

/**
 * `NAME.entry.json` and `NAME.content.json` (`{ content, salt, record, recordSalt }`) beside `NAME.tlog-proof`, where
 * they exist.
 */
async function readBeside(proofPath: string): Promise<Beside> {
  const name = proofPath.slice(0, -'.tlog-proof'.length)
  const [entry, content] = await Promise.all(
    [`${name}.entry.json`, `${name}.content.json`].map((path) => readFile(path).catch(() => undefined)),
  )
  if (!content) return { entry }
  try {
    const parsed = JSON.parse(content.toString('utf8')) as {
      content?: unknown
      salt?: unknown
      record?: unknown
      recordSalt?: string
    }
    return { entry, content: { ...parsed, content: parsed.content ?? null, salt: String(parsed.salt) } }
  } catch {
    throw new UsageError(`文件「${name}.content.json」不是 JSON，请核对。`)
  }
}

/** The notices of the site whose log stands at an address; a copy of a log that stands elsewhere has none. */
function evidenceBeside(log: string) {
  const site = /^(.*\/)log\/?$/.exec(log)?.[1]
  if (site === undefined) return undefined
  const get = httpResources(site)
  return async (code: string, version: number) => {
    const bytes = await get(`d/${code}/evidence.json?v=${version}`)
    return bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as NoticeEvidence)
  }
}

/** A site's log stands at /log/; whoever gives the site's own address means it. */
async function logAt(target: string): Promise<string> {
  const site = new URL(target)
  if (/\/log\/?$/.test(site.pathname) || (await httpResources(target)('checkpoint'))) return target
  return new URL('/log/', site).href
}

/** Resources of a log over HTTP, each tried three times. */
function httpResources(prefix: string) {
  const base = prefix.endsWith('/') ? prefix : `${prefix}/`
  return async (path: string): Promise<Uint8Array | undefined> => {
    for (let tries = 1; ; tries++) {
      try {
        const response = await fetch(base + path)
        return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
      } catch {
        if (tries === 3) throw new UsageError(`连不上 ${base}，请核对网址和网络。`)
      }
    }
  }
}
