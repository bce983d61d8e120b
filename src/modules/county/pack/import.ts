/**
 * Brings a checked pack into the database, in one transaction: again and again with the same result, telling what changes,
 * never deleting what was published. Bureaux become places below the county.
 */
import { transact, type Db, type Tx } from '../../../platform/db.ts'
import { bumpEverything } from '../../../platform/pageVersions.ts'
import { forgetContext } from '../../../kernel/cases/office.ts'
import { anyChange, type Change } from '../../../kernel/pack/change.ts'
import { importCatalogue } from './import.catalogue.ts'
import { importPeople } from './import.people.ts'
import { importPowers } from './import.powers.ts'
import { importRegions } from './import.regions.ts'
import { importServices } from './import.services.ts'
import { importCalendar, importRules, importSettings } from './import.settings.ts'
import type { Pack } from './pack.ts'

export type Progress = (done: number, total: number, say: string) => void

/**
 * Imports a pack; `now` dates the changes. Returns what was added and changed, per kind. With `dryRun` everything is done and
 * rolled back. Errors: 409 with every contradiction between pack and database (another county, an address that changed).
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

async function importAll(tx: Tx, pack: Pack, now: Date, progress: Progress): Promise<Change[]> {
  const steps: [string, () => Promise<Change[]>][] = [
    ['县情设置', async () => [await importSettings(tx, pack, now)]],
    ['规则', async () => [await importRules(tx, pack, now)]],
    ['日历', async () => [await importCalendar(tx, pack, now)]],
    ['村镇和部门', async () => [await importRegions(tx, pack, now)]],
    ['公开目录和表格', () => importCatalogue(tx, pack, now)],
    ['服务事项', () => importServices(tx, pack, now)],
    ['权力清单', () => importPowers(tx, pack, now)],
    ['岗位和人员', () => importPeople(tx, pack, now)],
  ]
  const changes: Change[] = []
  for (const [i, [say, step]] of steps.entries()) {
    progress(i, steps.length, say)
    changes.push(...(await step()))
  }
  progress(steps.length, steps.length, '完成')
  if (anyChange(changes)) await bumpEverything(tx)
  return changes
}
