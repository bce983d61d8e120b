/** Powers made and changed in the console: every saving is a new version from a day on; runs under way keep theirs. */
import { type Item, formOf } from '../../disclosure/index.ts'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Refused } from '../../../kernel/rules/certificates.ts'
import { powerChanges } from './changes.ts'
import { powerFaults, type PowerFault } from './faults.ts'
import { knownFaults, type Known, type KnownItem } from './known.ts'
import type { Power, PowerFrame } from './powers.schema.ts'

export type LatestPower = {
  code: string
  version: number
  position: number
  definition: Power
  state: 'inForce' | 'ended'
  valid_from: string
  by: string | null
}
/** `seenVersion`: the version from which it was made; 0 for a new power. `from`: the first day it counts. */
export type PowerInput = { power: Power; seenVersion: number; from: string }
type By = { personId: string; now: Date }

/** 409 with what the other person changed when somebody saved since `seenVersion`; 422 with every fault. */
export async function savePower(
  tx: Tx,
  { power, seenVersion, from }: PowerInput,
  by: By,
): Promise<{ version: number; from: string }> {
  await oneAtATime(tx)
  const latest = await latestPower(tx, power.code)
  if (latest && seenVersion === 0)
    throw conflict(`编码 ${power.code} 已经有了（${latest.definition.name}），请换一个。`, { field: 'code' })
  if (!latest && seenVersion > 0) throw notFound('没有这项权力。')
  if (latest && latest.version !== seenVersion) throw await editedMeanwhile(tx, latest, seenVersion)
  refuseEarly(from, by.now)
  const known = await knownTo(tx)
  const faults = [...powerFaults(power, known.refused), ...knownFaults(power, known)]
  if (faults.length > 0)
    throw invalid(faults.slice(0, 5).map(inWords).join(''), {
      faults: faults.map((f) => ({ field: f.field, say: inWords(f) })),
    })
  const position =
    latest?.position ??
    (await first(tx, sql<{ next: number }>`SELECT coalesce(max(position), 0) + 1 AS next FROM powers`))!.next
  await insert(
    tx,
    { code: power.code, version: seenVersion + 1, position, definition: power, state: 'inForce' },
    from,
    by,
  )
  return { version: seenVersion + 1, from }
}

/** From that day on it is no longer on the list; runs under way go on. */
export async function endPower(
  tx: Tx,
  code: string,
  { seenVersion, from }: { seenVersion: number; from: string },
  by: By,
): Promise<{ version: number }> {
  await oneAtATime(tx)
  const latest = await latestPower(tx, code)
  if (!latest) throw notFound('没有这项权力。')
  if (latest.version !== seenVersion) throw await editedMeanwhile(tx, latest, seenVersion)
  if (latest.state === 'ended') throw conflict('这一项已经不在清单里了。')
  refuseEarly(from, by.now)
  await insert(tx, { ...latest, version: latest.version + 1, state: 'ended' }, from, by)
  return { version: latest.version + 1 }
}

/** A remedy that names the keys of a JSON file helps nobody at a screen. */
export const inWords = (f: PowerFault): string => (/[a-z]{3}/.test(f.remedy) ? f.say : `${f.say}${f.remedy}`)

async function insert(
  tx: Tx,
  p: Pick<LatestPower, 'code' | 'version' | 'position' | 'definition' | 'state'>,
  from: string,
  by: By,
): Promise<void> {
  await sql`
    INSERT INTO powers (code, version, name, position, definition, state, valid_from, made_at, made_by)
    VALUES (
      ${p.code}, ${p.version}, ${p.definition.name}, ${p.position}, ${JSON.stringify(p.definition)}::jsonb,
      ${p.state}, ${from}, ${by.now}, ${by.personId}
    )`.execute(tx)
}

/** Whoever saves second waits for the first and then sees its version. */
const oneAtATime = (tx: Tx) => sql`SELECT pg_advisory_xact_lock(727061)`.execute(tx)

function refuseEarly(from: string, now: Date): void {
  if (from < dayOf(now)) throw invalid('生效的日子不能早于今天：已经开始用的版本不能改。', { field: 'from' })
}

async function editedMeanwhile(tx: Tx, latest: LatestPower, seenVersion: number) {
  const seen = (
    await first(
      tx,
      sql<{
        definition: Power
      }>`SELECT definition FROM powers WHERE code = ${latest.code} AND version = ${seenVersion}`,
    )
  )?.definition
  const changes = [
    ...(latest.state === 'ended' ? ['不再列入清单'] : []),
    ...(seen ? powerChanges(seen, latest.definition) : []),
  ]
  return conflict(
    `这一项在您改的时候，被${latest.by ?? '县里导入的资料'}存成了第 ${latest.version} 版。您填的都还在。`,
    { version: latest.version, changes },
  )
}

export const latestPower = (db: Db | Tx, code: string) =>
  first(
    db,
    sql<LatestPower>`
      SELECT s.code, s.version, s.position, s.definition, s.state, s.valid_from, p.name AS by
      FROM powers s
      LEFT JOIN persons p ON p.id = s.made_by
      WHERE s.code = ${code}
      ORDER BY s.version DESC
      LIMIT 1`,
  )

/** `version`, `state` of today; 0 and "planned" where its first day is still to come. `next`: a later version. */
export type KeptPower = {
  code: string
  name: string
  aspect: string
  steps: number
  version: number
  state: 'inForce' | 'ended' | 'planned'
  next: { version: number; from: string; state: string } | null
  own: boolean
  open: number
}

export function keptPowers(db: Db, today: string): Promise<KeptPower[]> {
  return rows(
    db,
    sql<KeptPower>`
      WITH latest AS (
          SELECT DISTINCT ON (code) code, version, name, position, definition, state, valid_from, made_by
          FROM powers
          ORDER BY code, version DESC
        ),
        now AS (
          SELECT DISTINCT ON (code) code, version, state
          FROM powers
          WHERE valid_from <= ${today}
          ORDER BY code, version DESC
        )
      SELECT l.code, l.name, l.definition ->> 'aspect' AS aspect,
        jsonb_array_length(l.definition -> 'steps') AS steps, coalesce(n.version, 0) AS version,
        coalesce(n.state, 'planned') AS state, l.made_by IS NOT NULL AS own,
        CASE
          WHEN l.valid_from > ${today} THEN jsonb_build_object(
            'version', l.version, 'from', l.valid_from, 'state', l.state
          )
        END AS next,
        (
          SELECT count(*)::int
          FROM power_runs r
          JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id AND c.closed_at IS NULL
          WHERE r.power_code = l.code
        ) AS open
      FROM latest l
      LEFT JOIN now n ON n.code = l.code
      ORDER BY l.position, l.code`,
  )
}

/** One version with what it changed against the one before; the newest first. `by`: empty where it came with the county's files. `open`: runs under way that keep it. */
export type PowerVersion = {
  version: number
  state: 'inForce' | 'ended'
  from: string
  madeAt: Date
  by: string
  changes: string[]
  open: number
}

export async function powerVersions(db: Db, code: string): Promise<PowerVersion[]> {
  const all = await rows(
    db,
    sql<{
      version: number
      state: 'inForce' | 'ended'
      from: string
      made_at: Date
      by: string | null
      definition: Power
      open: number
    }>`
      SELECT s.version, s.state, s.valid_from AS from, s.made_at, p.name AS by, s.definition,
        (
          SELECT count(*)::int
          FROM power_runs r
          JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id AND c.closed_at IS NULL
          WHERE r.power_code = s.code AND r.power_version = s.version
        ) AS open
      FROM powers s
      LEFT JOIN persons p ON p.id = s.made_by
      WHERE s.code = ${code}
      ORDER BY s.version`,
  )
  return all
    .map((v, i) => ({
      version: v.version,
      state: v.state,
      from: v.from,
      madeAt: v.made_at,
      by: v.by ?? '',
      open: v.open,
      changes: sayChanges(all[i - 1], v),
    }))
    .reverse()
}

function sayChanges(
  before: { state: string; definition: Power } | undefined,
  after: { state: string; definition: Power },
): string[] {
  if (!before) return ['新列入清单']
  const state = before.state === after.state ? [] : [after.state === 'ended' ? '不再列入清单' : '重新列入清单']
  const changes = [...state, ...powerChanges(before.definition, after.definition)]
  return changes.length === 0 ? ['没有改动'] : changes
}

/** What powers may name: aspects, services, the other powers, the items that villages publish; and the certificates that they may not. */
export async function knownTo(db: Db | Tx): Promise<Known & { frame: PowerFrame }> {
  const frame = await first(
    db,
    sql<{ definition: PowerFrame }>`SELECT definition FROM power_frames ORDER BY version DESC LIMIT 1`,
  )
  const menus = await first(
    db,
    sql<{ definition: { refused?: Refused[] } }>`SELECT definition FROM service_frames ORDER BY version DESC LIMIT 1`,
  )
  const services = await rows(db, sql<{ code: string }>`SELECT DISTINCT code FROM services ORDER BY code`)
  const powers = await rows(
    db,
    sql<{
      code: string
      name: string
    }>`
      SELECT code, name
      FROM (SELECT DISTINCT ON (code) code, name, position, state FROM powers ORDER BY code, version DESC) p
      WHERE state = 'inForce'
      ORDER BY position`,
  )
  const items = await rows(
    db,
    sql<{
      definition: Item
      template: Template | null
    }>`
      SELECT i.definition, t.definition AS template
      FROM catalogue_items i
      LEFT JOIN form_templates t ON t.code = i.template_code AND t.version = i.template_version
      WHERE i.in_force_to IS NULL
      ORDER BY i.position, i.code`,
  )
  const definition = frame?.definition ?? {
    title: '村级小微权力清单',
    honesty: '',
    aspects: [{ code: 'A01', name: '权力清单' }],
  }
  return {
    frame: definition,
    aspects: definition.aspects.map((a) => a.code),
    services: services.map((s) => s.code),
    powers,
    items: items.filter((i) => i.definition.levels.includes('village')).map(itemOf),
    refused: menus?.definition.refused ?? [],
  }
}

function itemOf({ definition: d, template }: { definition: Item; template: Template | null }): KnownItem {
  const form = formOf({ definition: d, template } as Parameters<typeof formOf>[0])
  const columns: readonly Column[] = isTemplate(form) ? form.columns : form
  return {
    code: d.code,
    name: d.name,
    stages: d.frequency === 'perStage' ? d.stages.map((s) => ({ key: s.key, name: s.name })) : [],
    columns: columns.map((c) => ({ key: c.key, label: c.label })),
  }
}
