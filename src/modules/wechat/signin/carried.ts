/** What goes along while somebody is at WeChat and back. */
import { z } from 'zod'
import type { SealedCookie } from '../../../kernel/site/sealedCookie.ts'

const askedSchema = z.object({ state: z.string(), binds: z.boolean() })
const whoSchema = z.object({ openid: z.string() })
const path = '/my/wechat'

/** The state that WeChat's answer must carry, and whether to bind. */
export const asked: SealedCookie<z.output<typeof askedSchema>> = {
  name: 'sunlit.wechat.asked',
  path,
  schema: askedSchema,
}
/** The openid that was proven. */
export const who: SealedCookie<z.output<typeof whoSchema>> = { name: 'sunlit.wechat.who', path, schema: whoSchema }
