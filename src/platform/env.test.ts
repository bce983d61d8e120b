/**
 * Days are those of Asia/Shanghai whatever zone the process was started in: a unit file or a container knows another
 * one.
 */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from './root.ts'

const script = `
  import './src/platform/env.ts'
  import { Worker } from 'node:worker_threads'
  const at = new Date('2026-10-05T16:30:00Z')
  console.log(at.getDate(), at.getHours(), at.toLocaleDateString('sv'), Intl.DateTimeFormat().resolvedOptions().timeZone)
  new Worker("import('node:worker_threads').then((w) => w.parentPort.postMessage(new Date('2026-10-05T16:30:00Z').getDate()))", { eval: true })
    .on('message', (day) => console.log(day))`

test.each(['America/New_York', 'UTC', 'Pacific/Kiritimati', undefined])('started with TZ=%s', (zone) => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...(zone === undefined ? {} : { TZ: zone }) },
    encoding: 'utf8',
  })
  expect(stdout.trim().split('\n'), stderr).toEqual(['6 0 2026-10-06 Asia/Shanghai', '6'])
})
