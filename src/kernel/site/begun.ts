/**
 * A form that was begun elsewhere (a picture sent to the official account): where it goes on, the browser brings the
 * form's key and what is known already. Sealed in a cookie for a quarter of an hour, so that no key stands in an address.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { sealerOf } from '../../platform/sealing/sealer.ts'

const cookie = 'sunlit.begun'
const purpose = 'form begun elsewhere'
const seconds = 900

const schema = z.object({ until: z.number(), key: z.string(), lat: z.number().optional(), lng: z.number().optional() })
export type Begun = Omit<z.output<typeof schema>, 'until'>

/** Hands the form to this browser; the page that takes it is asked for with `?begun=1`. */
export function handBegun(office: Pick<Office, 'secret' | 'now' | 'baseUrl'>, c: Context, begun: Begun): void {
  const until = Math.floor(office.now().getTime() / 1000) + seconds
  const sealed = sealerOf(office.secret, purpose).seal('cookie', Buffer.from(JSON.stringify({ ...begun, until })))
  const secure = office.baseUrl?.startsWith('https:') ? '; Secure' : ''
  c.header(
    'set-cookie',
    `${cookie}=${sealed.toString('base64url')}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
    { append: true },
  )
}

/** What this browser brings; undefined where it brings nothing, or too late. */
export function begunIn(office: Pick<Office, 'secret' | 'now'>, c: Context): Begun | undefined {
  const sealed = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(c.req.header('cookie') ?? '')?.[1]
  if (sealed === undefined) return undefined
  try {
    const text = sealerOf(office.secret, purpose).open('cookie', Buffer.from(sealed, 'base64url')).toString('utf8')
    const { until, ...begun } = schema.parse(JSON.parse(text))
    return until * 1000 < office.now().getTime() ? undefined : begun
  } catch {
    return undefined
  }
}
