/** The county's settings, rules and calendar of a pack. */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { addMissingRules } from '../../../kernel/rules/defaults.ts'
import { rulesOn } from '../../../kernel/rules/rules.ts'
import { changeOf, type Change, type Touched } from '../../../kernel/pack/change.ts'
import type { Pack } from './pack.ts'

export async function importSettings(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const c = pack.county
  const values: Record<string, unknown> = {
    county: { code: c.code, name: c.name, profile: c.profile },
    footer: c.footer,
    colours: c.colours,
    levelNames: c.levelNames,
    fictional: c.fictional,
    goLive: { on: c.goLive, graceDays: c.graceDays },
  }
  return changeOf(
    '县情设置',
    Object.keys(values).length,
    await rows(
      tx,
      sql<Touched>`
        INSERT INTO settings (code, value, set_at)
        SELECT code, value, ${now}
        FROM jsonb_each(${JSON.stringify(values)}::jsonb) AS t (code, value)
        ON CONFLICT (code) DO UPDATE SET value = excluded.value, set_at = excluded.set_at
        WHERE settings.value IS DISTINCT FROM excluded.value
        RETURNING xmax = 0 AS added, code AS name`,
    ),
  )
}

/** Rules are never overwritten: what differs from the pack's last word becomes a newer row of the same code and day. */
export async function importRules(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  const all = pack.rules.map((r) => ({ id: newId(), ...r }))
  const made = await rows(
    tx,
    sql<Touched>`
      WITH given AS (
          SELECT t.*, nullif(t."effectiveTo", '')::date AS until
          FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
            id text, code text, name text, value jsonb, unit text, min numeric, max numeric, citation text,
            article text, jurisdiction text, kind text, "effectiveFrom" date, "effectiveTo" text, note text,
            starts text, ends text
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
              k.note, k.starts, k.ends
            ) IS DISTINCT FROM (
              g.value, g.name, g.unit, g.min, g.max, g.citation, g.article, g.kind, g.until, g.note,
              g.starts, g.ends
            )
        ),
        made AS (
          INSERT INTO rules (
            id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind,
            effective_from, effective_to, note, starts, ends, set_at
          )
          SELECT id, code, name, value, unit, min, max, citation, article, jurisdiction, kind,
            "effectiveFrom", until, note, starts, ends, ${now}
          FROM differing
        )
      SELECT fresh AS added, name
      FROM differing`,
  )
  await addMissingRules(tx, now)
  const own = await importOwnFigures(tx, pack, now)
  return changeOf('规则', all.length + Object.keys(pack.county.settings).length, [...made, ...own])
}

/** In `rules.set_by` of a figure from county.json; a person's id where it was set in the console. Rows of the rule packs have none. */
const ownFigure = 'county.json'

/** The county's own figures (county.json, settings) over the rules; one that already holds needs no row. */
async function importOwnFigures(tx: Tx, pack: Pack, now: Date): Promise<Touched[]> {
  const day = later(dayOf(now), pack.county.goLive)
  const rules = await rulesOn(tx, day)
  const touched: Touched[] = []
  for (const [code, value] of Object.entries(pack.county.settings)) {
    const rule = rules.get(code)
    if (rule.value === value) continue
    // One millisecond after the pack's own rows, so that it counts where both begin on one day.
    await sql`
      INSERT INTO rules (
        id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind, effective_from,
        note, starts, ends, set_by, set_at
      )
      VALUES (
        ${newId()}, ${code}, ${rule.name}, ${JSON.stringify(value)}::jsonb, ${rule.unit}, ${rule.floor},
        ${rule.ceiling}, ${rule.citation}, ${rule.article}, ${pack.county.name}, 'assumed',
        ${later(pack.county.goLive, rule.effective_from)}, ${rule.note}, ${rule.starts}, ${rule.ends},
        ${ownFigure}, ${new Date(now.getTime() + 1)}
      )`.execute(tx)
    touched.push({ added: false, name: rule.name })
  }
  return touched
}

const later = (a: string, b: string) => (a > b ? a : b)

export async function importCalendar(tx: Tx, pack: Pack, now: Date): Promise<Change> {
  return changeOf(
    '日历',
    pack.calendar.length,
    await rows(
      tx,
      sql<Touched>`
        INSERT INTO calendar_days (date, kind, name, source, set_at)
        SELECT t.date, t.kind, t.name, t.source, ${now}
        FROM jsonb_to_recordset(${JSON.stringify(pack.calendar)}::jsonb) AS t (date date, kind text, name text, source text)
        ON CONFLICT (date)
          DO UPDATE SET kind = excluded.kind, name = excluded.name, source = excluded.source
        WHERE (calendar_days.kind, calendar_days.name, calendar_days.source) IS DISTINCT FROM (excluded.kind, excluded.name, excluded.source)
        RETURNING xmax = 0 AS added, date::text AS name`,
    ),
  )
}
