/** The county's list of powers as the console reads it. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import type { Known } from '../known.ts'
import type { Power, PowerFrame } from '../powers.schema.ts'

const list = api['power-list']
export type Whole = {
  power: Power
  version: number
  state: 'inForce' | 'ended'
  from: string
  today: string
  versions: {
    version: number
    state: 'inForce' | 'ended'
    from: string
    madeAt: string
    by: string
    open: number
    changes: string[]
  }[]
}
export type Around = Known & { frame: PowerFrame; today: string }

export const useList = () => useQuery({ queryKey: ['power-list'], queryFn: () => ask(list.$get()) })
export const useAround = () =>
  useQuery({
    queryKey: ['power-list', 'known'],
    staleTime: 300_000,
    queryFn: () => ask(list.known.$get()) as unknown as Promise<Around>,
  })
export const wholeKey = (code: string) => ['power-list', 'one', code]
export const readWhole = (code: string) => ask(list[':code'].$get({ param: { code } })) as unknown as Promise<Whole>
export const useWhole = (code: string) =>
  useQuery({ queryKey: wholeKey(code), enabled: code !== '', queryFn: () => readWhole(code) })
