/** One case and how it is read again after something was done to it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { tell } from '../../../../console/parts/tell.tsx'

export type StaffCase = InferResponseType<(typeof api.cases)[':id']['$get'], 200>

export const useCase = (id: string) =>
  useQuery({
    queryKey: ['case', id],
    refetchOnMount: 'always',
    queryFn: () => ask(api.cases[':id'].$get({ param: { id } })),
  })

/** Returns what to call when something was done: says it, and reads the case and the lists again. */
export function useDone(id: string): (said: string) => Promise<void> {
  const client = useQueryClient()
  return async (said) => {
    tell(said)
    await Promise.all([
      client.invalidateQueries({ queryKey: ['case', id] }),
      client.invalidateQueries({ queryKey: ['cases'] }),
    ])
  }
}
