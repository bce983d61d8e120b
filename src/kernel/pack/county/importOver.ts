/**
 * A pack brought into a county that runs: first what it would change, before and after; what was changed in the console
 * since the last import stays as it is, unless it is named. One transaction, tried once as the pack says and, where
 * something is to stay, once more without that.
 */
import { transact, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { forgetContext } from '../../cases/office.ts'
import { dayOf } from '../../../platform/clock.ts'
import { liveOtherwise, type LiveOtherwise } from './liveTold.ts'
import { packedPlaces } from './places.part.ts'
import { countyOf } from './settings.part.ts'
import type { Change } from '../change.ts'
import { differencesBetween, withoutDifferences, type Difference } from '../differences.ts'
import type { Pack, PackTexts } from '../part.ts'
import { misfits } from './check.ts'
import { tellOfWatchers, watchersNow } from '../../people/watchChanges.ts'
import { audit, operator } from '../pack.audit.ts'
import { importAll, type Progress } from './import.ts'
import { lastImport, noteImport, stateOf } from './importsNoted.ts'
import { packOf, type ReadPack } from './read.ts'

/**
 * `changes`: what is done; `kept`: what the pack says otherwise and the console's word stays. `known`: whether an
 * import is on record. `fresh`: there was no county before. `late`: how much is late at once by it.
 */
export type Outcome = {
  changes: Difference[]
  kept: Difference[]
  counts: Change[]
  known: boolean
  fresh: boolean
  late: number
  /** Days to go live that stay as they are. */
  live: LiveOtherwise[]
}

export type Wishes = {
  /** What was done in the console and is to be taken back: `at` of a difference, its entry or its file. */
  revert: readonly string[]
  dryRun: boolean
  progress?: Progress
  /** How much is late, with what the county owes by now made. */
  lateIn(tx: Tx): Promise<number>
  /** Says no by throwing: what was shown is not what would be done, too much would be late. */
  agree?(outcome: Outcome): void
}

/**
 * Errors: 409 with every contradiction; where a name to revert means nothing; where what stays and what comes do not
 * fit together.
 */
export async function importOver(db: Db, read: ReadPack, now: Date, wishes: Wishes): Promise<Outcome> {
  const undone = new RolledBack()
  try {
    await transact(db, async (tx) => {
      undone.outcome = await bringOver(tx, read, now, wishes)
      wishes.agree?.(undone.outcome)
      if (wishes.dryRun) throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  forgetContext(db)
  return undone.outcome!
}

class RolledBack extends Error {
  outcome: Outcome | undefined
}

async function bringOver(tx: Tx, read: ReadPack, now: Date, wishes: Wishes): Promise<Outcome> {
  const { pack } = read
  // Two at once would each keep and undo what the other does.
  await sql`SELECT pg_advisory_xact_lock(727010)`.execute(tx)
  const base = await lastImport(tx)
  const before = await stateOf(tx, pack.parts)
  const lateBefore = await wishes.lateIn(tx)
  const watchers = await watchersNow(tx)
  await sql`SAVEPOINT as_the_pack_says`.execute(tx)
  let counts = await importAll(tx, pack, now, wishes.progress ?? (() => undefined))
  const alone = await stateOf(tx, pack.parts)
  const all = differencesBetween(pack.parts, before, alone, base)
  const fresh = before.size === 0
  refuseUnknown(wishes.revert, all)
  const kept = fresh ? [] : all.filter((d) => d.byHand && !wishes.revert.some((name) => means(name, d)))
  let after = alone
  if (kept.length > 0) {
    await sql`ROLLBACK TO SAVEPOINT as_the_pack_says`.execute(tx)
    counts = await importAll(tx, keeping(read, before, kept), now, () => undefined)
    after = await stateOf(tx, pack.parts)
  }
  const changes = differencesBetween(pack.parts, before, after, base)
  refuseUndone(changes, kept)
  await noteImport(tx, alone, wishes.revert, now)
  // A first import makes the county: there is nobody yet to be told.
  if (!fresh && changes.length > 0) await tellOfWatchers(tx, operator, watchers, now)
  if (fresh || changes.length > 0)
    await audit(tx, {
      at: now,
      post: operator,
      action: 'pack.import',
      detail: { changed: changes.length, kept: kept.length, restored: wishes.revert.length },
    })
  const late = (await wishes.lateIn(tx)) - lateBefore
  const live = fresh ? [] : await liveOtherwise(tx, pack.of(packedPlaces), countyOf(pack), dayOf(now))
  return { changes, kept, counts, known: base !== undefined, fresh, late, live }
}

/** Whether a name given by a person is that of the difference, of its entry or of its file. */
const means = (name: string, { at }: Difference) => at === name || at.startsWith(`${name}/`)

function refuseUnknown(names: readonly string[], all: readonly Difference[]) {
  const unknown = names.filter((name) => !all.some((d) => d.byHand && means(name, d)))
  if (unknown.length > 0)
    throw conflict(
      `要恢复的“${unknown.join('”“')}”不是在办公台改过、又和资料不一样的地方。请照列出来的名称写，不带 --revert 先看一遍。`,
    )
}

/** The pack with what stays. */
function keeping({ pack, texts }: ReadPack, before: PackTexts, kept: readonly Difference[]): Pack {
  const faults: Parameters<typeof packOf>[2] = []
  const merged = packOf(pack.parts, withoutDifferences(pack.parts, texts, before, kept), faults)
  const wrong = [...faults, ...(faults.length > 0 ? [] : misfits(merged))]
  if (wrong.length > 0) throw clash(kept, wrong.map((f) => `${f.field}${f.say}`).slice(0, 5))
  return merged
}

/** What the import of something else changes after all (an item of a category that goes): told, not done. */
function refuseUndone(changes: readonly Difference[], kept: readonly Difference[]) {
  const undone = kept.filter((k) => changes.some((c) => c.at === k.at))
  if (undone.length > 0) throw clash(undone, [])
}

const clash = (kept: readonly Difference[], because: readonly string[]) =>
  conflict(
    [
      '办公台改过的和资料里新写的不能放在一起，什么也没有改。',
      ...because,
      '请改资料，或者用 --revert 写明哪些改回资料里的：',
      ...kept.map((d) => `  ${d.at}`),
    ].join('\n'),
  )
