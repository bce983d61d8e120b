/** What the list of tasks is narrowed by, as the address says it. Pure. */
import { lampFilters, type LampFilter } from '../../../kernel/cases/lampFigures.ts'

/** Besides lamp, person and words. */
export const facetNames = {
  kind: '哪一类',
  place: '地方',
  state: '到哪一步',
  service: '办事事项',
  power: '权力',
  who: '谁经办',
} as const
export type Facet = keyof typeof facetNames
export const facets = Object.keys(facetNames) as Facet[]
export type Filter = { lamp: LampFilter | ''; mine: boolean; text: string } & Record<Facet, string>

export function filterOf(query: URLSearchParams): Filter {
  return {
    lamp: lampFilters.find((l) => l === query.get('lamp')) ?? '',
    mine: query.get('mine') === '1',
    text: query.get('text') ?? '',
    ...(Object.fromEntries(facets.map((f) => [f, query.get(f) ?? ''])) as Record<Facet, string>),
  }
}

/** What a filter asks, without what narrows nothing. */
export const queryOf = ({ mine, ...rest }: Filter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...rest, text: rest.text.trim(), mine: mine ? '1' : '' }).filter(([, v]) => v !== ''),
  )

/** Where the first page is asked for. */
export function tasksAddress(query: URLSearchParams): string {
  const asked = new URLSearchParams(queryOf(filterOf(query))).toString()
  return `/api/tasks${asked === '' ? '' : `?${asked}`}`
}
