/**
 * Takes one action on a notice and shows its new state. The content's hash and the step seen go along, so that a
 * repeated request never acts twice.
 */
import { useQueryClient } from '@tanstack/react-query'
import type { InferRequestType } from 'hono/client'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import { noticeKey, type Notice } from './useNotice.ts'

export type DecisionInput = InferRequestType<(typeof api.notices)[':id']['actions'][':action']['$post']>['json']

export function useDecide(notice: Notice) {
  const queries = useQueryClient()
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: noticeKey(notice.id) }),
      queries.invalidateQueries({ queryKey: ['desk'] }),
    ])
  const decide = async (action: string, input: DecisionInput = {}) => {
    const done = await ask(
      api.notices[':id'].actions[':action'].$post({
        param: { id: notice.id, action },
        json: { seenStep: notice.step, contentHash: notice.contentHash ?? undefined, ...input },
      }),
    )
    await refresh()
    return done
  }
  return { decide, refresh }
}
