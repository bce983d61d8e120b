/** Checks a whole county pack and names every fault at once; a pack with a fault is not imported (`npm run county -- check DIR`). */
import { inOrder, type Fault } from '../fault.ts'
import { unfilledIn } from './unfilled.ts'
import { packedPlaces } from './places.part.ts'
import type { Pack } from '../part.ts'
import { readPack, type ReadPack, type Rooms } from './read.ts'
import { packedSettings } from './settings.part.ts'

/** `unfilled`: what a sample left for the county to fill in. A pack with them can be tried, not opened to the public. */
export type CheckedPack = ReadPack & { unfilled: Fault[] }

/** The pack as far as it could be read, all faults with their causes first, and the files that were converted from GBK. */
export async function checkPack(folder: string, rooms: Rooms): Promise<CheckedPack> {
  const read = await readPack(folder, rooms)
  const { pack, faults } = read
  return {
    ...read,
    faults: inOrder([...faults, ...misfits(pack)]),
    unfilled: unfilledIn(pack.of(packedSettings), pack.of(packedPlaces)),
  }
}

/** What does not fit together in a pack whose writing is in order. */
export const misfits = (pack: Pack): Fault[] => pack.parts.flatMap((part) => part.check?.(pack.of(part), pack) ?? [])
