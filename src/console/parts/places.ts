/** Places that this person sees, and the one a screen is about: in the address, else one's own. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../client.ts'
import { base } from '../base.ts'
import { useAddress } from '../router.tsx'
import { useMe } from '../me.ts'

export type Place = InferResponseType<typeof base.places.$get, 200>['places'][number]

/** Slug of the place in `?place=`, else of the first post. */
export function usePlaceSlug(): string {
  const me = useMe()
  const { query } = useAddress()
  return query.get('place') ?? me.data?.posts[0]?.slug ?? ''
}

export const usePlaces = (
  filter: { find?: string; parent?: string; slug?: string; levels?: string; everywhere?: '1' },
  enabled = true,
) =>
  useQuery({
    queryKey: ['places', filter],
    enabled,
    staleTime: 300_000,
    queryFn: () => ask(base.places.$get({ query: filter })).then((a) => a.places),
  })

export const levelNames: Record<string, string> = {
  city: '市',
  county: '县',
  township: '乡镇',
  village: '村',
  group: '村民小组',
  bureau: '部门',
}
