/**
 * A form that was begun elsewhere (a picture sent to the official account): where it goes on, the browser brings the
 * form's key and what is known already. The page that takes it is asked for with `?begun=1`.
 */
import { z } from 'zod'
import type { SealedCookie } from './sealedCookie.ts'

const schema = z.object({ key: z.string(), lat: z.number().optional(), lng: z.number().optional() })

export const begun: SealedCookie<z.output<typeof schema>> = { name: 'sunlit.begun', path: '/', schema }
