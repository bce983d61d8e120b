/** What the console calls to run powers: lists, start, record, confirm, skip, stop, change of amount, papers. */
import { actsOfPowers } from '../acts.ts'
import { id } from '../../../kernel/staff/params.ts'
import { asAttachment, asInline } from '../../../platform/disposition.ts'
import { signatureSchema } from '../../disclosure/index.ts'
import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, transact } from '../../../platform/db.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { confirmSigner } from '../../../kernel/staff/confirmSigner.ts'
import { amendAmount } from './amend.ts'
import { runSheet } from './export.ts'
import { dropPaper, lookAtPaper, takePaper } from './papers.ts'
import { confirmStep, recordStep, stands } from './record.ts'
import { pauseStep, resumeStep } from './pause.ts'
import { runForStaff, runLines, startable } from './runs.queries.ts'
import {
  amendSchema,
  confirmSchema,
  pauseSchema,
  reasonSchema,
  recordSchema,
  resumeSchema,
  startSchema,
} from './runs.schema.ts'
import { skipStep, stopRun } from './skip.ts'
import { startRun } from './start.ts'

const filter = z.object({
  whose: z.enum(['hand', 'mine', 'all']).optional(),
  lamp: z.enum(['yellow', 'red']).optional(),
  power: z.string().max(16).optional(),
  state: z.enum(['open', 'closed']).optional(),
  text: z.string().trim().max(40).optional(),
  place: z.string().max(60).optional(),
  after: z.string().max(40).optional(),
})
const signedReason = reasonSchema.extend({ signature: signatureSchema.optional() })
const tooLarge = () => {
  throw new UserError(413, `文件太大了，每个不超过 ${maxFileBytes / 1024 / 1024} MB。`)
}
/** Rows of one sheet. */
const sheetMost = 20_000

export function powersApi(office: Office) {
  const may = staffOnly(office)
  const work = actsOfPowers(office)
  /** The reason with its signature; whoever signs by keyboard shows again that it is them. */
  const signed = async (c: HonoContext<StaffEnv>, { signature, ...reason }: z.output<typeof signedReason>) => {
    await confirmSigner(office, c.req.raw.headers, c.get('session'), signature)
    return {
      ...reason,
      signature: signature && { kind: signature.kind, strokes: signature.strokes, scanSha256: signature.scanSha256 },
    }
  }
  const pathOf = async (q: z.output<typeof filter>) => ({
    ...q,
    place: q.place
      ? ((await first(office.db, sql<{ path: string }>`SELECT path FROM regions WHERE slug = ${q.place}`))?.path ?? '!')
      : undefined,
  })
  return new Hono<StaffEnv>()
    .get('/powers', may('power.see'), async (c) => c.json({ powers: await startable(office.db, dayOf(office.now())) }))
    .get('/powers/runs', may('power.see'), valid('query', filter), async (c) =>
      c.json(await runLines(office.db, c.get('session').actor, await pathOf(c.req.valid('query')), office.now())),
    )
    .get('/powers/runs.xlsx', may('power.see'), valid('query', filter), async (c) => {
      const { runs } = await runLines(
        office.db,
        c.get('session').actor,
        { ...(await pathOf(c.req.valid('query'))), after: undefined },
        office.now(),
        sheetMost,
      )
      return c.body(new Uint8Array(await runSheet(runs)), 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': asAttachment(`权力办理 ${dayOf(office.now())}.xlsx`),
      })
    })
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
    .post(
      '/powers/runs/:id/papers/:paper',
      may('power.handle'),
      bodyLimit({ maxSize: maxFileBytes + 65_536, onError: tooLarge }),
      valid('param', id.extend({ paper: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: runId, paper } = c.req.valid('param')
        const at = await transact(office.db, (tx) => stands(tx, runId, {}))
        const file = (await c.req.formData().catch(() => undefined))?.get('file')
        if (!(file instanceof File) || file.size === 0)
          throw invalid('没有收到文件，请重新选择。', { field: `papers.${paper}` })
        return c.json(
          await takePaper(office, actor, at, paper, {
            name: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
          }),
        )
      },
    )
    .get(
      '/powers/papers/:file',
      may('power.look'),
      valid('param', z.object({ file: z.string().min(10).max(40) })),
      async (c) => {
        const { bytes, type, name } = await lookAtPaper(office, c.get('session').actor, c.req.valid('param').file)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': type,
          'content-disposition': asInline(name),
          'cache-control': 'no-store',
        })
      },
    )
    .post(
      '/powers/runs/:id/papers/:paper/drop',
      may('power.handle'),
      valid('param', id.extend({ paper: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        await transact(office.db, (tx) => dropPaper(tx, actor, c.req.valid('param').id, c.req.valid('param').paper))
        return c.json({ ok: true })
      },
    )
}
