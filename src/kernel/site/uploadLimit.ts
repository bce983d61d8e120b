/**
 * What may be sent in files without signing in: so much of one address in an hour, so much in all that belongs to
 * nothing yet, and nothing that would take the database's room. What was never sent is swept after days
 * (`report.uploadDays`).
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

/** Within so many seconds what was let in stands in the tables. */
const moment = 5

/**
 * Before `bytes` are taken in: 429 past the address's hour, 503 where too much waits in all or the disk is nearly full.
 * What begins at the same moment sees the same sum of what waits, so it is counted beside it: near the bound a few are
 * asked to wait a moment too early.
 */
export async function takeBytes(
  { office, rooms }: Pick<Site, 'office' | 'rooms'>,
  c: Context,
  bytes: number,
  rules: Rules,
): Promise<void> {
  office.files.needRoom()
  const needed = Math.max(1, Math.ceil(bytes / mb))
  const ofAddress = limiter(office.pool, 'upload-mb', rules.number('upload.addressMbHour'), hour)
  await ofAddress.take(visitorOf(c, office), tooMuch, needed)
  const waiting = await Promise.all(rooms.map((r) => r.unsentBytes?.(office.db) ?? 0))
  const room = Math.floor((rules.number('upload.waitingMb') * mb - waiting.reduce((a, b) => a + b, 0)) / mb)
  const full = new UserError(503, '现在传上来还没有提交的文件太多了，请过些时候再传，或先交文字。您填的内容没有丢。')
  if (needed > room) throw full
  await limiter(office.pool, 'upload-moment', room, moment)
    .take('all', undefined, needed)
    .catch((error: unknown) => {
      throw error instanceof UserError ? full : error
    })
}
