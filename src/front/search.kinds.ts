/**
 * What the front itself finds beside the rooms: items of the catalogue, who holds a post, bureaux, former names of
 * places, receipts.
 */
import { fitOf, fits } from '../kernel/finding/fit.ts'
import type { FoundRow } from '../kernel/finding/found.ts'
import type { Asked } from '../kernel/finding/question.ts'
import { heldOnText } from '../kernel/people/terms.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import { standingOnText } from '../kernel/regions/standing.ts'
import type { Place } from '../kernel/regions/shown.queries.ts'
import { adhoc, statement } from '../kernel/site/statement.ts'
import { audienceName, itemHref, noticeHref } from '../modules/disclosure/index.ts'
import type { Visit } from '../modules/disclosure/index.pages.ts'
import { plainText } from '../platform/plainText.ts'
import { holdersQ } from './place.queries.ts'

/** The items of the place, or of every village where none is named: then the village is asked for. */
export function itemsFound(visit: Visit, place: Place | undefined, asked: Asked): FoundRow[] {
  if ([...asked.typed].length < 2) return []
  const level = place?.level ?? 'village'
  return visit.frame.catalogue
    .filter(
      ({ definition: d }) =>
        d.levels.includes(level as 'village') && (!place?.kind || !d.exceptKinds.includes(place.kind)),
    )
    .map((i) => ({
      fit: fitOf(asked, { name: i.name, code: i.code }),
      href: place ? itemHref(place.slug, i.code) : `/own/items/${i.code}`,
      what: i.name,
      more: i.definition.audience === 'everyone' ? undefined : `内容只给${audienceName(i.definition.audience)}看`,
    }))
    .filter(({ fit }) => fit > 0)
}

const postKindsQ = statement<{ name: string }>(
  'searchPostKinds',
  `SELECT DISTINCT name FROM public_post_kinds WHERE level IN ('village', 'group')
    AND (ended_on IS NULL OR ended_on >= $1::date)`,
)
type Held = { post: string; person: string; place: string; slug: string; level: string }
const namedQ = adhoc<Held>(
  `SELECT p.post, p.person, r.name AS place, r.slug, r.level FROM public_posts p
    JOIN public_regions r ON r.id = p.region_id
  WHERE p.person = $1 AND ${heldOnText('p', '$2')} AND ${standingOnText('r', '$2')} ORDER BY r.path, p.position
    LIMIT 6`,
)

/** Posts as people call them, and whoever holds one by their full name. */
export async function postsFound(visit: Visit, place: Place | undefined, asked: Asked): Promise<FoundRow[]> {
  const root = visit.frame.root?.slug
  if (place) {
    const holders = await holdersQ(visit.db, place.id, visit.today)
    return holders
      .map((h) => ({
        fit: fitOf(asked, { name: h.post, also: [h.person] }),
        href: `${placeHref(place.level, place.slug, root)}#who`,
        what: `${h.post} ${h.person}`,
        when: h.office_phone,
      }))
      .filter(({ fit }) => fit > 0)
  }
  const names = asked.ways.map(plainText).filter((w) => /^[\p{Script=Han}·]{2,12}$/u.test(w))
  const [kinds, held] = await Promise.all([
    postKindsQ(visit.db, visit.today),
    Promise.all(names.slice(0, 2).map((name) => namedQ(visit.db, name, visit.today))),
  ])
  return [
    ...held.flat().map((h) => ({
      fit: fits.exact,
      href: `${placeHref(h.level, h.slug, root)}#who`,
      what: h.person,
      when: `${h.place} ${h.post}`,
    })),
    ...kinds
      .map((k) => ({ fit: fitOf(asked, { name: k.name }), href: '/own/duties', what: k.name, when: '看您村里是谁' }))
      .filter(({ fit }) => fit > 0),
  ]
}

const bureauxQ = statement<{ name: string; slug: string; level: string }>(
  'searchBureaux',
  `SELECT name, slug, level FROM public_regions r WHERE level = 'bureau' AND ${standingOnText('r', '$1')} ORDER BY path
    LIMIT 500`,
)

/** A bureau is called with or without the county before it. */
export async function bureauxFound(visit: Visit, asked: Asked): Promise<FoundRow[]> {
  const bureaux = await bureauxQ(visit.db, visit.today)
  return bureaux
    .map((b) => ({
      fit: fitOf(asked, { name: b.name, also: [b.name.replace(visit.frame.county, '')] }),
      href: placeHref(b.level, b.slug),
      what: b.name,
    }))
    .filter(({ fit }) => fit > 0)
}

type Renamed = { before: string; name: string; slug: string; level: string }
const renamedQ = adhoc<Renamed>(
  `SELECT c.before, r.name, r.slug, r.level FROM public_region_changes c JOIN public_regions r ON r.id = c.region_id
  WHERE c.kind = 'renamed' AND c.before LIKE $1 || '%' AND r.name NOT LIKE $1 || '%' ORDER BY length(c.before), r.path
    LIMIT 6`,
)

/** Places under a name that they had before. */
export async function renamedFound(visit: Visit, typed: string): Promise<FoundRow[]> {
  if (!/^\p{Script=Han}{2,12}$/u.test(typed)) return []
  return (await renamedQ(visit.db, typed)).map((r) => ({
    fit: r.before === typed ? fits.exact : fits.begins,
    href: placeHref(r.level, r.slug, visit.frame.root?.slug),
    what: r.name,
    when: `原来叫${r.before}`,
  }))
}

const noticeQ = adhoc<{ code: string; title: string; place: string }>(
  'SELECT n.code, n.title, r.name AS place FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.code = $1',
)

/**
 * The number of a notice leads to it; any other such number may be a receipt's, and nothing is told of it but where
 * receipts are asked about.
 */
export async function numberFound(visit: Visit, code: string | undefined): Promise<FoundRow[]> {
  if (code === undefined) return []
  const [notice] = await noticeQ(visit.db, code)
  if (notice) return [{ fit: fits.code, href: noticeHref(notice.code), what: notice.title, when: notice.place }]
  return [
    { fit: fits.code, href: '/reports', what: '是反映的回执编号？查办到哪一步', more: '还要回执上的六位数字。' },
    { fit: fits.code, href: '/applications', what: '是办事的回执编号？查办到哪一步', more: '还要回执上的六位数字。' },
  ]
}
