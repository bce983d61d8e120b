/** Addresses of the list of powers for searching machines; none where the county has no list. */
import type { SitemapEntry } from '../../../kernel/room.ts'
import { standingPlacesQ } from '../../../kernel/regions/shown.queries.ts'
import type { Visit } from '../../../kernel/site/site.tsx'
import { powerHref, powersHref } from '../addresses.ts'
import { listPowers } from './powers.queries.ts'

export async function powerSitemap({ db, today }: Visit): Promise<SitemapEntry[]> {
  const [powers, places] = await Promise.all([listPowers(db, today), standingPlacesQ(db)])
  if (powers.length === 0) return []
  const villages = places.filter((p) => p.level === 'village')
  return [
    powersHref(undefined),
    ...powers.map((p) => powerHref(undefined, p.code)),
    ...villages.map((p) => powersHref(p.slug)),
  ].map((path) => ({ path }))
}
