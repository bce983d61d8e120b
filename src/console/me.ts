/** Who is signed in. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ApiError, ask } from './client.ts'
import { base } from './base.ts'
import { holdWhole } from './whole.ts'

export type Me = InferResponseType<typeof base.me.$get, 200>
export type May = Me['may'][number]

let last: Me | undefined
/**
 * Who was signed in on this page until the sign-in ended by itself: the screens stay, with what was typed, until they
 * are back. After signing out on purpose the page is another.
 */
export const lastMe = (): Me | undefined => last

let otherCame: (() => void) | undefined
/** Hears when somebody else is signed in on this page than before. */
export function hearOther(hear: () => void): void {
  otherCame = hear
}

/** Keeps who it is, as an answer said it. */
export function heldMe(me: Me | null): Me | null {
  if (me) {
    if (last !== undefined && last.username !== me.username) otherCame?.()
    holdWhole(me.is)
    last = me
  }
  return me
}

/** The signed-in person; `null` for strangers. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    queryFn: () =>
      ask(base.me.$get(), true).then(heldMe, (e: unknown) => {
        if (e instanceof ApiError && e.status === 401) return null
        throw e
      }),
  })
}
