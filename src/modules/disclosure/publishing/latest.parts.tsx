/** The newest notices as a list. */
import { sayDay } from '../../../platform/clock.ts'
import { Tag } from '../../../web/card.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { noticeHref } from '../addresses.ts'
import { audienceName, itemNameOf, titleOf } from '../obligations/dueWords.ts'
import type { Visit } from '../site.ts'
import type { Latest } from './latest.queries.ts'

export function LatestRows({ visit, latest, label }: { visit: Visit; latest: readonly Latest[]; label: string }) {
  if (latest.length === 0) return <Empty text="还没有公开过内容。" />
  return (
    <Rows label={label}>
      {latest.map((n) => (
        <Row
          key={n.code}
          more={itemNameOf(visit.frame, n)}
          href={noticeHref(n.code)}
          when={
            <time dateTime={n.published_on}>
              {sayDay(n.published_on, n.published_on.slice(0, 4) !== visit.today.slice(0, 4))}
            </time>
          }
          what={
            <>
              {n.group_name !== null && <Tag text={n.group_name} />} {titleOf(visit.frame, n)}{' '}
              {n.version > 1 && <Tag text={`第 ${n.version} 版`} />}
              {n.nothing && <Tag text="本期无内容" />}
              {n.audience !== 'everyone' && <Tag text={`${audienceName(n.audience)}可看`} />}
              {n.questions > 0 && <Tag text={`${n.questions} 条提问`} />}
            </>
          }
        />
      ))}
    </Rows>
  )
}
