/** Keeping a village's service hall: a new version each time, days that are over left out. */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { holds, type Actor } from '../../../kernel/people/actor.ts'
import { postFor, scopeOf } from '../../../kernel/people/can.ts'
import { surroundings } from '../list/editing.ts'
import type { Hall } from './halls.schema.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

type Village = { id: string; name: string; slug: string; path: string; phone: string }
export type HallRead = {
  village: { name: string; slug: string }
  version: number
  hall: Hall
  by: string
  may: boolean
  /** Those that are done at once: of them a hall may leave some out, and name no others. */
  services: { code: string; name: string }[]
}

/** The village's hall, or what the county says in general as version 0. 404 out of sight. */
export async function hallOf(db: Db, actor: Actor, slug: string, today: string): Promise<HallRead> {
  const village = await villageIn(db, actor, slug)
  const kept = await latest(db, village.id)
  const { frame } = await surroundings(db)
  const general: Hall = {
    place: frame.hall.place,
    hours: frame.hall.hours,
    closed: frame.hall.closed,
    help: frame.hall.help,
    phones: village.phone === '' ? [] : [{ name: '村里', phone: village.phone }],
    days: [],
  }
  const services = await doneAtOnce(db, today)
  return {
    village: { name: village.name, slug: village.slug },
    version: kept?.version ?? 0,
    hall: kept ? known(kept.definition, services) : general,
    by: kept?.by ?? '',
    may: postFor(actor, 'hall.edit', village.path) !== undefined,
    services,
  }
}

/** The county's services of today that are 即办. */
const doneAtOnce = (db: Db | Tx, today: string) =>
  rows(
    db,
    sql<{ code: string; name: string }>`
      SELECT code, name
      FROM ${inForceOn('services', today)} s
      WHERE state = 'offered' AND listed -> 'atOnce' = 'true'
      ORDER BY position, code`,
  )

/** Without services that have ended, or are no longer 即办, since it was written. */
function known(hall: Hall, services: readonly { code: string }[]): Hall {
  return hall.atOnce ? { ...hall, atOnce: hall.atOnce.filter((code) => services.some((s) => s.code === code)) } : hall
}

/** 403 elsewhere, 409 when somebody saved since `seenVersion`, 422 when a text holds what must not be published. */
export async function saveHall(
  tx: Tx,
  actor: Actor,
  slug: string,
  input: { hall: Hall; seenVersion: number },
  now: Date,
): Promise<{ version: number; regionId: string }> {
  const village = await villageIn(tx, actor, slug)
  if (!postFor(actor, 'hall.edit', village.path)) throw forbidden('这个村的大厅不归您的岗位写。')
  await sql`SELECT pg_advisory_xact_lock(727061, hashtext(${village.id}))`.execute(tx)
  const kept = await latest(tx, village.id)
  if ((kept?.version ?? 0) !== input.seenVersion)
    throw conflict(`${kept?.by ?? '别人'}刚改过，您填的还在。请看一眼新的再存。`, { version: kept?.version ?? 0 })
  const today = dayOf(now)
  const hall: Hall = {
    ...input.hall,
    days: input.hall.days.filter((d) => d.on >= today).sort((a, b) => (a.on < b.on ? -1 : 1)),
  }
  const services = await doneAtOnce(tx, today)
  const slow = hall.atOnce?.find((code) => !services.some((s) => s.code === code))
  if (slow !== undefined)
    throw invalid(`${slow} 不是即办的事，不能列在“当场能办的”里。哪些事是即办，由县里在“办事事项”里定。`, {
      field: 'atOnce',
    })
  for (const text of textsOf(hall)) refusePersonal(text, 'hall')
  const version = input.seenVersion + 1
  await sql`
    INSERT INTO service_halls (region_id, version, definition, made_at, made_by)
    VALUES (${village.id}, ${version}, ${JSON.stringify(hall)}::jsonb, ${now}, ${actor.personId})`.execute(tx)
  await bump(tx, [village.slug])
  return { version, regionId: village.id }
}

/** Names of whoever is on duty and office telephones are meant to be read; every other text passes the guard. */
const textsOf = (hall: Hall): string[] => [
  hall.place,
  ...hall.hours,
  hall.closed,
  ...hall.help,
  ...(hall.week ?? []).map((d) => d.about),
  ...hall.days.map((d) => d.about),
]

const latest = (db: Db | Tx, regionId: string) =>
  first(
    db,
    sql<{
      version: number
      definition: Hall
      by: string
    }>`
      SELECT h.version, h.definition, p.name AS by
      FROM service_halls h
      JOIN persons p ON p.id = h.made_by
      WHERE h.region_id = ${regionId}
      ORDER BY h.version DESC
      LIMIT 1`,
  )

async function villageIn(db: Db | Tx, actor: Actor, slug: string): Promise<Village> {
  const village = await villageAt(db, slug)
  if (!village || !actor.posts.some((p) => holds(scopeOf(p), village.path))) throw notFound('没有找到这个村。')
  return village
}
