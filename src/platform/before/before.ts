/**
 * Databases and backups of the last version before its migrations were folded into one file per room (docs/adr/0014):
 * how they are known, and what brings them to the folded files. Older ones are refused with a way out.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import frozen from '../frozen.json' with { type: 'json' }
import { withNames, type RoleNames } from '../roles.ts'
import { root } from '../root.ts'
import before from './before.json' with { type: 'json' }

export type Applied = { name: string; sha256: string }

/** The version whose databases are taken over, as operators know it. */
export const versionBefore = `${before.date} 的 ${before.version} 版`

/** Names of the folded files: where a database of the version before stands once it is taken over. */
export const foldedNames: ReadonlySet<string> = new Set(Object.keys(frozen))

// The folded files have names that single old ones had, too: only name and hash together tell them apart.
const hashes = new Map(before.migrations.map((m) => [m.name, m.sha256]))
const isOld = (m: Applied) => hashes.get(m.name) === m.sha256

/** Exactly what the version before had applied. */
export const isBefore = (applied: readonly Applied[]): boolean => applied.length === hashes.size && applied.every(isOld)

/**
 * Neither the version before nor the folded files: what of the version before is missing, and what is there instead.
 */
export function misfit(applied: readonly Applied[]): { missing: string[]; other: string[] } | undefined {
  if (!applied.some(isOld) || isBefore(applied)) return undefined
  const there = new Set(applied.map((m) => m.name))
  return {
    missing: [...hashes.keys()].filter((name) => !there.has(name)),
    other: applied.filter((m) => !isOld(m)).map((m) => m.name),
  }
}

/**
 * What has changed since the version before; does nothing where it is there already. Inside the caller's transaction.
 */
export async function bringUp(client: pg.ClientBase, names: RoleNames): Promise<void> {
  await client.query(withNames(readFileSync(join(root, 'src/platform/before/since.sql'), 'utf8'), names))
}
