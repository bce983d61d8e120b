/** What those above a village do: coverage, urging, tracing back, cards; and what every office does with questions and events. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { say } from '../../../kernel/notices/messages.ts'
import { holds, type Actor } from '../../../kernel/people/actor.ts'
import { postFor, scopeOf, widestScope } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { liftCard } from '../cards/cards.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import { coverage } from './coverage.queries.ts'
import { inContext } from '../../../kernel/cases/office.ts'
import { auditAct } from '../drafting/disclosure.api.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { reportEvent } from './obligations.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { answerQuestion, reviewQuestion } from '../questions/questions.ts'
import { itemsOn, placeById, type PlaceRow } from '../catalogue/rows.ts'
import { traceOf } from '../cards/trace.queries.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份须写成 2026-09')

export function oversightApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get(
      '/coverage',
      may('coverage.see'),
      valid(
        'query',
        z.object({
          month,
          place: z.string().max(60).optional(),
          late: z.enum(['1']).optional(),
          mine: z.enum(['1']).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const q = c.req.valid('query')
        const path = q.place ? (await seen(office.db, actor, q.place)).path : widestScope(actor)
        const bureau = actor.posts.find((p) => p.level === 'bureau')
        return c.json(
          await coverage(office.db, {
            path,
            month: q.month,
            day: dayOf(office.now()),
            personId: actor.personId,
            dept: q.mine && bureau ? bureau.regionCode.replace(/^B-/, '') : undefined,
            late: q.late === '1',
          }),
        )
      },
    )
    .get('/trace/:id', may('coverage.see'), valid('param', id), async (c) =>
      c.json(await traceOf(office.db, c.get('session').actor, c.req.valid('param').id, office.now())),
    )
    .post(
      '/urge',
      may('urge'),
      valid(
        'json',
        z.object({
          obligations: z.array(z.string().max(40)).min(1).max(500),
          text: z.string().trim().max(200).default(''),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const sent = await inContext(office, async (tx, ctx) => {
          const due = await rows(
            tx,
            sql<{
              region_id: string
              path: string
              n: number
              first: string
              due: string
            }>`
              SELECT o.region_id, o.path, count(*) AS n, min(i.name) AS first, min(o.due_on)::text AS due
              FROM obligations o
              JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
              WHERE o.id = ANY(${input.obligations}) AND o.published_at IS NULL
              GROUP BY o.region_id, o.path`,
          )
          for (const d of due) {
            const post = postFor(actor, 'urge', d.path)
            if (!post) throw forbidden('只能催办自己管的地方。')
            await say(tx, {
              regionId: d.region_id,
              function: 'drafter',
              kind: 'urge',
              say: `${post.region}催办：还有 ${d.n} 项没有公开，最早的应在 ${d.due} 前公开（${d.first}）。${input.text}`,
              link: '/',
              caseId: null,
              by: actor.personId,
              now: ctx.now,
            })
          }
          await auditAct(tx, actor, 'urge', `${due.length} places`, ctx.now)
          return due.length
        })
        return c.json({ places: sent })
      },
    )
    .get(
      '/cards',
      may('coverage.see'),
      valid('query', z.object({ colour: z.enum(['yellow', 'red']).optional(), open: z.enum(['1']).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const scope = widestScope(actor)
        const q = c.req.valid('query')
        const found = await rows(
          office.db,
          sql<{
            id: string
            colour: string
            clock: string
            procedure: string | null
            place: string
            township: string
            title: string
            nominal_at: Date
            lifted: string | null
            lifted_by: string | null
            obligation_id: string | null
          }>`
            SELECT c.id, c.colour, c.clock,
              CASE WHEN c.subject_kind = 'case' THEN k.procedure END AS procedure, r.name AS place,
              coalesce(p.name, '') AS township,
              coalesce(
                n.title, nullif(o.event_title, ''), i.name, n2.title, nullif(k.title, ''), left(q.text, 40),
                ''
              ) AS title,
              c.nominal_at, l.reason AS lifted, l.person_name AS lifted_by, o.id AS obligation_id
            FROM cards c
            JOIN regions r ON r.id = c.region_id
            LEFT JOIN regions p ON p.id = r.parent_id
            LEFT JOIN card_lifts l ON l.card_id = c.id
            LEFT JOIN obligations o ON c.subject_kind = 'obligation' AND o.id = c.subject_id
            LEFT JOIN notices n ON n.id = o.notice_id
            LEFT JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
            LEFT JOIN case_requests a ON c.subject_kind = 'request' AND a.id = c.subject_id
            LEFT JOIN cases k
              ON k.id = CASE c.subject_kind WHEN 'case' THEN c.subject_id WHEN 'request' THEN a.case_id END
            LEFT JOIN notices n2 ON n2.id = k.subject_id
            LEFT JOIN questions q ON c.subject_kind = 'question' AND q.id = c.subject_id
            WHERE c.path >= ${scope}
              AND c.path < ${`${scope.slice(0, -1)}/`}
              AND (${q.colour ?? ''} = '' OR c.colour = ${q.colour ?? ''})
              AND (${q.open ?? ''} = '' OR l.card_id IS NULL)
              AND (
                k.holder_id IS NULL
                OR (
                  coalesce(a.path, k.holder_path) >= ${scope}
                  AND coalesce(a.path, k.holder_path) < ${`${scope.slice(0, -1)}/`}
                )
              )
              AND ${visible('k', actor.personId)}
              AND ${visibleSubject('notice', sql`coalesce(o.notice_id, q.notice_id)`, actor.personId)}
            ORDER BY c.nominal_at DESC, c.id
            LIMIT 500`,
        )
        // A step's clock bears the step's name.
        return c.json({
          cards: found.map(({ procedure, ...card }) => ({
            ...card,
            step: procedure === null ? '' : stepNamed(procedure, card.clock),
          })),
        })
      },
    )
    .post(
      '/cards/:id/lift',
      may('card.lift'),
      valid('param', id),
      valid('json', z.object({ reason: z.string().trim().min(4, '请写明理由（至少 4 个字）').max(500) })),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await liftCard(tx, actor, c.req.valid('param').id, c.req.valid('json').reason, ctx)
          await auditAct(tx, actor, 'card.lift', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
    .get(
      '/events',
      may('event.report'),
      valid('query', z.object({ place: z.string().max(60), item: z.string().max(20) })),
      async (c) => {
        const q = c.req.valid('query')
        const place = await seen(office.db, c.get('session').actor, q.place)
        return c.json({
          events: await rows(
            office.db,
            sql<{
              eventId: string
              title: string
              on: string
            }>`
              SELECT DISTINCT ON (period) split_part(substr(period, 3), '/', 1) AS "eventId",
                event_title AS title, event_on AS on
              FROM obligations
              WHERE region_id = ${place.id}
                AND item_code = ${q.item}
                AND period LIKE 'E:%'
                AND ${visibleSubject('notice', sql`notice_id`, c.get('session').actor.personId)}
              ORDER BY period DESC, event_on DESC
              LIMIT 50`,
          ),
        })
      },
    )
    .post(
      '/events',
      may('event.report'),
      valid(
        'json',
        z.object({
          place: z.string().max(60),
          item: z.string().max(20),
          on: z.iso.date(),
          title: z.string().trim().max(60).default(''),
          stage: z.string().max(30).optional(),
          eventId: z.string().max(40).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const place = await seen(office.db, actor, input.place)
        if (!postFor(actor, 'event.report', place.path)) throw forbidden('只能登记本单位的事项。')
        return c.json(
          await inContext(office, async (tx, ctx) => {
            const item = (await itemsOn(tx, dayOf(ctx.now))).find((i) => i.code === input.item)
            if (!item) throw notFound('目录里没有这一项。')
            const made = await reportEvent(tx, {
              place,
              item,
              on: input.on,
              title: input.title,
              stage: input.stage,
              today: dayOf(ctx.now),
              calendar: ctx.calendar,
              continues: input.eventId,
            })
            await bumpPlace(tx, place)
            await auditAct(tx, actor, 'event.report', made.id, ctx.now)
            return made
          }),
        )
      },
    )
    .get('/questions', may('desk.see'), valid('query', z.object({ open: z.enum(['1']).optional() })), async (c) => {
      const { actor } = c.get('session')
      const mine = actor.posts.filter(
        (p) => postFor({ ...actor, posts: [p] }, 'question.answer') || p.function === 'inspector',
      )
      const open = c.req.valid('query').open ?? ''
      return c.json({
        questions: await rows(
          office.db,
          sql<{
            id: string
            code: string
            kind: string
            text: string
            name: string
            show_name: boolean
            contact: string
            place: string
            handler: string
            notice_id: string | null
            title: string | null
            asked_at: Date
            due_on: string
            shown: boolean | null
            review_reason: string | null
            answer: string | null
            answered_at: Date | null
            answered_by: string | null
          }>`
            SELECT q.id, q.code, q.kind, q.text, q.name, q.show_name, q.contact, r.name AS place,
              h.name AS handler, q.notice_id, n.title, q.asked_at, q.due_on, v.shown,
              v.reason AS review_reason, a.text AS answer, a.at AS answered_at, a.by_name AS answered_by
            FROM questions q
            JOIN regions r ON r.id = q.region_id
            JOIN regions h ON h.id = q.handler_id
            LEFT JOIN notices n ON n.id = q.notice_id
            LEFT JOIN question_reviews v ON v.question_id = q.id
            LEFT JOIN answers a ON a.question_id = q.id
            WHERE EXISTS (
                SELECT 1
                FROM unnest(${mine.map((p) => p.path)}::text[]) AS s
                WHERE h.path >= s AND h.path < left(s, -1) || '/'
              )
              AND (${open} = '' OR a.id IS NULL)
              AND ${visibleSubject('notice', sql`q.notice_id`, actor.personId)}
            ORDER BY a.at IS NOT NULL, q.due_on DESC
            LIMIT 300`,
        ),
      })
    })
    .post(
      '/questions/:id/review',
      may('question.review'),
      valid('param', id),
      valid('json', z.object({ shown: z.boolean(), reason: z.string().trim().max(300).default('') })),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await reviewQuestion(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, actor, 'question.review', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
    .post(
      '/questions/:id/answer',
      may('question.answer'),
      valid('param', id),
      valid(
        'json',
        z.object({
          text: z.string().trim().min(4, '请写清楚答复，至少 4 个字').max(2_000),
          conclusion: z.string().trim().max(60).default(''),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        await inContext(office, async (tx, ctx) => {
          await answerQuestion(tx, actor, c.req.valid('param').id, c.req.valid('json'), ctx)
          await auditAct(tx, actor, 'question.answer', c.req.valid('param').id, ctx.now)
        })
        return c.json({ ok: true })
      },
    )
}

/** A place by slug that this person may see; strangers get 404. */
export async function seen(db: Db, actor: Actor, slug: string): Promise<PlaceRow> {
  const found = await first(db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = ${slug}`)
  const place = found ? await placeById(db, found.id) : undefined
  if (!place || !actor.posts.some((p) => holds(scopeOf(p), place.path))) throw notFound('没有这个地方。')
  return place
}

/** A clock bears its step's name; one that several steps share, the name of the step that gives it. */
function stepNamed(procedure: string, clock: string): string {
  const { steps } = procedureOf(procedure)
  return (steps[clock] ?? Object.values(steps).find((s) => s.clock === clock))?.name ?? ''
}
