/** `npm run check`: types, lint, who may import whom, unused code, and the table types against a migrated database. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../src/platform/root.ts'

const bin = (name: string) => join(root, 'node_modules', name)
const steps: [string, string[]][] = [
  ['类型', [bin('typescript/bin/tsc'), '-p', 'tsconfig.json']],
  ['办公台类型', [bin('typescript/bin/tsc'), '-p', 'tsconfig.console.json']],
  ['代码检查', [bin('oxlint/bin/oxlint'), '--quiet', 'src', 'test', 'e2e', 'bench', 'scripts']],
  ['引用关系', ['--import', 'tsx', join(root, 'scripts/imports.ts')]],
  ['无用代码', [bin('knip/bin/knip.js'), '--no-progress']],
]

let failed = 0
for (const [name, args] of steps) {
  const start = Date.now()
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  const ok = done.status === 0
  console.log(`${ok ? '✓' : '✗'} ${name} ${((Date.now() - start) / 1000).toFixed(1)} s`)
  if (!ok) {
    failed += 1
    console.log(`${done.stdout}${done.stderr}`.trim().split('\n').slice(0, 60).join('\n'))
  }
}
process.exit(failed === 0 ? 0 : 1)
