/** The stories of a file in the demo: a county, a server and a browser of their own, ended after the last. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { launch } from './browser.ts'
import { demoServer } from './demoFolder.ts'
import type { Server } from './server.ts'

/** Loading the demo first, and what `ready` does besides. */
const patience = 900_000

/** Called at the top of a file. `ready` gets both before the first story; `flags` are the browser's. */
export function inDemo(
  ready: (opened: { server: Server; browser: Browser }) => void | Promise<void>,
  flags: readonly string[] = [],
): void {
  let end = async () => {}
  beforeAll(async () => {
    const [server, browser] = await Promise.all([demoServer(), launch([...flags])])
    end = async () => {
      await browser.close()
      await server.stop()
    }
    await ready({ server, browser })
  }, patience)
  afterAll(() => end())
}
