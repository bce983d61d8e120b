/** A report filed by another program with a key: it goes the way of every report and gets the same receipt. */
import { createHash } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, transact, type Tx } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { receive, type Place, type Received } from '../receive.ts'
import { reportSchema } from '../reports.schema.ts'
import { holderOf } from './keys.ts'
import { isService } from './services.ts'

type Form = Readonly<Record<string, string>>

/** Takes in what a client posted. Throws `UserError` 400, 403, 404, 429. The same form sent twice on one day is one report. */
export async function fileRequest(office: Office, form: Form): Promise<Received> {
  const holder = form['api_key'] ? await holderOf(office.db, form['api_key']) : undefined
  if (!holder) throw new UserError(403, '没有 api_key，或者密钥不对、已经停用。请向县里申请。')
  const ctx = await contextAt(office.db, office.now())
  await limiter(office.pool, 'open311', ctx.rules.number('open311.perKeyHour'), 3_600).take(holder.id)
  const code = form['service_code'] ?? ''
  if (!isService(code)) throw code === '' ? new UserError(400, '缺 service_code。') : new UserError(404, `没有 service_code“${code.slice(0, 30)}”，见 services。`)
  const input = reportSchema.safeParse({
    kind: code, text: form['description'] ?? '', spot: (form['address_string'] ?? '').slice(0, 100), lng: form['long'] ?? '', lat: form['lat'] ?? '',
    name: `${form['last_name'] ?? ''}${form['first_name'] ?? ''}`, phone: form['phone'] ?? '', show: 'nameless', key: keyFor(holder.id, form, dayOf(ctx.now)),
  })
  if (!input.success) throw new UserError(400, input.error.issues[0]!.message)
  if (input.data.text.length < 2) throw new UserError(400, '缺 description，请写清楚是什么事。')
  return transact(office.db, async (tx) => receive(tx, office.secret, await placeOf(tx, holder.path, form), input.data, [], { channel: 'open311' }, ctx))
}

function keyFor(holderId: string, form: Form, day: string): string {
  const { api_key: _, ...sent } = form
  return `open311-${createHash('sha256').update(JSON.stringify([holderId, day, Object.entries(sent).sort()])).digest('hex').slice(0, 40)}`
}

/** The village that is named, else the one nearest to the coordinates; only among the key's places. */
async function placeOf(tx: Tx, path: string, form: Form): Promise<Place> {
  const slug = form['attribute[village]'] ?? form['address_id'] ?? ''
  const [lat, lng] = [Number(form['lat'] || NaN), Number(form['long'] || NaN)]
  const below = sql`level = 'village' AND valid_to IS NULL AND starts_with(path, ${path})`
  if (slug !== '') {
    const named = await first(tx, sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = ${slug} AND ${below}`)
    if (!named) throw new UserError(404, `没有“${slug.slice(0, 30)}”这个村，或者密钥管不到。`)
    return named
  }
  if (Number.isNaN(lat) || Number.isNaN(lng)) throw new UserError(400, '缺地点：请给 lat 和 long，或者 attribute[village]。')
  const near = await first(tx, sql<Place & { far: number }>`SELECT id, path, slug, name, practice, (lat - ${lat}) ^ 2 + ((lng - ${lng}) * cos(radians(${lat}))) ^ 2 AS far FROM regions WHERE ${below} AND NOT practice AND lat IS NOT NULL AND lng IS NOT NULL ORDER BY 6 LIMIT 1`)
  // Some twenty kilometres: beyond, the coordinates are of another county.
  if (!near || near.far > 0.04) throw new UserError(400, '这个位置不在本县，请核对 lat 和 long。')
  return near
}
