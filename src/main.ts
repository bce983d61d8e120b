/** Reads the settings, starts the role, ends cleanly. Exit codes: 0 ended on request, 2 a told reason not to start. */
import { readLoosely, SettingsError } from './platform/env.ts'
import { StartError } from './platform/errors.ts'
import { errorFields, log } from './platform/log.ts'
import { systemClock } from './platform/clock.ts'
import { start, type Running } from './app/start.ts'

const say = (text: string) => process.stderr.write(`  ${text}\n`)

function refuse(what: string, wayOut: string): never {
  log.error('start refused')
  process.stderr.write(`\n${what}\n${wayOut}\n`)
  process.exit(2)
}

let running: Running | undefined
try {
  const { env, wrong } = readLoosely()
  running = await start(env, say, systemClock, wrong)
} catch (error) {
  if (error instanceof SettingsError) refuse(error.message, '请改正后再启动，说明见 docs/operate/settings.md。')
  if (error instanceof StartError) refuse(error.message, error.wayOut)
  if ((error as NodeJS.ErrnoException).code === 'ENOSPC' || (error as { code?: string }).code === '53100')
    refuse('磁盘满了。', '请清理磁盘，或用 SUNLIT_DATA 换到别的盘，再启动。')
  log.error('start failed', errorFields(error))
  throw error
}
let ending = false
async function end() {
  if (ending) return
  ending = true
  await running!.stop()
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end())
// The launcher was killed: end with it.
process.on('disconnect', () => void end())
// Said last: whoever reads it may ask for the end at once.
process.stderr.write(
  `\n阳光村务已启动：${running.url}\n${running.office.demo ? `演示数据，人物与金额均为虚构。办公台：${running.url}/console（登录页列出演示账号）\n` : `办公台：${running.url}/console\n`}`,
)
