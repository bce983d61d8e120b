/**
 * Who answers for what, and the number to press where the office gave one: one home for every page where somebody must
 * act.
 */
import { sayDay } from '../platform/clock.ts'
import { Empty } from './list.tsx'

/** `person` '' where the county shows posts only; days as `YYYY-MM-DD`. */
export type Holding = {
  post: string
  person: string
  office_phone: string
  deputy?: string | null
  deputy_to?: string | null
}

export function HolderRows({
  holders,
  limit,
  label = '谁在负责',
}: {
  holders: readonly Holding[]
  limit?: number
  label?: string
}) {
  if (holders.length === 0) return <Empty text="还没有登记。" />
  return (
    <ul class="rows" aria-label={label}>
      {holders.slice(0, limit).map((h, i) => (
        <li key={i} class="call">
          <div>
            <span class="what">
              <b>{h.person || h.post}</b>
              {(h.person !== '' || h.deputy) && (
                <small>
                  {h.person !== '' && h.post}
                  {h.deputy && `（由${h.deputy}代理至 ${sayDay(h.deputy_to!)}）`}
                </small>
              )}
              {h.office_phone !== '' && <small class="num">{h.office_phone}</small>}
            </span>
            {h.office_phone !== '' && (
              <a
                class="press"
                href={`tel:${h.office_phone}`}
                aria-label={`打电话给${h.post}${h.person}，${h.office_phone}`}
              >
                打电话
              </a>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
