/** What the console calls to decide applications: one step of one, or several signed together. */
import { Hono } from 'hono'
import { z } from 'zod'
import { UserError } from '../../../platform/errors.ts'
import { inContext } from '../../../kernel/cases/office.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import type { Office } from '../../../kernel/office.ts'
import { confirmSigner, signatureSchema } from '../../../kernel/cases/signing.ts'
import { counter, contentHash, id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { application } from './applications.procedure.ts'
import { grantSchema, recordSchema, refusalSchema } from './applications.schema.ts'
import { approveTogether, decide } from './decide.ts'

const decision = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  seenEvents: counter.optional(),
  contentHash: contentHash.optional(),
  signature: signatureSchema.optional(),
  refusal: refusalSchema.optional(),
  grant: grantSchema.optional(),
  record: recordSchema.optional(),
  identityChecked: z.boolean().optional(),
  holder: z.string().max(60).optional(),
})
const several = z.object({
  items: z
    .array(z.object({ id: id.shape.id, contentHash, seenEvents: counter, amount: grantSchema.shape.amount }))
    .min(1)
    .max(30),
  signature: signatureSchema,
})

export function decideApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .post(
      '/applications/:id/actions/:action',
      may('application.handle'),
      valid('param', id.extend({ action: z.string().regex(/^[a-z]{2,20}$/i) })),
      valid('json', decision),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId, action: named } = c.req.valid('param')
        const action = actionIn([application], named)
        const { signature: given, ...d } = c.req.valid('json')
        if (given && d.contentHash === undefined)
          throw new UserError(422, '签字要对着看过的内容，请刷新看过再签。', { field: 'contentHash' })
        const signature = given && (await confirmSigner(office, c.req.raw.headers, c.get('session'), given))
        const done = await inContext(office, (tx, ctx) =>
          decide(tx, office.secret, actor, { ...d, caseId, action, signature }, ctx),
        )
        return c.json({ step: done.to, ...(done.handedTo === '' ? {} : { handedTo: done.handedTo }) })
      },
    )
    .post('/applications/approve', may('application.handle'), valid('json', several), async (c) => {
      const { items, signature: given } = c.req.valid('json')
      const signature = await confirmSigner(office, c.req.raw.headers, c.get('session'), given)
      return c.json(await approveTogether(office, c.get('session').actor, items, signature))
    })
}
