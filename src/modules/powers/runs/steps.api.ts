/** What the console calls to run a power: start, record, confirm, send back, skip, stop, change of amount. */
import { Hono, type Context as HonoContext } from 'hono'
import { z } from 'zod'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { confirmSigner, signatureSchema } from '../../../kernel/cases/signing.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOfPowers } from '../acts.ts'
import { amendAmount } from './amend.ts'
import { pauseStep, resumeStep } from './pause.ts'
import { confirmStep, recordStep } from './record.ts'
import { runForStaff } from './runs.queries.ts'
import {
  amendSchema,
  confirmSchema,
  pauseSchema,
  reasonSchema,
  recordSchema,
  resumeSchema,
  startSchema,
} from './runs.schema.ts'
import { sendBack } from './sendBack.ts'
import { skipStep, stopRun } from './skip.ts'
import { startRun } from './start.ts'

const signedReason = reasonSchema.extend({ signature: signatureSchema.optional() })

export function stepsApi(office: Office) {
  const may = staffOnly(office)
  const work = actsOfPowers(office)
  /** The reason with its signature; whoever signs by keyboard shows again that it is them. */
  const signed = async (c: HonoContext<StaffEnv>, { signature, ...reason }: z.output<typeof signedReason>) => {
    const session = c.get('session')
    return { ...reason, signature: signature && (await confirmSigner(office, c.req.raw.headers, session, signature)) }
  }
  return new Hono<StaffEnv>()
    .post('/powers/runs', may('power.start'), valid('json', startSchema), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await work(actor, 'power.start', c.req.valid('json').power, (tx, ctx) =>
          startRun(tx, actor, c.req.valid('json'), ctx),
        ),
      )
    })
    .get('/powers/runs/:id', may('power.see'), valid('param', id), async (c) =>
      c.json(
        await runForStaff(
          office.db,
          c.get('session').actor,
          c.req.valid('param').id,
          await contextAt(office.db, office.now()),
        ),
      ),
    )
    .post(
      '/powers/runs/:id/record',
      may('power.handle'),
      valid('param', id),
      valid('json', recordSchema),
      async (c) => {
        const { actor } = c.get('session')
        return c.json(
          await work(actor, 'power.record', c.req.valid('param').id, (tx, ctx) =>
            recordStep(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
          ),
        )
      },
    )
    .post(
      '/powers/runs/:id/confirm',
      may('power.handle'),
      valid('param', id),
      valid('json', confirmSchema),
      async (c) => {
        const { actor } = c.get('session')
        return c.json(
          await work(actor, 'power.confirm', c.req.valid('param').id, (tx, ctx) =>
            confirmStep(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
          ),
        )
      },
    )
    .post('/powers/runs/:id/amount', may('power.start'), valid('param', id), valid('json', amendSchema), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await work(actor, 'power.amend', c.req.valid('param').id, (tx, ctx) =>
          amendAmount(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
        ),
      )
    })
    .post('/powers/runs/:id/pause', may('power.handle'), valid('param', id), valid('json', pauseSchema), async (c) => {
      const { actor } = c.get('session')
      await work(actor, 'power.pause', c.req.valid('param').id, (tx, ctx) =>
        pauseStep(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post(
      '/powers/runs/:id/resume',
      may('power.handle'),
      valid('param', id),
      valid('json', resumeSchema),
      async (c) => {
        const { actor } = c.get('session')
        await work(actor, 'power.resume', c.req.valid('param').id, (tx, ctx) =>
          resumeStep(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post('/powers/runs/:id/back', may('power.handle'), valid('param', id), valid('json', reasonSchema), async (c) => {
      const { actor } = c.get('session')
      await work(actor, 'power.sendBack', c.req.valid('param').id, (tx, ctx) =>
        sendBack(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx),
      )
      return c.json({ ok: true })
    })
    .post('/powers/runs/:id/skip', may('power.handle'), valid('param', id), valid('json', signedReason), async (c) => {
      const { actor } = c.get('session')
      const reason = await signed(c, c.req.valid('json'))
      await work(actor, 'power.skip', c.req.valid('param').id, (tx, ctx) =>
        skipStep(tx, actor, c.req.valid('param').id, reason, ctx),
      )
      return c.json({ ok: true })
    })
    .post('/powers/runs/:id/stop', may('power.handle'), valid('param', id), valid('json', signedReason), async (c) => {
      const { actor } = c.get('session')
      const reason = await signed(c, c.req.valid('json'))
      await work(actor, 'power.stop', c.req.valid('param').id, (tx, ctx) =>
        stopRun(tx, actor, c.req.valid('param').id, reason, ctx),
      )
      return c.json({ ok: true })
    })
}
