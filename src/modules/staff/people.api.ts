/** People, posts and accounts, as townships and the county keep them. */
import { id } from '../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { audit, type PeopleAct } from '../../kernel/people/people.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, transact, type Tx } from '../../platform/db.ts'
import { forbidden, notFound } from '../../platform/errors.ts'
import { jobOf } from '../../platform/jobs.ts'
import { bump } from '../../platform/pageVersions.ts'
import { firstPassword } from '../../kernel/people/accounts.jobs.ts'
import { insertAccounts } from '../../kernel/people/accounts.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { holds } from '../../kernel/people/actor.ts'
import { postFor, scopeOf, widestScope } from '../../kernel/people/can.ts'
import { appoint, deputise, endDeputation, endTerm, openWork } from '../../kernel/people/people.actions.ts'
import { handOverParts } from '../../kernel/people/handOver.ts'
import { handOverAll, handOverById, handOversOf } from './handOver.ts'
import { forgive } from '../../kernel/people/confirm.ts'
import { hashPassword } from '../../kernel/people/signin.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'

const day = z.iso.date()

export function peopleApi(office: Office) {
  const may = staffOnly(office)
  const change = <T>(actor: Actor, action: PeopleAct, slug: string, work: (tx: Tx) => Promise<T>) =>
    transact(office.db, async (tx) => {
      const result = await work(tx)
      await bump(tx, ['all', slug])
      const post = postFor(actor, 'people.edit')
      await audit(tx, {
        at: office.now(),
        personId: actor.personId,
        post: post?.post,
        regionId: post?.regionId,
        action,
        subject: slug,
      })
      return result
    })
  return new Hono<StaffEnv>()
    .get('/people', may('people.see'), valid('query', z.object({ place: z.string().max(60) })), async (c) => {
      const { actor } = c.get('session')
      const place = await first(
        office.db,
        sql<{
          id: string
          path: string
          level: string
          name: string
        }>`SELECT id, path, level, name FROM regions WHERE slug = ${c.req.valid('query').place}`,
      )
      if (!place || !actor.posts.some((p) => holds(scopeOf(p), place.path))) throw notFound('没有这个地方。')
      const today = dayOf(office.now())
      const [posts, holders, groups, changes, deputies] = await Promise.all([
        rows(
          office.db,
          sql<{
            code: string
            name: string
            seats: number
            duty: string
            function: string
          }>`SELECT code, name, seats, duty, function FROM post_kinds WHERE level = ${place.level} ORDER BY position`,
        ),
        rows(
          office.db,
          sql<{
            id: string
            person_id: string
            name: string
            post: string
            post_code: string
            from_on: string
            to_on: string | null
            held: boolean
            office_phone: string
            username: string | null
            must_change: boolean | null
            second: boolean | null
          }>`
            SELECT a.id, p.id AS person_id, p.name, k.name AS post, k.code AS post_code, a.from_on, a.to_on,
              (a.to_on IS NULL OR a.to_on >= ${today}) AS held, a.office_phone, u.username,
              x.must_change_password AS must_change, u.two_factor_enabled AS second
            FROM appointments a
            JOIN persons p ON p.id = a.person_id
            JOIN post_kinds k ON k.id = a.post_kind_id
            LEFT JOIN accounts x ON x.person_id = p.id
            LEFT JOIN auth_users u ON u.id = x.user_id
            WHERE a.region_id = ${place.id}
            ORDER BY held DESC, k.position, a.from_on DESC
            LIMIT 400`,
        ),
        rows(
          office.db,
          sql<{
            group_name: string
            name: string
            role: string
            from_on: string
            to_on: string | null
          }>`
            SELECT g.group_name, p.name, g.role, g.from_on, g.to_on
            FROM group_members g
            JOIN persons p ON p.id = g.person_id
            WHERE g.region_id = ${place.id}
            ORDER BY g.group_name, g.from_on`,
        ),
        handOversOf(office.db, place.id),
        rows(
          office.db,
          sql<{
            id: string
            appointment_id: string
            name: string
            from_on: string
            to_on: string
            reason: string
          }>`
            SELECT dp.id, dp.appointment_id, d.name, dp.from_on, dp.to_on, dp.reason
            FROM deputations dp
            JOIN appointments a ON a.id = dp.appointment_id
            JOIN persons d ON d.id = dp.deputy_id
            WHERE a.region_id = ${place.id} AND dp.revoked_at IS NULL AND dp.to_on >= ${today}
            ORDER BY dp.from_on`,
        ),
      ])
      return c.json({
        place,
        posts,
        holders,
        groups,
        handOvers: changes,
        deputies,
        mayEdit: postFor(actor, 'people.edit', place.path) !== undefined,
        mayReset: postFor(actor, 'account.reset', place.path) !== undefined,
      })
    })
    .get(
      '/people/find',
      may('people.edit'),
      valid('query', z.object({ q: z.string().trim().min(1).max(40) })),
      async (c) => {
        const q = c.req.valid('query').q.toLowerCase()
        const scopes = c
          .get('session')
          .actor.posts.filter((p) => postFor({ ...c.get('session').actor, posts: [p] }, 'people.edit'))
          .map(scopeOf)
        return c.json({
          people: await rows(
            office.db,
            sql<{
              id: string
              name: string
              posts: string
            }>`
              SELECT p.id, p.name, string_agg(r.name || k.name, '、') AS posts
              FROM persons p
              JOIN appointments a
                ON a.person_id = p.id
                AND (a.to_on IS NULL OR a.to_on >= ${dayOf(office.now())})
              JOIN regions r ON r.id = a.region_id
              JOIN post_kinds k ON k.id = a.post_kind_id
              WHERE (p.name LIKE ${`%${q}%`} OR p.initials LIKE ${`${q}%`} OR p.pinyin LIKE ${`${q}%`})
                AND EXISTS (
                  SELECT 1
                  FROM unnest(${scopes}::text[]) s
                  WHERE r.path >= s AND r.path < left(s, -1) || '/'
                )
              GROUP BY p.id, p.name
              ORDER BY p.pinyin
              LIMIT 30`,
          ),
        })
      },
    )
    .post(
      '/people/appoint',
      may('people.edit'),
      valid(
        'json',
        z.object({
          personId: z.string().max(40).optional(),
          name: z.string().trim().max(40).optional(),
          post: z.string().max(40),
          place: z.string().max(60),
          from: day,
          officePhone: z.string().trim().max(30).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        return c.json(
          await change(actor, 'people.appoint', input.place, (tx) =>
            appoint(tx, actor, { ...input, region: input.place }, office.now()),
          ),
        )
      },
    )
    .get('/appointments/:id/open-work', may('people.edit'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      return c.json({
        work: await transact(office.db, (tx) =>
          openWork(tx, actor, c.req.valid('param').id, handOverParts(), office.now()),
        ),
      })
    })
    .post(
      '/appointments/:id/end',
      may('people.edit'),
      valid('param', id),
      valid('json', z.object({ on: day, place: z.string().max(60) })),
      async (c) => {
        const { actor } = c.get('session')
        await change(actor, 'people.end', c.req.valid('json').place, (tx) =>
          endTerm(tx, actor, c.req.valid('param').id, c.req.valid('json').on, handOverParts(), office.now()),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/appointments/:id/hand-over',
      may('people.edit'),
      valid('param', id),
      valid(
        'json',
        z.object({
          toPersonId: z.string().max(40).optional(),
          toName: z.string().trim().max(40).optional(),
          on: day,
          note: z.string().trim().max(500).default(''),
          place: z.string().max(60),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        return c.json(
          await change(actor, 'people.hand-over', input.place, (tx) =>
            handOverAll(tx, actor, { ...input, appointment: c.req.valid('param').id }, office.now()),
          ),
        )
      },
    )
    .get('/hand-overs/:id', may('people.see'), valid('param', id), async (c) =>
      c.json(await handOverById(office.db, c.get('session').actor, c.req.valid('param').id)),
    )
    .post(
      '/hand-overs',
      may('people.edit'),
      valid(
        'json',
        z.object({
          on: day,
          note: z.string().trim().max(500).default('换届'),
          changes: z
            .array(
              z.object({
                appointment: z.string().max(40),
                toPersonId: z.string().max(40).optional(),
                toName: z.string().trim().max(40).optional(),
              }),
            )
            .min(1)
            .max(500),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        const done = await change(actor, 'people.hand-over-bulk', 'all', async (tx) => {
          let barred = 0
          for (const one of input.changes)
            barred += (await handOverAll(tx, actor, { ...one, on: input.on, note: input.note }, office.now())).barred
          return { done: input.changes.length, barred }
        })
        return c.json(done)
      },
    )
    .post(
      '/appointments/:id/deputy',
      may('people.edit'),
      valid('param', id),
      valid(
        'json',
        z.object({
          deputyId: z.string().max(40),
          from: day,
          to: day,
          reason: z.string().trim().min(2, '请写明代理原因').max(200),
          place: z.string().max(60),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        await change(actor, 'people.deputy', c.req.valid('json').place, (tx) =>
          deputise(tx, actor, { ...c.req.valid('json'), appointment: c.req.valid('param').id }, office.now()),
        )
        return c.json({ ok: true })
      },
    )
    .post(
      '/deputations/:id/end',
      may('people.edit'),
      valid('param', id),
      valid('json', z.object({ place: z.string().max(60) })),
      async (c) => {
        const { actor } = c.get('session')
        await change(actor, 'people.deputy-end', c.req.valid('json').place, (tx) =>
          endDeputation(tx, actor, c.req.valid('param').id, office.now()),
        )
        return c.json({ ok: true })
      },
    )
    .post('/accounts/bulk', may('people.edit'), valid('json', z.object({ place: z.string().max(60) })), async (c) => {
      const { actor } = c.get('session')
      const place = await first(
        office.db,
        sql<{ path: string }>`SELECT path FROM regions WHERE slug = ${c.req.valid('json').place}`,
      )
      if (!place || !postFor(actor, 'people.edit', place.path)) throw forbidden('只能给自己管的地方建账号。')
      const job = await transact(office.db, (tx) =>
        office.jobs.send(tx, 'accounts', { path: place.path, by: actor.personId }, actor.personId, office.now()),
      )
      await audit(office.db, {
        at: office.now(),
        personId: actor.personId,
        action: 'accounts.bulk',
        subject: c.req.valid('json').place,
      })
      return c.json({ job })
    })
    .post('/accounts/:id/reset', may('account.reset'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const password = firstPassword()
      const hash = await hashPassword(password)
      const username = await transact(office.db, async (tx) => {
        const person = await first(
          tx,
          sql<{
            name: string
            pinyin: string
            path: string
            slug: string
            user_id: string | null
            username: string | null
          }>`
            SELECT p.name, p.pinyin, r.path, r.slug, x.user_id, u.username
            FROM persons p
            JOIN appointments a
              ON a.person_id = p.id
              AND (a.to_on IS NULL OR a.to_on >= ${dayOf(office.now())})
            JOIN regions r ON r.id = a.region_id
            LEFT JOIN accounts x ON x.person_id = p.id
            LEFT JOIN auth_users u ON u.id = x.user_id
            WHERE p.id = ${c.req.valid('param').id}
            ORDER BY length(r.path)
            LIMIT 1`,
        )
        const by = person && postFor(actor, 'account.reset', person.path)
        // Whoever resets a colleague's account could act as that colleague: one's own office is reset from above.
        if (person && by && by.path === person.path && by.function !== 'county_admin')
          throw forbidden('本单位同事的账号请由县里重设。')
        if (!person || !by) throw forbidden('只能重设自己管的地方的账号。')
        await audit(tx, {
          at: office.now(),
          personId: actor.personId,
          action: 'account.reset',
          subject: c.req.valid('param').id,
        })
        if (person.user_id === null) {
          const name = `${person.slug}-${person.pinyin}`.slice(0, 50)
          await insertAccounts(
            tx,
            [{ personId: c.req.valid('param').id, name: person.name, username: name, passwordHash: hash, demo: false }],
            actor.personId,
            office.now(),
          )
          return name
        }
        await sql`
          UPDATE auth_accounts
          SET password = ${hash}, updated_at = ${office.now()}
          WHERE user_id = ${person.user_id} AND provider_id = 'credential'`.execute(tx)
        await sql`UPDATE accounts SET must_change_password = true WHERE user_id = ${person.user_id}`.execute(tx)
        await sql`DELETE FROM auth_sessions WHERE user_id = ${person.user_id}`.execute(tx)
        await sql`DELETE FROM auth_two_factors WHERE user_id = ${person.user_id}`.execute(tx)
        await sql`UPDATE auth_users SET two_factor_enabled = false WHERE id = ${person.user_id}`.execute(tx)
        await forgive(tx, person.user_id)
        await sql`DELETE FROM sign_in_failures WHERE username = ${person.username}`.execute(tx)
        return person.username!
      })
      return c.json({ username, password })
    })
    .get(
      '/places',
      may('place.see'),
      valid(
        'query',
        z.object({
          parent: z.string().max(60).optional(),
          find: z.string().trim().max(40).optional(),
          everywhere: z.enum(['1']).optional(),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const q = c.req.valid('query')
        // Whom one may ask or hand to: units of the whole county, not those of one's own line alone.
        const scope = q.everywhere === '1' ? `${widestScope(actor).split('.')[0]}.` : widestScope(actor)
        const find = q.find?.toLowerCase() ?? ''
        return c.json({
          places: await rows(
            office.db,
            sql<{
              id: string
              code: string
              name: string
              slug: string
              level: string
              kind: string
              parent: string | null
              parentName: string | null
              practice: boolean
              goes_live_on: string
              grace_until: string
              chain: string
            }>`
              SELECT r.id, r.code, r.name, r.slug, r.level, r.kind, p.slug AS parent,
                p.name AS "parentName", r.practice, r.goes_live_on, r.grace_until, r.chain
              FROM regions r
              LEFT JOIN regions p ON p.id = r.parent_id
              WHERE r.path >= ${scope}
                AND r.path < ${`${scope.slice(0, -1)}/`}
                AND r.valid_to IS NULL
                AND (${q.parent ?? ''} = '' OR p.slug = ${q.parent ?? ''})
                AND (
                  ${find} = ''
                  OR r.name LIKE ${`%${find}%`}
                  OR r.initials LIKE ${`${find}%`}
                  OR r.pinyin LIKE ${`${find}%`}
                  OR r.code = ${find.toUpperCase()}
                )
              ORDER BY r.path
              LIMIT 600`,
          ),
        })
      },
    )
    .get('/jobs/:id', may('signed-in'), valid('param', id), async (c) => {
      const job = await jobOf(office.db, c.req.valid('param').id, c.get('session').actor.personId)
      if (!job) throw notFound('没有这个任务。')
      // First passwords are handed out once and kept nowhere.
      if (job.kind === 'accounts' && job.finished_at !== null)
        await sql`UPDATE job_progress SET result = NULL WHERE id = ${job.id}`.execute(office.db)
      return c.json(job)
    })
}
