/** What the console calls for villagers' reports: the inbox, one case, and everything staff do with it. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { cursorSchema } from '../../../kernel/cases/cursor.ts'
import { lock, type Context, type Locked } from '../../../kernel/cases/act.ts'
import { inboxCounts, inboxOf, regionCases, type InboxFilter } from '../../../kernel/cases/inbox.queries.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { extend, resume, suspend } from '../../../kernel/cases/pause.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { type ReportAct, audit } from '../reports.audit.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import './reports.reactions.ts'
import { askedOf } from './asked.queries.ts'
import { previewReply } from '../echo/faces.ts'
import { handle, lookAtReporter, setFace } from './handle.ts'
import { boardOf } from './board.queries.ts'
import { procedures } from '../reports.procedure.ts'
import { caseForStaff } from './reports.queries.ts'
import { replyForms } from '../reports.schema.ts'
import { categories, judgements, noteKinds } from '../reports.words.ts'
import { seenReport } from './seeing.ts'
import { addNote, assign, inHand, label } from './work.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const paper = z.object({ sha256, name: z.string().max(100) })
const keys = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]]
export const filterSchema = z.object({
  procedure: z.string().max(40).optional(),
  step: z.string().max(30).optional(),
  lamp: z.enum(['green', 'yellow', 'red', 'paused']).optional(),
  mine: z.enum(['1']).optional(),
  place: z.string().max(60).optional(),
  text: z.string().trim().max(40).optional(),
  after: cursorSchema.optional(),
})
const reply = z.object({
  text: z.string().max(5_000, '最多 5000 字'),
  form: z.enum(keys(replyForms)),
  fileIds: z.array(z.string().max(40)).max(30).default([]),
  filesChecked: z.boolean().default(false),
})
const decision = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  seenEvents: z.int().min(0).optional(),
  holder: z.string().max(60).optional(),
  reply: reply.optional(),
  finding: z.enum(['upheld', 'dismissed']).optional(),
  notice: z.string().trim().max(200).optional(),
  units: z.array(z.string().max(60)).max(20).optional(),
  lead: z.string().max(60).optional(),
  ask: z.string().trim().max(500).optional(),
})
const text = (least: number, say: string) => z.string().trim().min(least, say).max(1_000, '最多 1000 字')

export function reportsApi(office: Office) {
  const may = staffOnly(office)
  const work = worker(office)
  return new Hono<StaffEnv>()
    .get('/cases', may('report.see'), valid('query', filterSchema), async (c) => {
      const { actor } = c.get('session')
      const filter = await filterOf(office.db, c.req.valid('query'))
      const now = office.now()
      const [inbox, counts, asked] = await Promise.all([
        inboxOf(office.db, actor, filter, now),
        inboxCounts(office.db, actor, now),
        askedOf(office.db, actor, now),
      ])
      return c.json({ ...inbox, counts, asked })
    })
    .get(
      '/cases/board',
      may('report.oversee'),
      valid('query', z.object({ at: z.string().max(60).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const at = await overseen(office.db, actor, c.req.valid('query').at)
        return c.json({ place: at, rows: await boardOf(office.db, at.path, actor.personId, office.now()) })
      },
    )
    .get(
      '/cases/below',
      may('report.oversee'),
      valid('query', filterSchema.extend({ at: z.string().max(60).optional() })),
      async (c) => {
        const { at, ...q } = c.req.valid('query')
        const { path } = await overseen(office.db, c.get('session').actor, at)
        return c.json(
          await regionCases(office.db, c.get('session').actor, path, await filterOf(office.db, q), office.now()),
        )
      },
    )
    .post(
      '/cases/claim',
      may('report.handle'),
      valid('json', z.object({ ids: z.array(z.string().max(40)).min(1).max(50) })),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          for (const one of c.req.valid('json').ids) {
            await assign(tx, actor, one, actor.personId, ctx)
            await kept(tx, actor, 'report.assign', one, ctx)
          }
        })
        return c.json({ done: c.req.valid('json').ids.length })
      },
    )
    .get('/cases/:id', may('report.see'), valid('param', id), async (c) =>
      c.json({
        ...(await caseForStaff(
          office.db,
          c.get('session').actor,
          c.req.valid('param').id,
          await contextAt(office.db, office.now()),
        )),
        hears: office.speech !== undefined,
      }),
    )
    .post(
      '/cases/:id/actions/:action',
      may('report.handle'),
      valid('param', id.extend({ action: z.string().regex(/^[a-z]{2,20}$/i) })),
      valid('json', decision),
      async (c) => {
        const { id: caseId } = c.req.valid('param')
        const action = actionIn(procedures, c.req.valid('param').action)
        const { actor } = c.get('session')
        const { units, lead, ask, holder, ...input } = c.req.valid('json')
        const moved = await work(async (tx, ctx) => {
          await seenReport(tx, actor, caseId)
          const ids = await idsOf(tx, [...(units ?? []), ...(lead ? [lead] : []), ...(holder ? [holder] : [])])
          const done = await handle(
            tx,
            actor,
            {
              ...input,
              caseId,
              action,
              holderId: holder && ids.get(holder),
              ask: units && {
                units: units.map((u) => ids.get(u) ?? ''),
                lead: lead === undefined ? undefined : ids.get(lead),
                ask: ask ?? '',
              },
            },
            ctx,
          )
          await kept(tx, actor, `report.${action}`, caseId, ctx)
          return done
        })
        return c.json({ step: moved.to })
      },
    )
    .post('/cases/:id/preview', may('report.handle'), valid('param', id), valid('json', reply), async (c) => {
      const { actor } = c.get('session')
      return c.json(
        await work(async (tx, ctx) =>
          previewReply(tx, actor, await inHand(tx, actor, c.req.valid('param').id), c.req.valid('json'), ctx),
        ),
      )
    })
    .post(
      '/cases/:id/look',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ why: text(2, '请写明为什么要看') })),
      async (c) =>
        c.json(
          await work(async (tx, ctx) => {
            await kept(tx, c.get('session').actor, 'report.look', c.req.valid('param').id, ctx)
            return lookAtReporter(
              tx,
              office.secret,
              c.get('session').actor,
              c.req.valid('param').id,
              c.req.valid('json').why,
              ctx,
            )
          }),
        ),
    )
    .post(
      '/cases/:id/face',
      may('report.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({
          shown: z.boolean(),
          title: z.string().trim().max(60),
          text: z.string().trim().max(5_000),
          fileIds: z.array(z.string().max(40)).max(20).default([]),
          reason: z.string().trim().max(300).default(''),
          withName: z.boolean().default(false),
        }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await setFace(tx, office.secret, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'report.face', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/notes',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ kind: z.enum(keys(noteKinds)), text: text(2, '请写几个字') })),
      async (c) => {
        await work(async (tx, ctx) => {
          await addNote(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'report.note', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/assignee',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ person: z.string().max(40).nullable() })),
      async (c) => {
        await work(async (tx, ctx) => {
          await assign(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json').person, ctx)
          await kept(tx, c.get('session').actor, 'report.assign', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/label',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ category: z.enum(['', ...categories]), judgement: z.enum(['', ...keys(judgements)]) })),
      async (c) => {
        await work(async (tx, ctx) => {
          await label(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'report.label', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/suspend',
      may('report.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({ reason: text(4, '请写明为什么暂停（至少 4 个字）'), proof: z.array(paper).max(5).default([]) }),
      ),
      async (c) => {
        await onCase(
          work,
          c.get('session').actor,
          'report.suspend',
          c.req.valid('param').id,
          c.req.valid('json').reason,
          (tx, at, ctx) =>
            suspend(
              tx,
              c.get('session').actor,
              at,
              {
                reason: c.req.valid('json').reason,
                proof: c.req.valid('json').proof.map((p) => `${p.sha256} ${p.name}`),
              },
              ctx,
            ),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/resume',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ reason: z.string().trim().max(300).default('') })),
      async (c) => {
        await onCase(
          work,
          c.get('session').actor,
          'report.resume',
          c.req.valid('param').id,
          c.req.valid('json').reason,
          (tx, at, ctx) => resume(tx, c.get('session').actor, at, c.req.valid('json').reason, ctx),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/cases/:id/extend',
      may('report.handle'),
      valid('param', id),
      valid('json', z.object({ reason: text(4, '请写明为什么延长（至少 4 个字）') })),
      async (c) => {
        await onCase(
          work,
          c.get('session').actor,
          'report.extend',
          c.req.valid('param').id,
          c.req.valid('json').reason,
          (tx, at, ctx) =>
            extend(
              tx,
              c.get('session').actor,
              at,
              {
                rule: 'report.extendDays',
                reason: c.req.valid('json').reason,
                approves: postFor(c.get('session').actor, 'report.extend', at.c.holder_path ?? at.c.path),
              },
              ctx,
            ),
        )
        return c.json({ ok: true })
      },
    )
}

export type Work = <T>(job: (tx: Tx, ctx: Context) => Promise<T>) => Promise<T>

/** Runs one action in a transaction with the rules and calendar of now. */
export function worker(office: Office): Work {
  return (job) => inContext(office, job)
}

/** What was done to which case stands in the trail of staff acts. */
export function kept(tx: Tx, actor: Actor, action: ReportAct, subject: string, ctx: { now: Date }): Promise<void> {
  const post = postFor(actor, 'report.see')
  return audit(tx, {
    at: ctx.now,
    personId: actor.personId,
    post: post?.post,
    regionId: post?.regionId,
    action,
    subject,
  })
}

/** A place that the person oversees; without a slug the widest. 404 for others. */
export async function overseen(
  db: Db,
  actor: Actor,
  slug: string | undefined,
): Promise<{ path: string; name: string; slug: string }> {
  const widest = actor.posts
    .filter((p) => postFor({ ...actor, posts: [p] }, 'report.oversee'))
    .sort((a, b) => a.path.length - b.path.length)[0]
  const at = await first(
    db,
    sql<{
      path: string
      name: string
      slug: string
    }>`SELECT path, name, slug FROM regions WHERE slug = ${slug ?? widest?.slug ?? ''}`,
  )
  if (!at || !postFor(actor, 'report.oversee', at.path)) throw notFound('没有这个地方。')
  return at
}

/** A suspension, resumption or extension: by whoever has it in hand, the row locked. The reason stands in the clock's explanation, which everybody reads once the report is released. */
async function onCase(
  work: Work,
  actor: Actor,
  action: ReportAct,
  caseId: string,
  reason: string,
  job: (tx: Tx, at: Locked, ctx: Context) => Promise<unknown>,
): Promise<void> {
  refusePersonal(reason, 'reason')
  await work(async (tx, ctx) => {
    const { report } = await seenReport(tx, actor, caseId)
    await job(tx, await lock(tx, { subjectKind: 'report', subjectId: report.id }), ctx)
    await kept(tx, actor, action, caseId, ctx)
  })
}

/** Ids of places by slug; what is not known stays away. */
export async function idsOf(tx: Tx, slugs: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (
      await rows(
        tx,
        sql<{ id: string; slug: string }>`SELECT id, slug FROM regions WHERE slug = ANY(${[...slugs]}::text[])`,
      )
    ).map((r) => [r.slug, r.id]),
  )
}

async function filterOf(db: Db, { place, mine, ...rest }: z.output<typeof filterSchema>): Promise<InboxFilter> {
  const path =
    place === undefined
      ? undefined
      : (await first(db, sql<{ path: string }>`SELECT path FROM regions WHERE slug = ${place}`))?.path
  return { ...rest, mine: mine === '1', ...(path === undefined ? {} : { place: path }) }
}
