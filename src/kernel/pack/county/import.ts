/**
 * Brings a checked pack into the database, in one transaction: again and again with the same result, telling what
 * changes, never deleting what was published. Bureaux become places below the county.
 */
import { addDays } from '../../../platform/clock.ts'
import { transact, type Db, type Tx } from '../../../platform/db.ts'
import { bumpEverything } from '../../../platform/pageVersions.ts'
import { forgetContext } from '../../cases/office.ts'
import { anyChange, type Change } from '../change.ts'
import type { Pack } from '../part.ts'
import { noteImport, stateOf } from './importsNoted.ts'
import { countyOf } from './settings.part.ts'

export type Progress = (done: number, total: number, say: string) => void

/**
 * Imports a pack; `now` dates the changes. Returns what was added and changed, per kind. With `dryRun` everything is
 * done and rolled back. Errors: 409 with every contradiction between pack and database (another county, an address that
 * changed).
 */
export async function importPack(
  db: Db,
  pack: Pack,
  now: Date,
  progress: Progress = () => undefined,
  opts: { dryRun?: boolean } = {},
): Promise<Change[]> {
  const undone = new RolledBack()
  try {
    const changes = await transact(db, async (tx) => {
      undone.changes = await importAll(tx, pack, now, progress)
      if (opts.dryRun) throw undone
      await noteImport(tx, await stateOf(tx, pack.parts), [], now)
      return undone.changes
    })
    forgetContext(db)
    return changes
  } catch (error) {
    if (error === undone) return undone.changes
    throw error
  }
}

class RolledBack extends Error {
  changes: Change[] = []
}

/** Every part in its order, inside the caller's transaction. */
export async function importAll(tx: Tx, pack: Pack, now: Date, progress: Progress): Promise<Change[]> {
  const ctx = { pack, since: addDays(countyOf(pack).goLive, -366), now }
  const changes: Change[] = []
  for (const [i, part] of pack.parts.entries()) {
    progress(i, pack.parts.length, part.title)
    changes.push(...(await part.import(tx, pack.of(part), ctx)))
  }
  progress(pack.parts.length, pack.parts.length, '完成')
  if (anyChange(changes)) await bumpEverything(tx)
  return changes
}
