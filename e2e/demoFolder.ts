/** The small demo county, loaded once per run: each story gets a copy of its data folder, in a tenth of the time. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { inject } from 'vitest'
import { dataFolder, remove, startServer, type Server } from './server.ts'

/** A data folder of one's own in which the demo is loaded already. */
export async function demoFolder(): Promise<string> {
  const loaded = join(inject('home'), 'demo')
  const making = `${loaded}.making`
  if (!existsSync(loaded) && claim(making)) {
    const server = await startServer(making)
    if ((await server.stop()) !== 0) throw new Error(server.output())
    renameSync(making, loaded)
  }
  // Another worker may be loading it.
  while (!existsSync(loaded)) await new Promise((r) => setTimeout(r, 100))
  const data = dataFolder()
  // With owners and modes: PostgreSQL opens no cluster that is not its own.
  const copied = spawnSync('cp', ['-Rp', `${loaded}/.`, data], { encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(copied.stderr)
  return data
}

/** A server in the demo; its folder goes with it. Throws what it said where it did not open. */
export async function demoServer(): Promise<Server> {
  const data = await demoFolder()
  const server = await startServer(data)
  if (server.child.exitCode !== null) throw new Error(server.output())
  const stop = async (signal?: NodeJS.Signals) => {
    const code = await server.stop(signal)
    remove(data)
    return code
  }
  return { ...server, stop }
}

/** Whether this worker is the first to make the folder. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o755 })
  } catch {
    return false
  }
  return true
}
