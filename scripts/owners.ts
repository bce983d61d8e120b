/**
 * Which room's SQL names which tables. A room names its own tables and those of the layers below it (platform, kernel),
 * as it imports from them; what another module keeps is asked of that module (`index.ts`). The public views are made to
 * be read by every page. What is named all the same stands below, with its reason; an exception that nothing needs any
 * more is a fault too.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../src/platform/root.ts'
import exceptions from './owners.exceptions.json' with { type: 'json' }

type Use = { file: string; room: string; table: string; owner: string }

const text = (file: string) => readFileSync(join(root, file), 'utf8')

/** "src/modules/powers/runs/start.ts" → "modules/powers"; "src/front/home.queries.ts" → "front". */
function roomOf(file: string): string {
  const [, layer = '', room = ''] = file.split('/')
  return layer === 'modules' || layer === 'kernel' ? `${layer}/${room}` : layer
}

/** Tables and views with the room whose migration makes them. */
function tables(): Map<string, string> {
  const made = /CREATE (?:TABLE|(?:OR REPLACE )?(?:MATERIALIZED )?VIEW)(?: IF NOT EXISTS)? (?:public\.)?(\w+)/g
  return new Map(
    globSync('src/**/[0-9][0-9][0-9][0-9]_*.sql', { cwd: root }).flatMap((file) =>
      [...text(file).matchAll(made)].map(([, name]) => [name!, roomOf(file)] as const),
    ),
  )
}

/** What stands in template literals and strings that look like SQL, without what is filled in. */
function sqlIn(source: string): string {
  const literals = source.match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'/g) ?? []
  return literals.filter((l) => /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)\b/.test(l)).join('\n')
}

const named = /\b(?:FROM|JOIN|INTO|UPDATE|USING|ONLY|TABLE)\s+(?:LATERAL\s+)?(?:public\.)?([a-z_][a-z0-9_]*)/g

export function uses(): Use[] {
  const owners = tables()
  const sources = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((f) => !/\.test\.tsx?$|\/fixtures\//.test(f))
  return sources.flatMap((file) => {
    const found = new Set([...sqlIn(text(file)).matchAll(named)].map(([, table]) => table!))
    return [...found].flatMap((table) => {
      const owner = owners.get(table)
      return owner === undefined ? [] : [{ file, room: roomOf(file), table, owner }]
    })
  })
}

/** Whether a room may name a table without asking anybody. */
function isBelow({ room, owner, table }: Use): boolean {
  if (room === owner || table.startsWith('public_')) return true
  if (room.startsWith('modules/') || room === 'front' || room === 'app') return /^(platform|kernel\/)/.test(owner)
  if (room.startsWith('kernel/') || room === 'kernel') return /^(platform|kernel\/)/.test(owner)
  return room === 'demo' || room === 'cli'
}

const allowed = exceptions as Record<string, string>
const strange = uses().filter((u) => !isBelow(u))
const keyOf = (u: Use) => `${u.file} ${u.table}`
const faults = strange.filter((u) => !(keyOf(u) in allowed))
const stale = Object.keys(allowed).filter((key) => !strange.some((u) => keyOf(u) === key))
for (const u of faults)
  console.log(
    `${u.file} names ${u.table} of ${u.owner}: ask that room, or say why not in scripts/owners.exceptions.json`,
  )
for (const key of stale) console.log(`owners.exceptions.json: nothing needs “${key}” any more`)
const seen = uses().length
if (seen < 500) console.log(`only ${seen} uses of tables were seen: the check itself is broken`)
console.log(`${seen} uses of tables, ${Object.keys(allowed).length} exceptions, ${faults.length + stale.length} faults`)
process.exit(faults.length + stale.length === 0 && seen >= 500 ? 0 : 1)
