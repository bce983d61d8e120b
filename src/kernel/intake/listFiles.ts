/** Every stored file by its path on the shelf, for backups. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Of } from '../files/store.ts'
import { bucketClient, type S3Settings } from '../files/s3Shelf.ts'

/** `files/{original,public}/ab/<sha256>` of a data folder; half-written files are left out. */
export async function listFolder(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  return found
    .filter((e) => e.isFile() && /^[0-9a-f]{64}$/.test(e.name))
    .map((e) => join(e.parentPath, e.name).slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''))
}

/** The same of an S3 bucket (ListObjectsV2, a thousand at a time). */
export async function listBucket(settings: S3Settings): Promise<string[]> {
  const { client, base } = bucketClient(settings)
  const paths: string[] = []
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query = new URLSearchParams({
      'list-type': '2',
      prefix: 'files/',
      ...(token ? { 'continuation-token': token } : {}),
    })
    const answer = await client.fetch(`${base}?${query}`, {
      headers: { 'x-amz-content-sha256': sha256Of(new Uint8Array()) },
    })
    if (!answer.ok) throw new Error(`file store answered ${answer.status} to a listing`)
    const xml = await answer.text()
    paths.push(
      ...[...xml.matchAll(/<Key>([^<]+)<\/Key>/g)].map((m) => m[1]!).filter((key) => /\/[0-9a-f]{64}$/.test(key)),
    )
    token = /<NextContinuationToken>([^<]+)<\/NextContinuationToken>/.exec(xml)?.[1]
  }
  return paths
}
