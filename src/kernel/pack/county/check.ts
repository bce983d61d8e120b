/**
 * Checks a whole county pack and names every fault at once; a pack with a fault is not imported (`npm run county --
 * check DIR`).
 */
import { systemClock } from '../../../platform/clock.ts'
import { farDays } from './check.days.ts'
import { inOrder, type Fault } from '../fault.ts'
import { unfilledIn } from './unfilled.ts'
import type { Pack } from '../part.ts'
import { readPack, type ReadPack, type Rooms } from './read.ts'
import { packedSettings } from './settings.part.ts'

/**
 * `unfilled`: what a sample left for the county to fill in. A pack with them can be tried, not opened to the public.
 */
export type CheckedPack = ReadPack & { unfilled: Fault[] }

/**
 * The pack as far as it could be read, all faults with their causes first, and the files that were converted from GBK.
 */
export async function checkPack(folder: string, rooms: Rooms, now = systemClock()): Promise<CheckedPack> {
  const read = await readPack(folder, rooms)
  const { pack, faults } = read
  return {
    ...read,
    faults: inOrder([...faults, ...shortened([...misfits(pack), ...farDays(pack, now)], faults)]),
    unfilled: unfilledIn(pack.of(packedSettings), pack.parts, read.texts),
  }
}

/** What does not fit together in a pack whose writing is in order. */
export const misfits = (pack: Pack): Fault[] => pack.parts.flatMap((part) => part.check?.(pack.of(part), pack) ?? [])

/**
 * Where a file is missing or cannot be read, hundreds of others no longer fit to it: of each file that has more of them
 * than somebody can go through they are one line, which names the cause.
 */
function shortened(misfits: readonly Fault[], faults: readonly Fault[]): Fault[] {
  const causes = [...new Set(faults.filter((f) => f.cause).map((f) => f.file))]
  if (causes.length === 0) return [...misfits]
  return [...Map.groupBy(misfits, (f) => f.file)].flatMap(([file, some]): Fault[] =>
    some.length <= fewMisfits
      ? some
      : [
          {
            file,
            line: 0,
            field: '',
            say: `有 ${some.length} 处和别的资料对不上，多半是因为 ${causes.join('、')} 读不全。`,
            remedy: '请先改好那里，再检查一次。',
          },
        ],
  )
}

const fewMisfits = 5
