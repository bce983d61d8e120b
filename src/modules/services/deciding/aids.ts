/** What helps a reviewer to ask the right questions: it opens questions and decides nothing. */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { registerDifferences, type Difference } from '../../../kernel/asked/changes.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isSealed, fieldNamed } from '../../../kernel/asked/fields.ts'
import type { ApplicationRow } from './application.ts'
import { ownDoubts } from '../applying/ownDoubts.ts'
import { knownOf } from '../applying/sitting.ts'
import { applicantOf, membersOf, wholeForm } from '../applying/wholeForm.ts'

/**
 * `doubts`: what the answers say against one another; `same`: other applications of the same person or household;
 * `listed`: published lists of this village in which a name of the family stands, this application's own notice left
 * aside.
 */
export type Aids = {
  registered: boolean
  doubts: string[]
  differences: Difference[]
  same: { code: string; service: string; state: string; sentOn: string; who: 'person' | 'household' }[]
  listed: { title: string; code: string; publishedOn: string; name: string }[]
}

const lists = 60

export async function aidsOf(db: Db, secret: string, actor: Actor, a: ApplicationRow, answers: Answers): Promise<Aids> {
  const form = wholeForm(a.service)
  const names = [
    ...new Set(
      [applicantOf(form, answers).name, ...membersOf(form, answers).map((m) => m.name)].filter(
        (n) => n.trim().length >= 2,
      ),
    ),
  ]
  const [known, same, listed] = await Promise.all([
    a.resident_id === null ? undefined : knownOf(db, secret, a.service, a.resident_id),
    sameParty(db, actor, a),
    names.length === 0
      ? []
      : rows(
          db,
          sql<Aids['listed'][number]>`
            SELECT DISTINCT ON (p.item_code, cell.value) p.title, p.code,
              p.published_on::text AS "publishedOn", cell.value AS name
            FROM (
                SELECT title, code, item_code, published_on, content
                FROM publications
                WHERE region_id = ${a.region_id}
                  AND names_people
                  AND superseded_at IS NULL
                  AND notice_id IS DISTINCT FROM ${a.notice_id}
                  AND notice_id IS DISTINCT FROM ${a.result_notice_id}
                ORDER BY published_on DESC
                LIMIT ${lists}
              ) p,
              jsonb_array_elements(p.content -> 'rows') AS line, jsonb_each_text(line) AS cell
            WHERE cell.value = ANY(${names}::text[])
            ORDER BY p.item_code, cell.value, p.published_on DESC
            LIMIT 20`,
        ),
  ])
  return {
    registered: known !== undefined,
    doubts: ownDoubts(form, answers, dayOf(a.sent_at ?? a.saved_at)),
    differences: known ? registerDifferences(a.service.form, answers, known).map((d) => masked(a, d)) : [],
    same,
    listed,
  }
}

/** The newest other applications of the same person or household that this person may see. */
export function sameParty(
  db: Db,
  actor: Actor,
  a: Pick<ApplicationRow, 'id' | 'id_index' | 'household_id'>,
): Promise<Aids['same']> {
  return rows(
    db,
    sql<Aids['same'][number]>`
      SELECT o.code, s.name AS service, o.state,
        to_char(o.sent_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "sentOn",
        CASE WHEN o.id_index = ${a.id_index} THEN 'person' ELSE 'household' END AS who
      FROM applications o
      JOIN services s ON s.code = o.service_code AND s.version = o.service_version
      WHERE o.id <> ${a.id}
        AND o.state <> 'draft'
        AND (o.id_index = ${a.id_index} OR o.household_id = ${a.household_id})
        AND ${visibleSubject('application', sql`o.id`, actor.personId)}
      ORDER BY o.sent_at DESC
      LIMIT 20`,
  )
}

/** A differing number is told as different, not shown whole. */
function masked(a: ApplicationRow, d: Difference): Difference {
  const field = fieldNamed(a.service.form, d.field)
  return field && isSealed(field.kind) ? { ...d, answered: '和名册不一样', known: '（号码要看，请点“看完整号码”）' } : d
}
