/** Questions as the console has them, and what their kinds are called. */
import type { InferResponseType } from 'hono/client'
import { api } from '../../client.ts'

export type Question = InferResponseType<typeof api.questions.$get, 200>['questions'][number]

export const questionKinds: Record<string, string> = {
  question: '提问',
  objection: '异议',
  untrue: '反映不真实',
  missing: '反映没公开',
}
