/** A report as its handling reads it, by its case. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Case } from '../../../kernel/cases/case.ts'

export type ReportRow = {
  id: string
  code: string
  region_id: string
  path: string
  kind: string
  channel: string
  text: string
  show: string
  contact: Uint8Array | null
  about: Uint8Array | null
  notice_id: string | null
  slug: string
  place: string
  practice: boolean
  received_at: Date
}
/** The report of a case, for whoever may see it. 404 for those who are barred. */
export async function reportOfCase(db: Db | Tx, caseId: string): Promise<{ report: ReportRow; c: Case }> {
  const c = await first(db, sql<Case>`SELECT * FROM cases WHERE id = ${caseId} AND subject_kind = 'report'`)
  const report =
    c &&
    (await first(
      db,
      sql<ReportRow>`
        SELECT p.id, p.code, p.region_id, p.path, p.kind, p.channel, p.text, p.show, p.contact, p.about,
          p.notice_id, p.received_at, r.slug, r.name AS place, r.practice
        FROM reports p
        JOIN regions r ON r.id = p.region_id
        WHERE p.id = ${c.subject_id}`,
    ))
  if (!c || !report) throw notFound('没有这件民情反映。')
  return { report, c }
}
