/**
 * Files by their content: `files/{original,public}/ab/<sha256>`. What was sent in is `original` and sealed; what was
 * cleaned for readers is `public`. A name is the SHA-256 of the plain bytes; equal files are stored once and never
 * overwritten.
 */
import { createHash } from 'node:crypto'
import type { Ring } from '../../platform/sealing/ring.ts'
import { isNewest, seal, unseal } from './sealed.ts'

export const areas = ['original', 'public'] as const
export type Area = (typeof areas)[number]

export interface FileStore {
  /** Stores bytes durably and returns their SHA-256 (64 hex digits). */
  put(area: Area, bytes: Uint8Array): Promise<string>
  /** The plain bytes; undefined where there are none. @throws Error where they no longer fit their name. */
  get(area: Area, sha256: string): Promise<Uint8Array | undefined>
  has(area: Area, sha256: string): Promise<boolean>
  /** Removes a file; nothing happens where there is none. */
  remove(area: Area, sha256: string): Promise<void>
  /** Rejects while the shelf can't be reached. */
  ready(): Promise<void>
  /** 503 where the disk keeps only what the database needs. */
  needRoom(): void
  /**
   * Seals an original anew under the newest key; false where it is already, or is gone. Readers see the whole old file
   * or the whole new one.
   */
  reseal(sha256: string): Promise<boolean>
}

/** Where sealed bytes lie: a folder or an S3 bucket. Paths are relative, with slashes. */
export interface Shelf {
  write(path: string, bytes: Uint8Array): Promise<void>
  read(path: string): Promise<Uint8Array | undefined>
  exists(path: string): Promise<boolean>
  /** At least the first `length` bytes. */
  begins(path: string, length: number): Promise<Uint8Array | undefined>
  delete(path: string): Promise<void>
  /** Rejects while it can't be reached; a folder always can. */
  ready?(): Promise<void>
}

const noRing: Ring = { newest: () => undefined, find: () => undefined }
/** Longer than any mark with a key's name. */
const headBytes = 64

/**
 * A store on a shelf. Originals are sealed under the newest key of `ring`, or as long as it is empty under `key` (32
 * bytes). `needRoom`: platform/disk.ts.
 */
export function fileStore(
  shelf: Shelf,
  key: Uint8Array,
  ring: Ring = noRing,
  needRoom: () => void = () => undefined,
): FileStore {
  if (key.length !== 32) throw new Error('the file key must have 32 bytes')
  return {
    async put(area, bytes) {
      needRoom()
      const sha256 = sha256Of(bytes)
      const path = pathOf(area, sha256)
      if (!(await shelf.exists(path)))
        await shelf.write(path, area === 'original' ? seal(bytes, key, ring, sha256) : bytes)
      return sha256
    },
    async get(area, sha256) {
      const stored = await shelf.read(pathOf(area, sha256))
      if (!stored) return undefined
      const bytes = area === 'original' ? unseal(stored, key, ring, sha256) : stored
      if (sha256Of(bytes) !== sha256) throw new Error(`file ${sha256} was changed on its shelf`)
      return bytes
    },
    needRoom,
    ready: async () => shelf.ready?.(),
    has: (area, sha256) => shelf.exists(pathOf(area, sha256)),
    remove: (area, sha256) => shelf.delete(pathOf(area, sha256)),
    async reseal(sha256) {
      const path = pathOf('original', sha256)
      const beginning = await shelf.begins(path, headBytes)
      if (!beginning || isNewest(beginning, ring)) return false
      const stored = await shelf.read(path)
      if (!stored) return false
      const bytes = unseal(stored, key, ring, sha256)
      if (sha256Of(bytes) !== sha256) throw new Error(`file ${sha256} was changed on its shelf`)
      await shelf.write(path, seal(bytes, key, ring, sha256))
      return true
    },
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** @throws Error for anything but 64 lower-case hex digits, so that no name can leave the folder. */
function pathOf(area: Area, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
  return `files/${area}/${sha256.slice(0, 2)}/${sha256}`
}
