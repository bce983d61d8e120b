/** The newest notices of a place. */
import { statement } from '../../../kernel/site/statement.ts'

export type Latest = {
  code: string
  version: number
  title: string
  item_code: string
  item_version: number
  audience: string
  nothing: boolean
  withdrawn: string | null
  published_on: string
  questions: number
}
/** `region`: whose; `limit`: of the list. */
export const latest = (
  region: string,
  limit: string,
) => `SELECT n.code, n.version, n.title, n.item_code, n.item_version, n.audience, n.nothing, n.withdrawn, n.published_on,
    (SELECT count(*) FROM public_questions q WHERE q.notice_id = n.notice_id AND q.text IS NOT NULL)::int AS questions
  FROM public_notices n WHERE n.region_id = ${region} AND n.superseded_at IS NULL ORDER BY n.published_at DESC, n.id DESC ${limit}`

export const latestQ = statement<Latest>('latest', latest('$1', 'LIMIT $2 OFFSET $3'))

export const noticeCountQ = statement<{ n: number }>(
  'noticeCount',
  'SELECT count(*)::int AS n FROM public_notices WHERE region_id = $1 AND superseded_at IS NULL',
)
