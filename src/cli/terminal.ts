/** What a long command shows: a bar on a terminal, a line per step elsewhere; and how commands end. */
import { SettingsError } from '../platform/env.ts'
import { StartError, UserError } from '../platform/errors.ts'

/** A command that cannot be carried out as written; the message is shown with the usage. */
export class UsageError extends Error {}

export type Bar = { step(done: number, total: number, say: string): void; end(): void }

export function progressBar(out: NodeJS.WriteStream = process.stderr): Bar {
  const width = 24
  let last = ''
  return {
    step(done, total, say) {
      const share = total === 0 ? 1 : Math.min(1, done / total)
      const filled = Math.round(share * width)
      const line = out.isTTY
        ? `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(Math.floor(share * 100)).padStart(3)}%  ${say}`
        : `  ${say}\n`
      if (line !== last) out.write(line)
      last = line
    },
    end() {
      if (out.isTTY && last !== '') out.write('\r\u001b[K')
    },
  }
}

/**
 * Exit code of a command: 0 done, 1 it could not be done (told in a sentence), 2 the command itself was wrong. `told`:
 * further errors whose message is for people.
 */
export async function runCommand(
  usage: string,
  work: () => Promise<number>,
  told: readonly (new (...args: never[]) => Error)[] = [],
): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${usage}`)
      return 2
    }
    const sentence = told.some((kind) => error instanceof kind) ? (error as Error).message : sentenceOf(error)
    if (sentence === undefined) throw error
    console.error(sentence)
    return 1
  }
}

function sentenceOf(error: unknown): string | undefined {
  if (error instanceof StartError) return `${error.message}${error.wayOut}`
  if (error instanceof UserError || error instanceof SettingsError) return error.message
  const code = (error as { code?: string }).code
  if (code === 'ENOSPC' || code === '53100') return '磁盘满了。请清理磁盘，或换到别的盘，再执行一次。'
  if (code === 'EACCES' || code === 'EROFS')
    return `没有写入的权限：${(error as NodeJS.ErrnoException).path ?? ''}。请换一个位置，或改权限。`
  return undefined
}
