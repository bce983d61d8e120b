/** A report filed by another program with a key: it goes the way of every report and gets the same receipt. */
import { createHash } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Tx } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { ownNumberIn } from '../../../kernel/guard/index.ts'
import type { Office } from '../../../kernel/office.ts'
import { takeIn, type Place, type Taken } from '../sending/receive.ts'
import { reportSchema } from '../reports.schema.ts'
import { holderOf } from './keys.ts'
import { isService } from './services.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'

type Form = Readonly<Record<string, string>>

/**
 * Takes in what a client posted. Throws `UserError` 400, 403, 404, 429. The same form sent twice on one day is one
 * report.
 */
export async function fileRequest(office: Office, form: Form, jurisdiction: string | null): Promise<Taken> {
  const holder = form['api_key'] ? await holderOf(office.db, form['api_key']) : undefined
  if (!holder) throw new UserError(403, '没有 api_key，或者密钥不对、已经停用。请向县里申请。')
  const ctx = await contextAt(office.db, office.now())
  await limiter(office.pool, 'open311', ctx.rules.number('open311.perKeyHour'), 3_600).take(holder.id)
  const code = form['service_code'] ?? ''
  if (!isService(code))
    throw code === ''
      ? new UserError(400, '缺 service_code。')
      : new UserError(404, `没有 service_code“${code.slice(0, 30)}”，见 services。`)
  const input = reportSchema.safeParse({
    kind: code,
    text: toldIn(form),
    spot: (form['address_string'] ?? form['address'] ?? '').slice(0, 100),
    lng: form['long'] ?? '',
    lat: form['lat'] ?? '',
    name: `${form['last_name'] ?? ''}${form['first_name'] ?? ''} ${form['email'] ?? ''}`.trim().slice(0, 40),
    phone: form['phone'] ?? '',
    show: 'nameless',
    key: keyFor(holder.id, form, dayOf(ctx.now)),
  })
  if (!input.success) throw new UserError(400, input.error.issues[0]!.message)
  if ((form['description'] ?? '').trim().length < 2) throw new UserError(400, '缺 description，请写清楚是什么事。')
  // Whoever sits before the other program is asked there; it says that they were.
  const number = ownNumberIn([input.data.text, input.data.spot].join('\n'))
  if (number !== undefined && form['attribute[numbers]'] !== 'seen')
    throw new UserError(400, `写到了${number}，请删去；确实要写的，带上 attribute[numbers]=seen 再提交。`)
  return transact(office.db, async (tx) =>
    takeIn(
      tx,
      office,
      await placeOf(tx, jurisdiction?.startsWith(holder.path) ? jurisdiction : holder.path, form),
      input.data,
      input.data.key,
      { channel: 'open311' },
      ctx,
    ),
  )
}

/**
 * The words, and the addresses of pictures that lie elsewhere: the office looks at them itself, this server fetches
 * nothing.
 */
function toldIn(form: Form): string {
  const pictures = (form['media_url'] ?? '')
    .split(/[\s,]+/)
    .filter((url) => /^https?:\/\/\S{4,500}$/.test(url))
    .slice(0, 9)
  return `${(form['description'] ?? '').trim()}${pictures.map((url) => `\n图片：${url}`).join('')}`
}

function keyFor(holderId: string, form: Form, day: string): string {
  const { api_key: _, ...sent } = form
  return `open311-${createHash('sha256')
    .update(JSON.stringify([holderId, day, Object.entries(sent).sort()]))
    .digest('hex')
    .slice(0, 40)}`
}

/**
 * The village that is named, else the one nearest to the coordinates, else the one whose name stands in the address;
 * only among the key's places.
 */
async function placeOf(tx: Tx, path: string, form: Form): Promise<Place> {
  const slug = form['attribute[village]'] ?? form['address_id'] ?? ''
  const [lat, lng] = [Number(form['lat'] || NaN), Number(form['long'] || NaN)]
  const below = sql`level = 'village' AND valid_to IS NULL AND starts_with(path, ${path})`
  if (slug !== '') {
    const named = await villageAt(tx, slug)
    if (!named?.path.startsWith(path)) throw new UserError(404, `没有“${slug.slice(0, 30)}”这个村，或者密钥管不到。`)
    return named
  }
  if (Number.isNaN(lat) || Number.isNaN(lng)) {
    const address = (form['address_string'] ?? form['address'] ?? '').slice(0, 200)
    const told = await rows(
      tx,
      sql<Place>`
        SELECT id, path, slug, name, practice
        FROM regions
        WHERE ${below} AND NOT practice AND (path = ${path} OR strpos(${address}, name) > 0)
        ORDER BY length(name) DESC
        LIMIT 2`,
    )
    if (told.length === 1) return told[0]!
    throw new UserError(400, '缺地点：请给 lat 和 long，或者 attribute[village]，或者在 address_string 里写明村名。')
  }
  const near = await first(
    tx,
    sql<Place & { far: number }>`
      SELECT id, path, slug, name, practice,
        (lat - ${lat}) ^ 2 + ((lng - ${lng}) * cos(radians(${lat}))) ^ 2 AS far
      FROM regions
      WHERE ${below} AND NOT practice AND lat IS NOT NULL AND lng IS NOT NULL
      ORDER BY 6
      LIMIT 1`,
  )
  // Some twenty kilometres: beyond, the coordinates are of another county.
  if (!near || near.far > 0.04) throw new UserError(400, '这个位置不在本县，请核对 lat 和 long。')
  return near
}
