/**
 * Files from strangers are taken apart in a worker thread with its own memory and a deadline,
 * so that a hostile sheet or PDF can neither stop nor exhaust the server.
 */
import { Worker } from 'node:worker_threads'
import { FileRefused } from '../files/refused.ts'
import { turns } from './turns.ts'
import type { ParseReply, ParseTask, ParseTasks, RowsPiece, RowsTask } from './parse.worker.ts'

/** Megabytes of heap and milliseconds that one file may take. */
const parseLimits = { heapMb: 256, timeMs: 20_000 }
/**
 * For a register of a quarter of a million rows: its texts are held, its rows are not. The time is that of one piece.
 */
const rowsLimits = { heapMb: 512, timeMs: 60_000 }

/**
 * The worker's file. From source it is `parse.worker.ts`, which Node 24 runs by stripping types; a bundle must emit
 * `src/kernel/files/parse.worker.ts` as `parse.worker.js` beside itself, or pass another address to `parse`.
 */
const defaultWorkerEntry = new URL(
  import.meta.url.endsWith('.ts') ? './parse.worker.ts' : './parse.worker.js',
  import.meta.url,
)

/**
 * Runs one task of the worker, when it is the sender's turn. The bytes are copied, the caller keeps its own.
 * @throws FileRefused where the file is refused, too slow or too large to take apart; other errors are our own faults.
 */
export async function parse<K extends keyof ParseTasks>(
  task: K,
  input: ParseTasks[K]['input'],
  options: { entry?: URL; limits?: typeof parseLimits } = {},
): Promise<ParseTasks[K]['output']> {
  const { entry = defaultWorkerEntry, limits = parseLimits } = options
  return turns.take(async () => {
    const worker = startWorker(entry, { task, input } as ParseTask, limits.heapMb)
    try {
      return (await answerOf(worker, limits.timeMs)) as ParseTasks[K]['output']
    } finally {
      await worker.terminate()
    }
  })
}

/**
 * The rows of a sheet's first visible table, some hundred at a time, when it is the sender's turn; the
 * worker waits until they are taken. To stop early, stop asking.
 * @throws FileRefused as `parse`, also after some pieces.
 */
export async function* parseRows(bytes: Uint8Array): AsyncGenerator<RowsPiece> {
  const leave = await turns.enter()
  const worker = startWorker(defaultWorkerEntry, { task: 'rows', input: { bytes } }, rowsLimits.heapMb)
  try {
    for (;;) {
      const piece = (await answerOf(worker, rowsLimits.timeMs)) as RowsPiece | null
      if (!piece) return
      yield piece
      worker.postMessage('next')
    }
  } finally {
    leave()
    await worker.terminate()
  }
}

function startWorker(entry: URL, workerData: ParseTask | RowsTask, heapMb: number): Worker {
  const worker = new Worker(entry, {
    workerData,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  })
  // What parsers print about a stranger's file does not belong in our log.
  worker.stdout.resume()
  worker.stderr.resume()
  // One that dies while nobody asks it must not take the process along; who asks next is told.
  worker.on('error', () => undefined)
  return worker
}

/** What the worker answers next. @throws FileRefused, or what went wrong. */
async function answerOf(worker: Worker, timeMs: number): Promise<ParseReply['output']> {
  const { promise, resolve, reject } = Promise.withResolvers<ParseReply>()
  const late = setTimeout(
    () =>
      reject(
        new FileRefused(
          `文件太复杂，${Math.round(timeMs / 1000)} 秒内没有读完。请删去多余的表、图片和格式后另存再传。`,
        ),
      ),
    timeMs,
  )
  const failed = (error: Error & { code?: string }) =>
    reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new FileRefused('文件内容太多，读取时内存不够。请拆成几份再传。')
        : error,
    )
  const ended = () => reject(new Error('the parse worker ended without an answer'))
  worker.once('message', resolve).once('error', failed).once('exit', ended)
  const reply = await promise.finally(() => {
    clearTimeout(late)
    worker.off('message', resolve).off('error', failed).off('exit', ended)
  })
  if (reply.ok) return reply.output
  throw reply.refused ? new FileRefused(reply.message) : new Error(reply.message)
}
