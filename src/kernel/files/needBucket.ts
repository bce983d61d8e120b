/** Whether the bucket for files can be used: written, read and cleared once. */
import { randomUUID } from 'node:crypto'
import { StartError } from '../../platform/errors.ts'
import { s3Shelf, ShelfRefused, type S3Settings } from './s3Shelf.ts'

/** @throws StartError with what is wrong in words. */
export async function needBucket(settings: S3Settings, now: Date): Promise<void> {
  const shelf = s3Shelf(settings)
  const path = `probe/${randomUUID()}`
  try {
    await shelf.write(path, new TextEncoder().encode(now.toISOString()))
    const back = await shelf.read(path)
    if (!back) throw new StartError('S3：刚存的文件读不回来。', '请核对桶的读权限。')
    await shelf.delete(path)
  } catch (error) {
    throw error instanceof StartError ? error : refusalOf(error, settings)
  }
}

function refusalOf(error: unknown, { endpoint, bucket }: S3Settings): StartError {
  if (!(error instanceof ShelfRefused))
    return new StartError(`S3：连不上 ${endpoint}。`, '请核对 S3_ENDPOINT，确认这台机器访问得到。')
  switch (error.code) {
    case 'NoSuchBucket':
      return new StartError(`S3：没有叫 ${bucket} 的桶。`, '请先建好桶，或核对 S3_BUCKET。')
    case 'RequestTimeTooSkewed':
      return new StartError('S3：这台机器的时钟和存储服务差得太多。', '请打开时间同步（NTP）。')
    case 'InvalidAccessKeyId':
      return new StartError('S3：没有这个账号。', '请核对 S3_ACCESS_KEY_ID。')
    case 'SignatureDoesNotMatch':
      return new StartError('S3：密钥不对。', '请核对 S3_SECRET_ACCESS_KEY 和 S3_REGION。')
    case 'AccessDenied':
      return new StartError(`S3：账号没有桶 ${bucket} 的读写权限。`, '请在存储服务里给它读、写、删的权限。')
    default:
      return new StartError(`S3：存储服务不肯收（${error.status} ${error.code}）。`, '请核对 S3_ 开头的各项设置。')
  }
}
