/** The platform's own proposals for every rule that the product reads: a county's pack need not give them all. */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import defaults from './defaults.json' with { type: 'json' }

/**
 * A rule as the platform proposes it: its value with bounds, what it rests on, from when. `kind`: law, promise or
 * assumed.
 */
export type DefaultRule = {
  code: string
  name: string
  value: number | string | boolean
  unit: string
  min?: number
  max?: number
  citation: string
  article?: string
  jurisdiction: string
  effectiveFrom: string
  kind: string
  note?: string
  /** Which way is stricter (stricter.ts): of two laws the stricter binds, and a county may be stricter still. */
  stricter?: string | readonly string[]
  /** Words of a choice's values. */
  words?: Readonly<Partial<Record<string, string>>>
}

let ofRooms: readonly DefaultRule[] = []
let codes: ReadonlySet<string> = new Set(defaults.rules.map((r) => r.code))

/** The rooms' proposals beside the kernel's own (kernel/room.ts). */
export function holdDefaults(all: readonly DefaultRule[]): void {
  ofRooms = all
  codes = new Set(defaultRules().map((r) => r.code))
}

/** Every rule that the product reads, as the platform proposes it. */
export const defaultRules = (): readonly DefaultRule[] => [...defaults.rules, ...ofRooms]

/** Whether the product reads it. */
export const isKnownRule = (code: string): boolean => codes.has(code)

/** Adds the rules whose code nobody has given yet; returns their names. Also after an update that reads new rules. */
export async function addMissingRules(tx: Tx, now: Date): Promise<string[]> {
  const all = defaultRules().map((r) => ({ id: newId(), ...r }))
  const made = await rows(
    tx,
    sql<{
      name: string
    }>`
      INSERT INTO rules (
        id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind, effective_from,
        note, set_at
      )
      SELECT id, code, name, value, unit, min, max, citation, coalesce(article, ''), jurisdiction, kind,
        "effectiveFrom", coalesce(note, ''), ${now}
      FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
        id text, code text, name text, value jsonb, unit text, min numeric, max numeric, citation text,
        article text, jurisdiction text, kind text, "effectiveFrom" date, note text
      )
      WHERE NOT EXISTS (SELECT 1 FROM rules r WHERE r.code = t.code)
      RETURNING name`,
  )
  return made.map((m) => m.name)
}
