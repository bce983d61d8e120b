/** Keeping: self-check tables, archives, a month's print job, and the onboarding board. */
import { asAttachment } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { addMonths, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import { postFor, readingOf, widestScope } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { auditAct } from '../drafting/disclosure.api.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { refuseOddPeriod } from './archive.ts'
import { seen } from '../obligations/oversight.api.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份须写成 2026-09')
const period = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]))?$/, '写成 2026-09 或 2026')

export function keepingApi(office: DisclosureOffice & { jobs: Jobs }) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/self-check', may('place.see'), valid('query', z.object({ place: z.string().max(60), month })), async (c) => {
      const q = c.req.valid('query')
      const place = await seen(office.db, c.get('session').actor, q.place)
      return c.json({
        place: { name: place.name, slug: place.slug, level: place.level },
        today: dayOf(office.now()),
        rows: await rows(
          office.db,
          sql<{
            id: string
            code: string
            item: string
            category: string
            title: string | null
            due_on: string
            published_on: string | null
            nothing: boolean
            notice_id: string | null
            step: string | null
            version: number | null
            hands: unknown
            questions: number
            open_questions: number
            paper: number
          }>`
            SELECT o.id, o.item_code AS code, i.name AS item, g.name AS category,
              coalesce(n.title, nullif(o.event_title, '')) AS title, o.due_on, o.published_on, o.nothing,
              o.notice_id, c.step, p.version, p.hands,
              (SELECT count(*) FROM questions q WHERE q.notice_id = o.notice_id) AS questions,
              (
                SELECT count(*)
                FROM questions q
                WHERE q.notice_id = o.notice_id
                  AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
              ) AS open_questions,
              (SELECT count(*) FROM paper_postings b WHERE b.notice_id = o.notice_id) AS paper
            FROM obligations o
            JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
            JOIN catalogue_categories g ON g.code = i.category_code
            LEFT JOIN notices n ON n.id = o.notice_id
            LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
            LEFT JOIN publications p ON p.notice_id = n.id AND p.superseded_at IS NULL
            WHERE o.region_id = ${place.id}
              AND o.due_month = ${q.month}
              AND ${visible('c', c.get('session').actor.personId)}
            ORDER BY i.position, o.due_on`,
        ),
      })
    })
    .get(
      '/archives',
      may('archive.see'),
      valid('query', z.object({ place: z.string().max(60).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const path = c.req.valid('query').place
          ? (await seen(office.db, actor, c.req.valid('query').place!)).path
          : widestScope(actor)
        return c.json({
          archives: await rows(
            office.db,
            sql<{
              id: string
              place: string
              kind: string
              period: string
              supplement: number
              sha256: string
              bytes: number
              notices: number
              made_at: Date
            }>`
              SELECT a.id, r.name AS place, a.kind, a.period, a.supplement, a.sha256, a.bytes, a.notices,
                a.made_at
              FROM archives a
              JOIN regions r ON r.id = a.region_id
              WHERE r.path >= ${path} AND r.path < ${`${path.slice(0, -1)}/`}
              ORDER BY a.made_at DESC
              LIMIT 500`,
          ),
        })
      },
    )
    .post(
      '/archives',
      may('archive.run'),
      valid('json', z.object({ place: z.string().max(60), period, below: z.boolean().default(false) })),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        refuseOddPeriod(input.period, office.now())
        const place = await seen(office.db, actor, input.place)
        if (!postFor(actor, 'archive.run', place.path)) throw forbidden('只能归档自己管的地方。')
        const regions = await rows(
          office.db,
          sql<{
            id: string
          }>`
            SELECT id
            FROM regions
            WHERE (
                id = ${place.id}
                OR (${input.below} AND path > ${place.path} AND path < ${`${place.path.slice(0, -1)}/`})
              )
              AND NOT practice
              AND level IN ('village', 'township', 'bureau', 'group')
            ORDER BY path`,
        )
        const job = await transact(office.db, async (tx) => {
          await auditAct(tx, actor, 'archive.run', place.slug, office.now())
          return office.jobs.send(
            tx,
            'archive',
            { regions: regions.map((r) => r.id), period: input.period },
            actor.personId,
            office.now(),
          )
        })
        return c.json({ job })
      },
    )
    .get(
      '/archives/:id/file.zip',
      may('archive.see'),
      valid('param', z.object({ id: z.string().max(40) })),
      async (c) => {
        const a = await first(
          office.db,
          sql<{
            sha256: string
            path: string
            name: string
            period: string
            supplement: number
          }>`
            SELECT a.sha256, r.path, r.name, a.period, a.supplement
            FROM archives a
            JOIN regions r ON r.id = a.region_id
            WHERE a.id = ${c.req.valid('param').id}`,
        )
        if (!a || readingOf(c.get('session').actor, a.path, '') !== 'whole') throw notFound('没有这个归档包。')
        const bytes = await office.files.get('original', a.sha256)
        if (!bytes) throw notFound('归档文件不在了，请联系县管理员。')
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': 'application/zip',
          'content-disposition': asAttachment(
            `${a.name}-${a.period}${a.supplement > 0 ? `-补${a.supplement}` : ''}.zip`,
          ),
        })
      },
    )
    .get(
      '/print',
      may('place.see'),
      valid('query', z.object({ place: z.string().max(60), month: month })),
      async (c) => {
        const place = await seen(office.db, c.get('session').actor, c.req.valid('query').place)
        const month = c.req.valid('query').month
        return c.json({
          codes: (
            await rows(
              office.db,
              sql<{
                code: string
              }>`
                SELECT code
                FROM publications
                WHERE path >= ${place.path}
                  AND path < ${`${place.path.slice(0, -1)}/`}
                  AND superseded_at IS NULL
                  AND audience = 'everyone'
                  AND to_char(published_on, 'YYYY-MM') = ${month}
                ORDER BY path, published_at
                LIMIT 2000`,
            )
          ).map((r) => r.code),
        })
      },
    )
    .get('/onboarding', may('onboarding.see'), async (c) => {
      const scope = widestScope(c.get('session').actor)
      const day = dayOf(office.now())
      return c.json({
        places: await rows(
          office.db,
          sql<{
            name: string
            slug: string
            level: string
            township: string
            goes_live_on: string
            grace_until: string
            posts: number
            vacant: number
            accounts: number
            signed_in: number
            first_on: string | null
            published: number
            missing: number
          }>`
            SELECT r.name, r.slug, r.level, coalesce(u.name, '') AS township, r.goes_live_on, r.grace_until,
              (SELECT count(*) FROM post_kinds k WHERE k.level = r.level) AS posts,
              (
                SELECT count(*)
                FROM post_kinds k
                WHERE k.level = r.level
                  AND NOT EXISTS (
                    SELECT 1
                    FROM appointments a
                    WHERE a.region_id = r.id
                      AND a.post_kind_id = k.id
                      AND (a.to_on IS NULL OR a.to_on >= ${day})
                  )
              ) AS vacant,
              (
                SELECT count(DISTINCT x.person_id)
                FROM appointments a
                JOIN accounts x ON x.person_id = a.person_id
                WHERE a.region_id = r.id AND a.to_on IS NULL
              ) AS accounts,
              (
                SELECT count(DISTINCT t.person_id)
                FROM appointments a
                JOIN audit_trail t ON t.person_id = a.person_id AND t.action = 'sign-in'
                WHERE a.region_id = r.id AND a.to_on IS NULL
              ) AS signed_in,
              (SELECT min(o.published_on) FROM obligations o WHERE o.region_id = r.id) AS first_on,
              (
                SELECT coalesce(sum(m.published), 0)
                FROM place_months m
                WHERE m.region_id = r.id AND m.month >= ${addMonths(day.slice(0, 7), -1)}
              ) AS published,
              (
                SELECT count(*)
                FROM obligations o
                WHERE o.region_id = r.id AND o.published_at IS NULL AND o.due_on < ${day}
              ) AS missing
            FROM regions r
            LEFT JOIN regions u ON u.id = r.parent_id
            WHERE r.path >= ${scope}
              AND r.path < ${`${scope.slice(0, -1)}/`}
              AND r.level IN ('township', 'village', 'bureau')
              AND r.valid_to IS NULL
            ORDER BY r.path
            LIMIT 700`,
        ),
      })
    })
}
