/** Places in which a report can be sent, from the public connection. */
import { notFound } from '../../../platform/errors.ts'
import { statement } from '../../../kernel/site/statement.ts'
import { standingOnText } from '../../../kernel/regions/standing.ts'
import type { Visit } from '../site.ts'

export type Group = { name: string; slug: string }
export type SendingPlace = {
  id: string
  name: string
  slug: string
  path: string
  level: string
  parent_name: string | null
  parent_slug: string | null
  parent_level: string | null
  phone: string
  groups: Group[] | null
}

/** A village that still is, or the county itself, with its groups. `$2`: today. */
export const sendingPlaceQ = statement<SendingPlace>(
  'report.place',
  `SELECT r.id, r.name, r.slug, r.path, r.level, p.name AS parent_name, p.slug AS parent_slug, p.level AS parent_level,
    r.phone,
    (SELECT json_agg(json_build_object('name', g.name, 'slug', g.slug) ORDER BY g.path) FROM public_regions g
      WHERE g.parent_id = r.id AND g.level = 'group' AND ${standingOnText('g', '$2')}) AS groups
  FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id WHERE r.slug = $1
    AND r.level IN ('village', 'county', 'city') AND ${standingOnText('r', '$2')}`,
)

/** A place that can be told something; 404 with the way out. */
export async function placeFor(visit: Visit, slug: string): Promise<SendingPlace> {
  const place = (await sendingPlaceQ(visit.db, slug, visit.today))[0]
  if (!place) throw notFound('没有这个村的页面。请从首页找村子，再点“我要反映”。')
  return place
}

export type Choice = { name: string; slug: string; township: string }
/** Every village, by township, for the choice of a place. */
export const choicesQ = statement<Choice>(
  'report.choices',
  `SELECT r.name, r.slug, p.name AS township FROM public_regions r JOIN public_regions p ON p.id = r.parent_id
  WHERE r.level = 'village' AND ${standingOnText('r', '$1')} ORDER BY p.path, r.path`,
)

export type AboutNotice = {
  notice_id: string
  code: string
  title: string
  place: string
  slug: string
  path: string
  region_id: string
}
/** The notice that a complaint about a list hangs on. */
export const aboutNoticeQ = statement<AboutNotice>(
  'report.notice',
  `SELECT n.notice_id, n.code, n.title, r.name AS place, r.slug, r.path, n.region_id FROM public_notices n
    JOIN public_regions r ON r.id = n.region_id WHERE n.code = $1 AND n.superseded_at IS NULL LIMIT 1`,
)
