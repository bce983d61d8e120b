/** Words in pictures, where the county installed the reader (`npm run ocr`); without it a person looks, as ever. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../platform/root.ts'
import { turns } from '../turns.ts'
import type { OcrReply } from './ocr.process.ts'

/**
 * `pictures`: after so many the process ends and the next one begins with fresh memory (316 MB at the start, 900 after
 * ten pages); `idleMs`: nobody asked; `pictureMs`: one picture; `fileMs`: all pictures of a file, while somebody waits
 * for its upload.
 */
const limits = { pictures: 6, idleMs: 30_000, pictureMs: 15_000, fileMs: 40_000 }

const entry = new URL(import.meta.url.endsWith('.ts') ? './ocr.process.ts' : './ocr.process.js', import.meta.url)

/** Whether the reader is installed on this machine. */
export const isInstalled = (): boolean => existsSync(join(root, 'ocr', 'node_modules', 'onnxruntime-node'))

let used = false
let waits: typeof limits = limits

/** Set once when the process starts: whether pictures are read here (`SUNLIT_OCR`), and with how much patience. */
export function readWords(on: boolean, patience: Partial<typeof limits> = {}): void {
  used = on && isInstalled()
  waits = { ...limits, ...patience }
}

export const canRead = (): boolean => used

/** The rows of words of each picture, left to right; `undefined` for those that could not be read, or not in time. */
export async function readPictures(pictures: readonly Uint8Array[]): Promise<(string[][] | undefined)[]> {
  const until = Date.now() + waits.fileMs
  return turns.take(async () => {
    const read: (string[][] | undefined)[] = []
    for (const picture of pictures) read.push(Date.now() < until ? await inTurn(picture) : undefined)
    return read
  })
}

let last: Promise<unknown> = Promise.resolve()

/** One picture at a time on this machine: two would only take each other's processor. */
function inTurn(picture: Uint8Array): Promise<string[][] | undefined> {
  const mine = last.then(() => ask(picture))
  last = mine
  return mine
}

let running: { child: ChildProcess; left: number; idle: NodeJS.Timeout } | undefined

async function ask(picture: Uint8Array): Promise<string[][] | undefined> {
  running ??= begin()
  const { child, idle } = running
  clearTimeout(idle)
  hold(child, true)
  const over = new AbortController()
  const late = setTimeout(() => over.abort(), waits.pictureMs)
  try {
    child.send(picture)
    const [reply] = (await Promise.race([
      once(child, 'message', { signal: over.signal }),
      once(child, 'exit', { signal: over.signal }).then(() => [{}]),
    ])) as [OcrReply]
    if (!child.connected || --running.left <= 0) end()
    else running.idle = setTimeout(end, limits.idleMs).unref()
    return reply.rows
  } catch {
    end()
    return undefined
  } finally {
    clearTimeout(late)
    over.abort()
    hold(child, false)
  }
}

/** The reader sees no setting and no secret of ours. */
function begin() {
  const child = fork(entry, {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('error', () => undefined)
  return { child, left: limits.pictures, idle: setTimeout(() => undefined, 0) }
}

function end(): void {
  clearTimeout(running?.idle)
  running?.child.kill('SIGKILL')
  running = undefined
}

/** While nobody waits for it, it does not keep our process alive. */
function hold(child: ChildProcess, held: boolean): void {
  if (held) child.ref()
  else child.unref()
  if (held) child.channel?.ref()
  else child.channel?.unref()
}
