/** Papers that somebody handed in before and that are still good: offered again, with consent. */
import { addDays, addMonths, dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Material, Service } from '../list/services.schema.ts'
import { formHash } from '../deciding/people.ts'
import { paperField, paperFields } from './wholeForm.ts'

export type Offered = {
  field: string
  label: string
  papers: { id: string; name: string; field: string }[]
  takenOn: string
  service: string
}
type Found = {
  id: string
  field: string
  name: string
  taken_at: Date
  service: string
  label: string
  application_id: string
}

/**
 * Whose papers: a person's of the register, whom a clerk has compared with the card, or those of one application, for
 * whoever holds its receipt.
 */
export type Whose = { residentId: string } | { applicationId: string }

/** Of each reusable paper of the service the newest set handed in under the same name, unless it has run out since. */
export async function offeredTo(
  db: Db | Tx,
  service: Pick<Service, 'materials'>,
  whose: Whose,
  now: Date,
): Promise<Offered[]> {
  const wanted = service.materials.filter((m) => m.reusable)
  if (wanted.length === 0) return []
  const found = await rows(
    db,
    sql<Found>`
      SELECT p.id, p.field, p.name, coalesce(o.taken_at, p.taken_at) AS taken_at, s.name AS service,
        m ->> 'name' AS label, a.id AS application_id
      FROM applications a
      JOIN application_papers p ON p.application_id = a.id
      LEFT JOIN application_papers o ON o.id = p.reused_from
      JOIN services s
        ON s.code = a.service_code
        AND s.version = a.service_version, jsonb_array_elements(s.definition -> 'materials') AS m
      WHERE ${
        'residentId' in whose
          ? sql`a.resident_id = ${whose.residentId}
        AND a.identity >= 2`
          : sql`a.id = ${whose.applicationId}`
      }
        AND a.state IN ('sent', 'done')
        AND p.field IN (
          'paper' || upper(left(m ->> 'key', 1)) || substr(m ->> 'key', 2),
          'paper' || upper(left(m ->> 'key', 1)) || substr(m ->> 'key', 2) || 'Back'
        )
      ORDER BY a.sent_at DESC, p.taken_at, p.id
      LIMIT 300`,
  )
  return wanted.flatMap((m) => {
    const same = found.filter((f) => f.label === m.name && lasts(m, f.taken_at, now))
    const newest = sided(
      m,
      same.filter((f) => f.application_id === same[0]!.application_id),
    )
    return newest.length === 0
      ? []
      : [
          {
            field: paperField(m.key),
            label: m.name,
            papers: newest.map(({ id, name, field }) => ({ id, name, field })),
            takenOn: dayOf(newest[0]!.taken_at),
            service: newest[0]!.service,
          },
        ]
  })
}

/**
 * The pages of a paper, each with its field as this service asks for it. What was handed in on two pages before anybody
 * asked for sides is front and back in that order; of what cannot be told apart nothing is offered.
 */
function sided(m: Material, pages: readonly Found[]): Found[] {
  const [front, back] = paperFields(m)
  if (back === undefined) return pages.map((p) => ({ ...p, field: front! }))
  if (pages.some((p) => p.field === back)) return [...pages]
  return pages.length === 2 ? pages.map((p, i) => ({ ...p, field: i === 0 ? front! : back })) : []
}

function lasts(m: Material, takenAt: Date, now: Date): boolean {
  if (!m.valid) return true
  const day = dayOf(takenAt)
  const until =
    m.valid.unit === 'day'
      ? addDays(day, m.valid.value)
      : `${addMonths(day.slice(0, 7), m.valid.unit === 'year' ? m.valid.value * 12 : m.valid.value)}${day.slice(7)}`
  return until >= dayOf(now)
}

/** Takes papers over into the form with this key; their ids there. Only what was offered is taken. */
export async function takeOver(
  tx: Db | Tx,
  key: string,
  offered: readonly Offered[],
  fields: ReadonlySet<string>,
  now: Date,
): Promise<{ field: string; id: string }[]> {
  const taken: { field: string; id: string }[] = []
  for (const o of offered.filter((x) => fields.has(x.field))) {
    for (const p of o.papers) {
      const made = await rows(
        tx,
        sql<{
          id: string
        }>`
          INSERT INTO application_papers (
            id, form_key, field, name, type, bytes, sha256, taken_at, reused_from
          )
          SELECT ${newId(now.getTime())}, ${formHash(key)}, ${p.field}, name, type, bytes, sha256, ${now},
            coalesce(reused_from, id)
          FROM application_papers
          WHERE id = ${p.id}
          ON CONFLICT (form_key, field, sha256) DO UPDATE SET field = excluded.field
          RETURNING id`,
      )
      taken.push(...made.map((m) => ({ field: p.field, id: m.id })))
    }
  }
  return taken
}
