/**
 * Files from strangers are taken apart in a worker thread with its own memory and a deadline,
 * so that a hostile sheet or PDF can neither stop nor exhaust the server.
 */
import { Worker } from 'node:worker_threads'
import { FileRefused } from '../files/refused.ts'
import type { ParseReply, ParseTask, ParseTasks } from './parse.worker.ts'

/** Megabytes of heap and milliseconds that one file may take. */
const parseLimits = { heapMb: 256, timeMs: 20_000 }

/**
 * The worker's file. From source it is `parse.worker.ts`, which Node 24 runs by stripping types; a bundle must emit
 * `src/kernel/files/parse.worker.ts` as `parse.worker.js` beside itself, or pass another address to `parse`.
 */
const defaultWorkerEntry = new URL(
  import.meta.url.endsWith('.ts') ? './parse.worker.ts' : './parse.worker.js',
  import.meta.url,
)

/**
 * Runs one task of the worker. The bytes are copied, the caller keeps its own.
 * @throws FileRefused where the file is refused, too slow or too large to take apart; other errors are our own faults.
 */
export async function parse<K extends keyof ParseTasks>(
  task: K,
  input: ParseTasks[K]['input'],
  options: { entry?: URL; limits?: typeof parseLimits } = {},
): Promise<ParseTasks[K]['output']> {
  const { entry = defaultWorkerEntry, limits = parseLimits } = options
  const message = { task, input } as ParseTask
  const worker = new Worker(entry, {
    workerData: message,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb },
  })
  const reply = await runWorker(worker, limits.timeMs)
  if (reply.ok) return reply.output as ParseTasks[K]['output']
  throw reply.refused ? new FileRefused(reply.message) : new Error(reply.message)
}

function runWorker(worker: Worker, timeMs: number): Promise<ParseReply> {
  // What parsers print about a stranger's file does not belong in our log.
  worker.stdout.resume()
  worker.stderr.resume()
  const answer = new Promise<ParseReply>((resolve, reject) => {
    const late = setTimeout(
      () =>
        reject(
          new FileRefused(
            `文件太复杂，${Math.round(timeMs / 1000)} 秒内没有读完。请删去多余的表、图片和格式后另存再传。`,
          ),
        ),
      timeMs,
    )
    worker.once('message', resolve)
    worker.once('error', (error: Error & { code?: string }) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new FileRefused('文件内容太多，读取时内存不够。请拆成几份再传。')
          : error,
      ),
    )
    worker.once('exit', () => {
      clearTimeout(late)
      reject(new Error('the parse worker ended without an answer'))
    })
  })
  return answer.finally(() => worker.terminate())
}
