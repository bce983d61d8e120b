/**
 * What may be sent in files without signing in: so much of one address in an hour, so much in all that belongs to nothing yet, and
 * nothing that would take the database's room. What was never sent is swept after days (`report.uploadDays`).
 */
import type { Context } from 'hono'
import { UserError } from '../../platform/errors.ts'
import { limiter } from '../../platform/rateLimit.ts'
import type { Rules } from '../rules/rules.ts'
import { visitorOf } from './sendLimit.ts'
import type { Site } from './site.tsx'

const mb = 1024 * 1024
const hour = 3_600
const tooMuch = '这个网络一小时里传的文件太多了，请过一会儿再传，或先交文字，以后再补文件。您填的内容没有丢。'

/**
 * Before `bytes` are taken in: 429 past the address's hour, 503 where too much waits in all or the disk is nearly full. The sum of what
 * waits is read without a lock: what begins at the very same moment may pass it together, the disk's reserve not.
 */
export async function takeBytes(
  { office, rooms }: Pick<Site, 'office' | 'rooms'>,
  c: Context,
  bytes: number,
  rules: Rules,
): Promise<void> {
  office.files.needRoom()
  const ofAddress = limiter(office.pool, 'upload-mb', rules.number('upload.addressMbHour'), hour)
  await ofAddress.take(visitorOf(c, office), tooMuch, Math.max(1, Math.ceil(bytes / mb)))
  const waiting = await Promise.all(rooms.map((r) => r.unsentBytes?.(office.db) ?? 0))
  if (waiting.reduce((a, b) => a + b, bytes) > rules.number('upload.waitingMb') * mb)
    throw new UserError(503, '现在传上来还没有提交的文件太多了，请过些时候再传，或先交文字。您填的内容没有丢。')
}
