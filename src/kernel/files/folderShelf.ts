/**
 * Files in a folder of this machine. Written aside, synced, then renamed: a power cut leaves the whole file or none.
 */
import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unwritable } from '../../platform/disk.ts'
import type { Shelf } from './store.ts'

export function folderShelf(folder: string): Shelf {
  return {
    async write(path, bytes) {
      const target = join(folder, path)
      await mkdir(dirname(target), { recursive: true }).catch((error: unknown) => {
        const why = unwritable(dirname(target))
        throw why === undefined ? error : Object.assign(new Error('folder cannot be made'), { code: why })
      })
      const aside = `${target}.${randomUUID()}.part`
      try {
        await writeSynced(aside, bytes)
        await rename(aside, target)
        await syncFolder(dirname(target))
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    async read(path) {
      try {
        return await readFile(join(folder, path))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async begins(path, length) {
      try {
        const file = await open(join(folder, path))
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0).finally(() => file.close())
        return buffer.subarray(0, bytesRead)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    exists: (path) =>
      access(join(folder, path)).then(
        () => true,
        () => false,
      ),
    delete: (path) => rm(join(folder, path), { force: true }),
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The rename itself is durable only once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
