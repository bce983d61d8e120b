import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderShelf } from './folderShelf.ts'
import { s3Shelf } from './s3Shelf.ts'
import { fileStore, sha256Of } from './store.ts'

const key = randomBytes(32)
const photo = new TextEncoder().encode('柳湾村公示栏照片')

describe('存在本机文件夹', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sunlit-files-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const pathOf = (area: string, sha: string): string => join(folder, 'files', area, sha.slice(0, 2), sha)

  test('原件加密存放，公开件原样存放，读出来一字不差', async () => {
    const store = fileStore(folderShelf(folder), key)
    const original = await store.put('original', photo)
    const open = await store.put('public', photo)
    expect([original, open]).toEqual([sha256Of(photo), sha256Of(photo)])
    expect(await readFile(pathOf('original', original))).not.toContain(Buffer.from('柳湾村'))
    expect(new Uint8Array(await readFile(pathOf('public', open)))).toEqual(photo)
    expect(Buffer.from((await store.get('original', original)) ?? [])).toEqual(Buffer.from(photo))
    expect(await readdir(join(folder, 'files/original', original.slice(0, 2)))).toEqual([original])
  })

  test('被人改过的文件、错的钥匙、别处的路径都不认', async () => {
    const store = fileStore(folderShelf(folder), key)
    const sha = await store.put('public', photo)
    await writeFile(pathOf('public', sha), '改过')
    await expect(store.get('public', sha)).rejects.toThrow('changed')
    await store.put('original', photo)
    await expect(fileStore(folderShelf(folder), randomBytes(32)).get('original', sha)).rejects.toThrow()
    await expect(async () => store.get('public', '../../keys')).rejects.toThrow('not a SHA-256')
  })

  test('删了就没了，再删也无妨', async () => {
    const store = fileStore(folderShelf(folder), key)
    const sha = await store.put('original', photo)
    await store.remove('original', sha)
    await store.remove('original', sha)
    expect([await store.has('original', sha), await store.get('original', sha)]).toEqual([false, undefined])
  })
})

const hex = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (k: string | Buffer, data: string): Buffer => createHmac('sha256', k).update(data).digest()

/** Signature Version 4 as published by AWS ("Authenticating Requests: Using the Authorization Header"). */
function signature(
  request: { method: string; path: string; headers: Record<string, string> },
  signed: string[],
  secret: string,
  scope: string,
): string {
  const canonical = [
    request.method,
    request.path,
    '',
    ...signed.map((h) => `${h}:${request.headers[h]?.trim()}`),
    '',
    signed.join(';'),
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const [day = '', region = '', service = ''] = scope.split('/')
  const toSign = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hex(canonical)].join('\n')
  return hmac(hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), 'aws4_request'), toSign).toString('hex')
}

const aws = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }

test('测试用的验签程序与 AWS 公布的例子一致', () => {
  const headers = {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': hex(''),
    'x-amz-date': '20130524T000000Z',
  }
  expect(
    signature(
      { method: 'GET', path: '/test.txt', headers },
      Object.keys(headers),
      aws.secretAccessKey,
      '20130524/us-east-1/s3/aws4_request',
    ),
  ).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41')
})

/** A small S3: one bucket in memory, every request's signature and payload hash checked. */
function bucketServer(objects: Map<string, Buffer>, broken: { left: number }): Server {
  return createServer((request, response) => {
    void body(request).then((sent) => {
      const found = /Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
        request.headers.authorization ?? '',
      )
      const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]))
      const right =
        found &&
        found[1] === aws.accessKeyId &&
        headers['x-amz-content-sha256'] === hex(sent) &&
        signature(
          { method: request.method ?? '', path: request.url ?? '', headers },
          (found[3] ?? '').split(';'),
          aws.secretAccessKey,
          found[2] ?? '',
        ) === found[4]
      if (!right) return response.writeHead(403).end('SignatureDoesNotMatch')
      if (broken.left-- > 0) return response.writeHead(503).end('SlowDown')
      const path = request.url ?? ''
      if (!path.startsWith('/county/')) return response.writeHead(404).end('NoSuchBucket')
      if (request.method === 'PUT') {
        objects.set(path, sent)
        return response.writeHead(200).end()
      }
      if (request.method === 'DELETE') {
        objects.delete(path)
        return response.writeHead(204).end()
      }
      const object = objects.get(path)
      return object
        ? response.writeHead(200).end(request.method === 'HEAD' ? undefined : object)
        : response.writeHead(404).end()
    })
  })
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('存在 S3', () => {
  const objects = new Map<string, Buffer>()
  const broken = { left: 0 }
  const server = bucketServer(objects, broken)
  let endpoint = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  test('签名对得上，存取删都行；原件在桶里是密文；忙时再试', async () => {
    const store = fileStore(s3Shelf({ endpoint, bucket: 'county', ...aws }), key)
    broken.left = 1
    const sha = await store.put('original', photo)
    expect([...objects.keys()]).toEqual([`/county/files/original/${sha.slice(0, 2)}/${sha}`])
    expect([...objects.values()][0]?.includes(Buffer.from('柳湾村'))).toBe(false)
    expect(Buffer.from((await store.get('original', sha)) ?? [])).toEqual(Buffer.from(photo))
    await store.remove('original', sha)
    expect([await store.has('original', sha), objects.size]).toEqual([false, 0])
  })

  test('密钥不对、桶不存在，都说出来，不当作“没有这个文件”', async () => {
    await expect(
      fileStore(s3Shelf({ endpoint, bucket: 'county', ...aws, secretAccessKey: 'wrong' }), key).put('public', photo),
    ).rejects.toThrow('403')
    await expect(fileStore(s3Shelf({ endpoint, bucket: 'other', ...aws }), key).put('public', photo)).rejects.toThrow(
      'NoSuchBucket',
    )
  })
})
