/**
 * The PostgreSQL that comes along as an npm package: made, started, taken over after a kill, and stopped.
 * PostgreSQL refuses to run as root, so a root start gives it the unprivileged user `nobody`.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { StartError } from './errors.ts'
import { binaries, reachable, type Binaries } from './postgres.binaries.ts'

export type Cluster = Door & {
  /** The address of a database; as the owner where no user is named. */
  url(database: string, user?: string, password?: string): string
  stop(): Promise<void>
  exited: Promise<number | null>
}

/** Where a cluster is asked: its port on the loopback interface, and the folder of its socket where it has one. */
export type Door = { port: number; socket: string | undefined }

const owner = 'sunlit_owner'

/**
 * The address of a database behind `door`. Through the socket a question takes a third of the time that it takes
 * through the port.
 */
export function addressAt(door: Door, database: string, user: string, password: string): string {
  const socket = door.socket === undefined ? '' : `?host=${encodeURIComponent(door.socket)}`
  return `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${door.port}/${database}${socket}`
}

/**
 * The door of the cluster that runs on the data folder's `dir`, as its own PID file tells it (lines 4 and 5);
 * `undefined` before it is open.
 */
export function doorOf(dir: string): Door | undefined {
  const pointer = join(dir, 'where')
  const place = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : join(dir, 'cluster')
  const pidFile = join(place, 'postmaster.pid')
  const [, , , port, socket] = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : []
  return port && Number.isInteger(Number(port)) ? { port: Number(port), socket: socket || undefined } : undefined
}

/**
 * Starts the cluster in `dir` (made at the first start). `durable: false` is for tests only: no fsync.
 * Throws `StartError` with a way out when it cannot.
 */
export async function startPostgres(
  dir: string,
  password: string,
  opts: { durable?: boolean; settings?: Record<string, string> } = {},
): Promise<Cluster> {
  const durable = opts.durable ?? true
  const bin = binaries()
  const place = homeOf(dir, bin)
  if (!existsSync(join(place, 'PG_VERSION'))) initdb(place, password, bin, durable)
  await endOrphan(place)
  const port = await freePort()
  const log = join(dirname(dir), 'postgres.log')
  const open = async (door: Door): Promise<Cluster> => {
    const child = launch(place, door, bin, durable, opts.settings ?? {}, log)
    const exited = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
    await untilReady(place, port, exited, log)
    return {
      ...door,
      url: (database, user = owner, own = password) => addressAt(door, database, user, own),
      exited,
      stop: () => stop(child, exited),
    }
  }
  const socket = socketFolder(dirname(place), port)
  return open({ port, socket }).catch((error: Error) => {
    if (socket === undefined || !isAboutSocket(error)) throw error
    return open({ port, socket: undefined })
  })
}

/** Some disks (shared folders of virtual machines, Windows' disks under WSL) take files and no sockets. */
const isAboutSocket = (error: Error) =>
  error instanceof StartError && /Unix-domain socket|\.s\.PGSQL\./.test(error.message)

/** The longest path of a socket that every system takes (macOS: 104 bytes with the end). */
const longestSocket = 103

/** A folder whose path is too long, and Windows, have no socket: the port alone is asked. */
function socketFolder(folder: string, port: number): string | undefined {
  if (process.platform === 'win32') return undefined
  return Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= longestSocket ? folder : undefined
}

/**
 * Root whose data folder the unprivileged user cannot reach (a 0700 home) keeps the cluster beside the system's data,
 * with a pointer.
 */
function homeOf(dir: string, bin: Binaries): string {
  mkdirSync(dir, { recursive: true })
  if (bin.uid === undefined) return join(dir, 'cluster')
  const pointer = join(dir, 'where')
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim()
  if (reachable(dir)) {
    chownSync(dir, bin.uid, bin.gid!)
    return join(dir, 'cluster')
  }
  const parent = `/var/lib/sunlit-${Date.now().toString(36)}${process.pid.toString(36)}`
  mkdirSync(parent, { recursive: true, mode: 0o755 })
  chownSync(parent, bin.uid, bin.gid!)
  writeFileSync(pointer, join(parent, 'cluster'))
  return join(parent, 'cluster')
}

function initdb(place: string, password: string, bin: Binaries, durable: boolean) {
  const fresh = `${place}.new`
  rmSync(fresh, { recursive: true, force: true })
  const pwfile = `${place}.pw`
  writeFileSync(pwfile, password, { mode: 0o600 })
  if (bin.uid !== undefined) chownSync(pwfile, bin.uid, bin.gid!)
  const args = [
    '-D',
    fresh,
    '-U',
    owner,
    '-E',
    'UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '-A',
    'scram-sha-256',
    `--pwfile=${pwfile}`,
    ...(durable ? [] : ['-N']),
  ]
  const made = spawnSync(join(bin.dir, 'initdb'), args, {
    ...user(bin),
    cwd: '/',
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
  rmSync(pwfile, { force: true })
  if (made.stderr?.includes('could not look up effective user ID'))
    throw new StartError(
      '启动服务的用户没有登记在系统里（/etc/passwd），数据库不肯由它运行。',
      '请用登记过的用户启动（例如先 useradd sunlit），或用 DATABASE_URL 指向自备的 PostgreSQL。',
    )
  if (made.status !== 0)
    throw new StartError(
      `建立数据库失败：${lastLine(made.stderr) || made.error?.message || '原因不明'}`,
      '看磁盘是否已满、数据文件夹是否可写；也可以用 DATABASE_URL 指向自备的 PostgreSQL。',
    )
  renameSync(fresh, place)
}

/** A killed server leaves its PostgreSQL running: end it (its acknowledged writes are on disk) and start anew. */
async function endOrphan(place: string) {
  const pidFile = join(place, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!(await isOurPostgres(pid, place))) {
    rmSync(pidFile, { force: true })
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      break
    }
    if (await waitFor(() => !alive(pid), 8_000)) break
  }
  if (alive(pid)) throw new StartError(`旧的数据库进程（${pid}）停不下来。`, `请先执行 kill -9 ${pid}，再启动。`)
  rmSync(pidFile, { force: true })
}

/** True only for a live process that is a postgres on this very folder (process numbers are reused). */
async function isOurPostgres(pid: number, place: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid < 2 || !alive(pid)) return false
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return args.some((a) => a === place) && args.some((a) => a.endsWith('postgres'))
  } catch {
    const seen = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return seen.stdout.includes(place)
  }
}

function launch(
  place: string,
  door: Door,
  bin: Binaries,
  durable: boolean,
  settings: Record<string, string>,
  logFile: string,
): ChildProcess {
  const conf: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(door.port),
    unix_socket_directories: door.socket === undefined ? '' : `"${door.socket.replaceAll('"', '""')}"`,
    max_connections: '80',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    jit: 'off',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    wal_compression: 'on',
    timezone: 'UTC',
    log_min_messages: 'warning',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
    ...settings,
  }
  const args = ['-D', place, ...Object.entries(conf).flatMap(([k, v]) => ['-c', `${k}=${v}`])]
  const out = openSync(logFile, 'a')
  const common = {
    stdio: ['ignore', out, out] as ['ignore', number, number],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  }
  const postgres = join(bin.dir, 'postgres')
  // The kernel ends PostgreSQL with us where it can (Linux); elsewhere the next start ends the orphan.
  if (bin.setpriv) {
    const ids = bin.uid === undefined ? [] : [`--reuid=${bin.uid}`, `--regid=${bin.gid}`, '--clear-groups']
    return spawn(bin.setpriv, [...ids, '--pdeathsig=INT', '--', postgres, ...args], { ...common, detached: true })
  }
  return spawn(postgres, args, { ...common, ...user(bin), detached: true })
}

async function untilReady(place: string, port: number, exited: Promise<number | null>, logFile: string) {
  let gone = false
  void exited.then(() => {
    gone = true
  })
  const statusLine = () => {
    try {
      return readFileSync(join(place, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim()
    } catch {
      return undefined
    }
  }
  const ready = await waitFor(() => gone || statusLine() === 'ready', 60_000)
  if (ready && !gone) return
  const why = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-3).join(' / ') : ''
  throw new StartError(
    `数据库没有起来（端口 ${port}）：${why}`,
    '看磁盘是否已满、数据文件夹是否可写；也可以用 DATABASE_URL 指向自备的 PostgreSQL。',
  )
}

async function stop(child: ChildProcess, exited: Promise<number | null>) {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
  await exited
}

const user = (bin: Binaries) => (bin.uid === undefined ? {} : { uid: bin.uid, gid: bin.gid! })
const lastLine = (text: string | null) => (text ?? '').trim().split('\n').pop() ?? ''

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

async function waitFor(done: () => boolean, ms: number): Promise<boolean> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    if (done()) return true
    await new Promise((r) => setTimeout(r, 25))
  }
  return done()
}

/**
 * A free port of the loopback interface, below those that systems lend to outgoing connections (32768 and up, or 49152):
 * one of these could be taken again between now and when it is listened on, or meet itself while it is waited for.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
  throw new Error('no free port between 20000 and 32000')
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer()
      .once('error', () => done(false))
      .listen(port, '127.0.0.1', () => probe.close(() => done(true)))
  })
}
