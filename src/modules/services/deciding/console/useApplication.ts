/** One application and how it is read again after something was done to it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferRequestType, InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { tell } from '../../../../console/parts/tell.tsx'

export type StaffApplication = InferResponseType<(typeof api.applications)[':id']['$get'], 200>
export type Inside = NonNullable<StaffApplication['inside']>
export type DecisionInput = InferRequestType<(typeof api.applications)[':id']['actions'][':action']['$post']>['json']

export const readApplication = (id: string) => ask(api.applications[':id'].$get({ param: { id } }))
export const useApplication = (id: string) =>
  useQuery({ queryKey: ['application', id], refetchOnMount: 'always', queryFn: () => readApplication(id) })

/** Returns what to call when something was done: says it, and reads the application and the lists again. */
export function useDone(id: string): (said: string) => Promise<void> {
  const client = useQueryClient()
  return async (said) => {
    tell(said)
    await Promise.all([
      client.invalidateQueries({ queryKey: ['application', id] }),
      client.invalidateQueries({ queryKey: ['applications'] }),
      client.invalidateQueries({ queryKey: ['cases'] }),
    ])
  }
}

/** Takes one action; what the person has seen goes along, so that a repeated request never acts twice. */
export function decide(a: StaffApplication, action: string, input: DecisionInput = {}) {
  return ask(
    api.applications[':id'].actions[':action'].$post({
      param: { id: a.id, action },
      json: { seenEvents: a.events, ...(a.contentHash ? { contentHash: a.contentHash } : {}), ...input },
    }),
  )
}

/** The county's services in force, by code and name. */
export function useServices() {
  return useQuery({
    queryKey: ['application-services'],
    queryFn: () => ask(api['application-services'].$get()).then((a) => a.services),
  })
}
