/**
 * The county as it stands, as a pack: what `check` accepts and what `import` would not change. The same county gives
 * the same bytes. What a pack has no word for stays in the database: merged places, notices, dates of single townships
 * and items.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dayOf } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { inOrderOf } from '../part.ts'
import { partsOf, type Rooms } from './read.ts'

/** The files of the pack by name. `now` decides which places and rules are in force. */
export async function exportPack(db: Db, rooms: Rooms, now: Date): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const part of inOrderOf(partsOf(rooms)))
    for (const [name, text] of await part.export(db, dayOf(now))) files.set(name, text)
  return files
}

/** Writes the pack. Refuses a folder that holds anything, so that nothing is overwritten. */
export async function writePack(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw conflict(`${folder} 里已经有文件了，请换一个空文件夹，以免覆盖。`)
  for (const [name, text] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
