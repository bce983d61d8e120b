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
/** The limiter's own bound is never reached before the rule's: the rule may be changed while we run. */
const most = 1_000_000

export type UploadLimit = { take(c: Context, bytes: number, rules: Rules): Promise<void> }

/** 429 past the address's hour, 503 where too much waits in all or the disk is nearly full. */
export function uploadLimit({ office, rooms }: Pick<Site, 'office' | 'rooms'>): UploadLimit {
  const limits = new Map<number, ReturnType<typeof limiter>>()
  const ofAddress = (points: number) => {
    if (!limits.has(points))
      limits.set(points, limiter(office.pool, `upload-mb-${points}`, Math.min(points, most), hour))
    return limits.get(points)!
  }
  return {
    async take(c, bytes, rules) {
      if (!office.files.hasRoom()) throw new UserError(503, noRoom)
      await ofAddress(rules.number('upload.addressMbHour')).take(
        visitorOf(c, office),
        '这个网络一小时里传的文件太多了，请过一会儿再传，或先交文字，以后再补文件。您填的内容没有丢。',
        Math.max(1, Math.ceil(bytes / mb)),
      )
      const waiting = (await Promise.all(rooms.map((r) => r.unsentBytes?.(office.db) ?? 0))).reduce((a, b) => a + b, 0)
      if (waiting + bytes > rules.number('upload.waitingMb') * mb)
        throw new UserError(503, '现在传上来还没有提交的文件太多了，请过些时候再传，或先交文字。您填的内容没有丢。')
    },
  }
}

/** What whoever sends a file reads when the disk is nearly full; the database goes on. */
export const noRoom =
  '服务器存文件的地方快满了，这份没有收下，文字仍然可以交。请联系村里或县管理员，过些时候再传。您填的内容没有丢。'
