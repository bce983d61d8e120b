/** Villagers' reports that were released, among what a search finds. */
import { readCode } from '../../../platform/ids.ts'
import { tsqueriesOf } from '../../../platform/search.ts'
import { sayTime } from '../../../platform/clock.ts'
import { adhoc, type Reader } from '../../../kernel/site/statement.ts'
import type { SearchKind } from '../../../kernel/finding/found.ts'
import { fits } from '../../../kernel/finding/fit.ts'
import type { Asked } from '../../../kernel/finding/question.ts'
import { rangeOf } from '../../../kernel/regions/range.ts'

type FoundReport = { code: string; title: string; received_at: Date; place: string }

/** Of a common word the newest hundreds only. */
const reportsQ = adhoc<FoundReport>(
  `SELECT code, title, received_at, place FROM (SELECT code, title, received_at, place FROM public_report_search
    WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 LIMIT 500) f ORDER BY received_at DESC LIMIT 6`,
)
const oneQ = adhoc<FoundReport>(
  `SELECT code, title, received_at, place FROM public_report_search WHERE code = $1 AND path >= $2 AND path < $3`,
)

/** The newest few that hold all of the words. */
export const searchReports: SearchKind = {
  heading: '村民反映',
  label: '找到的村民反映',
  seldom: true,
  async find(visit, asked, { path, named }) {
    const found = await newest(visit.db, asked, path ?? visit.frame.root?.path)
    return found.map(({ report: r, fit }) => ({
      fit,
      href: `/reports/${r.code}`,
      what: `${named ? `${r.place}：` : ''}${r.title}`,
      when: <time dateTime={r.received_at.toISOString()}>{sayTime(r.received_at, true)}</time>,
    }))
  },
}

async function newest(db: Reader, asked: Asked, path: string | undefined) {
  const range = rangeOf(path)
  const code = readCode(asked.typed)
  if (code !== undefined) {
    const one = await oneQ(db, code, ...range)
    if (one.length > 0) return one.map((report) => ({ report, fit: fits.code }))
  }
  for (const { how, query } of tsqueriesOf(asked.core, asked.ways)) {
    if (how !== 'typed' && how !== 'words') continue
    const found = await reportsQ(db, query, ...range)
    if (found.length > 0)
      return found.map((report) => ({
        report,
        fit: asked.ways.some((w) => report.title.includes(w)) ? fits.begins : fits.about,
      }))
  }
  return []
}
