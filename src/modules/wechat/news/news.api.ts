/** Notices at WeChat in the console: which template tells what. */
import { Hono } from 'hono'
import { z } from 'zod'
import { transact } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { audit } from '../wechat.audit.ts'
import { dropTemplate, kinds, readTemplates, saveTemplate, templateSchema } from './templates.ts'

const kind = z.object({ kind: templateSchema.shape.kind })

export function newsApi(office: Pick<Office, 'db' | 'auth' | 'now'>) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/wechat/templates', may('wechat.edit'), async (c) =>
      c.json({ kinds, templates: await readTemplates(office.db) }),
    )
    .put(
      '/wechat/templates/:kind',
      may('wechat.edit'),
      valid('param', kind),
      valid('json', templateSchema.omit({ kind: true })),
      async (c) => {
        const { actor } = c.get('session')
        const given = { kind: c.req.valid('param').kind, ...c.req.valid('json') }
        const facts = Object.keys(kinds[given.kind].facts)
        if (Object.values(given.fields).some((f) => !facts.includes(f))) throw invalid('没有这样的内容可填。')
        await transact(office.db, async (tx) => {
          const same = (await readTemplates(tx)).find((t) => t.templateId === given.templateId)
          if (same && same.kind !== given.kind)
            throw conflict(`这个模板已经用在“${kinds[same.kind].name}”，一种通知用一个模板。`)
          await saveTemplate(tx, given, actor.personId, office.now())
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            action: 'wechat.template',
            subject: given.kind,
          })
        })
        return c.json({ ok: true })
      },
    )
    .delete('/wechat/templates/:kind', may('wechat.edit'), valid('param', kind), async (c) => {
      const { actor } = c.get('session')
      const { kind: dropped } = c.req.valid('param')
      await transact(office.db, async (tx) => {
        await dropTemplate(tx, dropped)
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'wechat.template', subject: dropped })
      })
      return c.json({ ok: true })
    })
}
