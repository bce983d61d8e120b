/** The routes that every screen needs: who is signed in, people, places, long work. They are the staff room's. */
import { hc } from 'hono/client'
import { sending } from './sending.ts'
import type { api as staff } from '../modules/staff/api.ts'

export const base = hc<ReturnType<typeof staff>>('/api', { fetch: sending })
