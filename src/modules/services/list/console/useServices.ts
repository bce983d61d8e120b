/** The county's services as the console reads them. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import type { Service, ServiceFrame } from '../services.schema.ts'

export type ServiceLine = InferResponseType<typeof api.services.$get, 200>['services'][number]
export type Whole = {
  service: Service
  version: number
  state: 'offered' | 'ended'
  from: string
  today: string
  versions: {
    version: number
    state: 'offered' | 'ended'
    from: string
    madeAt: string
    by: string
    changes: string[]
  }[]
}
export type Surroundings = {
  frame: ServiceFrame
  frameVersion: number
  bureaux: { code: string; name: string }[]
  items: { code: string; name: string }[]
  today: string
}

export const useServices = () => useQuery({ queryKey: ['services'], queryFn: () => ask(api.services.$get()) })
export const useSurroundings = () =>
  useQuery({
    queryKey: ['services', 'surroundings'],
    staleTime: 300_000,
    queryFn: () => ask(api.services.surroundings.$get()) as Promise<Surroundings>,
  })
export const wholeKey = (code: string) => ['services', 'one', code]
export const useWhole = (code: string) =>
  useQuery({
    queryKey: wholeKey(code),
    enabled: code !== '',
    queryFn: () => ask(api.services[':code'].$get({ param: { code } })) as unknown as Promise<Whole>,
  })
