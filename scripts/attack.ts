/**
 * `npm run attack [minutes]`: wapiti against the villagers' pages of a demo of its own, on a free port. Fails on
 * whatever it finds but for `allowed`, and on every request that the server failed at. Not part of `npm test`: it takes
 * as long as it is given (20 minutes by default), and wants a program that npm cannot install.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder, startServer } from '../e2e/server.ts'

/**
 * Those that need nobody outside: `ssrf`, `xxe` and `log4shell` ask a server in the internet whether it was called,
 * `wapp` and `nikto` load their lists from there. `csrf` looks for tokens in forms: ours hold by where a request comes
 * from (`sameSiteOnly`), which the rights tests try.
 */
const modules =
  'backup,blindsql,cookieflags,crlf,csp,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss'.split(
    ',',
  )

type Finding = { method: string; path: string; info: string; parameter: string | null }

/** What may be found, and why it is no fault. */
const allowed: { kind: RegExp; info: RegExp; why: string }[] = [
  {
    kind: /^Secure Flag cookie$/,
    info: /./,
    why: 'the demo is reached by http; over https every cookie has the flag (BASE_URL)',
  },
  {
    kind: /^HTTP Secure Headers$/,
    info: /Strict-Transport-Security/,
    why: 'sent by whoever ends TLS (docs/operate), never over http',
  },
  {
    kind: /^HTTP Secure Headers$/,
    info: /X-XSS-Protection/,
    why: 'browsers have dropped it, some old ones are attacked through it; the content security policy does its work',
  },
]

process.exitCode = await main(Number(process.argv[2] ?? 20))

async function main(minutes: number): Promise<number> {
  const version = spawnSync('wapiti', ['--version'], { encoding: 'utf8' })
  if (version.error) {
    console.error('没有 wapiti。Debian、Ubuntu 上：apt-get install -y wapiti；别的系统：pipx install wapiti3。')
    return 2
  }
  const data = dataFolder()
  const out = mkdtempSync(join(tmpdir(), 'sunlit-attack-'))
  const server = await startServer(data)
  try {
    if (!server.output().includes('已启动')) throw new Error(server.output())
    const report = join(out, 'report.json')
    const url = `http://localhost:${server.port}`
    console.log(`wapiti → ${url}，最多 ${minutes} 分钟`)
    const said = await wapiti(url, report, out, minutes)
    const found = findingsIn(report)
    const faults = server
      .output()
      .split('\n')
      .filter((line) => line.includes('request failed'))
    const excused = found.filter((f) => reasonFor(f) !== undefined)
    const left = found.filter((f) => reasonFor(f) === undefined)
    const urls = Number(/Wapiti found (\d+) URLs/.exec(said)?.[1] ?? 0)
    console.log(`看过 ${urls} 个网址和表单，用了 ${modules.length} 种办法。`)
    // One that finds no way into the site finds no fault either.
    if (urls < 50) throw new Error(`wapiti found no more than ${urls} addresses:\n${said.slice(-2_000)}`)
    for (const f of excused) console.log(`- ${f.kind}: ${f.info}（${reasonFor(f)}）`)
    for (const f of left) console.error(`✗ ${f.kind}: ${f.method} ${f.path} ${f.parameter ?? ''} ${f.info}`)
    for (const line of faults) console.error(`✗ ${line}`)
    console.log(left.length + faults.length === 0 ? '没有发现问题。' : `发现 ${left.length + faults.length} 处问题。`)
    return left.length + faults.length === 0 ? 0 : 1
  } finally {
    await server.stop()
    rmSync(out, { recursive: true, force: true })
    rmSync(data, { recursive: true, force: true })
  }
}

/** Half of the time it looks for pages, the other half it attacks them. Returns what it said. */
function wapiti(url: string, report: string, folder: string, minutes: number): Promise<string> {
  const options: Record<string, string> = {
    '--url': `${url}/`,
    '--scope': 'folder',
    // What Debian has cannot read brotli, and would see a page without links.
    '--header': 'accept-encoding: identity',
    '--module': modules.join(),
    '--scan-force': 'normal',
    '--depth': '5',
    '--max-links-per-page': '60',
    '--max-files-per-dir': '40',
    '--max-scan-time': String(minutes * 30),
    '--max-attack-time': String(Math.ceil((minutes * 30) / modules.length)),
    '--timeout': '30',
    '--verbose': '1',
    '--format': 'json',
    '--output': report,
    '--store-session': folder,
    '--store-config': folder,
  }
  const child = spawn('wapiti', [...Object.entries(options).flat(), '--flush-session', '--no-bugreport'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const note = (bytes: Buffer) => (said += bytes.toString())
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  return new Promise((done, fail) => {
    // A module that does not end when its time is over must not keep us.
    const late = setTimeout(() => child.kill('SIGINT'), minutes * 90_000)
    child.once('error', fail)
    child.once('exit', () => {
      clearTimeout(late)
      done(said)
    })
  })
}

function findingsIn(report: string): (Finding & { kind: string })[] {
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, 'utf8')) as Record<
    'vulnerabilities' | 'anomalies',
    Record<string, Finding[]>
  >
  return [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([kind, found]) =>
    found.map((f) => ({ ...f, kind })),
  )
}

function reasonFor(f: Finding & { kind: string }): string | undefined {
  return allowed.find((a) => a.kind.test(f.kind) && a.info.test(f.info))?.why
}
