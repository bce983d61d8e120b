/** Cards as those above the places read them. */
import { rows, sql, type Db } from '../../../platform/db.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { visible, visibleSubject } from '../../../kernel/cases/seeing.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { widestScope } from '../../../kernel/people/can.ts'
import { within } from '../../../kernel/regions/range.ts'

/** The last 500 of one's places: of tables, questions, steps and requests; `open`: those that nobody has lifted. */
export async function cardsFor(
  db: Db,
  actor: Actor,
  q: {
    colour?: 'yellow' | 'red' | undefined
    open?: '1' | undefined
    /** Shown in this month, `2026-11`. */
    month?: string | undefined
    /** A place's path: there and below. */
    path?: string | undefined
    clock?: string | undefined
  },
) {
  const scope = widestScope(actor)
  const found = await rows(
    db,
    sql<{
      id: string
      colour: string
      clock: string
      procedure: string | null
      place: string
      township: string
      title: string
      nominal_at: Date
      lifted: string | null
      lifted_by: string | null
      obligation_id: string | null
    }>`
      SELECT c.id, c.colour, c.clock,
        CASE WHEN c.subject_kind = 'case' THEN k.procedure END AS procedure, r.name AS place,
        coalesce(p.name, '') AS township,
        coalesce(
          n.title, nullif(o.event_title, ''), i.name, n2.title, nullif(k.title, ''), left(q.text, 40),
          ''
        ) AS title,
        c.nominal_at, l.reason AS lifted, l.person_name AS lifted_by, o.id AS obligation_id
      FROM cards c
      JOIN regions r ON r.id = c.region_id
      LEFT JOIN regions p ON p.id = r.parent_id
      LEFT JOIN card_lifts l ON l.card_id = c.id
      LEFT JOIN obligations o ON c.subject_kind = 'obligation' AND o.id = c.subject_id
      LEFT JOIN notices n ON n.id = o.notice_id
      LEFT JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN case_requests a ON c.subject_kind = 'request' AND a.id = c.subject_id
      LEFT JOIN cases k
        ON k.id = CASE c.subject_kind WHEN 'case' THEN c.subject_id WHEN 'request' THEN a.case_id END
      LEFT JOIN correction_demands d ON c.subject_kind = 'demand' AND d.id = c.subject_id
      LEFT JOIN notices n2 ON n2.id = coalesce(d.notice_id, k.subject_id)
      LEFT JOIN questions q ON c.subject_kind = 'question' AND q.id = c.subject_id
      WHERE ${within('c.path', scope)}
        AND (${q.colour ?? ''} = '' OR c.colour = ${q.colour ?? ''})
        AND (${q.open ?? ''} = '' OR l.card_id IS NULL)
        AND ${within('c.path', q.path ?? scope)}
        AND (${q.clock ?? ''} = '' OR c.clock = ${q.clock ?? ''})
        AND (
          ${q.month ?? ''} = ''
          OR to_char(c.nominal_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = ${q.month ?? ''}
        )
        AND (
          k.holder_id IS NULL
          OR (
            coalesce(a.path, k.holder_path) >= ${scope}
            AND coalesce(a.path, k.holder_path) < ${`${scope.slice(0, -1)}/`}
          )
        )
        AND ${visible('k', actor.personId)}
        AND ${visibleSubject('notice', sql`coalesce(o.notice_id, q.notice_id, d.notice_id)`, actor.personId)}
      ORDER BY c.nominal_at DESC, c.id
      LIMIT 500`,
  )
  // A step's clock bears the step's name.
  return found.map(({ procedure, ...card }) => ({
    ...card,
    step: procedure === null ? '' : stepNamed(procedure, card.clock),
  }))
}

/** A clock bears its step's name; one that several steps share, the name of the step that gives it. */
function stepNamed(procedure: string, clock: string): string {
  const { steps } = procedureOf(procedure)
  return (steps[clock] ?? Object.values(steps).find((s) => s.clock === clock))?.name ?? ''
}
