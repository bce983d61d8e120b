/** What became of an item over its periods. */
import { missingText } from '../obligations/figures.sql.ts'
import { statement } from '../../../kernel/site/statement.ts'

export type History = {
  id: string
  item_code: string
  item_version: number
  period: string
  stage: string
  event_title: string
  due_on: string
  published_on: string | null
  nothing: boolean
  code: string | null
  title: string | null
  withdrawn: string | null
}
export const historyQ = statement<History>(
  'history',
  `SELECT o.id, o.item_code, o.item_version, o.period, o.stage, o.event_title, o.due_on, o.published_on, o.nothing,
    n.code, n.title, n.withdrawn
  FROM public_obligations o LEFT JOIN public_notices n ON n.notice_id = o.notice_id AND n.superseded_at IS NULL
    WHERE o.region_id = $1 AND o.item_code = $2 ORDER BY o.due_on DESC, o.stage LIMIT 120`,
)

export type ItemStand = { item_code: string; published_on: string | null; missing: number }
export const itemsStandQ = statement<ItemStand>(
  'itemsStand',
  `SELECT item_code, max(published_on) AS published_on,
    count(*) FILTER (WHERE ${missingText('$3::date')})::int AS missing
  FROM public_obligations WHERE region_id = $1 AND item_code = ANY($2::text[]) GROUP BY item_code`,
)
