/** The tasks that a filter in the address leaves, page by page. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { useDeferredValue } from 'react'
import { ask } from '../../../console/client.ts'
import { useAddress } from '../../../console/router.tsx'
import { api } from './client.ts'
import { filterOf, queryOf, type Filter } from './filter.ts'

export type Page = InferResponseType<typeof api.tasks.$get, 200>
export type Row = Page['rows'][number]
type Query = InferRequestType<typeof api.tasks.$get>['query']

export const useFilter = (): Filter => filterOf(useAddress().query)

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
