/**
 * Once a day, at the hour of rule notice.newsHour: who follows a village hears how much it has published since the day
 * before. One notice per village and day, however many there are; who follows is told in the order of their rows, and
 * the place reached is kept with what was put down, so that nobody is told twice or left out.
 */
import { addDays, atHour, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Tx } from '../../../platform/db.ts'
import { notify } from '../../../kernel/notices/deliver.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Office } from '../../../kernel/office.ts'
import { villagesPublishing, type Publishing } from '../../disclosure/index.ts'
import { readAccount } from '../account.ts'
import { openidOf } from '../followers.ts'
import { templateFor, type Template } from './templates.ts'

/** A server that stood still that long tells afterwards; older news is none. */
const newsDays = 2
/** How many are put down in one transaction. */
export const atOnce = 500

type Told = { office: Pick<Office, 'db' | 'public' | 'secret'>; template: Template; ctx: Context }

/** Puts down one step of it; returns `atOnce` where there is more to do. */
export async function tellVillageNews(office: Told['office'], ctx: Context): Promise<number> {
  const account = await readAccount(office.db, office.secret)
  const template = account?.inUse && account.verified ? await templateFor(office.db, 'villageNews') : undefined
  if (!template) return 0
  const hour = ctx.rules.number('notice.newsHour')
  for (let back = newsDays; back >= 0; back--) {
    const day = addDays(dayOf(ctx.now), -back)
    if (atHour(day, hour) > ctx.now || (await isDone(office, day))) continue
    if (await tellDay({ office, template, ctx }, day, hour)) return atOnce
  }
  return 0
}

const isDone = async ({ db }: Told['office'], day: string) =>
  (await first(db, sql`SELECT 1 FROM wechat_news WHERE day = ${day} AND region_id IS NULL`)) !== undefined

/** Whether there is more to do for this day. */
async function tellDay(told: Told, day: string, hour: number): Promise<boolean> {
  const { db } = told.office
  const villages = await villagesPublishing(told.office.public, atHour(addDays(day, -1), hour), atHour(day, hour))
  const done = new Set(
    (
      await rows(
        db,
        sql<{ id: string | null }>`SELECT region_id AS id FROM wechat_news WHERE day = ${day} AND done_at IS NOT NULL`,
      )
    ).map((r) => r.id),
  )
  let put = 0
  for (const village of villages.filter((v) => !done.has(v.id))) {
    put += await transact(db, (tx) => tellSome(tx, told, day, village))
    if (put >= atOnce) return true
  }
  await sql`
    INSERT INTO wechat_news (day, done_at) VALUES (${day}, ${told.ctx.now}) ON CONFLICT DO NOTHING`.execute(db)
  return false
}

/** The next followers of a village. Returns how many. */
async function tellSome(tx: Tx, { office, template, ctx }: Told, day: string, village: Publishing): Promise<number> {
  const { after } = (await first(
    tx,
    sql<{ after: string }>`
      INSERT INTO wechat_news (day, region_id) VALUES (${day}, ${village.id})
      ON CONFLICT (day, region_id) DO UPDATE SET day = excluded.day
      RETURNING after_id AS after`,
  ))!
  const followers = await rows(
    tx,
    sql<{ id: string; openid: Uint8Array }>`
      SELECT f.id, f.openid
      FROM wechat_followers f
      JOIN wechat_consents c ON c.follower_id = f.id AND c.template_id = ${template.templateId}
      WHERE f.region_id = ${village.id} AND f.left_at IS NULL AND f.id > ${after} AND coalesce(c.left_over, 1) > 0
      ORDER BY f.id
      LIMIT ${atOnce}`,
  )
  const message = {
    event: `village news ${village.id} ${day}`,
    channel: 'wechat' as const,
    template: 'villageNews' as const,
    params: { count: String(village.count) },
    facts: { place: village.name, title: village.title, count: `${village.count} 项`, link: `/v/${village.slug}` },
  }
  const all = followers.map((f) => ({ ...message, to: openidOf(office.secret, f) }))
  await notify(tx, office.secret, all, ctx.rules, ctx.now)
  await sql`
    UPDATE wechat_news
    SET after_id = ${followers.at(-1)?.id ?? after}, done_at = ${followers.length < atOnce ? ctx.now : null}
    WHERE day = ${day} AND region_id = ${village.id}`.execute(tx)
  return followers.length
}

/** Forgets what was told long ago. */
export async function forgetNews({ db }: Pick<Office, 'db'>, now: Date): Promise<void> {
  await sql`DELETE FROM wechat_news WHERE day < ${addDays(dayOf(now), -newsDays - 1)}`.execute(db)
}
