/**
 * Applications: handed in over HTTP with four papers of 2 MB, against the disk writing the same bytes and pgbench
 * writing the same rows; a leader's sign desk on a slow tablet, and its thumbnails.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { chromium, type Browser, type Page } from 'playwright-core'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { applicationOf, photoOf } from '../e2e/applying.ts'
import type { Server } from '../e2e/server.ts'
import { load, type Request, type Result } from './load.ts'

const count = 24
const connections = 4
const papers = 4

/** A Markdown section, on a running demo whose database and files lie in `data`. */
export async function applicationWritesBench(server: Server, data: string, say: (t: string) => void): Promise<string> {
  say('便民服务申请：写入')
  const photo = await photoOf(2_400, 1_800)
  const requests = Array.from(
    { length: count },
    (_, i): Request => ({
      method: 'POST',
      ...applicationOf(`http://127.0.0.1:${server.port}`, `于桂兰${i}`, `bench-${process.pid}-${i}`, `10.9.0.${i}`, {
        photo,
        papers,
      }),
    }),
  )
  const ours = await load(server.port, requests, { count, connections })
  const disk = writeLikeIt(data, photo)
  const bare = pgbench(data)
  const desk = await signDesk(server, say)
  const row = (what: string, r: Result) =>
    `| ${what} | ${r.perSecond.toFixed(1)} | ${r.p50.toFixed(0)} | ${r.p99.toFixed(0)} | ${r.errors} |`
  return [
    `## Applications handed in with ${papers} papers of ${(photo.length / 2 ** 20).toFixed(1)} MB, over HTTP, ${connections} connections`,
    '',
    '| what | /s | p50 ms | p99 ms | errors |',
    '|---|---|---|---|---|',
    row('form judged, each picture decoded and cleaned, sealed, case with its route, receipt, log leaf', ours),
    `| the disk alone: the same bytes in ${papers} files, each synced | ${disk.toFixed(1)} | | | |`,
    bare === undefined
      ? '| **pgbench is not installed** | | | | |'
      : `| pgbench: the same rows in one transaction, prepared | ${bare.toFixed(0)} | | | |`,
    '',
    `What bounds it is cleaning: decoding and encoding ${papers} pictures takes ${(await cleaning(photo)).toFixed(2)} s of CPU an application.`,
    '',
    desk,
  ].join('\n')
}

async function cleaning(photo: Buffer): Promise<number> {
  const before = process.cpuUsage()
  for (let i = 0; i < papers; i += 1) await sharp(photo).rotate().jpeg().toBuffer()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1e6
}

/** Applications a second that the disk could take: four files written and synced, one after another. */
function writeLikeIt(data: string, photo: Buffer): number {
  const begun = performance.now()
  const n = 40
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < papers; j += 1) {
      const path = join(data, `bench-${j}`)
      const fd = openSync(path, 'w')
      writeSync(fd, photo)
      fsyncSync(fd)
      closeSync(fd)
      rmSync(path)
    }
  }
  return n / ((performance.now() - begun) / 1000)
}

function pgbench(data: string): number | undefined {
  const binary = [
    '/usr/bin/pgbench',
    ...['15', '16', '17', '18'].map((v) => `/usr/lib/postgresql/${v}/bin/pgbench`),
  ].find((p) => existsSync(p))
  if (!binary) return undefined
  const secrets = JSON.parse(readFileSync(join(data, 'keys/secrets.json'), 'utf8')) as { database: { owner: string } }
  const port = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]!
  const script = join(data, 'applications.sql')
  writeFileSync(script, sameRows)
  const run = spawnSync(
    binary,
    [
      '-n',
      '-M',
      'prepared',
      '-c',
      String(connections),
      '-j',
      '1',
      '-T',
      '5',
      '-f',
      script,
      '-h',
      '127.0.0.1',
      '-p',
      port,
      '-U',
      'sunlit_owner',
      'sunlit',
    ],
    { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', PGPASSWORD: secrets.database.owner } },
  )
  const tps = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1])
  if (!(tps > 0)) throw new Error(`pgbench: ${run.stderr.slice(0, 400)}`)
  return tps
}

/** What one application writes: itself, four papers, case, event, three messages, leaf, page version. */
const sameRows = `\\set i random(1, 1000000000)
BEGIN;
SELECT r.id AS region, r.path, s.version FROM regions r, services s WHERE r.slug = 'liuwan' AND s.code = 'SV011' LIMIT 1 \\gset
INSERT INTO applications (id, code, secret_hash, form_key, service_code, service_version, region_id, path, state, channel, answers, saved_at, sent_at, salt, commitment, leaf_id) VALUES ('p' || :i || random(), 'Z' || :i || random(), 'x', 'k' || :i || random(), 'SV011', :version, :region, :path, 'sent', 'web', decode(repeat('ab', 900), 'hex'), now(), now(), '\\x00', 'c', 'l') RETURNING id AS app \\gset
INSERT INTO application_papers (id, form_key, application_id, field, name, type, bytes, sha256, taken_at) SELECT 'q' || n || random() || :i, 'k' || :i, :app, 'f' || n, 'a.jpg', 'image/jpeg', 2000000, 'sha' || n || random(), now() FROM generate_series(1, 4) n;
INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at, holder_id, holder_path, events) VALUES ('b' || :i || random(), 'bench', 'bench', :app, :region, :path, 'village_accept', now(), now(), :region, :path, 1) RETURNING id AS cid \\gset
INSERT INTO case_events (case_id, seq, at, action) VALUES (:cid, 1, now(), 'open');
INSERT INTO messages (id, region_id, function, kind, say, link, sent_at) SELECT 'm' || n || random() || :i, :region, 'agent', 'bench', 'x', '', now() FROM generate_series(1, 3) n;
COMMIT;
`

/** First paint of a leader's desk with four times slower CPU, and each thumbnail. */
async function signDesk(server: Server, say: (t: string) => void): Promise<string> {
  say('签字台：四倍慢的平板')
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
  try {
    const open = async (user: string, press: RegExp | undefined) => {
      const page = await signIn(browser, server.url, user)
      await page.goto(`${server.url}/console/applications`)
      await page
        .getByRole('button', { name: /^去办理：孤儿/ })
        .first()
        .click()
      await page.getByRole('heading', { name: '怎么办' }).waitFor()
      if (press?.source.includes('受理')) await page.getByLabel(/已对照身份证/).check()
      if (press) {
        await page.getByRole('button', { name: press }).click()
        await page.getByText('已往下走').waitFor()
      }
      return page
    }
    for (const [user, press] of [
      ['liuwan-agent', /^受理$/],
      ['qingxi-clerk', /^审核通过$/],
      ['minzheng-clerk', /^报领导签字$/],
    ] as const)
      await (await open(user, press)).context().close()
    const page = await open('minzheng-leader', undefined)
    const address = page.url()
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const paints: number[] = []
    for (let i = 0; i < 5; i += 1) {
      const begun = performance.now()
      await page.goto(address)
      await page.getByRole('button', { name: '签字同意' }).waitFor()
      paints.push(performance.now() - begun)
    }
    const small = await page.evaluate(async () => {
      const times: number[] = []
      for (const img of document.querySelectorAll<HTMLImageElement>('.paper-thumb img')) {
        const begun = performance.now()
        await fetch(img.src, { cache: 'reload' }).then((r) => r.arrayBuffer())
        times.push(performance.now() - begun)
      }
      return times
    })
    paints.sort((a, b) => a - b)
    return `A leader's sign desk, opened anew on a tablet with a CPU four times slower: until it can be signed **${(paints[2]! / 1000).toFixed(2)} s** (best ${(paints[0]! / 1000).toFixed(2)}, worst ${(paints[4]! / 1000).toFixed(2)}; aim 1.5). Thumbnails of its ${small.length} papers: ${Math.round(Math.max(...small))} ms the slowest (aim 300).`
  } finally {
    await browser.close()
  }
}

/** Signed in on a tablet, as the demo's sign-in page offers it. */
async function signIn(browser: Browser, url: string, user: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  await page.goto(`${url}/console`)
  await page.getByLabel('用户名').fill(user)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录' }).click()
  const { accounts } = (await (await fetch(`${url}/api/demo-accounts`)).json()) as {
    accounts: { username: string; code: string | null }[]
  }
  const code = accounts.find((a) => a.username === user)!.code
  if (code !== null) {
    await page.getByLabel(/六位数字/).fill(code)
    await page
      .getByRole('button', { name: /登录|确认|继续/ })
      .first()
      .click()
  }
  await page.getByRole('heading', { name: '我的任务' }).waitFor()
  return page
}
