/**
 * `npm run check`: types, lint, who may import whom, whose tables SQL names, layout, unused code. Statements and table
 * types against a migrated database: test/rowShapes.test.ts.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../src/platform/root.ts'

const bin = (name: string) => join(root, 'node_modules', name)
const steps: [string, string[]][] = [
  ['办公台类型', [bin('typescript-native/bin/tsc'), '-p', 'tsconfig.console.json']],
  ['类型', [bin('typescript-native/bin/tsc'), '-p', 'tsconfig.json']],
  ['引用关系', ['--import', 'tsx', join(root, 'scripts/imports.ts')]],
  ['代码检查', [bin('oxlint/bin/oxlint'), '--type-aware', 'src', 'test', 'e2e', 'bench', 'scripts', 'tools']],
  ['谁的表', ['--import', 'tsx', join(root, 'scripts/owners.ts')]],
  ['排版', [bin('@biomejs/biome/bin/biome'), 'format']],
  ['无用代码', [bin('knip/bin/knip.js'), '--no-progress']],
]

let failed = 0
const waiting = [...steps]
// Two at a time: each of the slow ones keeps one core busy.
await Promise.all([work(), work()])
process.exit(failed === 0 ? 0 : 1)

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) await check(...step)
}

async function check(name: string, args: string[]) {
  const start = Date.now()
  const { ok, said } = await run(args)
  console.log(`${ok ? '✓' : '✗'} ${name} ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (ok) return
  failed += 1
  console.log(said.trim().split('\n').slice(0, 60).join('\n'))
}

function run(args: string[]): Promise<{ ok: boolean; said: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return new Promise((done) => child.once('close', (code) => done({ ok: code === 0, said })))
}
