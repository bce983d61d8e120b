import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Longest first, as usual. But the first story in the demo loads it, which takes a minute, and the others would only
 * wait for it: they come after a few files that do without.
 */
class DemoOnce extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const [first, ...waiting] = sorted.filter((f) => f.moduleId.includes('/e2e/'))
    const others = sorted.filter((f) => !f.moduleId.includes('/e2e/'))
    return first ? [first, ...others.slice(0, 4), ...waiting, ...others.slice(4)] : others
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts', 'e2e/**/*.test.ts'],
    sequence: { sequencer: DemoOnce },
    globalSetup: ['test/global-setup.ts'],
    // What rooms declare is known to the kernel in every test, as in every process.
    setupFiles: ['src/app/rooms.ts'],
    // What hangs is ended; what is slow is not wrong: the same machine has been seen at a fifth of its speed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    // Half of a worker's time is waiting for a database, a server, a browser: three keep two cores busy.
    maxWorkers: 3,
    // Short-lived rows and pages: with room for them the collector takes half of its time.
    execArgv: ['--max-semi-space-size=64'],
    // One set of modules per worker, not per file: their loading cost a tenth of the run. Every file keeps a database of its own.
    isolate: false,
    // Where others share the machine a browser may be starved for a moment: once more, and the report says so.
    retry: process.env['CI'] ? 1 : 0,
    env: { TZ: 'Asia/Shanghai' },
  },
})
