/** One notice as the office sees it. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'

export type Notice = InferResponseType<(typeof api.notices)[':id']['$get'], 200>

export const noticeKey = (id: string) => ['notice', id] as const

export const readNotice = (id: string): Promise<Notice> => ask(api.notices[':id'].$get({ param: { id } }))

export const useNotice = (id: string) => useQuery({ queryKey: noticeKey(id), queryFn: () => readNotice(id) })
