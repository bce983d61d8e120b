import { useQuery } from '@tanstack/react-query'
import { api, ask } from '../../../console/client.ts'

/** The latest hundred messages to my posts, fresh within a minute. */
export const useMessages = () =>
  useQuery({ queryKey: ['messages'], queryFn: () => ask(api.messages.$get()), refetchInterval: 60_000 })
