/** The county centre's own work: rules, settings, calendar, witnesses of the log, audit trail. */
import { Hono } from 'hono'
import { z } from 'zod'
import { auditRooms, sayAct, sayDetail } from '../../platform/audit.ts'
import { audit } from './settings.audit.ts'
import { dayOf } from '../../platform/clock.ts'
import { rows, sql, transact } from '../../platform/db.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { bump, bumpEverything } from '../../platform/pageVersions.ts'
import { forgetContext } from '../../kernel/cases/office.ts'
import { addCosignature } from '../../kernel/ledger/witnesses.ts'
import { rulesOn, setRule } from '../../kernel/rules/rules.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'
import { visibleNamed } from '../../kernel/cases/seeing.ts'

const footer = z
  .strictObject({
    sponsor: z.string().trim().max(80),
    operator: z.string().trim().max(80),
    icp: z.string().trim().max(60),
    police: z.string().trim().max(60),
    siteCode: z.string().trim().max(40),
    phone: z.string().trim().max(40),
  })
  .partial()
/** What another institution's witness sent back: the size it was shown, its verifier key, its signature lines. */
const cosignature = z.object({
  size: z.int('请填见证到第几条').min(1, '请填见证到第几条'),
  vkey: z.string().trim().min(20, '请贴见证方的公钥（一行）').max(400),
  answer: z.string().min(20, '请贴见证方回的签名行').max(8_000),
})

export function settingsApi(office: Office) {
  const may = staffOnly(office)
  const today = () => dayOf(office.now())
  return new Hono<StaffEnv>()
    .get('/rules', may('catalogue.see'), async (c) => c.json({ rules: (await rulesOn(office.db, today())).all() }))
    .post(
      '/rules',
      may('settings.edit'),
      valid(
        'json',
        z.object({
          code: z.string().max(60),
          value: z.union([z.number(), z.string().max(60), z.boolean()]),
          from: z.iso.date(),
          note: z.string().trim().max(200).default(''),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        const input = c.req.valid('json')
        if (input.from < today()) throw invalid('生效日期不能早于今天：已经开始的期限不能改。', { field: 'from' })
        await transact(office.db, async (tx) => {
          await setRule(tx, { ...input, by: actor.personId, now: office.now() })
          await bumpEverything(tx)
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            action: 'rule.set',
            subject: input.code,
            detail: { value: input.value, from: input.from },
          })
        })
        forgetContext(office.db)
        return c.json({ ok: true })
      },
    )
    .get('/settings', may('catalogue.see'), async (c) =>
      c.json({
        settings: await rows(
          office.db,
          sql<{ code: string; value: unknown }>`SELECT code, value FROM settings ORDER BY code`,
        ),
      }),
    )
    .post('/settings/footer', may('settings.edit'), valid('json', footer), async (c) => {
      await transact(office.db, async (tx) => {
        await sql`
          INSERT INTO settings (code, value, set_at, set_by)
          VALUES (
            'footer', ${JSON.stringify(c.req.valid('json'))}::jsonb, ${office.now()},
            ${c.get('session').actor.personId}
          )
          ON CONFLICT (code)
            DO UPDATE SET value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx)
        await bumpEverything(tx)
        await audit(tx, { at: office.now(), personId: c.get('session').actor.personId, action: 'settings.footer' })
      })
      return c.json({ ok: true })
    })
    .post('/log/cosignatures', may('settings.edit'), valid('json', cosignature), async (c) => {
      const { size, vkey, answer } = c.req.valid('json')
      await transact(office.db, async (tx) => {
        await addCosignature(tx, size, answer, vkey, office.now())
        await bump(tx, ['all'])
        await audit(tx, {
          at: office.now(),
          personId: c.get('session').actor.personId,
          action: 'log.cosignature',
          subject: vkey.split('+')[0],
          detail: { size },
        })
      })
      return c.json({ ok: true })
    })
    .get('/calendar', may('catalogue.see'), async (c) =>
      c.json({
        days: await rows(
          office.db,
          sql<{
            date: string
            kind: string
            name: string
            source: string
          }>`SELECT date, kind, name, source FROM calendar_days ORDER BY date`,
        ),
      }),
    )
    .post(
      '/calendar',
      may('calendar.edit'),
      valid(
        'json',
        z.object({
          days: z
            .array(
              z.object({
                date: z.iso.date(),
                kind: z.enum(['上班', '放假']),
                name: z.string().trim().min(1, '请写名称').max(40),
                source: z.string().trim().min(1, '请写依据').max(120),
              }),
            )
            .min(1)
            .max(120),
        }),
      ),
      async (c) => {
        const { actor } = c.get('session')
        await transact(office.db, async (tx) => {
          await sql`
            INSERT INTO calendar_days (date, kind, name, source, set_by, set_at)
            SELECT date, kind, name, source, ${actor.personId}, ${office.now()}
            FROM jsonb_to_recordset(${JSON.stringify(c.req.valid('json').days)}::jsonb) AS t (date date, kind text, name text, source text)
            ON CONFLICT (date)
              DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source,
                set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx)
          await bumpEverything(tx)
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            action: 'calendar.set',
            detail: { days: c.req.valid('json').days.length },
          })
        })
        forgetContext(office.db)
        return c.json({ ok: true })
      },
    )
    .delete('/calendar/:date', may('calendar.edit'), valid('param', z.object({ date: z.iso.date() })), async (c) => {
      await transact(office.db, async (tx) => {
        const gone = await sql`DELETE FROM calendar_days WHERE date = ${c.req.valid('param').date}`.execute(tx)
        if (gone.numAffectedRows === 0n) throw notFound('日历里没有这一天。')
        await bumpEverything(tx)
        await audit(tx, {
          at: office.now(),
          personId: c.get('session').actor.personId,
          action: 'calendar.remove',
          subject: c.req.valid('param').date,
        })
      })
      forgetContext(office.db)
      return c.json({ ok: true })
    })
    .get(
      '/audit',
      may('audit.see'),
      valid(
        'query',
        z.object({
          before: z.iso.datetime({ offset: true }).optional(),
          room: z.string().max(40).optional(),
          action: z.string().max(40).optional(),
          q: z.string().trim().max(40).optional(),
        }),
      ),
      async (c) => {
        const q = c.req.valid('query')
        const room = auditRooms().find((r) => r.name === q.room)
        const acts = q.action ? [q.action] : room ? Object.keys(room.words) : null
        const entries = await rows(
          office.db,
          sql<{
            id: string
            at: Date
            name: string | null
            post: string | null
            place: string | null
            action: string
            subject: string | null
            about: string | null
            detail: Record<string, unknown>
            ip: string | null
          }>`
              SELECT a.id, a.at, p.name, a.post, r.name AS place, a.action, a.subject,
                coalesce(nr.name || '：' || n.title, sp.name, sr.name, k.code, ks.code) AS about, a.detail, a.ip
              FROM audit_trail a
              LEFT JOIN persons p ON p.id = a.person_id
              LEFT JOIN regions r ON r.id = a.region_id
              LEFT JOIN notices n ON n.id = a.subject
              LEFT JOIN regions nr ON nr.id = n.region_id
              LEFT JOIN persons sp ON sp.id = a.subject
              LEFT JOIN regions sr ON sr.slug = a.subject
              LEFT JOIN cases k ON k.id = a.subject AND k.code <> ''
              LEFT JOIN cases ks ON ks.subject_id = a.subject AND ks.code <> ''
              WHERE a.at < coalesce(${q.before ?? null}::timestamptz, 'infinity')
                AND (${acts}::text[] IS NULL OR a.action = ANY(${acts}))
                AND (${q.q ?? ''} = '' OR p.name LIKE ${`%${q.q ?? ''}%`} OR a.subject = ${q.q ?? ''})
                AND ${visibleNamed(sql`a.subject`, c.get('session').actor.personId)}
              ORDER BY a.at DESC, a.id DESC
              LIMIT 200`,
        )
        return c.json({ entries: entries.map((e) => ({ ...e, said: sayAct(e.action), detail: sayDetail(e.detail) })) })
      },
    )
    .get('/audit/rooms', may('audit.see'), (c) =>
      c.json({
        rooms: auditRooms().map(({ name, words }) => ({
          name,
          acts: Object.entries(words).map(([action, said]) => ({ action, said })),
        })),
      }),
    )
}
