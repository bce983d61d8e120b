/** A real server process on a data folder of its own, as `npm start` runs it. Ends only what it started. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../src/platform/postgres.ts'
import { root } from '../src/platform/root.ts'

export type Server = {
  url: string
  port: number
  data: string
  child: ChildProcess
  output(): string
  exited: Promise<number>
  stop(signal?: NodeJS.Signals): Promise<number>
}

export function dataFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sunlit-e2e-'))
  chmodSync(dir, 0o755)
  return dir
}

/** Starts the built server; resolves when it says that it is open, or has ended: `output` tells why. */
export async function startServer(
  data: string,
  extra: Record<string, string> = {},
  viaLauncher = false,
): Promise<Server> {
  const port = Number(extra.PORT ?? (await freePort()))
  const command = viaLauncher ? [join(root, 'start.mjs')] : ['--enable-source-maps', join(root, 'build/server/main.js')]
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      TZ: 'Asia/Shanghai',
      SUNLIT_DATA: data,
      SUNLIT_DEMO: 'small',
      LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: join(root, 'build', '.compiled'),
      ...extra,
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout!.on('data', (d: Buffer) => {
    text += d.toString()
  })
  child.stderr!.on('data', (d: Buffer) => {
    text += d.toString()
  })
  const exited = new Promise<number>((done) => child.once('exit', (code, signal) => done(signal ? 128 : (code ?? 1))))
  const open = new Promise<void>((done) => {
    child.stderr!.on('data', () => {
      if (text.includes('已启动')) done()
    })
  })
  await Promise.race([open, exited])
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    data,
    child,
    output: () => text,
    exited,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return exited
    },
  }
}

/** The embedded PostgreSQL's process on a data folder, or `undefined`. */
export function postgresOf(data: string): number | undefined {
  try {
    const where = join(data, 'postgres', 'where')
    const cluster = (() => {
      try {
        return readFileSync(where, 'utf8').trim()
      } catch {
        return join(data, 'postgres', 'cluster')
      }
    })()
    return Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

export function alive(pid: number): boolean {
  return spawnSync('kill', ['-0', String(pid)]).status === 0
}

export const remove = (data: string) => rmSync(data, { recursive: true, force: true })
