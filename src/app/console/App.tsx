/** Server state; then whoever is signed in sees the shell. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ApiError, hearSignedOut } from '../../console/client.ts'
import { SaidAloud } from '../../console/parts/tell.tsx'
import { hearOther, heldMe, type Me } from '../../console/me.ts'
import { Gate } from './session/Gate.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 1 && error instanceof ApiError && error.status === 0,
      staleTime: 10_000,
      refetchOnWindowFocus: false,
    },
  },
})

// A sign-in that ended is found out by whatever was asked: who is here is asked anew, and they sign in again over what
// they typed.
hearSignedOut(() => {
  if (queries.getQueryData(['me'])) void queries.invalidateQueries({ queryKey: ['me'] })
})

// What was read for one person is never shown to the next, on whatever screen they begin.
hearOther(() => queries.removeQueries({ predicate: (q) => q.queryKey[0] !== 'me' }))

/** `me`: as the page said it. */
export function App({ me }: { me: Me | null | undefined }) {
  if (me !== undefined && queries.getQueryData(['me']) === undefined) queries.setQueryData(['me'], heldMe(me))
  return (
    <QueryClientProvider client={queries}>
      <Gate />
      <SaidAloud />
    </QueryClientProvider>
  )
}
