/** Whether the bucket for files can be used: written, read and cleared once, with what is wrong in words. */
import { randomUUID } from 'node:crypto'
import { s3Shelf, ShelfRefused, type S3Settings } from './s3Shelf.ts'

export async function probeBucket(settings: S3Settings, now: Date): Promise<{ say: string; remedy: string }[]> {
  const shelf = s3Shelf(settings)
  const path = `probe/${randomUUID()}`
  try {
    await shelf.write(path, new TextEncoder().encode(now.toISOString()))
    if (!(await shelf.read(path))) return [{ say: 'S3：刚存的文件读不回来。', remedy: '请核对桶的读权限。' }]
    await shelf.delete(path)
    return []
  } catch (error) {
    return [wordsOf(error, settings)]
  }
}

function wordsOf(error: unknown, { endpoint, bucket }: S3Settings): { say: string; remedy: string } {
  if (!(error instanceof ShelfRefused))
    return { say: `S3：连不上 ${endpoint}。`, remedy: '请核对 S3_ENDPOINT，确认这台机器访问得到。' }
  switch (error.code) {
    case 'NoSuchBucket':
      return { say: `S3：没有叫 ${bucket} 的桶。`, remedy: '请先建好桶，或核对 S3_BUCKET。' }
    case 'RequestTimeTooSkewed':
      return { say: 'S3：这台机器的时钟和存储服务差得太多。', remedy: '请打开时间同步（NTP）。' }
    case 'InvalidAccessKeyId':
      return { say: 'S3：没有这个账号。', remedy: '请核对 S3_ACCESS_KEY_ID。' }
    case 'SignatureDoesNotMatch':
      return { say: 'S3：密钥不对。', remedy: '请核对 S3_SECRET_ACCESS_KEY 和 S3_REGION。' }
    case 'AccessDenied':
      return { say: `S3：账号没有桶 ${bucket} 的读写权限。`, remedy: '请在存储服务里给它读、写、删的权限。' }
    default:
      return { say: `S3：存储服务不肯收（${error.status} ${error.code}）。`, remedy: '请核对 S3_ 开头的各项设置。' }
  }
}
