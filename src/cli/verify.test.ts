import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../platform/root.ts'
import { writeArchive } from '../kernel/ledger/archive.write.ts'
import { toBase64url } from '../kernel/ledger/bytes.ts'
import { signReceipt } from '../kernel/receipts/receipt.ts'
import { smallLog, type SmallLog } from '../kernel/ledger/fixtures/smallLog.ts'

const command = join(root, 'build/server/cli.verify.js')
let folder: string
let log: SmallLog
let server: Server
let site: string
let address: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunlit-verify-'))
  log = await smallLog(300)
  server = createServer((request, response) => {
    const body = log.resources.get(request.url!.replace('/log/', '')) ?? evidenceAt(request.url!)
    response.writeHead(body ? 200 : 404).end(body)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  address = `${site}/log/`
})
afterAll(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

/** A notice's evidence as a site shows it; `changed` are those whose content somebody touched since. */
const changed = new Set<string>()
function evidenceAt(url: string): string | undefined {
  const n = log.notices.find(({ code }) => url === `/d/${code}/evidence.json?v=1`)
  const content = n && (changed.has(n.code) ? n.told.content!.replace('九月', '十月') : n.told.content)
  return n && JSON.stringify({ ...n.told, content, entry: Buffer.from(n.entry).toString(), proof: n.proof, vkey: '' })
}

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}

async function saved(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return name
}

function archive(): Uint8Array {
  const [n] = log.notices
  return writeArchive(
    {
      county: 'qingchuan',
      region: 'liushu',
      period: '2026-09',
      kind: 'month',
      createdAt: new Date('2026-10-10T00:00:00Z'),
      checkpoint: log.checkpoint,
      files: [],
      notices: [
        {
          code: n!.code,
          version: 1,
          item: 'C04-01',
          period: '2026-09',
          entry: n!.entry,
          proof: n!.proof,
          public: n!.told,
        },
      ],
    },
    log.key,
  )
}

describe('npm run verify', () => {
  test('on a good archive says so and ends with 0; on a damaged one it names the fault and ends with 1', async () => {
    const good = await run(await saved('good.zip', archive()), '--key', log.key.vkey)
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toContain('✓ 归档完好：liushu，2026-09')
    const bytes = archive()
    const bad = await run(await saved('bad.zip', bytes.with(80, bytes[80]! ^ 1)))
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/✗ .+\n核对不通过：\d+ 处不符。/)
  })

  test('on a proof, with its content beside it', async () => {
    const [n] = log.notices
    await saved('one.content.json', JSON.stringify({ content: n!.content, salt: toBase64url(n!.salt) }))
    const good = await run(await saved('one.tlog-proof', n!.proof), '--key', log.key.vkey)
    expect(good.out).toContain('✓ 内容与公开时一字不差。')
    expect(good.code).toBe(0)
    expect((await run('one.tlog-proof')).code).toBe(1)
  })

  test('on a running log, with an older checkpoint, and on the notices beside it', async () => {
    const since = await saved('old.checkpoint', (await smallLog(10, log.key)).checkpoint)
    const good = await run(address, '--key', log.key.vkey, '--since', since)
    // Whoever gives the site's own address means its log.
    for (const named of [site, `${site}/`, `${site}/log`])
      expect((await run(named, '--key', log.key.vkey, '--since', since)).out).toBe(good.out)
    expect(good.out).toContain('✓ 您保存的旧检查点（10 条）完整保留在现在的日志里')
    expect(good.out).toContain('✓ 网站上的公告 300 个版本，内容与日志一致')
    expect(good.code).toBe(0)
    changed.add('NOTICE0007')
    const bad = await run(address, '--key', log.key.vkey)
    expect(bad.out).toContain('✗ 公告 NOTICE0007 第 1 版：内容与公开时不同')
    expect(bad.code).toBe(1)
    changed.clear()
  })

  test("on a receipt: offline by the county's key; a changed one is none; a log that does not hold it is named", async () => {
    const receipt = signReceipt(log.key, {
      v: 1,
      county: 'qingchuan',
      region: 'liuwan',
      code: '0123456789',
      at: '2026-11-16T01:00:00Z',
      commitment: 'c'.repeat(43),
      salt: 's'.repeat(43),
    })
    const good = await run(await saved('good.receipt', `${receipt}\n`), '--key', log.key.vkey)
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toContain('✓ 回执是真的：编号 0123456789，2026 年 11 月 16 日 09:00 收到')
    const [head, body, signature] = receipt.split('.') as [string, string, string]
    const changed = Buffer.from(Buffer.from(body, 'base64url').toString().replace('T01:', 'T02:')).toString('base64url')
    expect(
      (await run(await saved('changed.receipt', [head, changed, signature].join('.')), '--key', log.key.vkey)).out,
    ).toContain('签名不对')
    expect((await run('good.receipt', '--log', address)).out).toContain('公开存证里没有这张回执')
    expect((await run('good.receipt')).code).toBe(2)
  })

  test('called wrongly, explains itself and ends with 2', async () => {
    for (const args of [[], ['missing.zip'], ['a.zip', 'b.zip'], ['--what'], ['good.zip', '--since', 'x']]) {
      const result = await run(...args)
      expect(result.code, args.join(' ')).toBe(2)
      expect(result.err).toContain('用法：')
    }
  })
})
