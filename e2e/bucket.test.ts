/**
 * Files in a real S3 store: put, read, in pieces, listed, removed; and each wrong setting told in words. Left out where
 * Debian's Swift is not installed.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import dns from 'node:dns'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listBucket } from '../src/kernel/intake/listFiles.ts'
import { needBucket } from '../src/kernel/files/needBucket.ts'
import { s3Shelf, type S3Settings } from '../src/kernel/files/s3Shelf.ts'
import { fileStore } from '../src/kernel/files/store.ts'
import { loadOrCreateKey } from '../src/kernel/ledger/keys.ts'
import { sql } from '../src/platform/db.ts'
import { root } from '../src/platform/root.ts'
import { testDb } from '../test/db.ts'
import { makeBucket, startSwift, storageDomain, swiftInstalled, type Swift } from './swift.ts'

describe.runIf(swiftInstalled())('a county’s files in Swift', () => {
  let swift: Swift
  let settings: S3Settings
  let named: S3Settings
  beforeAll(async () => {
    swift = await startSwift()
    await makeBucket(swift, 'county')
    const { endpoint, accessKeyId, secretAccessKey } = swift
    settings = { endpoint, bucket: 'county', accessKeyId, secretAccessKey }
    named = { ...settings, endpoint: endpoint.replace('127.0.0.1', storageDomain), style: 'virtual' }
    const looked = dns.lookup
    vi.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: [never, never]) =>
      looked(name.endsWith(storageDomain) ? '127.0.0.1' : name, ...rest)) as typeof dns.lookup)
  })
  afterAll(() => {
    vi.restoreAllMocks()
    return swift.stop()
  })

  test.each([
    ['behind the address', () => settings],
    ['before the address', () => named],
  ])('the bucket %s: what is put comes back, whole and in part, and is listed until it is removed', async (_, at) => {
    const settings = at()
    const store = fileStore(s3Shelf(settings), randomBytes(32))
    const files = Array.from({ length: 25 }, (_, i) => new Uint8Array(randomBytes(1 + i * 997)))
    const names = await Promise.all(files.map((bytes) => store.put('public', bytes)))
    const sealed = await store.put('original', files[20]!)
    expect(await store.has('public', names[3]!)).toBe(true)
    for (const [i, name] of names.entries())
      expect(Buffer.from((await store.get('public', name))!)).toEqual(Buffer.from(files[i]!))
    expect(Buffer.from((await store.get('original', sealed))!)).toEqual(Buffer.from(files[20]!))
    const path = `files/public/${names[24]!.slice(0, 2)}/${names[24]!}`
    expect(Buffer.from((await s3Shelf(settings).begins(path, 16))!)).toEqual(Buffer.from(files[24]!.slice(0, 16)))
    const listed = await listBucket(settings)
    for (const name of [...names, sealed]) expect(listed.filter((l) => l.endsWith(name))).not.toEqual([])
    await store.remove('public', names[3]!)
    expect([await store.has('public', names[3]!), await store.get('public', names[3]!)]).toEqual([false, undefined])
  })

  test('a backup tells by name what rows name and the bucket lacks, and ends with 3', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sunlit-bucket-'))
    const t = await testDb()
    const secret = randomBytes(32).toString('hex')
    try {
      const store = fileStore(s3Shelf(settings), Buffer.alloc(32, 7))
      const [kept, lost] = await Promise.all(['在的', '丢了的'].map((text) => store.put('original', Buffer.from(text))))
      for (const sha256 of [kept!, lost!])
        await sql`INSERT INTO paper_uploads VALUES (${sha256}, 'somebody', now())`.execute(t.owner)
      await loadOrCreateKey(dir, 'example.cn/log')
      writeFileSync(join(dir, 'words'), '柳湾的荷花开了三百朵以后\n')
      const backup = (file: string) =>
        spawnSync(
          process.execPath,
          ['build/server/cli.backup.js', join(dir, file), '--passphrase-file', join(dir, 'words')],
          {
            cwd: root,
            encoding: 'utf8',
            env: {
              PATH: process.env['PATH'],
              TZ: 'Asia/Shanghai',
              SUNLIT_DATA: dir,
              SUNLIT_SECRET: secret,
              DATABASE_URL: t.urls.owner,
              S3_ENDPOINT: settings.endpoint,
              S3_BUCKET: settings.bucket,
              S3_ACCESS_KEY_ID: settings.accessKeyId,
              S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
            },
          },
        )
      const whole = backup('whole.tar')
      expect([whole.status, whole.stderr.includes('缺')], whole.stderr).toEqual([0, false])
      await store.remove('original', lost!)
      const { status, stderr } = backup('some.tar')
      expect(status).toBe(3)
      expect(stderr).toContain('缺 1 个（paper_uploads 1 个）')
      expect(stderr).toContain(`files/original/${lost!.slice(0, 2)}/${lost!}`)
      expect(stderr).not.toContain(kept)
      await store.remove('original', kept!)
      for (const path of await listBucket(settings))
        await store.remove(path.includes('/original/') ? 'original' : 'public', path.slice(-64))
      expect(backup('none.tar').status, 'none of what rows name is there').not.toBe(0)
    } finally {
      await t.close()
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test('a bucket that works passes the start; what is wrong is told in words', async () => {
    await needBucket(settings, new Date())
    const say = (wrong: Partial<S3Settings>) =>
      needBucket({ ...settings, ...wrong }, new Date()).then(
        () => 'passed',
        (error: Error) => error.message,
      )
    await needBucket(named, new Date())
    expect(await say({ bucket: 'elsewhere' })).toContain('没有叫 elsewhere 的桶')
    expect(await say({ ...named, bucket: 'elsewhere' })).toContain('没有叫 elsewhere 的桶')
    expect(await say({ secretAccessKey: 'wrong' })).toContain('密钥不对')
    expect(await say({ accessKeyId: 'county:nobody' })).toMatch(/没有这个账号|密钥不对/)
    expect(await say({ endpoint: 'http://127.0.0.1:1' })).toContain('连不上')
    expect(
      await s3Shelf({ ...settings, secretAccessKey: 'wrong' })
        .read('x')
        .catch((e: Error) => e.name),
    ).toBe('ShelfRefused')
  })
})
