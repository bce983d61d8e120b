/** One server per data folder: a second one says so instead of fighting over the database. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../platform/errors.ts'

/** Takes the folder; returns how to give it back. A lock left by a killed process does not count. */
export function takeFolder(data: string): () => void {
  const file = join(data, 'server.pid')
  const holder = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : []
  const pid = Number(holder[0])
  if (pid > 1 && pid !== process.pid && startedAt(pid) !== undefined && startedAt(pid) === holder[1]) {
    throw new StartError(
      `这个数据文件夹正被另一个服务使用（进程 ${pid}）。`,
      `请先停下它（kill ${pid}），或用 SUNLIT_DATA 换一个文件夹。`,
    )
  }
  writeFileSync(file, `${process.pid} ${startedAt(process.pid) ?? '-'}`)
  return () => rmSync(file, { force: true })
}

/** Start time of a process (process numbers are reused); on systems without /proc only whether it lives. */
function startedAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const after = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return after[0] === 'Z' ? undefined : after[19]
  } catch {
    if (process.platform === 'linux') return undefined
    try {
      process.kill(pid, 0)
      return '-'
    } catch {
      return undefined
    }
  }
}
