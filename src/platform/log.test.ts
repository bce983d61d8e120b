/**
 * Faults that come four times a second are one line a minute with their number; what names a request is always written.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { tellError } from './http.ts'
import { log, setLogLevel } from './log.ts'
import { root } from './root.ts'

let lines: { code: string; cause?: string; times?: number }[]
beforeEach(() => {
  lines = []
  vi.useFakeTimers()
  setLogLevel('warn')
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(JSON.parse(String(text)) as (typeof lines)[number])
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  setLogLevel('info')
})
const brief = () => lines.map((l) => [l.code, l.cause, l.times])

test('a database that is away for three minutes: the first at once, then one line a minute, then silence', () => {
  for (let second = 0; second < 150; second += 1) {
    for (let n = 0; n < 4; n += 1) log.warn('page versions not read', { cause: 'ECONNREFUSED' })
    vi.advanceTimersByTime(1_000)
  }
  vi.advanceTimersByTime(600_000)
  expect(
    lines.map((l) => l.times ?? 1).reduce((a, b) => a + b),
    'none is lost',
  ).toBe(600)
  expect(lines).toHaveLength(4)
  log.warn('page versions not read', { cause: 'ECONNREFUSED' })
  expect(brief().at(-1)).toEqual(['S201', 'ECONNREFUSED', undefined])
})

test('another cause is another line; what names one request is written each time', () => {
  log.warn('page versions not read', { cause: 'ENOTFOUND' })
  log.warn('page versions not read', { cause: '57P03' })
  for (let n = 0; n < 3; n += 1) log.error('request failed', { ref: `R${n}`, cause: 'X' })
  expect(brief().map(([code]) => code)).toEqual(['S201', 'S201', 'S101', 'S101', 'S101'])
})

test('a disk that became read-only is told as that', () => {
  expect(tellError(Object.assign(new Error('write'), { code: 'EROFS' }), '/x')).toMatchObject({
    status: 503,
    message: expect.stringContaining('写不进去'),
  })
  expect(brief()).toEqual([['S105', undefined, undefined]])
})

const mounts = spawnSync('unshare', ['-rm', 'true']).status === 0
test.skipIf(!mounts)('a data folder on a read-only disk is refused as that, with what to do', () => {
  const at = mkdtempSync(join(tmpdir(), 'sunlit-ro-'))
  const start = `mount -t tmpfs -o ro none ${at} && exec ${process.execPath} --import tsx src/main.ts`
  const { status, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', start], {
    cwd: root,
    env: { PATH: process.env['PATH'], SUNLIT_DATA: join(at, 'data'), PORT: '0', TZ: 'Asia/Shanghai' },
    encoding: 'utf8',
  })
  rmSync(at, { recursive: true })
  expect([status, stderr]).toEqual([2, expect.stringMatching(/所在的盘是只读的.*remount,rw/s)])
  expect(stderr).not.toContain('ENOENT')
})
