/** Making services in the console: every saving is a new version from a day on; nothing is ever changed in place. */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { serviceChanges } from './changes.ts'
import { serviceFaults, type ServiceFault } from './faults.ts'
import { firstFrame } from './frame.ts'
import { knownFaults } from './known.ts'
import type { Service, ServiceFrame } from './services.schema.ts'

export type Latest = {
  code: string
  version: number
  position: number
  definition: Service
  state: 'offered' | 'ended'
  valid_from: string
  by: string | null
}
/** `seenVersion`: the version from which it was made; 0 for a new service. `from`: the first day it counts. */
export type ServiceInput = { service: Service; seenVersion: number; from: string }
type By = { personId: string; now: Date }

/** 409 with what the other person changed when somebody saved since `seenVersion`; 422 with every fault. */
export async function saveService(
  tx: Tx,
  { service, seenVersion, from }: ServiceInput,
  by: By,
): Promise<{ version: number; from: string }> {
  await oneAtATime(tx)
  const latest = await latestOf(tx, service.code)
  if (latest && seenVersion === 0)
    throw conflict(`编码 ${service.code} 已经有了（${latest.definition.name}），请换一个。`, { field: 'code' })
  if (!latest && seenVersion > 0) throw notFound('没有这个服务事项。')
  if (latest && latest.version !== seenVersion) throw await editedMeanwhile(tx, latest, seenVersion)
  refuseEarly(from, by.now)
  const faults = [...(await ownFaults(tx, service)), ...(await nameFaults(tx, service))]
  if (faults.length > 0)
    throw invalid(faults.slice(0, 5).map(inWords).join(''), {
      faults: faults.map((f) => ({ field: f.field, say: inWords(f) })),
    })
  const position =
    latest?.position ??
    (await first(tx, sql<{ next: number }>`SELECT coalesce(max(position), 0) + 1 AS next FROM services`))!.next
  await sql`
    INSERT INTO service_frames (version, definition, made_at, made_by)
    SELECT 1, ${JSON.stringify(firstFrame)}::jsonb, ${by.now}, ${by.personId}
    WHERE NOT EXISTS (SELECT 1 FROM service_frames)`.execute(tx)
  await insert(
    tx,
    { code: service.code, version: seenVersion + 1, position, definition: service, state: 'offered' },
    from,
    by,
  )
  return { version: seenVersion + 1, from }
}

/** From that day on it is no longer offered; open applications go on. */
export async function endService(
  tx: Tx,
  code: string,
  { seenVersion, from }: { seenVersion: number; from: string },
  by: By,
): Promise<{ version: number }> {
  await oneAtATime(tx)
  const latest = await latestOf(tx, code)
  if (!latest) throw notFound('没有这个服务事项。')
  if (latest.version !== seenVersion) throw await editedMeanwhile(tx, latest, seenVersion)
  if (latest.state === 'ended') throw conflict('这一项已经停办了。')
  refuseEarly(from, by.now)
  await insert(tx, { ...latest, version: latest.version + 1, state: 'ended' }, from, by)
  return { version: latest.version + 1 }
}

/** A remedy that names the keys of a JSON file helps nobody at a screen. */
export const inWords = (f: ServiceFault): string => (/[a-z]{3}/.test(f.remedy) ? f.say : `${f.say}${f.remedy}`)

async function insert(
  tx: Tx,
  s: Pick<Latest, 'code' | 'version' | 'position' | 'definition' | 'state'>,
  from: string,
  by: By,
): Promise<void> {
  await sql`
    INSERT INTO services (code, version, name, position, definition, state, valid_from, made_at, made_by)
    VALUES (
      ${s.code}, ${s.version}, ${s.definition.name}, ${s.position}, ${JSON.stringify(s.definition)}::jsonb,
      ${s.state}, ${from}, ${by.now}, ${by.personId}
    )`.execute(tx)
}

/** Whoever saves second waits for the first and then sees its version. */
const oneAtATime = (tx: Tx) => sql`SELECT pg_advisory_xact_lock(727060)`.execute(tx)

function refuseEarly(from: string, now: Date): void {
  if (from < dayOf(now)) throw invalid('生效的日子不能早于今天：已经开始用的版本不能改。', { field: 'from' })
}

async function editedMeanwhile(tx: Tx, latest: Latest, seenVersion: number) {
  const seen = (
    await first(
      tx,
      sql<{
        definition: Service
      }>`SELECT definition FROM services WHERE code = ${latest.code} AND version = ${seenVersion}`,
    )
  )?.definition
  const changes = seen ? serviceChanges(seen, latest.definition).map((c) => c.say) : []
  const ended = latest.state === 'ended' ? '，停办了它' : ''
  return conflict(
    `这一项在您改的时候，被${latest.by ?? '县里导入的资料'}存成了第 ${latest.version} 版${ended}。您填的都还在。`,
    { version: latest.version, changes: latest.state === 'ended' ? ['停办', ...changes] : changes },
  )
}

export const latestOf = (db: Db | Tx, code: string) =>
  first(
    db,
    sql<Latest>`
      SELECT s.code, s.version, s.position, s.definition, s.state, s.valid_from, p.name AS by
      FROM services s
      LEFT JOIN persons p ON p.id = s.made_by
      WHERE s.code = ${code}
      ORDER BY s.version DESC
      LIMIT 1`,
  )

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

/** What services may name: the county's menus and life events, its refused certificates, its bureaux, the items of its catalogue. */
export async function surroundings(
  db: Db | Tx,
): Promise<{ frame: ServiceFrame; frameVersion: number; bureaux: Named[]; items: Named[] }> {
  const frame = await first(
    db,
    sql<{
      version: number
      definition: ServiceFrame
    }>`SELECT version, definition FROM service_frames ORDER BY version DESC LIMIT 1`,
  )
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
