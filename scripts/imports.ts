/**
 * Runs dependency-cruiser, finds cycles between rooms, and refuses a run that saw too little: with the wrong TypeScript
 * it cruises nothing and passes.
 */
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
const files = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((f) => !/\.test\.tsx?$/.test(f)).length
for (const v of summary.violations) console.log(`${v.rule.name}: ${v.from} → ${v.to}`)
if (seen < files * 0.9) console.log(`only ${seen} of ${files} files were seen: the check itself is broken`)
const circles = cyclesOf(roomImports())
for (const circle of circles) console.log(`rooms in a circle: ${circle.join(' → ')}`)
console.log(`${seen} modules, ${summary.violations.length} violations`)
process.exit(summary.violations.length + circles.length === 0 && seen >= files * 0.9 ? 0 : 1)

/** Which room of kernel or modules imports which, types aside; tests may look anywhere. */
function roomImports(): Map<string, Set<string>> {
  const roomOf = (file: string) => /^src\/((?:kernel|modules)\/[^/]+)\//.exec(file)?.[1]
  const graph = new Map<string, Set<string>>()
  for (const m of modules) {
    const from = roomOf(m.source)
    if (from === undefined || /\.test\.tsx?$|\/fixtures\//.test(m.source)) continue
    for (const d of m.dependencies) {
      const to = roomOf(d.resolved)
      // A client is types of routes and nothing else.
      if (
        to === undefined ||
        to === from ||
        d.dependencyTypes.includes('type-only') ||
        d.resolved.endsWith('/client.ts')
      )
        continue
      graph.set(from, (graph.get(from) ?? new Set()).add(to))
    }
  }
  return graph
}

/** Every way that leads back to its beginning, once each. */
function cyclesOf(graph: Map<string, Set<string>>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (room: string, way: readonly string[]) => {
    const at = way.indexOf(room)
    if (at >= 0) found.push([...way.slice(at), room])
    if (at >= 0 || done.has(room)) return
    for (const next of graph.get(room) ?? []) walk(next, [...way, room])
    done.add(room)
  }
  for (const room of graph.keys()) walk(room, [])
  return found
}
