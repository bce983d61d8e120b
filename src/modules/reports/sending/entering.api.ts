/** What staff write down for villagers who call or come: the report, and files of it before it is sent. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { invalid, UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { siteOrigin } from '../../../kernel/site/origin.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from '../handling/acts.ts'
import { enter, entrySchema, type Entered } from './entering.ts'
import { dropUpload, takeUpload } from './uploads.ts'

const key = z.object({ key: z.string().min(20).max(40) })
const tooLarge = () => {
  throw new UserError(413, '文件太大了，请选小一点的。')
}

export function enteringApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .post('/reports', may('report.enter'), valid('json', entrySchema), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await done(
          actor,
          'report.enter',
          ({ code }: Entered) => code,
          (tx, ctx) => enter(tx, office, actor, c.req.valid('json'), siteOrigin(office, c), ctx),
        ),
      )
    })
    .post(
      '/entry-files/:key',
      may('report.enter'),
      bodyLimit({ maxSize: 23 * 1024 * 1024, onError: tooLarge }),
      valid('param', key),
      async (c) => {
        const file = (await c.req.formData().catch(() => undefined))?.get('file')
        if (!(file instanceof File)) throw invalid('没有收到文件，请重新选择。', { field: 'files' })
        const { rules, now } = await contextAt(office.db, office.now())
        const sent = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
        const { id, kind, name } = await takeUpload(office, c.req.valid('param').key, sent, rules, now)
        return c.json({ id, kind, name })
      },
    )
    .post(
      '/entry-files/:key/:id/drop',
      may('report.enter'),
      valid('param', key.extend({ id: z.string().max(40) })),
      async (c) => {
        await dropUpload(office, c.req.valid('param').key, c.req.valid('param').id)
        return c.json({ ok: true })
      },
    )
}
