/** The places of the fictional pack as demo content needs them: with the names of those who hold posts today. */
import { packedPlaces } from '../../kernel/pack/county/places.part.ts'
import { packedPeople } from '../../kernel/pack/county/people.part.ts'
import { valuesOf } from '../../kernel/pack/fault.ts'
import type { Pack } from '../../kernel/pack/part.ts'
import type { PersonRow } from '../../kernel/pack/county/pack.schema.ts'
import { groupsOf, shortGroup } from './facts.ts'
import type { DemoPlace } from './scene.ts'

/** Regions and departments of a pack, without the county's own practice villages. `today` decides who holds a post. */
export function demoPlaces(pack: Pack, today: string): DemoPlace[] {
  const { regions: all, departments } = pack.of(packedPlaces)
  const holding = Map.groupBy(
    valuesOf(pack.of(packedPeople).people.rows).filter((p) => p.from <= today && (p.to === '' || p.to >= today)),
    (p) => p.region,
  )
  const regions = new Map(valuesOf(all.rows).map((r) => [r.code, r]))
  const groupsIn = (village: (typeof all.rows)[number]['value'] | undefined) => {
    if (!village) return { groups: [], groupHeads: [] }
    const named = [...regions.values()].filter((g) => g.level === 'group' && g.parent === village.code)
    return {
      groups: groupsOf(
        village.households ?? 300,
        named.map((g) => shortGroup(g.name, village.name)),
      ),
      groupHeads: named.map((g) => holding.get(g.code)?.[0]?.name),
    }
  }
  const places = [...regions.values()]
    .filter((r) => r.practice === '')
    .map((r): DemoPlace => {
      const above = regions.get(r.parent)
      const township = r.level === 'group' ? regions.get(above?.parent ?? '') : above
      return {
        code: r.code,
        name: r.name,
        fullName: r.fullName || r.name,
        level: r.level,
        kind: r.kind,
        township: r.level === 'village' || r.level === 'group' ? (township?.name ?? '') : '',
        households: r.households ?? 0,
        population: r.population ?? 0,
        ...groupsIn(r.level === 'group' ? above : r.level === 'village' ? r : undefined),
        holders: holdersOf(holding.get(r.level === 'group' ? r.parent : r.code) ?? []),
      }
    })
  const bureaux = valuesOf(departments.rows).map(
    (d): DemoPlace => ({
      code: d.code,
      name: d.name,
      fullName: d.name,
      level: 'bureau',
      kind: '',
      township: '',
      households: 0,
      population: 0,
      groups: [],
      groupHeads: [],
      holders: { ...holdersOf([]), phone: d.phone },
    }),
  )
  return [...places, ...bureaux]
}

/** Names by shipped posts; a vacancy is filled by the officer, as in a real village. */
function holdersOf(people: readonly PersonRow[]): DemoPlace['holders'] {
  const named = (post: string) => people.filter((p) => p.post === post).map((p) => p.name)
  const officer = named('V-OFFICER')[0] ?? '值班人员'
  const one = (post: string) => named(post)[0] ?? officer
  return {
    secretary: one('V-SECRETARY'),
    director: one('V-DIRECTOR'),
    officer,
    chair: one('V-SUPCHAIR'),
    members: named('V-SUP'),
    agent: one('V-AGENT'),
    gridWorkers: named('V-GRID'),
    phone: people.find((p) => p.officePhone !== '')?.officePhone ?? '',
    liaison: '',
    liaisonPhone: '',
  }
}
