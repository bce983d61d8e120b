/** One run as the console reads it, and reading it again after something was done. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'

const one = api.powers.runs[':id']
export type Run = InferResponseType<typeof one.$get, 200>
export type WayStep = Run['way'][number]
export type Recorded = Run['steps'][number]

export const useRun = (id: string) =>
  useQuery({ queryKey: ['run', id], refetchOnMount: 'always', queryFn: () => ask(one.$get({ param: { id } })) })

export function useReread(id: string): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['run', id] }),
      client.invalidateQueries({ queryKey: ['runs'] }),
      client.invalidateQueries({ queryKey: ['cases'] }),
    ])
  }
}
