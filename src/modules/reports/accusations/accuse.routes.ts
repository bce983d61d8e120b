/**
 * Takes sealed accusations in. What is sent is ciphertext already; nothing of it stands in an address, a log line or a
 * page.
 */
import { bodyLimit } from 'hono/body-limit'
import type { Context, Hono } from 'hono'
import { transact } from '../../../platform/db.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { tellError } from '../../../platform/http.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sendLimit } from '../../../kernel/site/sendLimit.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { takeAccusation } from './accusations.ts'
import { accusationSchema } from './accusations.schema.ts'
import { accusePage } from './accuse.pages.tsx'
import { accuseHref } from '../addresses.ts'
import { answer, visitOf, type Site } from '../site.ts'

const tooLarge = () => new UserError(413, '照片加起来太大了，请少放几张。您写的内容还在。')

export function accuseRoutes(app: Hono, site: Site) {
  const { office } = site
  const limit = sendLimit(office, 'accusation', 5, 20)
  const body = bodyLimit({
    maxSize: 48 * 1024 * 1024,
    onError: () => {
      throw tooLarge()
    },
  })
  app.get(accuseHref, takes(), async (c) => {
    const visit = await visitOf(site, c)
    return answer(site, c, visit, await accusePage(visit))
  })
  app.post('/accusations', body, (c) =>
    told(c, async () => {
      const form = accusationSchema.safeParse(await c.req.parseBody())
      if (!form.success) throw invalid('没有收到完整的内容，请再提交一次。')
      const { keyId, key, altcha, ...parts } = form.data
      const ctx = await contextAt(office.db, office.now())
      // Photographs stand in the envelope as text, which makes them a third larger.
      if (parts.sealed.size > ctx.rules.number('accusation.mb') * 1024 * 1024 * 1.4) throw tooLarge()
      await limit.take(c, altcha, key)
      const [sealed, identity] = await Promise.all([bytesOf(parts.sealed), parts.identity && bytesOf(parts.identity)])
      c.header('cache-control', 'no-store')
      return c.json(
        await transact(office.db, (tx) => takeAccusation(tx, office.secret, { keyId, sealed, identity, key }, ctx.now)),
        201,
      )
    }),
  )
}

/** The script reads what is wrong from JSON and writes it beside the button. */
async function told(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const { status, message } = tellError(error, '/accusations')
    return c.json({ message }, status as 500)
  }
}

const bytesOf = async (part: File) => new Uint8Array(await part.arrayBuffer())
