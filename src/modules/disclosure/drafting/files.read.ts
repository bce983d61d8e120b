/** Who may open a file of the office: whoever may see what names it. Before anything names it, whoever sent it. */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { barredSubjects } from '../../../kernel/cases/seeing.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor, readingOf } from '../../../kernel/people/can.ts'
import type { Item } from '../catalogue/catalogue.schema.ts'
import { forItem } from './byRow.ts'

export type OfficeFile = { sha256: string; name: string; public_sha256: string | null; public_type: string | null }
type Found = OfficeFile & { id: string; region_id: string; path: string; uploaded_by: string }

/**
 * The file with this id, for whoever sent it or may see a notice, a run of a power or a tick that names it. 404 for
 * everybody else, and for files that lie sealed: their rooms open those and record each look.
 */
export async function fileForStaff(db: Db, actor: Actor, id: string): Promise<OfficeFile> {
  const f = await first(
    db,
    sql<Found>`
      SELECT f.id, f.sha256, f.name, f.public_sha256, f.public_type, f.region_id, r.path, f.uploaded_by
      FROM files f
      JOIN regions r ON r.id = f.region_id
      WHERE f.id = ${id} AND NOT f.sealed`,
  )
  if (!f || !(await isTheirs(db, actor, f))) throw notFound('没有这个文件。')
  return f
}

async function isTheirs(db: Db, actor: Actor, f: Found): Promise<boolean> {
  const { barred, notices, run, tick } = await namesOf(db, actor.personId, f)
  if (barred) return false
  return (
    f.uploaded_by === actor.personId ||
    notices.some((n) => readingOf(forItem(actor, n), n.path, n.definition.dept) === 'whole') ||
    (run && postFor(actor, 'power.see', f.path) !== undefined) ||
    (tick && postFor(actor, 'onboarding.see', f.path) !== undefined)
  )
}

type Names = { barred: boolean; run: boolean; tick: boolean }

/**
 * What names a file. A file lies with the place of the notice for which it was sent: only that place's are looked
 * through.
 */
async function namesOf(db: Db, personId: string, f: Found) {
  const named = sql`content -> 'attachments' @> jsonb_build_array(jsonb_build_object('file', ${f.id}::text))`
  const notices = await rows(
    db,
    sql<{ path: string; definition: Item; barred: boolean }>`
      SELECT n.path, i.definition, n.id IN (${barredSubjects('notice', personId)}) AS barred
      FROM notices n
      JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
      WHERE n.region_id = ${f.region_id}
        AND (
          EXISTS (SELECT 1 FROM drafts d WHERE d.notice_id = n.id AND ${named})
          OR EXISTS (SELECT 1 FROM publications p WHERE p.notice_id = n.id AND ${named})
        )`,
  )
  const others = (await first(
    db,
    sql<Names>`
      SELECT coalesce(bool_or(p.run_id IN (${barredSubjects('power_run', personId)})), false) AS barred,
        count(p.run_id) > 0 AS run,
        EXISTS (SELECT 1 FROM onboarding_ticks t WHERE t.file_id = ${f.id}) AS tick
      FROM power_run_papers p
      WHERE p.file_id = ${f.id}`,
  ))!
  return { notices, ...others, barred: others.barred || notices.some((n) => n.barred) }
}
