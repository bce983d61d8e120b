/** Services that the site's search finds. */
import type { SearchKind } from '../../../kernel/finding/found.ts'
import { fitOf, fits } from '../../../kernel/finding/fit.ts'
import { handlings } from './services.schema.ts'
import { serviceHref } from './addresses.ts'
import { findServices } from './find.ts'
import { listServices } from './services.queries.ts'

/** By name and by what villagers call them; by sound only where nothing else is called so. */
export const searchServices: SearchKind = {
  heading: '办事',
  label: '找到的服务事项',
  wanted: ['apply'],
  async find(visit, asked, { village }) {
    const services = await listServices(visit.db, visit.today)
    const fitting = services.map((s) => ({
      s,
      fit: fitOf(asked, { name: s.name, also: s.also, code: s.code, about: s.who }),
    }))
    const found = fitting.filter(({ fit }) => fit > 0)
    const sounding = found.length > 0 ? [] : findServices(services, asked.typed).map((s) => ({ s, fit: fits.sound }))
    return [...found, ...sounding].map(({ s, fit }) => ({
      fit,
      href: serviceHref(village, s.code),
      what: s.name,
      when: handlings[s.handling],
    }))
  },
}
