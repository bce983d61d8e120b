/**
 * What a place published on paper or elsewhere before it came here: with its old dates, outside the proof and every
 * count.
 */
import { placeOf } from '../../../kernel/regions/shown.queries.ts'
import { crumbsTo } from '../../../kernel/regions/crumbs.ts'
import { sayDay } from '../../../platform/clock.ts'
import { Pager } from '../../../web/pager.tsx'
import { Empty } from '../../../web/list.tsx'
import { oldHref } from '../addresses.ts'
import { Attachments } from '../publishing/content.tsx'
import { oldCountQ, oldRecordsQ, type OldRecord } from './history.queries.ts'
import type { Shown, Visit } from '../site.ts'

const perPage = 20

export async function historyPage(visit: Visit, slug: string, page: number): Promise<Shown> {
  const place = await placeOf(visit, slug)
  const [records, count] = await Promise.all([
    oldRecordsQ(visit.db, place.id, perPage, (page - 1) * perPage),
    oldCountQ(visit.db, place.id),
  ])
  const total = count[0]?.n ?? 0
  // Old papers may name people whose notices have long left the board: search engines stay out.
  return {
    title: `${place.name}的历史资料`,
    crumbs: crumbsTo(place, visit.frame),
    noindex: true,
    body: (
      <>
        <h1>{place.name}的历史资料</h1>
        <p class="note">
          这些是启用本平台以前的公开资料，按原来的日期补录，供查阅。补录的资料没有记入公开存证，也不算按时或逾期。
        </p>
        {total === 0 ? <Empty text="还没有补录历史资料。" /> : <p class="quiet">共 {total} 份，最近的在前面。</p>}
        {records.map((r) => (
          <OldPaper key={r.id} record={r} />
        ))}
        <Pager
          page={page}
          pages={Math.ceil(total / perPage)}
          href={(to) => `${oldHref(slug)}?page=${to}`}
          what="历史资料"
        />
      </>
    ),
  }
}

function OldPaper({ record }: { record: OldRecord }) {
  return (
    <article class="panel">
      <h2>{record.title}</h2>
      <p class="quiet">
        原来公开的日期：<time dateTime={record.original_on}>{sayDay(record.original_on, true)}</time>
        {record.kind !== '' && ` · ${record.kind}`}
      </p>
      {record.note !== '' && <p class="text">{record.note}</p>}
      <Attachments files={record.files ?? []} level={3} />
    </article>
  )
}
