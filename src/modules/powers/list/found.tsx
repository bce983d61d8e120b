/** Powers that the site's search finds. */
import type { SearchKind } from '../../../kernel/finding/found.ts'
import { fitOf } from '../../../kernel/finding/fit.ts'
import { powerHref } from '../addresses.ts'
import { listPowers } from './powers.queries.ts'

/** By name and by what villagers call them: how the village decides comes after what people may get or read. */
export const searchPowers: SearchKind = {
  heading: '权力清单：谁定、走哪几步',
  label: '找到的权力',
  wanted: ['decide'],
  seldom: true,
  async find(visit, asked, { village }) {
    const powers = await listPowers(visit.db, visit.today)
    return powers
      .map((p) => ({
        fit: fitOf(asked, { name: p.name, also: p.also, code: p.code, about: p.steps.map((s) => s.name) }),
        href: powerHref(village, p.code),
        what: p.name,
        when: p.responsible.words,
      }))
      .filter(({ fit }) => fit > 0)
  },
}
