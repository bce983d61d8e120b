import { z } from 'zod'

/** The parameter `:id` of a route: the id of a row (UUIDv7). */
export const id = z.object({ id: z.string().min(10).max(40) })
