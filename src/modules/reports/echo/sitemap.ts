/** Released reports for searching machines, without those that show a name. */
import { dayOf } from '../../../platform/clock.ts'
import type { SitemapEntry } from '../../../kernel/room.ts'
import type { Visit } from '../../../kernel/site/site.tsx'
import { statement } from '../../../kernel/site/statement.ts'

const reportsQ = statement<{ code: string; received_at: Date }>(
  'sitemapReports',
  `SELECT code, received_at
  FROM public_reports
  WHERE name = ''
  ORDER BY received_at DESC
  LIMIT 45000`,
)

export const reportSitemap = async ({ db }: Visit): Promise<SitemapEntry[]> =>
  (await reportsQ(db)).map((r) => ({ path: `/reports/${r.code}`, day: dayOf(r.received_at) }))
