/**
 * `npm run bench [-- --large]`: everything in one run on this machine, side by side; what could not be run is printed
 * loudly. Writes docs/BENCH.md down to what is written there by hand. Ratios count: absolute figures are of a machine
 * that others may share.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { root } from '../src/platform/root.ts'
import { freePort, startPostgres } from '../src/platform/postgres.ts'
import { connect } from '../src/platform/db.ts'
import { coverage } from '../src/modules/disclosure/obligations/coverage.queries.ts'
import { startServer, type Server } from '../e2e/server.ts'
import { generate, type Made } from './generate.ts'
import { cpuOf, load, type Request, type Result } from './load.ts'
import { applicationListsBench } from './applicationLists.ts'
import { applicationWritesBench } from './applications.ts'
import { faultsBench } from './faults.ts'
import { reportWritesBench } from './reportWrites.ts'
import { reportsBench } from './reports.ts'
import { writesBench } from './writes.ts'

const large = process.argv.includes('--large')
const out: string[] = []
const missing: string[] = []
const say = (text: string) => process.stderr.write(`  ${text}\n`)
const print = (text = '') => {
  out.push(text)
  console.log(text)
}
const ms = (n: number) => n.toFixed(n < 10 ? 2 : 1)
const rate = (r: Result) => Math.round(r.perSecond).toLocaleString('en')

const home = mkdtempSync(join(tmpdir(), 'sunlit-bench-'))
chmodSync(home, 0o755)
const closers: (() => Promise<unknown> | unknown)[] = []
try {
  print('# Measurements')
  print()
  print(
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}, Node ${process.versions.node}. Load generator, server and database on the same machine; everything in one run. Load average before: ${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]}.`,
  )
  await pages()
  await sizes()
  mkdirSync(join(home, 'faults'))
  print()
  print(await faultsBench(join(home, 'faults'), say))
  const reports = await missingTools()
  if (reports.length > 0) {
    print()
    print(`**Could not be run:** ${reports.join('; ')}`)
  }
} finally {
  for (const close of closers.reverse()) await close()
  rmSync(home, { recursive: true, force: true })
}
const file = join(root, 'docs/BENCH.md')
writeFileSync(file, `${out.join('\n')}\n\n${byHand(readFileSync(file, 'utf8'))}`)

/** The sections after the mark: earlier and separate runs, and what they mean. */
function byHand(text: string): string {
  const mark = '<!-- Written by hand'
  if (!text.includes(mark))
    throw new Error(`docs/BENCH.md has lost its line “${mark} …”: what was measured stands above`)
  return text.slice(text.indexOf(mark))
}

/** (a), (b), (c): pages from memory against bare node:http and nginx with the same bytes, first visit, writes. */
async function pages() {
  say('演示县（首次启动）')
  const started = Date.now()
  const server = await startServer(join(home, 'demo'), { SUNLIT_DEMO: 'full', TRUST_PROXY: '1' })
  closers.push(() => server.stop())
  const opened = (Date.now() - started) / 1000
  print()
  print(`First start with the full demo: ${opened.toFixed(1)} s.`)
  const village = await fetch(`${server.url}/v/liuwan`, { headers: { 'accept-encoding': 'br' } }).then((r) => r.text())
  const notice = /\/d\/[0-9A-Z]{10}/.exec(village)![0]
  await quiet(server)
  print()
  print('## Pages from memory, 16 connections, 20,000 requests each')
  print()
  print('| page | Sunlit /s | p50 ms | p99 ms | CPU µs | bare node:http, same bytes /s | ratio | nginx, same file /s |')
  print('|---|---|---|---|---|---|---|---|')
  for (const [name, path] of [
    ['village', '/v/liuwan'],
    ['notice', notice],
    ['home', '/'],
  ] as const)
    await against(server, name, path)
  await firstVisit(server)
  print()
  print(await writesBench(server, join(home, 'demo'), say))
  print()
  print(await reportWritesBench(server, join(home, 'demo'), say))
  print()
  print(await applicationWritesBench(server, join(home, 'demo'), say))
}

/**
 * The first minutes publish what makes itself, in rounds: measuring waits until the home page has stood still for three
 * of them.
 */
async function quiet(server: Server) {
  let seen = ''
  for (let same = 0; same < 3; ) {
    await new Promise((r) => setTimeout(r, 21_000))
    const home = await fetch(`${server.url}/`).then((r) => r.text())
    same = home === seen ? same + 1 : 0
    seen = home
  }
}

async function against(server: Server, name: string, path: string) {
  const bytes = await raw(server.port, path)
  await load(server.port, [{ path }], { count: 2_000, connections: 16 })
  const cpu = cpuOf(server.child.pid!)
  const ours = await load(server.port, [{ path }], { count: 20_000, connections: 16 })
  const used = ((cpuOf(server.child.pid!) - cpu) / ours.requests) * 1e6
  const bare = await bareNode(bytes)
  const nginx = await nginxStatic(bytes)
  print(
    `| ${name} (${bytes.length.toLocaleString('en')} B br) | ${rate(ours)} | ${ms(ours.p50)} | ${ms(ours.p99)} | ${Math.round(used)} | ${rate(bare)} | ${(ours.perSecond / bare.perSecond).toFixed(2)} | ${nginx ? rate(nginx) : 'not installed'} |`,
  )
}

async function raw(port: number, path: string): Promise<Buffer> {
  const { request } = await import('node:http')
  return new Promise((done, fail) =>
    request({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': 'br' } }, (res) => {
      const parts: Buffer[] = []
      res.on('data', (d: Buffer) => parts.push(d)).on('end', () => done(Buffer.concat(parts)))
    })
      .on('error', fail)
      .end(),
  )
}

async function bareNode(bytes: Buffer): Promise<Result> {
  const file = join(home, 'bare.bin')
  writeFileSync(file, bytes)
  const port = await freePort()
  const code = `const b=require('fs').readFileSync(${JSON.stringify(file)});require('http').createServer((q,s)=>{s.writeHead(200,{'content-type':'text/html; charset=utf-8','content-encoding':'br','content-length':b.length,etag:'"x"','cache-control':'public, max-age=0',vary:'Accept-Encoding'});s.end(b)}).listen(${port},'127.0.0.1',()=>console.log('up'))`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((up) => child.stdout.once('data', up))
  await load(port, [{ path: '/' }], { count: 2_000, connections: 16 })
  const result = await load(port, [{ path: '/' }], { count: 20_000, connections: 16 })
  child.kill()
  return result
}

async function nginxStatic(bytes: Buffer): Promise<Result | undefined> {
  const binary = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((p) => existsSync(p))
  if (!binary) {
    if (!missing.includes('nginx is not installed')) missing.push('nginx is not installed')
    return undefined
  }
  const dir = join(home, 'nginx')
  spawnSync('mkdir', ['-p', dir])
  writeFileSync(join(dir, 'page.html'), bytes)
  const port = await freePort()
  writeFileSync(
    join(dir, 'nginx.conf'),
    `daemon off; pid ${dir}/pid; error_log ${dir}/error.log; worker_processes 1; events {} http { access_log off; sendfile on; keepalive_requests 1000000; client_body_temp_path ${dir}/b; proxy_temp_path ${dir}/p; fastcgi_temp_path ${dir}/f; uwsgi_temp_path ${dir}/u; scgi_temp_path ${dir}/s; server { listen 127.0.0.1:${port}; root ${dir}; } }`,
  )
  const child = spawn(binary, ['-c', join(dir, 'nginx.conf')], { stdio: 'ignore' })
  await new Promise((r) => setTimeout(r, 500))
  const result = await load(port, [{ path: '/page.html' }], { count: 20_000, connections: 16 }).catch(() => undefined)
  child.kill()
  return result
}

/** (b): what a phone fetches before the page can be read. */
async function firstVisit(server: Server) {
  const html = await raw(server.port, '/v/liuwan')
  const text = brotliDecompressSync(html).toString()
  const css = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((m) => m[1]!)
  const scripts = [...text.matchAll(/<script[^>]+src="([^"]+)"/g)].map((m) => m[1]!)
  const size = async (p: string) => (await raw(server.port, p)).length
  const cssBytes = (await Promise.all(css.map(size))).reduce((a, b) => a + b, 0)
  const scriptBytes = (await Promise.all(scripts.map(size))).reduce((a, b) => a + b, 0)
  print()
  print('## First visit of a village page')
  print()
  print(
    `HTML ${html.length.toLocaleString('en')} B + CSS ${cssBytes.toLocaleString('en')} B = **${(html.length + cssBytes).toLocaleString('en')} B** compressed in **${1 + css.length} requests** before it can be read; deferred scripts ${scriptBytes.toLocaleString('en')} B in ${scripts.length} more.`,
  )
}

/** (d): uncached pages and searches at two sizes, the same generator, the same run. */
async function sizes() {
  const cluster = await startPostgres(join(home, 'postgres'), 'bench', {
    settings: { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '30min' },
  })
  closers.push(() => cluster.stop())
  const admin = cluster.url('postgres')
  const list: [string, { villages: number; months: number; perMonth: number }][] = [
    ['450 villages × 12 months × 8', { villages: 450, months: 12, perMonth: 8 }],
  ]
  if (large) list.push(['50,000 villages × 12 months × 8', { villages: 50_000, months: 12, perMonth: 8 }])
  else missing.push('the size of 50,000 villages (run with --large; it takes about a quarter of an hour and 15 GB)')
  print()
  print('## Uncached: every page rendered anew, database included')
  print()
  print(
    '| size | notices | loading | database | page | p50 ms (4) | p99 ms (4) | p99 ms (16) | /s (16) | CPU ms, database included |',
  )
  print('|---|---|---|---|---|---|---|---|---|---|')
  for (const [label, size] of list) {
    const made = await generate(admin, `bench_${size.villages}`, size, say)
    await uncached(label, made, size)
    if (size.villages === 450) {
      print()
      print(await reportsBench(made.url, say))
      print()
      print(await applicationListsBench(made.url, say))
    }
  }
}

async function uncached(label: string, made: Made, size: { villages: number; months: number; perMonth: number }) {
  const server = await startServer(join(home, `web-${size.villages}`), {
    DATABASE_URL: made.url,
    ROLE: 'web',
    PAGE_CACHE_MB: '0',
    SUNLIT_SECRET: 'bench bench bench bench bench bench',
    SUNLIT_COUNTY: '',
    SUNLIT_DEMO: 'none',
  })
  try {
    const sets: [string, Request[]][] = [
      ['village', made.slugs.map((s) => ({ path: `/v/${s}` }))],
      ['notice', made.codes.map((c) => ({ path: `/d/${c}` }))],
      [
        'search in a village',
        made.slugs.map((s) => ({ path: `/search?place=${s}&q=${encodeURIComponent('路灯维修')}` })),
      ],
      [
        'search in the county',
        ['路灯维修', '承包费', '渠清淤', '保洁员劳务'].map((q) => ({ path: `/search?q=${encodeURIComponent(q)}` })),
      ],
    ]
    for (const [name, requests] of sets) {
      await load(server.port, requests, { count: 300, connections: 4 })
      const four = await load(server.port, requests, { count: 1_000, connections: 4 })
      const cpu = cpuOf(server.child.pid!) + databaseCpu()
      const sixteen = await load(server.port, requests, { count: 1_000, connections: 16 })
      const used = ((cpuOf(server.child.pid!) + databaseCpu() - cpu) / sixteen.requests) * 1000
      print(
        `| ${label} | ${(size.villages * size.months * size.perMonth).toLocaleString('en')} | ${made.seconds.toFixed(0)} s | ${made.megabytes.toLocaleString('en')} MB | ${name}${four.errors + sixteen.errors > 0 ? ` (${four.errors + sixteen.errors} errors)` : ''} | ${ms(four.p50)} | ${ms(four.p99)} | ${ms(sixteen.p99)} | ${rate(sixteen)} | ${ms(used)} |`,
      )
    }
    await coverageTimes(label, made)
  } finally {
    await server.stop()
  }
}

/** The coverage matrix of 450 villages for a month, straight from its query. */
async function coverageTimes(label: string, made: Made) {
  const c = connect(made.url, { max: 4 })
  const {
    rows: [t],
  } = await c.pool.query<{ path: string }>("SELECT path FROM regions WHERE level = 'township' ORDER BY path LIMIT 1")
  const time = async (path: string) => {
    const times: number[] = []
    for (let i = 0; i < 15; i += 1) {
      const start = performance.now()
      await coverage(c.db, { path, month: '2026-06', day: '2026-11-22' })
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)
  }
  const township = await time(t!.path)
  print(`| ${label} | | | | coverage of one township | ${ms(township[7]!)} | ${ms(township[14]!)} | | | |`)
  if (made.slugs.length <= 450) {
    const county = await time(t!.path.split('.')[0] + '.')
    print(`| ${label} | | | | coverage of the county (450 × 88) | ${ms(county[7]!)} | ${ms(county[14]!)} | | | |`)
  }
  await c.close()
}

function databaseCpu(): number {
  const pid = Number(
    spawnSync('pgrep', ['-f', `postgres -D ${home}/postgres`], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n')[0],
  )
  return pid > 0 ? cpuOf(pid) : 0
}

async function missingTools(): Promise<string[]> {
  return missing
}
