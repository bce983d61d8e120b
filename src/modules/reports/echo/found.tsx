/** Villagers' reports that were released, among what a search finds. */
import { tsqueriesOf } from '../../../platform/search.ts'
import { sayTime } from '../../../platform/clock.ts'
import { adhoc, type Reader } from '../../../kernel/site/statement.ts'
import type { VNode } from 'preact'
import type { SearchKind } from '../../../kernel/room.ts'
import { Row, Rows } from '../../../web/list.tsx'
import { rangeOf } from '../../../kernel/regions/range.ts'

type FoundReport = { code: string; title: string; received_at: Date; place: string }

/** Of a common word the newest hundreds only. */
const reportsQ = adhoc<FoundReport>(
  `SELECT code, title, received_at, place FROM (SELECT code, title, received_at, place FROM public_report_search WHERE tokens @@ $1::tsquery AND path >= $2 AND path < $3 LIMIT 500) f ORDER BY received_at DESC LIMIT 6`,
)

/** The newest few that hold all of the words. */
export const searchReports: SearchKind['find'] = async (visit, topic, { path, named }) =>
  foundReports(await newest(visit.db, topic, path ?? visit.frame.root?.path), named)

async function newest(db: Reader, text: string, path: string | undefined): Promise<FoundReport[]> {
  for (const { how, query } of tsqueriesOf(text)) {
    if (how !== 'typed' && how !== 'words') continue
    const found = await reportsQ(db, query, ...rangeOf(path))
    if (found.length > 0) return found
  }
  return []
}

function foundReports(reports: readonly FoundReport[], named: boolean): VNode | undefined {
  if (reports.length === 0) return undefined
  return (
    <>
      <h2>村民反映</h2>
      <Rows label="找到的村民反映">
        {reports.map((r) => (
          <Row
            key={r.code}
            href={`/reports/${r.code}`}
            what={`${named ? `${r.place}：` : ''}${r.title}`}
            when={<time dateTime={r.received_at.toISOString()}>{sayTime(r.received_at, true)}</time>}
          />
        ))}
      </Rows>
    </>
  )
}
