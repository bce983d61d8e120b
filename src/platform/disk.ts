/** A disk that is full or read-only, told as such wherever it shows. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError, UserError } from './errors.ts'

/** No space, a quota, a file larger than allowed; 53100 is PostgreSQL's own. */
const codes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100'])

export const isDiskFull = (error: unknown): boolean => codes.has((error as { code?: unknown } | null)?.code)

/** Megabytes that are free where a folder lies or will lie. */
export function freeMb(folder: string): number {
  const there = existsSync(folder) ? folder : dirname(folder)
  if (!existsSync(there)) return freeMb(dirname(there))
  const s = statfsSync(there)
  return Math.floor((s.bavail * s.bsize) / 1024 / 1024)
}

/** The nearest folder above that is there. */
function standing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : standing(dirname(folder))
}

/**
 * Why nothing can be written where a folder lies or will lie (`EROFS`, `EACCES`); `undefined` where it can. Asked anew,
 * since Node says ENOENT of a folder that it could not make on a read-only disk.
 */
export function unwritable(folder: string): string | undefined {
  try {
    accessSync(standing(folder), constants.W_OK)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EACCES'
  }
}

/** A failed write on a disk that became read-only. */
export const isReadOnly = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'EROFS'

/** Throws `StartError` where nothing can be written. */
export function needWritable(folder: string): void {
  const why = unwritable(folder)
  if (why === undefined) return
  if (why === 'EROFS')
    throw new StartError(
      `${folder} 所在的盘是只读的，写不进去。`,
      '请看盘是不是出了错、被挂成了只读（dmesg、mount），修好后改成可写（mount -o remount,rw），或用 SUNLIT_DATA 换到别的盘，再启动。',
    )
  throw new StartError(
    `数据文件夹 ${folder} 不能读写（${why}）。`,
    '请检查权限（要属于运行服务的用户），或用 SUNLIT_DATA 换一个文件夹。',
  )
}

/** What whoever sends something reads when the disk is nearly full; the database goes on. */
const noRoom =
  '服务器存文件的地方快满了，这份文件没有收下，别的没有受影响，文字仍然可以交。请联系村里或县管理员，过些时候再传。您填的内容没有丢。'

/**
 * Asks each time whether `mb` beside the database's own needs are left where it or the files lie; 503 where not. 0:
 * never asks.
 */
export function roomKeeper(folder: string, mb: number): () => void {
  return () => {
    if (mb > 0 && freeMb(folder) < mb) throw new UserError(503, noRoom)
  }
}

/** Throws `StartError` where less than `mb` is free. */
export function needSpace(folder: string, mb: number): void {
  const free = freeMb(folder)
  if (free < mb)
    throw new StartError(
      `磁盘空间不够：${folder} 所在的盘只剩 ${free} MB，至少要有 ${mb} MB。`,
      '请清理磁盘，或用 SUNLIT_DATA 换到别的盘，再启动。',
    )
}
