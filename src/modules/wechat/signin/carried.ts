/**
 * What goes along while somebody is at WeChat and back: sealed in cookies below /my/wechat for a quarter of an hour.
 * `asked`: the state that the answer must carry, and whether to bind; `who`: the openid that was proven.
 */
import type { Context } from 'hono'
import { z } from 'zod'
import type { Office } from '../../../kernel/office.ts'
import { sealerOf } from '../../../platform/sealing/sealer.ts'

const seconds = 900
const schemas = {
  asked: z.object({ until: z.number(), state: z.string(), binds: z.boolean() }),
  who: z.object({ until: z.number(), openid: z.string() }),
}
type What = keyof typeof schemas
type Carried<W extends What> = Omit<z.output<(typeof schemas)[W]>, 'until'>
type Here = Pick<Office, 'secret' | 'now' | 'baseUrl'>

const nameOf = (what: What) => `sunlit.wechat.${what}`
const sealer = (office: Here) => sealerOf(office.secret, 'wechat: sign in')

export function carry<W extends What>(office: Here, c: Context, what: W, value: Carried<W>): void {
  const until = Math.floor(office.now().getTime() / 1000) + seconds
  const sealed = sealer(office).seal(what, Buffer.from(JSON.stringify({ ...value, until })))
  set(office, c, what, sealed.toString('base64url'), seconds)
}

export function putDown(office: Here, c: Context, what: What): void {
  set(office, c, what, '', 0)
}

function set(office: Here, c: Context, what: What, value: string, age: number) {
  const secure = office.baseUrl?.startsWith('https:') ? '; Secure' : ''
  const cookie = `${nameOf(what)}=${value}; Path=/my/wechat; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`
  c.header('set-cookie', cookie, { append: true })
}

/** Undefined where nothing was carried, or too long. */
export function carried<W extends What>(office: Here, c: Context, what: W): Carried<W> | undefined {
  const found = new RegExp(`(?:^|;\\s*)${nameOf(what).replaceAll('.', '\\.')}=([\\w-]+)`).exec(
    c.req.header('cookie') ?? '',
  )
  if (!found) return undefined
  try {
    const text = sealer(office).open(what, Buffer.from(found[1]!, 'base64url')).toString('utf8')
    const { until, ...value } = schemas[what].parse(JSON.parse(text))
    return until * 1000 < office.now().getTime() ? undefined : (value as unknown as Carried<W>)
  } catch {
    return undefined
  }
}
