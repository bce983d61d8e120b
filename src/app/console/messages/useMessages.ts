/** The messages to one's posts, for the bell and the page of messages. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../console/client.ts'
import { base } from '../../../console/base.ts'

/** The latest hundred messages to my posts, fresh within a minute. */
export const useMessages = () =>
  useQuery({ queryKey: ['messages'], queryFn: () => ask(base.messages.$get()), refetchInterval: 60_000 })
