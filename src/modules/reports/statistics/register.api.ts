/** Registers around the cases: what staff write down for villagers, call-backs, mediation, figures and the ledger. */
import { id } from '../../../kernel/staff/params.ts'
import { asAttachment } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { transact } from '../../../platform/db.ts'
import { invalid, notFound, UserError } from '../../../platform/errors.ts'
import { jobOf } from '../../../platform/jobs.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { callbacksFor, lookForCallback, recordCall } from './callbacks.ts'
import { enter, entrySchema } from '../sending/entering.ts'
import { ledgerMost, ledgerRows } from './export.ts'
import {
  addMeeting,
  endMediation,
  followUp,
  mediationOf,
  mediationsFor,
  openMediation,
} from '../mediation/mediation.ts'
import { paperOf } from '../../../kernel/intake/papers.ts'
import { kept, overseen, worker } from '../handling/reports.api.ts'
import { channels, ratings, reportKinds, type Rating } from '../reports.schema.ts'
import { dropUpload, takeUpload } from '../sending/uploads.ts'
import { figuresOf, formulas, groupsOf, hotSpots, sharesOf, type Groups } from './statistics.queries.ts'

const text = (least: number, say: string) => z.string().trim().min(least, say).max(4_000, '最多 4000 字')
const spanFields = {
  at: z.string().max(60).optional(),
  from: z.iso.date('请选起始日期'),
  to: z.iso.date('请选结束日期'),
}
const inOrder = (s: { from: string; to: string }) => s.from <= s.to
const span = z.object(spanFields).refine(inOrder, '起始日期要在结束日期前面')
const groupings = [
  'kind',
  'channel',
  'category',
  'place',
  'unit',
  'level',
  'month',
] as const satisfies readonly Groups[]
/** `by`: one way of grouping; without it all, for the printed sheet. */
const statisticsQuery = z
  .object({ ...spanFields, by: z.enum(groupings).optional() })
  .refine(inOrder, '起始日期要在结束日期前面')
const party = z.object({
  name: z.string().trim().max(40, '姓名最多 40 个字'),
  phone: z
    .string()
    .trim()
    .max(30, '电话最多 30 个字')
    .transform((t) => t.normalize('NFKC').replace(/[－—–]/g, '-'))
    .pipe(z.string().regex(/^[0-9+()\-\s]*$/, '电话只能有数字、空格和横线'))
    .default(''),
  side: z.string().trim().max(40).default(''),
})
const rating = z.enum(Object.keys(ratings) as [Rating, ...Rating[]])

export function registerApi(office: Office) {
  const may = staffOnly(office)
  const work = worker(office)
  return new Hono<StaffEnv>()
    .post('/reports', may('report.enter'), valid('json', entrySchema), async (c) =>
      c.json(
        await work(async (tx, ctx) => {
          const made = await enter(tx, office, c.get('session').actor, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'report.enter', made.code, ctx)
          return made
        }),
      ),
    )
    .post(
      '/entry-files/:key',
      may('report.enter'),
      bodyLimit({
        maxSize: 23 * 1024 * 1024,
        onError: () => {
          throw new UserError(413, '文件太大了，请选小一点的。')
        },
      }),
      valid('param', z.object({ key: z.string().min(20).max(40) })),
      async (c) => {
        const file = (await c.req.formData().catch(() => undefined))?.get('file')
        if (!(file instanceof File)) throw invalid('没有收到文件，请重新选择。', { field: 'files' })
        const { rules, now } = await contextAt(office.db, office.now())
        const {
          id: taken,
          kind,
          name,
        } = await takeUpload(
          office,
          c.req.valid('param').key,
          { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
          rules,
          now,
        )
        return c.json({ id: taken, kind, name })
      },
    )
    .post(
      '/entry-files/:key/:id/drop',
      may('report.enter'),
      valid('param', z.object({ key: z.string().min(20).max(40), id: z.string().max(40) })),
      async (c) => {
        await dropUpload(office.db, c.req.valid('param').key, c.req.valid('param').id)
        return c.json({ ok: true })
      },
    )
    .get(
      '/callbacks',
      may('report.callback'),
      valid('query', z.object({ only: z.enum(['open', 'differs', 'all']).default('open') })),
      async (c) =>
        c.json({ callbacks: await callbacksFor(office.db, c.get('session').actor, c.req.valid('query').only) }),
    )
    .post('/callbacks/:id/look', may('report.callback'), valid('param', id), async (c) =>
      c.json(
        await work(async (tx, ctx) => {
          await kept(tx, c.get('session').actor, 'report.look', c.req.valid('param').id, ctx)
          return lookForCallback(tx, office.secret, c.get('session').actor, c.req.valid('param').id, ctx)
        }),
      ),
    )
    .post(
      '/callbacks/:id',
      may('report.callback'),
      valid('param', id),
      valid(
        'json',
        z.object({
          reached: z.boolean(),
          rating: rating.optional(),
          note: z.string().trim().max(500, '最多 500 字'),
          reopen: z.boolean().default(false),
        }),
      ),
      async (c) =>
        c.json(
          await work(async (tx, ctx) => {
            await kept(tx, c.get('session').actor, 'report.callback', c.req.valid('param').id, ctx)
            return recordCall(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          }),
        ),
    )
    .get('/mediations', may('report.mediate'), async (c) =>
      c.json({ today: dayOf(office.now()), mediations: await mediationsFor(office.db, c.get('session').actor) }),
    )
    .post(
      '/mediations',
      may('report.mediate'),
      valid(
        'json',
        z.object({
          place: z.string().max(60),
          title: text(2, '请写调解什么事').max(60, '最多 60 字'),
          mediator: text(2, '请写谁来调解').max(60, '最多 60 字'),
          parties: z.array(party).min(2, '请至少写两方当事人').max(20),
          caseId: z.string().max(40).optional(),
        }),
      ),
      async (c) =>
        c.json({
          id: await work(async (tx, ctx) => {
            const made = await openMediation(tx, office.secret, c.get('session').actor, c.req.valid('json'), ctx)
            await kept(tx, c.get('session').actor, 'mediation.open', made, ctx)
            return made
          }),
        }),
    )
    .get('/mediations/:id', may('report.mediate'), valid('param', id), async (c) =>
      c.json(await mediationOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)),
    )
    .post(
      '/mediations/:id/meetings',
      may('report.mediate'),
      valid('param', id),
      valid(
        'json',
        z.object({
          on: z.iso.date('请选日期'),
          spot: text(2, '请写在哪里').max(60, '最多 60 字'),
          notes: text(2, '请写谈了什么'),
        }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await addMeeting(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'mediation.meeting', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/mediations/:id/end',
      may('report.mediate'),
      valid('param', id),
      valid(
        'json',
        z.object({
          outcome: z.enum(['agreed', 'failed', 'withdrawn']),
          agreement: z.string().trim().max(4_000, '最多 4000 字').default(''),
          scan: z
            .string()
            .regex(/^[0-9a-f]{64}$/)
            .optional(),
          followUpOn: z.iso.date('请选日期').optional(),
        }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await endMediation(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'mediation.end', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/mediations/:id/follow-up',
      may('report.mediate'),
      valid('param', id),
      valid('json', z.object({ text: text(2, '请写履行得怎么样').max(500, '最多 500 字') })),
      async (c) => {
        await work(async (tx, ctx) => {
          await followUp(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json').text, ctx)
          await kept(tx, c.get('session').actor, 'mediation.follow-up', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .get('/mediations/:id/scan', may('report.mediate'), valid('param', id), async (c) => {
      const m = await mediationOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)
      if (m.signed_scan === null) throw notFound('还没有签字的协议。')
      const { bytes, headers } = await paperOf(office.files, m.signed_scan, `调解协议 ${m.code}`)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
    .get('/report-statistics', may('report.oversee'), valid('query', statisticsQuery), async (c) => {
      const { at, from, to, by } = c.req.valid('query')
      const place = await overseen(office.db, c.get('session').actor, at)
      const s = { path: place.path, from, to, now: office.now() }
      const kinds = by === undefined ? groupings : [by]
      const [figures, spots, ...groups] = await Promise.all([
        figuresOf(office.db, s),
        hotSpots(office.db, s, c.get('session').actor.personId),
        ...kinds.map((k) => groupsOf(office.db, s, k)),
      ])
      return c.json({
        place: place.name,
        slug: place.slug,
        figures,
        shares: sharesOf(figures),
        formulas,
        spots,
        groups: Object.fromEntries(kinds.map((k, i) => [k, named(k, groups[i]!)])) as Partial<
          Record<Groups, (typeof groups)[number]>
        >,
      })
    })
    .post('/report-ledger', may('report.export'), valid('json', span), async (c) => {
      const { actor } = c.get('session')
      const { at, from, to } = c.req.valid('json')
      const place = await overseen(office.db, actor, at)
      if (from < '2000-01-01') throw invalid('请选近一些的日期。', { field: 'from' })
      if ((await ledgerRows(office.db, { path: place.path, from, to, person: actor.personId })) > ledgerMost)
        throw invalid(`这段时间超过 ${ledgerMost} 件，一次导不出来。请把时间分成几段，一段一段导出。`, {
          field: 'from',
        })
      const job = await transact(office.db, async (tx) => {
        const sent = await office.jobs.send(
          tx,
          'reportLedger',
          { path: place.path, from, to, person: actor.personId },
          actor.personId,
          office.now(),
        )
        await kept(tx, actor, 'report.ledger', `${place.slug} ${from} ${to}`, { now: office.now() })
        return sent
      })
      return c.json({ job })
    })
    .get('/report-ledger/:id', may('report.export'), valid('param', id), async (c) => {
      const job = await jobOf(office.db, c.req.valid('param').id, c.get('session').actor.personId)
      const made = job?.kind === 'reportLedger' ? (job.result as { sha256: string; name: string } | null) : null
      if (!made) throw notFound('台账还没有做好，或者不是您导出的。')
      const { bytes, headers } = await paperOf(office.files, made.sha256, made.name)
      return c.body(new Uint8Array(bytes), 200, {
        ...headers,
        'content-disposition': asAttachment(made.name),
      })
    })
}

const levels: Record<string, string> = {
  village: '村里',
  township: '乡镇',
  county: '县里',
  bureau: '部门',
  city: '市里',
  '': '还没有答复',
}

/** Groups whose keys are codes get the words for them. */
function named<T extends { key: string; name: string }>(by: Groups, groups: T[]): T[] {
  const words: Record<string, string> =
    by === 'kind'
      ? reportKinds
      : by === 'channel'
        ? channels
        : by === 'level'
          ? levels
          : by === 'category'
            ? { '': '还没有登记类别' }
            : by === 'unit'
              ? { '': '还没有答复' }
              : {}
  return groups.map((g) => ({ ...g, name: words[g.key] ?? g.name }))
}
