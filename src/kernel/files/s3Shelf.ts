/** Files in any S3-compatible store, AWS Signature Version 4 with signed payload. */
import { AwsClient } from 'aws4fetch'
import { sha256Of, type Shelf } from './store.ts'

export interface S3Settings {
  endpoint: string
  bucket: string
  region?: string
  accessKeyId: string
  secretAccessKey: string
  /**
   * Where the bucket's name stands: behind the address (most stores of one's own), or before it (Alibaba's, Tencent's,
   * AWS).
   */
  style?: 'path' | 'virtual'
}

/** The store's refusal, with S3's own code ("NoSuchBucket"); empty where it gives none. */
export class ShelfRefused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(`file store answered ${status} ${code}`)
    this.status = status
    this.code = code
    this.name = 'ShelfRefused'
  }
}

const codeOf = async (response: Response) =>
  /<Code>([A-Za-z]{1,60})<\/Code>/.exec((await response.text().catch(() => '')).slice(0, 4_000))?.[1] ?? ''

/** Asks a bucket; `base` ends with a slash, paths and queries follow. */
export function bucketClient(settings: S3Settings): { client: AwsClient; base: string } {
  const client = new AwsClient({
    accessKeyId: settings.accessKeyId,
    secretAccessKey: settings.secretAccessKey,
    region: settings.region ?? 'us-east-1',
    service: 's3',
    retries: 3,
  })
  const at = new URL(settings.endpoint)
  const path = at.pathname.replace(/\/+$/, '')
  return settings.style === 'virtual'
    ? { client, base: `${at.protocol}//${settings.bucket}.${at.host}${path}/` }
    : { client, base: `${at.origin}${path}/${settings.bucket}/` }
}

export function s3Shelf(settings: S3Settings): Shelf {
  const { client, base } = bucketClient(settings)

  async function call(
    method: string,
    path: string,
    body?: Uint8Array,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const headers = { 'x-amz-content-sha256': sha256Of(body ?? new Uint8Array()), ...more }
    const response = await client.fetch(base + path, {
      method,
      headers,
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    if (response.ok || response.status === 404) return response
    throw new ShelfRefused(response.status, await codeOf(response))
  }

  return {
    async write(path, bytes) {
      const response = await call('PUT', path, bytes)
      if (!response.ok) throw new ShelfRefused(response.status, (await codeOf(response)) || 'NoSuchBucket')
    },
    async read(path) {
      const response = await call('GET', path)
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
    async begins(path, length) {
      const response = await call('GET', path, undefined, { range: `bytes=0-${length - 1}` })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
    exists: async (path) => (await call('HEAD', path)).ok,
    // A name that is not there is an answer, too.
    ready: async () => void (await call('HEAD', 'probe/ready')),
    delete: async (path) => {
      await call('DELETE', path)
    },
  }
}
