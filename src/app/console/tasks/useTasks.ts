/** The tasks that a filter in the address leaves, page by page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { useDeferredValue } from 'react'
import { ask } from '../../../console/client.ts'
import { useAddress } from '../../../console/router.tsx'
import { lampFilters, type LampFilter } from '../../../kernel/cases/lampFigures.ts'
import { api } from './client.ts'

export type Page = InferResponseType<typeof api.tasks.$get, 200>
export type Row = Page['rows'][number]
type Query = InferRequestType<typeof api.tasks.$get>['query']

/** What the list may be narrowed by besides lamp, person and words. */
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

export function useFilter(): Filter {
  const { query } = useAddress()
  return {
    lamp: lampFilters.find((l) => l === query.get('lamp')) ?? '',
    mine: query.get('mine') === '1',
    text: query.get('text') ?? '',
    ...(Object.fromEntries(facets.map((f) => [f, query.get(f) ?? ''])) as Record<Facet, string>),
  }
}

/** What the address says of a filter, without what narrows nothing. */
export const queryOf = ({ mine, ...rest }: Filter): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...rest, text: rest.text.trim(), mine: mine ? '1' : '' }).filter(([, v]) => v !== ''),
  )

export function useTasks(filter: Filter) {
  const query = useDeferredValue(JSON.stringify(queryOf(filter)))
  return useInfiniteQuery({
    queryKey: ['tasks', query],
    initialPageParam: '',
    refetchOnMount: 'always',
    // Whoever types goes on typing: what was there stands until the next list is.
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      ask(
        api.tasks.$get({
          query: { ...(JSON.parse(query) as Query), ...(pageParam === '' ? {} : { after: pageParam }) },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  })
}
