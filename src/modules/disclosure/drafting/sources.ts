/**
 * Source papers (原始凭证) of the three-fold review: sealed, opened by the hands of the notice alone, each look recorded;
 * and the rows that were held against them.
 */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { caseOf, historyOf, type Case } from '../../../kernel/cases/case.ts'
import { refuseBarredFrom } from '../../../kernel/cases/seeing.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { holds, type Actor } from '../../../kernel/people/actor.ts'
import type { SourcePapers } from '../../../platform/tables.gen.ts'
import { formOf, type ItemRow } from '../catalogue/items.read.ts'
import { sourced } from '../disclosure.procedure.ts'
import type { NoticeRow } from './notices.read.ts'

export type Source = Pick<SourcePapers, 'id' | 'name' | 'added_at'>
/** `differs`: what does not agree with the papers; empty: the row agrees. */
export type RowCheck = { row: number; differs: string; by: string }

/** Whether a notice's chain wants source papers. */
export const wantsSources = (procedure: string): boolean => sourced[procedure] !== undefined

/** Whether the step it stands at holds each row against them. */
export const holdsRows = (c: Pick<Case, 'procedure' | 'step'>): boolean =>
  sourced[c.procedure]?.includes(c.step) ?? false

/** Whether a person is one of the hands that may open the papers: those of the chain, over this place. */
export function mayOpenSources(actor: Actor, notice: Pick<NoticeRow, 'path'>, procedure: string): boolean {
  if (!wantsSources(procedure)) return false
  const { steps } = procedureOf(procedure)
  const hands = ['draft', 'review', 'sign', ...(sourced[procedure] ?? [])].flatMap((s) => steps[s]?.by ?? [])
  return actor.posts.some((p) => hands.includes(p.function) && holds(p.path, notice.path))
}

/** The papers that there are, oldest first. */
export function sourcesOf(db: Db | Tx, noticeId: string): Promise<Source[]> {
  return rows(
    db,
    sql<Source>`
      SELECT id, name, added_at
      FROM source_papers
      WHERE notice_id = ${noticeId} AND removed_at IS NULL
      ORDER BY added_at, id`,
  )
}

/** Refuses whoever may not write this notice now: 409 where it is out of the drafter's hands, 403 otherwise. */
export async function refuseUnlessSourcing(db: Db | Tx, actor: Actor, noticeId: string): Promise<void> {
  const c = await caseOf(db, 'notice', noticeId)
  if (!c || c.step !== 'draft') throw conflict('这份草稿已经送出去了，要改请先请办的人退回。')
  if (!wantsSources(c.procedure)) throw conflict('这一项不用附原始凭证。')
  const post = postForAction(actor, c, await historyOf(db, c.id), 'submit')
  if (isRefusal(post)) throw forbidden(post.say)
}

/** Adds a sealed file that this person has just uploaded. */
export async function addSource(
  tx: Tx,
  actor: Actor,
  notice: NoticeRow,
  file: { id: string; name: string },
  now: Date,
): Promise<void> {
  await refuseUnlessSourcing(tx, actor, notice.id)
  await sql`
    INSERT INTO source_papers (id, notice_id, file_id, name, added_by, added_at)
    VALUES (${newId(now.getTime())}, ${notice.id}, ${file.id}, ${file.name}, ${actor.personId}, ${now})`.execute(tx)
}

/** Takes a paper away again while the notice is still being written. 404 where there is none. */
export async function removeSource(tx: Tx, actor: Actor, noticeId: string, id: string, now: Date): Promise<void> {
  await refuseUnlessSourcing(tx, actor, noticeId)
  const gone = await sql`
    UPDATE source_papers
    SET removed_at = ${now}
    WHERE id = ${id} AND notice_id = ${noticeId} AND removed_at IS NULL`.execute(tx)
  if (gone.numAffectedRows === 0n) throw notFound('没有这份凭证。')
}

/** The file of a paper, for one of the notice's hands; 404 for everybody else. */
export async function openSource(
  tx: Tx,
  actor: Actor,
  notice: NoticeRow,
  id: string,
): Promise<{ sha256: string; name: string }> {
  await refuseBarredFrom(tx, [notice.id], actor.personId)
  const c = await caseOf(tx, 'notice', notice.id)
  const found = await first(
    tx,
    sql<{ sha256: string; name: string }>`
      SELECT f.sha256, s.name
      FROM source_papers s
      JOIN files f ON f.id = s.file_id
      WHERE s.id = ${id} AND s.notice_id = ${notice.id} AND s.removed_at IS NULL`,
  )
  if (!c || !found || !mayOpenSources(actor, notice, c.procedure))
    throw notFound('没有这份凭证，或者它不归您的岗位看。')
  return found
}

/** How many rows there are to be held against the papers: a document is one, "nothing" none. */
export function rowsToCheck(content: Content, item: ItemRow): number {
  if (content.nothing) return 0
  return isTemplate(formOf(item)) ? content.rows.length : 1
}

/** What this step has ticked of this content so far. */
export function rowChecksOf(db: Db | Tx, c: Pick<Case, 'subject_id' | 'step' | 'content_hash'>): Promise<RowCheck[]> {
  return rows(
    db,
    sql<RowCheck>`
      SELECT k.row, k.differs, p.name AS by
      FROM row_checks k
      JOIN persons p ON p.id = k.checked_by
      WHERE k.notice_id = ${c.subject_id} AND k.step = ${c.step} AND k.content_hash = ${c.content_hash ?? ''}
      ORDER BY k.row`,
  )
}

/** Ticks a row, or takes the tick away (`differs` null). 409 where the content is not the one that was seen. */
export async function checkRow(
  tx: Tx,
  actor: Actor,
  notice: NoticeRow,
  item: ItemRow,
  content: Content,
  given: { contentHash: string; row: number; differs: string | null },
  now: Date,
): Promise<RowCheck[]> {
  const c = await caseOf(tx, 'notice', notice.id)
  if (!c || !holdsRows(c)) throw conflict('这一步不用逐行核对，或者已经办完了。')
  const post = postForAction(actor, c, await historyOf(tx, c.id), 'approve')
  if (isRefusal(post)) throw forbidden(post.say)
  if (given.contentHash !== c.content_hash) throw conflict('内容刚才改过了，请看过新的内容再核对。')
  if (given.row >= rowsToCheck(content, item)) throw invalid('表里没有这一行。', { field: 'row' })
  if (given.differs) refusePersonal(given.differs, 'differs')
  if (given.differs === null)
    await sql`
      DELETE FROM row_checks
      WHERE notice_id = ${notice.id} AND step = ${c.step} AND content_hash = ${c.content_hash}
        AND row = ${given.row}`.execute(tx)
  else
    await sql`
      INSERT INTO row_checks (notice_id, step, content_hash, row, differs, checked_by, checked_at)
      VALUES (
        ${notice.id}, ${c.step}, ${c.content_hash}, ${given.row}, ${given.differs}, ${actor.personId}, ${now}
      )
      ON CONFLICT (notice_id, step, content_hash, row)
        DO UPDATE SET differs = excluded.differs, checked_by = excluded.checked_by,
          checked_at = excluded.checked_at`.execute(tx)
  return rowChecksOf(tx, c)
}

/** Agreeing needs every row ticked; a row that differs leaves only the way back. Returns how many were ticked. */
export async function needRowsChecked(tx: Tx, c: Case, content: Content, item: ItemRow): Promise<number> {
  const checks = await rowChecksOf(tx, c)
  const differing = checks.filter((k) => k.differs !== '')
  if (differing.length > 0)
    throw invalid(`${sayRows(differing.map((k) => k.row))}和原始凭证对不上，请退回修改。`, { field: 'rows' })
  const ticked = new Set(checks.map((k) => k.row))
  const open = Array.from({ length: rowsToCheck(content, item) }, (_, i) => i).filter((i) => !ticked.has(i))
  if (open.length > 0)
    throw invalid(`还有 ${open.length} 行没有和原始凭证核对（${sayRows(open)}），请逐行核对后再同意。`, {
      field: 'rows',
    })
  return ticked.size
}

const sayRows = (all: readonly number[]): string =>
  `第 ${all
    .slice(0, 5)
    .map((r) => r + 1)
    .join('、')} ${all.length > 5 ? '等' : ''}行`

/**
 * Why the draft goes back: once every row was held against the papers and one of them differs, that is said by itself,
 * row by row; `undefined` while rows are open or where all agree.
 */
export function sayDifferences(checks: readonly RowCheck[], rowCount: number): string | undefined {
  const differing = checks.filter((k) => k.differs !== '')
  if (differing.length === 0 || checks.length < rowCount) return undefined
  const each = differing.map((k) => `第 ${k.row + 1} 行：${k.differs}`).join('；')
  const said = `${sayRows(differing.map((k) => k.row))}和原始凭证对不上。${each}`
  return said.length <= longestReason ? said : `${said.slice(0, longestReason - 1)}…`
}

/** As long as a reason may be that somebody writes themselves; each row's own words stand beside it in any case. */
const longestReason = 1_000

/** What differs, as remarks on the rows' first cells, for the drafter. */
export async function differencesOf(
  tx: Tx,
  c: Case,
  item: ItemRow,
): Promise<{ row: number; column: string; say: string }[]> {
  const form = formOf(item)
  const column = (isTemplate(form) ? form.columns : form)[0]?.key ?? ''
  return (await rowChecksOf(tx, c))
    .filter((k) => k.differs !== '')
    .map((k) => ({ row: k.row, column, say: `和原始凭证对不上：${k.differs}` }))
}
