/** Powers made and changed in the console: every saving is a new version from a day on; runs under way keep theirs. */
import { type Item, formOf } from '../../disclosure/index.ts'
import { keptServiceFrame } from '../../services/index.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { latestFrame } from '../../../kernel/versions/frames.ts'
import { saveVersion, type By, type VersionedList } from '../../../kernel/versions/versions.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { powerChanges } from './changes.ts'
import { powerFaults } from './faults.ts'
import { knownFaults, type Known, type KnownItem } from './known.ts'
import type { Power, PowerFrame } from './powers.schema.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

/** The county's list of powers, each in versions. */
export const powers: VersionedList<Power> = {
  table: sql.table('powers'),
  lock: 727061,
  inForce: 'inForce',
  what: '村级权力',
  words: { none: '没有这项权力。', added: '新列入清单', ended: '不再列入清单', resumed: '重新列入清单' },
  changes: powerChanges,
}

export const powerFrames = sql.table('power_frames')
/** Title and aspects; nothing where the county has no list. */
export const keptPowerFrame = (db: Db | Tx) => latestFrame<PowerFrame>(db, powerFrames)

/** `seenVersion`: the version from which it was made; 0 for a new power. `from`: the first day it counts. */
export type PowerInput = { power: Power; seenVersion: number; from: string }

/** As `saveVersion`. */
export const savePower = (tx: Tx, { power, seenVersion, from }: PowerInput, by: By) =>
  saveVersion(tx, powers, { definition: power, seenVersion, from }, by, async () => {
    const known = await knownTo(tx)
    return [...powerFaults(power, known.refused), ...knownFaults(power, known)]
  })

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
      LEFT JOIN ${inForceOn('powers', today)} n ON n.code = l.code
      ORDER BY l.position, l.code`,
  )
}

/** How many runs under way keep each version. */
export async function openRuns(db: Db, code: string): Promise<Map<number, number>> {
  const found = await rows(
    db,
    sql<{ version: number; open: number }>`
      SELECT r.power_version AS version, count(*)::int AS open
      FROM power_runs r
      JOIN cases c ON c.subject_kind = 'power_run' AND c.subject_id = r.id AND c.closed_at IS NULL
      WHERE r.power_code = ${code}
      GROUP BY r.power_version`,
  )
  return new Map(found.map((v) => [v.version, v.open]))
}

/**
 * What powers may name: aspects, services, the other powers, the items that villages publish; and the certificates that
 * they may not.
 */
export async function knownTo(db: Db | Tx): Promise<Known & { frame: PowerFrame }> {
  const frame = await keptPowerFrame(db)
  const menus = await keptServiceFrame(db)
  const services = await rows(db, sql<{ code: string }>`SELECT DISTINCT code FROM services ORDER BY code`)
  const listed = await rows(
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
    powers: listed,
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
