/**
 * Files in a real S3 store: put, read, in pieces, listed, removed; and each wrong setting told in words. Left out where
 * Debian's Swift is not installed.
 */
import { randomBytes } from 'node:crypto'
import dns from 'node:dns'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { listBucket } from '../src/kernel/intake/listFiles.ts'
import { needBucket } from '../src/kernel/files/needBucket.ts'
import { s3Shelf, type S3Settings } from '../src/kernel/files/s3Shelf.ts'
import { fileStore } from '../src/kernel/files/store.ts'
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
