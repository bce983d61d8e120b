/**
 * Rows of rule packs into the rules table: never overwritten; what differs from a pack's last word becomes a newer row
 * of the same code, place and day.
 */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

/** A pack's rule. `source`: where it was read; `checked`: whether the text itself was. */
export type GivenRule = {
  code: string
  name: string
  value: number | string | boolean
  unit: string
  min?: number | undefined
  max?: number | undefined
  citation: string
  article: string
  jurisdiction: string
  kind: string
  effectiveFrom: string
  effectiveTo: string
  note: string
  starts: string
  ends: string
  source: string
  checked: boolean
}
/** `added`: the code was not known for the place and day. */
export type RuleTouched = { added: boolean; name: string }

export async function addRules(tx: Tx, given: readonly GivenRule[], now: Date): Promise<RuleTouched[]> {
  const all = given.map((r) => ({ id: newId(), ...r }))
  return rows(
    tx,
    sql<RuleTouched>`
      WITH given AS (
          SELECT t.*, nullif(t."effectiveTo", '')::date AS until
          FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
            id text, code text, name text, value jsonb, unit text, min numeric, max numeric, citation text,
            article text, jurisdiction text, kind text, "effectiveFrom" date, "effectiveTo" text, note text,
            starts text, ends text, source text, checked boolean
          )
        ),
        known AS (
          SELECT DISTINCT ON (code, jurisdiction, effective_from) *
          FROM rules
          WHERE set_by IS NULL
          ORDER BY code, jurisdiction, effective_from, set_at DESC, id DESC
        ),
        differing AS (
          SELECT g.*, k.id IS NULL AS fresh
          FROM given g
          LEFT JOIN known k
            ON k.code = g.code
            AND k.jurisdiction = g.jurisdiction
            AND k.effective_from = g."effectiveFrom"
          WHERE k.id IS NULL
            OR (
              k.value, k.name, k.unit, k.floor, k.ceiling, k.citation, k.article, k.kind, k.effective_to,
              k.note, k.starts, k.ends, k.source, k.checked
            ) IS DISTINCT FROM (
              g.value, g.name, g.unit, g.min, g.max, g.citation, g.article, g.kind, g.until, g.note,
              g.starts, g.ends, g.source, g.checked
            )
        ),
        made AS (
          INSERT INTO rules (
            id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind,
            effective_from, effective_to, note, starts, ends, source, checked, set_at
          )
          SELECT id, code, name, value, unit, min, max, citation, article, jurisdiction, kind,
            "effectiveFrom", until, note, starts, ends, source, checked, ${now}
          FROM differing
        )
      SELECT fresh AS added, name
      FROM differing`,
  )
}
