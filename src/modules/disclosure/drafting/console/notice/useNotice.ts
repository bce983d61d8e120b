/** One notice as the office sees it. */
import { useQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../../console/client.ts'
import { api } from '../../../client.ts'
import type { Form } from '../../../../../kernel/forms/form.ts'
import type { Content } from '../../../../../kernel/forms/forms.schema.ts'

type Answer = InferResponseType<(typeof api.notices)[':id']['$get'], 200>
export type Notice = Omit<Answer, 'form' | 'content' | 'previous'> & {
  form: Form
  content: Content
  previous: Content | null
}

export const noticeKey = (id: string) => ['notice', id] as const

export const readNotice = async (id: string): Promise<Notice> =>
  (await ask(api.notices[':id'].$get({ param: { id } }))) as unknown as Notice

export const useNotice = (id: string) => useQuery({ queryKey: noticeKey(id), queryFn: () => readNotice(id) })
