/** Addresses of services and halls for searching machines; none where the county has no services. */
import type { SitemapEntry } from '../../../kernel/room.ts'
import { standingPlacesQ } from '../../../kernel/regions/shown.queries.ts'
import type { Visit } from '../../../kernel/site/site.tsx'
import { hallHref, refusedHref, serviceHref, servicesHref } from './addresses.ts'
import { listServices } from './services.queries.ts'

export async function serviceSitemap({ db, today }: Visit): Promise<SitemapEntry[]> {
  const [services, places] = await Promise.all([listServices(db, today), standingPlacesQ(db)])
  if (services.length === 0) return []
  const villages = places.filter((p) => p.level === 'village')
  return [
    servicesHref(undefined),
    refusedHref(undefined),
    ...services.map((s) => serviceHref(undefined, s.code)),
    ...villages.flatMap((p) => [servicesHref(p.slug), hallHref(p.slug)]),
  ].map((path) => ({ path }))
}
