/**
 * What the same telephone has told before: information for whoever handles a report, never an offence, and never a
 * telephone number.
 */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { seeing } from '../handling/reportReaders.ts'

/** `cases`: the newest of those that this person may open; the others are only counted. */
export type Before = {
  total: number
  open: number
  cases: { id: string; title: string; received_at: Date; open: boolean }[]
}

type Earlier = Case & { received_at: Date }

/**
 * Earlier reports with the same telephone, within `days` before this one. Complaints about a person, and cases from
 * which somebody is barred, are neither counted nor shown, and beside them nothing is told. Null without a telephone or
 * without anything before.
 */
export async function reportedBefore(db: Db, actor: Actor, reportId: string, days: number): Promise<Before | null> {
  const me = await first(
    db,
    sql<{
      contact_index: string | null
      received_at: Date
      kind: string
    }>`SELECT contact_index, received_at, kind FROM reports WHERE id = ${reportId}`,
  )
  if (!me || me.contact_index === null || me.kind === 'person') return null
  const found = await rows(
    db,
    sql<Earlier>`
      SELECT c.*, p.received_at
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE p.contact_index = ${me.contact_index}
        AND p.id <> ${reportId}
        AND p.kind <> 'person'
        AND NOT c.guarded
        AND p.received_at <= ${me.received_at}
        AND p.received_at >= ${new Date(me.received_at.getTime() - days * 86_400_000)}
      ORDER BY p.received_at DESC
      LIMIT 100`,
  )
  if (found.length === 0) return null
  const newest = found.slice(0, 10)
  const seen = await Promise.all(newest.map((c) => seeing(db, actor, c)))
  const cases = newest
    .filter((_, i) => seen[i] !== undefined && seen[i] !== 'asked' && seen[i] !== 'copy')
    .map((c) => ({ id: c.id, title: c.title, received_at: c.received_at, open: c.closed_at === null }))
  return { total: found.length, open: found.filter((c) => c.closed_at === null).length, cases }
}
