/** nginx on loopback with the configuration that operators get; only port, upstream and folders are others. Ends only what it started. */
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../src/platform/postgres.ts'
import { root } from '../src/platform/root.ts'

export type Nginx = { url: string; stop(): Promise<void> }

export const shipped = readFileSync(join(root, 'docs/operate/nginx.conf'), 'utf8')

export function nginxInstalled(): boolean {
  return spawnSync('nginx', ['-v']).status === 0
}

/** Starts nginx before the server on `upstream`; resolves when it answers. Throws with nginx's own words if it ends. */
export async function startNginx(upstream: number): Promise<Nginx> {
  const dir = mkdtempSync(join(tmpdir(), 'sunlit-nginx-'))
  chmodSync(dir, 0o755)
  const port = await freePort()
  writeFileSync(join(dir, 'sunlit.conf'), rewritten(dir, port, upstream))
  writeFileSync(join(dir, 'nginx.conf'), around(dir))
  const child = spawn('nginx', ['-e', join(dir, 'error.log'), '-c', join(dir, 'nginx.conf'), '-p', dir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (d: Buffer) => {
    said += d.toString()
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const url = `http://127.0.0.1:${port}`
  while (child.exitCode === null && !(await answers(url)));
  if (child.exitCode !== null) throw new Error(`nginx: ${said}`)
  return {
    url,
    stop: async () => {
      child.kill('SIGQUIT')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The shipped file with this machine's port, upstream and cache folder; throws where it no longer says what is replaced. */
function rewritten(dir: string, port: number, upstream: number): string {
  const swaps: [string, string][] = [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server 127.0.0.1:3000;', `server 127.0.0.1:${upstream};`],
    ['/var/cache/nginx/sunlit', join(dir, 'cache')],
  ]
  return swaps.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`docs/operate/nginx.conf no longer contains "${from}"`)
    return text.replace(from, to)
  }, shipped)
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
  return fetch(`${url}/healthz`).then(
    (a) => a.ok,
    () => new Promise((again) => setTimeout(() => again(false), 50)),
  )
}
