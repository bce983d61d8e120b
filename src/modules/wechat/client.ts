/** This room's routes as its screens call them. */
import { hc } from 'hono/client'
import { sending } from '../../console/sending.ts'
import type { api as routes } from './api.ts'

export const api = hc<ReturnType<typeof routes>>('/api', { fetch: sending })
