/** What the console calls for applications: the inbox, the register, one application, and everything staff do with it. */
import { id } from '../../../kernel/staff/params.ts'
import { asAttachment, asInline } from '../../../platform/disposition.ts'
import { Hono, type Context as HonoContext } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { dayOf, sayDay, sayTime } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, notFound, UserError } from '../../../platform/errors.ts'
import { audit, type ServiceAct } from '../services.audit.ts'
import { lock, type Context } from '../../../kernel/cases/act.ts'
import { cursorSchema } from '../../../kernel/cases/cursor.ts'
import { inboxCounts, inboxOf } from '../../../kernel/cases/inbox.queries.ts'
import { handling } from '../../../kernel/cases/may.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import { extend, resume } from '../../../kernel/cases/pause.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { thumbnail } from '../../../kernel/files/thumbnail.ts'
import { viewed } from '../../../kernel/intake/viewed.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { paperOf as sheetOf } from '../../../kernel/asked/paper.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { confirmSigner } from '../../../kernel/staff/confirmSigner.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { paperOf as storedPaper, takePaper as takeConsent } from '../../../kernel/intake/papers.ts'
import { listServices } from '../list/services.queries.ts'
import './applications.reactions.ts'
import { application, followUp } from './applications.procedure.ts'
import { consents, grantSchema, missingSchema, recordSchema, refusalSchema, states } from './applications.schema.ts'
import { applicationForStaff, register, whoseOf } from './applications.queries.ts'
import { consultOn } from './consulting.ts'
import { handSheet, registerSheet } from './export.ts'
import { answerFollow } from '../following/follow.ts'
import { handle, keepRecord, nameMissing } from './handle.ts'
import { opened } from './people.ts'
import { noteUpload, paperBytes, papersOfApplication } from '../applying/papers.ts'
import { publishDue } from './publish.ts'
import { applyHref } from '../applying/addresses.ts'
import { concerns, look, reading, seen } from './seeing.ts'
import { sittingCookie } from '../applying/sitting.ts'
import { moveToNewer } from './versions.ts'
import { wholeForm } from '../applying/wholeForm.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const words = (least: number, say: string) => z.string().trim().min(least, say).max(1_000, '最多 1000 字')
const day = z.iso.date('日期写成 2026-11-22 这样，要是有的日子')
const keys = <T extends object>(of: T) => Object.keys(of) as [keyof T & string, ...(keyof T & string)[]]
const signature = z.object({
  kind: z.enum(['strokes', 'password', 'paper']),
  password: z.string().max(128).optional(),
  code: z.string().max(10).optional(),
  strokes: z
    .array(z.array(z.object({ x: z.number(), y: z.number(), t: z.number().optional() })).max(5_000))
    .max(200)
    .optional(),
  scanSha256: sha256.optional(),
})
const decision = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  seenEvents: z.int().min(0).optional(),
  contentHash: sha256.optional(),
  signature: signature.optional(),
  refusal: refusalSchema.optional(),
  grant: grantSchema.optional(),
  record: recordSchema.optional(),
  identityChecked: z.boolean().optional(),
  holder: z.string().max(60).optional(),
})
const filter = z.object({
  at: z.string().max(60).optional(),
  service: z.string().max(16).optional(),
  state: z.enum(keys(states)).optional(),
  from: day.optional(),
  to: day.optional(),
  code: z.string().trim().max(12).optional(),
  after: cursorSchema.refine((text) => !text.startsWith('|'), '翻页的位置不对，请从第一页重新看。').optional(),
})
const tooLarge = () => {
  throw new UserError(413, `文件太大了，每个不超过 ${maxFileBytes / 1024 / 1024} MB。`)
}

export function applicationsApi(office: Office) {
  const may = staffOnly(office)
  const work = <T>(job: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> => inContext(office, job)
  return new Hono<StaffEnv>()
    .get('/applications', may('application.see'), valid('query', filter), async (c) => {
      const { at, ...f } = c.req.valid('query')
      const { actor } = c.get('session')
      const place = await scopeOf(office.db, actor, at)
      return c.json({ place, ...(await register(office.db, { ...f, at: place, personId: actor.personId })) })
    })
    .get('/applications/register.xlsx', may('application.see'), valid('query', filter), async (c) => {
      const { at, ...f } = c.req.valid('query')
      const { actor } = c.get('session')
      return book(
        c,
        await registerSheet(office.db, {
          ...f,
          at: await scopeOf(office.db, actor, at),
          personId: actor.personId,
        }),
        `便民服务台账 ${dayOf(office.now())}.xlsx`,
      )
    })
    .get(
      '/applications/mine.xlsx',
      may('application.handle'),
      valid('query', z.object({ service: z.string().max(16) })),
      async (c) =>
        book(
          c,
          await handSheet(
            office.db,
            office.secret,
            c.get('session').actor,
            c.req.valid('query').service,
            await contextAt(office.db, office.now()),
          ),
          `${c.req.valid('query').service} ${dayOf(office.now())}.xlsx`,
        ),
    )
    .get(
      '/applications/inbox',
      may('application.see'),
      valid(
        'query',
        z.object({
          lamp: z.enum(['green', 'yellow', 'red', 'paused']).optional(),
          text: z.string().trim().max(40).optional(),
          after: cursorSchema.optional(),
          follow: z.enum(['1']).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { follow, ...f } = c.req.valid('query')
        const [inbox, counts, asked] = await Promise.all([
          inboxOf(office.db, actor, { ...f, procedure: follow ? followUp.code : 'services.application' }, office.now()),
          inboxCounts(office.db, actor, office.now()),
          askedOf(office.db, actor),
        ])
        const whose = await whoseOf(office.db, office.secret, follow ? [] : inbox.rows.map((r) => r.id))
        return c.json({ ...inbox, rows: inbox.rows.map((r) => ({ ...r, who: whose.get(r.id) ?? '' })), counts, asked })
      },
    )
    .post(
      '/applications/sit',
      may('application.file'),
      valid(
        'json',
        z.object({
          village: z.string().max(60),
          service: z.string().max(16),
          resident: z.string().max(40).optional(),
          consent: z.object({ kind: z.enum(keys(consents)), sha256, name: z.string().max(100) }),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { village, service, resident, consent } = c.req.valid('json')
        const place = await first(
          office.db,
          sql<{
            id: string
            path: string
            slug: string
          }>`SELECT id, path, slug FROM regions WHERE slug = ${village} AND level = 'village'`,
        )
        const post = place && postFor(actor, 'application.file', place.path)
        if (!place || !post) throw forbidden('只能替本村村民申请。')
        if (
          resident &&
          !(await first(
            office.db,
            sql`SELECT 1 FROM residents WHERE id = ${resident} AND region_id = ${place.id} AND state = 'here'`,
          ))
        )
          throw notFound('本村名册里没有这个人。')
        if (!(await listServices(office.publicPool, dayOf(office.now()))).some((s) => s.code === service))
          throw notFound('没有这个事项，或者已经不办了。')
        if (!(await office.files.has('original', consent.sha256)))
          throw new UserError(422, '同意凭据没有收到，请重新拍照或上传。', { field: 'consent' })
        const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https'
        c.header(
          'set-cookie',
          sittingCookie(
            office.secret,
            { slug: place.slug, code: service },
            {
              session: c.get('session').sessionId,
              residentId: resident,
              identity: 0,
              agent: { personId: actor.personId, name: actor.name, post: post.post, consent },
            },
            office.now(),
            secure,
          ),
          { append: true },
        )
        await work((tx, ctx) =>
          audit(tx, {
            at: ctx.now,
            personId: actor.personId,
            post: post.post,
            regionId: post.regionId,
            action: 'application.sit',
            subject: service,
          }),
        )
        return c.json({ href: applyHref(place.slug, service) })
      },
    )
    .get('/application-services', may('application.see'), async (c) =>
      c.json({
        services: (await listServices(office.publicPool, dayOf(office.now()))).map(({ code, name }) => ({
          code,
          name,
        })),
      }),
    )
    .post(
      '/application-papers',
      may('application.handle'),
      bodyLimit({ maxSize: maxFileBytes + 65_536, onError: tooLarge }),
      async (c) => {
        const kept = await takeConsent(office.files, c.req.raw)
        await noteUpload(office.db, kept.sha256, c.get('session').actor.personId, office.now())
        return c.json(kept)
      },
    )
    .get('/applications/:id', may('application.see'), valid('param', id), async (c) =>
      c.json(
        await applicationForStaff(
          office.db,
          office.secret,
          c.get('session').actor,
          c.req.valid('param').id,
          await contextAt(office.db, office.now()),
        ),
      ),
    )
    .post(
      '/applications/:id/actions/:action',
      may('application.handle'),
      valid('param', id.extend({ action: z.string().regex(/^[a-z]{2,20}$/i) })),
      valid('json', decision),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        const action = actionIn([application], c.req.valid('param').action)
        const { holder, ...d } = c.req.valid('json')
        if (d.signature && d.contentHash === undefined)
          throw new UserError(422, '签字要对着看过的内容，请刷新看过再签。', { field: 'contentHash' })
        await confirmSigner(office, c.req.raw.headers, c.get('session'), d.signature)
        const done = await work(async (tx, ctx) => {
          const holderId =
            holder === undefined
              ? undefined
              : (await first(tx, sql<{ id: string }>`SELECT id FROM regions WHERE slug = ${holder}`))?.id
          const moved = await handle(
            tx,
            office.secret,
            actor,
            { ...d, caseId, action, ...(holder === undefined ? {} : { holderId: holderId ?? '' }) },
            ctx,
          )
          await publishDue(tx, office.secret, moved.case.subject_id, moved.case, ctx)
          await audit(tx, {
            at: ctx.now,
            personId: actor.personId,
            post: moved.post.post,
            regionId: moved.post.regionId,
            action: `application.${action}`,
            subject: caseId,
          })
          return moved
        })
        return c.json({ step: done.to })
      },
    )
    .post(
      '/applications/approve',
      may('application.handle'),
      valid(
        'json',
        z.object({
          items: z
            .array(z.object({ id: id.shape.id, contentHash: sha256, seenEvents: z.int().min(0) }))
            .min(1)
            .max(30),
          signature,
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const { items, signature: given } = c.req.valid('json')
        await confirmSigner(office, c.req.raw.headers, c.get('session'), given)
        const told: { id: string; say: string }[] = []
        for (const item of items) {
          // Each is signed for itself, bound to its own content; one that was overtaken stops no other.
          await work(async (tx, ctx) => {
            const moved = await handle(
              tx,
              office.secret,
              actor,
              {
                caseId: item.id,
                action: 'approve',
                contentHash: item.contentHash,
                seenEvents: item.seenEvents,
                signature: given,
                together: true,
              },
              ctx,
            )
            await publishDue(tx, office.secret, moved.case.subject_id, moved.case, ctx)
            await audit(tx, {
              at: ctx.now,
              personId: actor.personId,
              post: moved.post.post,
              regionId: moved.post.regionId,
              action: 'application.approve',
              subject: item.id,
            })
          }).catch((error: unknown) => {
            if (!(error instanceof UserError)) throw error
            told.push({ id: item.id, say: error.message })
          })
        }
        return c.json({ signed: items.length - told.length, refused: told })
      },
    )
    .post(
      '/applications/:id/missing',
      may('application.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({
          missing: z.array(missingSchema).min(1, '请至少选一项要补的').max(40),
          late: z.string().trim().max(300).default(''),
        }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await nameMissing(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'application.missing', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/records',
      may('application.handle'),
      valid('param', id),
      valid('json', recordSchema),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          const { a, c: held } = await reading(tx, actor, c.req.valid('param').id)
          const post = handling(actor, held)
          if (!post) throw forbidden('这件事现在不在您手里。')
          const record = c.req.valid('json')
          if (!held.step.endsWith(`_${record.kind}`)) throw conflict('这一步不记入户或评议，到了那一步再记。')
          await keepRecord(tx, office.secret, actor, post, a, record.kind, record.on, record, ctx)
          await kept(tx, actor, 'application.records', held.id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/consult',
      may('application.handle'),
      valid('param', id),
      valid(
        'json',
        z.object({
          units: z.array(z.string().max(60)).min(1, '请选请哪些单位').max(10),
          ask: words(2, '请写要商量什么'),
        }),
      ),
      async (c) => {
        await work(async (tx, ctx) => {
          await consultOn(tx, c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await kept(tx, c.get('session').actor, 'application.consult', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/resume',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ reason: words(2, '请写明为什么恢复') })),
      async (c) => {
        await work(async (tx, ctx) => {
          const { a } = await reading(tx, c.get('session').actor, c.req.valid('param').id)
          await resume(
            tx,
            c.get('session').actor,
            await lock(tx, { subjectKind: 'application', subjectId: a.id }),
            c.req.valid('json').reason,
            ctx,
          )
          await kept(tx, c.get('session').actor, 'application.resume', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/version',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ to: z.int().min(1) })),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          await moveToNewer(tx, office.secret, actor, c.req.valid('param').id, c.req.valid('json').to, ctx)
          await kept(tx, actor, 'application.version', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/extend',
      may('report.extend'),
      valid('param', id),
      valid('json', z.object({ reason: words(4, '请写明为什么延长（至少 4 个字）') })),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          const { a } = await seen(tx, actor, c.req.valid('param').id)
          const at = await lock(tx, { subjectKind: 'application', subjectId: a.id })
          await extend(
            tx,
            actor,
            at,
            {
              rule: 'service.extendDays',
              reason: c.req.valid('json').reason,
              approves: postFor(actor, 'report.extend', at.c.holder_path ?? at.c.path),
            },
            ctx,
          )
          await kept(tx, actor, 'application.extend', at.c.id, ctx)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/applications/:id/reveal',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ why: words(2, '请写明为什么要看完整号码（申请人看得到）') })),
      async (c) => {
        const s = await work(async (tx, ctx) => {
          const found = await reading(tx, c.get('session').actor, c.req.valid('param').id)
          await look(tx, c.get('session').actor, found, '完整的证件号、电话和账号', c.req.valid('json').why, ctx.now)
          await kept(tx, c.get('session').actor, 'application.reveal', c.req.valid('param').id, ctx)
          return found
        })
        return c.json({
          sections: sheetOf(wholeForm(s.a.service), opened<Answers>(office.secret, 'answers', s.a.id, s.a.answers)),
        })
      },
    )
    .get(
      '/applications/:id/papers/:paper',
      may('application.see'),
      valid('param', id.extend({ paper: z.string().max(40) })),
      valid('query', z.object({ small: z.enum(['1']).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const s = await reading(office.db, actor, c.req.valid('param').id)
        const paper = (await papersOfApplication(office.db, s.a.id)).find((p) => p.id === c.req.valid('param').paper)
        if (!paper) throw notFound('没有这份材料。')
        const bytes = await paperBytes(office.files, paper)
        // A thumbnail shows what kind of paper it is, and a face: it carries the mark like the large one. It is no look of its own, for it is part of the
        // opened application, and that look is told; one line for each of twenty papers would bury those who read them.
        if (c.req.valid('query').small === '1' && paper.type.startsWith('image/'))
          return c.body(
            new Uint8Array(
              await viewed(
                await thumbnail(bytes),
                'image/jpeg',
                `${s.post}${actor.name} ${sayDay(dayOf(office.now()))}`,
              ),
            ),
            200,
            { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=600' },
          )
        await look(office.db, actor, s, `材料“${paper.name}”`, '', office.now())
        const marked = await viewed(
          bytes,
          paper.type,
          `${s.post}${actor.name} ${sayTime(office.now(), true)} 仅供办理${s.a.service.name}`,
        )
        return c.body(new Uint8Array(marked), 200, {
          'content-type': paper.type,
          'content-disposition': asInline(paper.name),
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        })
      },
    )
    .get('/applications/:id/consent', may('application.see'), valid('param', id), async (c) => {
      const s = await reading(office.db, c.get('session').actor, c.req.valid('param').id)
      if (!s.a.consent) throw notFound('这件没有同意凭据。')
      await look(office.db, c.get('session').actor, s, '同意凭据', '', office.now())
      const { bytes, headers } = await storedPaper(office.files, s.a.consent.sha256, s.a.consent.name)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
    .get('/application-follows/:id', may('application.see'), valid('param', id), async (c) =>
      c.json(await followOf(office.db, office.secret, c.get('session').actor, c.req.valid('param').id)),
    )
    .post(
      '/application-follows/:id/answer',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ text: words(4, '请写明怎么整改的、怎么答复的') })),
      async (c) => {
        const { actor } = c.get('session')
        await work(async (tx, ctx) => {
          const follow = await followCase(tx, c.req.valid('param').id)
          await answerFollow(tx, actor, follow.subject_id, c.req.valid('json').text, ctx)
          await kept(tx, actor, 'application.follow', c.req.valid('param').id, ctx)
        })
        return c.json({ ok: true })
      },
    )
}

/** What was done to which application stands in the trail of staff acts. */
function kept(tx: Tx, actor: Actor, action: ServiceAct, subject: string, { now }: { now: Date }): Promise<void> {
  const post = postFor(actor, 'application.see')
  return audit(tx, { at: now, personId: actor.personId, post: post?.post, regionId: post?.regionId, action, subject })
}

const book = (c: HonoContext, bytes: Uint8Array, name: string) =>
  c.body(new Uint8Array(bytes), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': asAttachment(name),
    'cache-control': 'no-store',
  })

/** Where a person reads the register: their own widest place, or the one asked for below it. A bureau reads the county's applications for the services that it decides or reviews. 404 elsewhere. */
async function scopeOf(db: Db, actor: Actor, slug: string | undefined): Promise<Scope> {
  const mine = actor.posts
    .filter(
      (p) =>
        postFor({ ...actor, posts: [p] }, 'application.oversee') ||
        postFor({ ...actor, posts: [p] }, 'application.file'),
    )
    .sort((a, b) => a.path.length - b.path.length)
  const at = await first(
    db,
    sql<Scope & { bureau: string | null; county: string | null }>`
      SELECT r.path, r.name, r.slug, CASE WHEN r.level = 'bureau' THEN substr(r.code, 3) END AS bureau,
        up.path AS county
      FROM regions r
      LEFT JOIN regions up ON up.id = r.parent_id
      WHERE r.slug = ${slug ?? mine[0]?.slug ?? ''}`,
  )
  if (!at || !mine.some((p) => at.path.startsWith(p.path))) throw notFound('没有这个地方，或者不归您看。')
  const { path, name, bureau } = at
  if (bureau === null) return { path, name, slug: at.slug }
  const services = await rows(
    db,
    sql<{ code: string }>`SELECT DISTINCT code FROM services WHERE ${concerns(sql`definition`, sql`${bureau}::text`)}`,
  )
  return { path: at.county ?? path, name, slug: at.slug, services: services.map((s) => s.code) }
}

type Scope = { path: string; name: string; slug: string; services?: string[] }

type Asked = {
  id: string
  caseId: string
  title: string
  place: string
  ask: string
  dueAt: Date | null
  askedAt: Date
}

/** Applications of which a post of the person is asked for an opinion. */
function askedOf(db: Db, actor: Actor): Promise<Asked[]> {
  return rows(
    db,
    sql<Asked>`
      SELECT q.id, c.id AS "caseId", c.title, r.name AS place, q.ask, q.due_at AS "dueAt",
        q.asked_at AS "askedAt"
      FROM case_requests q
      JOIN unnest(
          ${actor.posts.map((p) => p.regionId)}::text[],
          ${actor.posts.map((p) => p.function as string)}::text[]
        ) AS p (place, post)
        ON p.place = q.region_id
        AND p.post = ANY(q.functions)
      JOIN cases c ON c.id = q.case_id AND c.subject_kind = 'application'
      JOIN regions r ON r.id = c.region_id
      WHERE q.answered_at IS NULL AND q.withdrawn_at IS NULL AND ${visible('c', actor.personId)}
      ORDER BY q.due_at NULLS LAST, q.id
      LIMIT 100`,
  )
}

async function followCase(
  db: Db | Tx,
  caseId: string,
): Promise<{ subject_id: string; region_id: string; path: string }> {
  const found = await first(
    db,
    sql<{
      subject_id: string
      region_id: string
      path: string
    }>`SELECT subject_id, region_id, path FROM cases WHERE id = ${caseId} AND subject_kind = 'follow'`,
  )
  if (!found) throw notFound('没有这件差评回访。')
  return found
}

/** A bad rating with its words, for whoever follows up. */
async function followOf(db: Db, secret: string, actor: Actor, caseId: string) {
  const c = await first(
    db,
    sql<Parameters<typeof handling>[1]>`SELECT * FROM cases WHERE id = ${caseId} AND subject_kind = 'follow'`,
  )
  if (!c || (!handling(actor, c) && !postFor(actor, 'application.oversee', c.path)))
    throw notFound('没有这件差评回访。')
  const a = (await first(
    db,
    sql<{
      id: string
      code: string
      stars: number
      rating_text: Uint8Array | null
      service: string
      place: string
      rated_at: Date
      answer: string
    }>`
      SELECT a.id, a.code, a.stars, a.rating_text, s.name AS service, r.name AS place, a.rated_at, f.answer
      FROM application_follows f
      JOIN applications a ON a.id = f.application_id
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      JOIN regions r ON r.id = a.region_id
      WHERE f.id = ${c.subject_id}`,
  ))!
  return {
    code: a.code,
    service: a.service,
    place: a.place,
    stars: a.stars,
    ratedOn: dayOf(a.rated_at),
    text: a.rating_text ? opened<string>(secret, 'rating', a.id, a.rating_text) : '',
    answer: a.answer,
    dueAt: c.due_at,
    open: c.closed_at === null && handling(actor, c) !== undefined,
  }
}
