/** Checks a whole county pack and names every fault at once; a pack with a fault is not imported (`npm run county -- check DIR`). */
import { inOrder } from '../fault.ts'
import { readPack, type ReadPack, type Rooms } from './read.ts'

/** The pack as far as it could be read, all faults in order of file and line, and the files that were converted from GBK. */
export async function checkPack(folder: string, rooms: Rooms): Promise<ReadPack> {
  const { pack, faults, converted } = await readPack(folder, rooms)
  const found = pack.parts.flatMap((part) => part.check?.(pack.of(part), pack) ?? [])
  return { pack, faults: inOrder([...faults, ...found]), converted }
}
