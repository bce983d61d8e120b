// Starts Sunlit on any machine with Node 20 or newer and npm. Plain JavaScript: it runs before anything is installed.
// It installs what is missing, finds the Node 24 that comes along as a package, builds what has changed, and starts the server;
// a server that was killed is started again.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const [major] = process.versions.node.split('.').map(Number)
if (major < 20) fail(`这台机器的 Node 是 ${process.versions.node}，太旧了。`, '请安装 Node 20 或更新的版本。')

const args = process.argv.slice(2)
const ways = {
  '--dev': '从源码启动，给改代码的人用',
  '--install-only': '只安装依赖',
  '--build-only': '只构建',
  '--node': '说出用的是哪个 Node',
  '--run': '运行一个脚本，例如 --run src/cli/verify.ts',
}
if (args[0] !== undefined && !(args[0] in ways)) {
  const usage = ['用法：node start.mjs，启动服务；设置用环境变量，见 docs/operate/settings.md。', '  另外可以：']
  for (const [way, what] of Object.entries(ways)) usage.push(`  ${way}  ${what}`)
  if (args[0] !== '--help' && args[0] !== '-h') fail(`不认识“${args[0]}”。`, usage.join('\n'))
  console.log(usage.join('\n'))
  process.exit(0)
}
install()
const node = node24()
if (args[0] === '--install-only') process.exit(0)
if (args[0] === '--build-only') {
  build()
  process.exit(0)
}
if (args[0] === '--node') {
  console.log(node)
  process.exit(0)
}
if (args[0] === '--run') process.exitCode = await run([...programOf(args[1]), ...args.slice(2)])
else {
  build()
  await serve(
    args[0] === '--dev'
      ? [...tsx(), join(root, 'src/main.ts')]
      : ['--enable-source-maps', join(root, 'build/server/main.js')],
  )
}

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const mark = join(root, 'node_modules', '.sunlit')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return
  say('安装依赖（首次约一两分钟）…')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const opts = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }
  // Binaries of other platforms may be missing from a registry: then `npm ci` refuses what `npm install` can do.
  const done =
    spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], opts).status === 0 ||
    spawnSync(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], opts).status === 0
  if (!done) fail('安装依赖没有成功。', '请检查网络和 npm 源（npm config get registry），磁盘是否已满，再试一次。')
  writeFileSync(mark, lock)
}

function node24() {
  if (major >= 24) return process.execPath
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const path = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(path)) return path
  if (major >= 22) return process.execPath
  return fail(`没有找到 Node 24（${name}）。`, '请安装 Node 24，或删去 node_modules 再试。')
}

function tsx() {
  return ['--import', 'tsx', '--disable-warning=ExperimentalWarning']
}

/** A command as it was built, where the build is of these sources: it starts four times as fast as from them. */
function programOf(path) {
  const built = join(root, 'build/server', path.replace(/^src\/cli\/(\w+)\.ts$/, 'cli.$1.js'))
  return existsSync(built) && isFresh(stampNow()) ? ['--enable-source-maps', built] : [...tsx(), join(root, path)]
}

function mark() {
  return join(root, 'build', '.mark')
}

function isFresh(now) {
  return existsSync(mark()) && readFileSync(mark(), 'utf8') === now
}

function stampNow() {
  return createHash('sha256')
    .update(stamp(join(root, 'src')))
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(readFileSync(join(root, 'scripts/build.mjs')))
    .digest('hex')
}

function build() {
  const now = stampNow()
  if (isFresh(now)) return
  say('构建网站和办公台…')
  const built = spawnSync(node, [join(root, 'scripts/build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (built.status !== 0) fail('构建没有成功。', '请看上面的提示；磁盘满了请清理后再试。')
  mkdirSync(dirname(mark()), { recursive: true })
  writeFileSync(mark(), now)
}

/** Names, sizes and times of all sources: enough to know whether a build is of today. */
function stamp(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((e) => {
      const path = join(dir, e.name)
      if (e.isDirectory()) return `${e.name}/${stamp(path)}`
      const s = statSync(path)
      return `${e.name} ${s.size} ${s.mtimeMs}\n`
    })
    .join('')
}

function run(nodeArgs) {
  return new Promise((done) => {
    const child = spawn(node, nodeArgs, { cwd: root, stdio: 'inherit', env: { ...process.env, TZ: 'Asia/Shanghai' } })
    for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => child.kill(s))
    child.on('exit', (code, signal) => done(signal ? 1 : (code ?? 1)))
  })
}

/**
 * Keeps the server running: a clean end (0) ends us too, and so does a told reason (2) not to start. A crash or a kill starts it
 * again, five times in a minute at most; what then keeps it from starting (a full disk) is waited out.
 */
async function serve(nodeArgs) {
  let child
  let ending = false
  const crashes = []
  for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(s, () => {
      ending = true
      // Between two lives there is nobody to wait for.
      if (!child?.kill('SIGTERM')) process.exit(0)
    })
  for (;;) {
    child = spawn(node, nodeArgs, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // What Node compiled is kept beside the build: the next start is half a second shorter.
      env: { NODE_COMPILE_CACHE: join(root, 'build', '.compiled'), ...process.env, TZ: 'Asia/Shanghai' },
    })
    const code = await new Promise((done) => child.on('exit', (c, signal) => done(signal ? 128 : (c ?? 128))))
    if (ending || code === 0) process.exit(0)
    if (code === 2 && crashes.length === 0) process.exit(2)
    if (code === 2) {
      say('还不能重新启动，15 秒后再试（按 Ctrl+C 结束）…')
      await new Promise((r) => setTimeout(r, 15_000))
      continue
    }
    crashes.push(Date.now())
    if (crashes.filter((t) => t > Date.now() - 60_000).length >= 5)
      fail('服务一分钟内停了五次，不再自动重启。', '请看上面的记录；数据没有丢，修好后再启动即可。')
    say('服务意外停止，正在重新启动…')
    await new Promise((r) => setTimeout(r, 500))
  }
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(what, wayOut) {
  process.stderr.write(`\n${what}\n${wayOut}\n`)
  process.exit(2)
}
