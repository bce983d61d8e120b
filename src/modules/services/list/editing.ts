/** Making services in the console: every saving is a new version from a day on; nothing is ever changed in place. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { latestFrame } from '../../../kernel/versions/frames.ts'
import { saveVersion, type By, type VersionedList } from '../../../kernel/versions/versions.ts'
import { serviceChanges } from './changes.ts'
import { serviceFaults, type ServiceFault } from './faults.ts'
import { firstFrame } from './frame.ts'
import { knownFaults } from './known.ts'
import type { Service, ServiceFrame } from './services.schema.ts'

/** The county's services, each in versions. */
export const services: VersionedList<Service> = {
  table: sql.table('services'),
  lock: 727060,
  inForce: 'offered',
  what: '服务事项',
  words: { none: '没有这个服务事项。', added: '新事项', ended: '停办', resumed: '恢复办理' },
  changes: (before, after) => serviceChanges(before, after).map((c) => c.say),
}

export const serviceFrames = sql.table('service_frames')
/** The county's menus, life events, general hall and refused certificates; nothing before its first service. */
export const keptServiceFrame = (db: Db | Tx) => latestFrame<ServiceFrame>(db, serviceFrames)

/** `seenVersion`: the version from which it was made; 0 for a new service. `from`: the first day it counts. */
export type ServiceInput = { service: Service; seenVersion: number; from: string }

/**
 * As `saveVersion`. The county's first service brings menus and life events of a general kind, so that it has a place.
 */
export async function saveService(
  tx: Tx,
  { service, seenVersion, from }: ServiceInput,
  by: By,
): Promise<{ version: number; from: string }> {
  const made = await saveVersion(tx, services, { definition: service, seenVersion, from }, by, async () => [
    ...(await ownFaults(tx, service)),
    ...(await nameFaults(tx, service)),
  ])
  await sql`
    INSERT INTO service_frames (version, definition, made_at, made_by)
    SELECT 1, ${JSON.stringify(firstFrame)}::jsonb, ${by.now}, ${by.personId}
    WHERE NOT EXISTS (SELECT 1 FROM service_frames)`.execute(tx)
  return made
}

async function ownFaults(tx: Tx, service: Service): Promise<ServiceFault[]> {
  const { frame, bureaux, items } = await surroundings(tx)
  const known = {
    menus: frame.menus.map((m) => m.code),
    events: frame.events.map((e) => e.code),
    bureaux: new Set(bureaux.map((b) => b.code)),
    items: new Set(items.map((i) => i.code)),
  }
  return [...serviceFaults(service, frame.refused), ...knownFaults(service, known)]
}

async function nameFaults(tx: Tx, service: Service): Promise<ServiceFault[]> {
  const other = await first(
    tx,
    sql<{
      code: string
    }>`
      SELECT code
      FROM (SELECT DISTINCT ON (code) code, name, state FROM services ORDER BY code, version DESC) s
      WHERE name = ${service.name} AND code <> ${service.code} AND state = 'offered'
      LIMIT 1`,
  )
  return other
    ? [
        {
          field: 'name',
          say: `已经有叫“${service.name}”的事项（${other.code}）。`,
          remedy: '请换一个名称，或者去改那一项。',
        },
      ]
    : []
}

type Named = { code: string; name: string }

/**
 * What services may name: the county's menus and life events, its refused certificates, its bureaux, the items of its
 * catalogue.
 */
export async function surroundings(
  db: Db | Tx,
): Promise<{ frame: ServiceFrame; frameVersion: number; bureaux: Named[]; items: Named[] }> {
  const frame = await keptServiceFrame(db)
  const bureaux = await rows(
    db,
    sql<Named>`
      SELECT substr(code, 3) AS code, name
      FROM regions
      WHERE level = 'bureau' AND valid_to IS NULL
      ORDER BY path`,
  )
  const items = await rows(
    db,
    sql<Named>`SELECT code, name FROM catalogue_items WHERE in_force_to IS NULL ORDER BY position, code`,
  )
  return { frame: frame?.definition ?? firstFrame, frameVersion: frame?.version ?? 0, bureaux, items }
}
