// `npm test`: installs what is missing, finds or installs a Chromium and a Chinese font, checks the house rules, runs every test.
// Arguments go to Vitest: `npm test -- src/kernel/cases`.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const asked = process.argv.slice(2)
// `npm run fuzz`: some minutes of odd requests; the seed is told, and the same seed asks the same again.
const fuzz = asked[0] === 'fuzz'
const args = fuzz ? ['test/fuzz.test.ts'] : asked
const env = {
  ...process.env,
  TZ: 'Asia/Shanghai',
  NODE_ENV: 'test',
  NODE_COMPILE_CACHE: join(root, 'build', '.compiled'),
}

must(process.execPath, [join(root, 'start.mjs'), '--install-only'])
const node = spawnSync(process.execPath, [join(root, 'start.mjs'), '--node'], { encoding: 'utf8' })
  .stdout.trim()
  .split('\n')
  .pop()
if (fuzz) Object.assign(env, { FUZZ_ROUNDS: asked[1] ?? '20', FUZZ_SEED: asked[2] ?? String(Date.now()) })
env.SUNLIT_TEST_CHROMIUM = chromium()
installReader()
if (args.length === 0) must(node, ['--import', 'tsx', join(root, 'scripts/check.ts')])
must(process.execPath, [join(root, 'start.mjs'), '--build-only'])
must(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args])

/** The reader of words in pictures is optional: without it its own tests are left out, and the report says so. */
function installReader() {
  if (existsSync(join(root, 'ocr/node_modules/onnxruntime-node'))) return
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const done = spawnSync(npm, ['ci', '--prefix', join(root, 'ocr'), ...quiet], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) console.error('文字识别没有装上（npm run ocr），它的测试这次不跑。')
}

function must(command, commandArgs) {
  const done = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', env })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

function chromium() {
  const found = findChromium() ?? installChromium()
  if (!found) {
    console.error('没有找到 Chromium，浏览器里的测试不能跑。请安装 Chromium，或用 CHROMIUM=/路径 指给测试。')
    process.exit(1)
  }
  return found
}

function findChromium() {
  const paths = [
    process.env.CHROMIUM,
    // The same engine without windows: half of the work for each page.
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return paths.find((p) => p && existsSync(p) && chineseFont()) ?? playwrights()
}

/** Without a Chinese font every page is blank and tests still pass: it counts as missing. */
function chineseFont() {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

function installChromium() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('安装 Chromium 和中文字体（Debian 软件包）…')
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    const install = (...packages) =>
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
    install('chromium', 'fonts-wqy-microhei', 'fontconfig')
    // Older systems have no such package.
    install('chromium-headless-shell')
    return findChromium()
  }
  console.error('安装 Chromium（Playwright）…')
  spawnSync(node, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
    stdio: 'inherit',
    cwd: root,
  })
  return playwrights()
}

function playwrights() {
  const asked = spawnSync(
    node ?? process.execPath,
    ['-e', "import('playwright-core').then((p) => console.log(p.chromium.executablePath()))"],
    { cwd: root, encoding: 'utf8' },
  )
  const path = asked.stdout.trim()
  return path !== '' && existsSync(path) ? path : undefined
}
