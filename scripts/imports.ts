/** Runs dependency-cruiser and refuses a run that saw too little: with the wrong TypeScript it cruises nothing and passes. */
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { root } from '../src/platform/root.ts'

process.chdir(root)
const config = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: []
  options: object
}
const result = await cruise(['src'], { ...config.options, ruleSet: { forbidden: config.forbidden }, validate: true })
const { summary, modules } = result.output as ICruiseResult
const seen = modules.filter((m) => m.source.startsWith('src/')).length
const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).length
for (const v of summary.violations) console.log(`${v.rule.name}: ${v.from} → ${v.to}`)
if (seen < files * 0.9) console.log(`only ${seen} of ${files} files were seen: the check itself is broken`)
console.log(`${seen} modules, ${summary.violations.length} violations`)
process.exit(summary.violations.length === 0 && seen >= files * 0.9 ? 0 : 1)
