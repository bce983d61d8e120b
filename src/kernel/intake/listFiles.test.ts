/** Every stored file is found for a backup, in a folder and in a bucket of more than one page. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bucketClient } from '../files/s3Shelf.ts'
import { folderShelf } from '../files/folderShelf.ts'
import { listBucket, listFolder } from './listFiles.ts'
import { fileStore } from '../files/store.ts'

test('a folder gives its files by their paths, without half-written ones; an empty one gives none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'files-'))
  try {
    expect(await listFolder(folder)).toEqual([])
    const sha = await fileStore(folderShelf(folder), Buffer.alloc(32)).put('public', Buffer.from('公开'))
    const path = `files/public/${sha.slice(0, 2)}/${sha}`
    await writeFile(join(folder, `${path}.half.part`), '')
    expect(await listFolder(folder)).toEqual([path])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a bucket is listed page after page, only what is a stored file', async () => {
  const [first, second] = ['a', 'b'].map((c) => `files/original/${c}${c}/${c.repeat(64)}`)
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const token = new URL(request.url ?? '', 'http://x').searchParams.get('continuation-token')
    response.end(
      token
        ? `<ListBucketResult><Contents><Key>${second}</Key></Contents></ListBucketResult>`
        : `<ListBucketResult><Contents><Key>${first}</Key></Contents><Contents><Key>files/note.txt</Key></Contents><NextContinuationToken>weiter=1</NextContinuationToken></ListBucketResult>`,
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await listBucket({ endpoint, bucket: 'county', accessKeyId: 'a', secretAccessKey: 'b' })).toEqual([
      first,
      second,
    ])
    expect(asked).toEqual([
      expect.stringContaining('/county/?list-type=2&prefix=files%2F'),
      expect.stringContaining('continuation-token=weiter%3D1'),
    ])
  } finally {
    await new Promise((done) => server.close(done))
  }
})

test.each([
  ['https://oss-cn-beijing.aliyuncs.com', 'virtual', 'https://county.oss-cn-beijing.aliyuncs.com/'],
  ['https://oss-cn-beijing.aliyuncs.com/', 'path', 'https://oss-cn-beijing.aliyuncs.com/county/'],
  ['http://127.0.0.1:9000/store/', 'path', 'http://127.0.0.1:9000/store/county/'],
] as const)('%s, %s: %s', (endpoint, style, base) =>
  expect(bucketClient({ endpoint, style, bucket: 'county', accessKeyId: 'a', secretAccessKey: 'b' }).base).toBe(base),
)
