/**
 * nginx on loopback with the configuration that operators get; only port, upstream and folders are others. Ends only
 * what it started.
 */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../src/platform/postgres.ts'
import { root } from '../src/platform/root.ts'

/** `plain`: where the server for those without TLS listens. */
export type Nginx = { url: string; plain: string; stop(): Promise<void> }

export const shipped = readFileSync(join(root, 'docs/operate/nginx.conf'), 'utf8')

export function nginxInstalled(): boolean {
  return spawnSync('nginx', ['-v']).status === 0
}

/**
 * Starts nginx before the server on `upstream`; resolves when it answers. Throws with nginx's own words if it ends.
 * Without `tls` the same locations are answered in the clear, so that any client can look at them; with it under a
 * certificate of our own.
 */
export async function startNginx(upstream: number, tls = false): Promise<Nginx> {
  const dir = mkdtempSync(join(tmpdir(), 'sunlit-nginx-'))
  chmodSync(dir, 0o755)
  const [port, plainPort] = [await freePort(), await freePort()]
  if (tls) makeCertificate(dir)
  writeFileSync(join(dir, 'sunlit.conf'), rewritten(dir, { port, plainPort, tls }, upstream))
  writeFileSync(join(dir, 'nginx.conf'), around(dir))
  const child = spawn('nginx', ['-e', join(dir, 'error.log'), '-c', join(dir, 'nginx.conf'), '-p', dir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (d: Buffer) => {
    said += d.toString()
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const plain = `http://127.0.0.1:${plainPort}`
  const url = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
  while (child.exitCode === null && !(await answers(plain)));
  if (child.exitCode !== null) throw new Error(`nginx: ${said}`)
  return {
    url,
    plain,
    stop: async () => {
      child.kill('SIGQUIT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function makeCertificate(dir: string): void {
  const names = ['-keyout', join(dir, 'privkey.pem'), '-out', join(dir, 'fullchain.pem'), '-subj', '/CN=127.0.0.1']
  const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`)
}

/**
 * The shipped file with this machine's port, upstream and cache folder; throws where it no longer says what is
 * replaced.
 */
function rewritten(
  dir: string,
  { port, plainPort, tls }: { port: number; plainPort: number; tls: boolean },
  upstream: number,
): string {
  const swaps: [string, string][] = [
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port}${tls ? ' ssl http2' : ''};`],
    ['/etc/ssl/sunlit/fullchain.pem', join(dir, 'fullchain.pem')],
    ['/etc/ssl/sunlit/privkey.pem', join(dir, 'privkey.pem')],
    ['server 127.0.0.1:3000;', `server 127.0.0.1:${upstream};`],
    ['/var/cache/nginx/sunlit', join(dir, 'cache')],
  ]
  const whole = swaps.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`docs/operate/nginx.conf no longer contains "${from}"`)
    return text.replace(from, to)
  }, shipped)
  return tls ? whole : whole.replace(/^\s*ssl_.*\n/gm, '')
}

function around(dir: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => {
    mkdirSync(join(dir, kind))
    chmodSync(join(dir, kind), 0o777)
    return `${kind}_temp_path ${join(dir, kind)};`
  })
  return `daemon off;\nworker_processes 1;\npid ${join(dir, 'pid')};\nevents {}\nhttp {\naccess_log off;\n${temporary.join('\n')}\ninclude ${join(dir, 'sunlit.conf')};\n}\n`
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/`, { redirect: 'manual' }).then(
    () => true,
    () => new Promise((again) => setTimeout(() => again(false), 50)),
  )
}
