/** The list of tasks as its screen calls it. */
import { hc } from 'hono/client'
import { sending } from '../../../console/sending.ts'
import type { tasksApi } from '../../tasks/tasks.api.ts'

export const api = hc<ReturnType<typeof tasksApi>>('/api', { fetch: sending })
