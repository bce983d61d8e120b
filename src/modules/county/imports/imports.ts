/**
 * One import from upload to undo: the file is kept, what its columns are is chosen, tried without a trace, then run as
 * a job.
 */
import { livePlaces, makeObligationsOf } from '../../disclosure/index.ts'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { parse } from '../../../kernel/intake/parse.ts'
import { FileRefused } from '../../../kernel/files/refused.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { TextTable } from '../../../kernel/sheets/textTables.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { pagesOf } from '../places/regions.ts'
import { listFields, type ListKindName } from '../../../kernel/sheets/lists/fields.ts'
import { placeIndex } from '../../../kernel/regions/places.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { rowsOf, type ListPlan } from '../../../kernel/sheets/lists/preview.ts'
import { takeRows, type RowResult } from './take.ts'

export type ImportRow = {
  id: string
  kind: ListKindName
  file_name: string
  sha256: string
  region_id: string
  plan: (ListPlan & { skipFaulty: boolean }) | null
  counts: Counts | null
  made_by: string
  made_at: Date
  job_id: string | null
  done_at: Date | null
  undone_at: Date | null
}
export type Counts = { total: number; added: number; changed: number; same: number; faults: number }
/** The first rows that are wrong and the first that would come, at most 200 each. */
export type Tried = { counts: Counts; faults: Shown[]; rows: Shown[] }
export type Shown = Pick<RowResult, 'line' | 'label' | 'effect' | 'say' | 'field'>

export const maxListRows = 10_000

export async function importById(db: Db | Tx, id: string): Promise<ImportRow> {
  const found = await first(
    db,
    sql<ImportRow>`
      SELECT id, kind, file_name, sha256, region_id, plan, counts, made_by, made_at, job_id, done_at,
        undone_at
      FROM imports
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这次导入。')
  return found
}

/** The tables of the uploaded file. 422 where it is none. */
export async function tablesOf(bytes: Uint8Array): Promise<TextTable[]> {
  try {
    const tables = await parse('tables', { bytes })
    if (tables.every((t) => t.rows.length === 0)) throw invalid('表格是空的，请检查后重新选择。', { field: 'file' })
    return tables
  } catch (error) {
    if (error instanceof FileRefused) throw invalid(error.message, { field: 'file' })
    throw error
  }
}

/** Does everything and rolls it back: what would come, and what is wrong in which row. */
export async function tryImport(
  office: { db: Db; files: FileStore },
  it: ImportRow,
  plan: ListPlan,
  actor: Actor,
  ctx: Context,
): Promise<Tried> {
  const table = await tableOf(office.files, it, plan)
  const undone = new RolledBack()
  try {
    await transact(office.db, async (tx) => {
      undone.results = await take(tx, it, table, plan, actor, ctx)
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  const shown = undone.results.map(({ line, label, effect, say, field }) => ({ line, label, effect, say, field }))
  return {
    counts: countsOf(undone.results),
    faults: shown.filter((r) => r.effect === 'fault').slice(0, 200),
    rows: shown.filter((r) => r.effect !== 'fault').slice(0, 200),
  }
}

class RolledBack extends Error {
  results: RowResult[] = []
}

/** Takes the list in, once. Without `skipFaulty` one faulty row refuses the whole (409). */
export async function runImport(
  office: { db: Db; files: FileStore },
  id: string,
  actor: Actor,
  ctx: Context,
  onRow: (done: number, total: number) => Promise<void>,
): Promise<Counts> {
  const it = await importById(office.db, id)
  const plan = it.plan
  if (!plan) throw conflict('还没有选好各列是什么，请先检查一遍。')
  const table = await tableOf(office.files, it, plan)
  const total = rowsOf(table, plan).length
  return transact(
    office.db,
    async (tx) => {
      const open = await first(
        tx,
        sql<{ done_at: Date | null }>`SELECT done_at FROM imports WHERE id = ${id} FOR UPDATE`,
      )
      if (open!.done_at) throw conflict('这份名单已经导入过了。')
      const results = await take(tx, it, table, plan, actor, ctx, (done) => onRow(done, total))
      const counts = countsOf(results)
      const fault = results.find((r) => r.effect === 'fault')
      if (fault && !plan.skipFaulty)
        throw conflict(`第 ${fault.line} 行有误：${fault.say}共 ${counts.faults} 行要改，什么也没有导入。`)
      await keepMade(tx, id, results)
      await sql`UPDATE imports SET done_at = ${ctx.now}, counts = ${JSON.stringify(counts)}::jsonb
        WHERE id = ${id}`.execute(tx)
      await afterwards(tx, it, results, ctx)
      return counts
    },
    1,
  )
}

async function take(
  tx: Tx,
  it: ImportRow,
  table: TextTable,
  plan: ListPlan,
  actor: Actor,
  ctx: Context,
  onRow?: (done: number) => Promise<void>,
): Promise<RowResult[]> {
  return takeRows(
    {
      tx,
      actor,
      ctx,
      places: await placeIndex(tx, (path) => postFor(actor, 'import.run', path) !== undefined),
      importId: it.id,
    },
    it.kind,
    rowsOf(table, plan),
    onRow,
  )
}

/** New places owe what is due from now on; every page that shows something of this is made anew. */
async function afterwards(tx: Tx, it: ImportRow, results: readonly RowResult[], ctx: Context) {
  const made = results.flatMap((r) => r.made)
  const regions = new Set(made.filter((m) => m.what === 'region' && m.made).map((m) => m.rowId))
  const today = dayOf(ctx.now)
  if (regions.size > 0)
    await makeObligationsOf(
      tx,
      today,
      ctx.calendar,
      (await livePlaces(tx, today)).filter((p) => regions.has(p.id)),
    )
  if (made.length > 0) await bump(tx, await pagesOf(tx, [{ id: it.region_id }]))
}

async function keepMade(tx: Tx, id: string, results: readonly RowResult[]) {
  const all = results.flatMap((r) => r.made.map((m) => ({ ...m, line: r.line }))).map((m, seq) => ({ ...m, seq }))
  await sql`
    INSERT INTO import_rows (import_id, seq, line, what, row_id, label, made, before, after)
    SELECT ${id}, seq, line, what, "rowId", label, made, before, after
    FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
      seq int, line int, what text, "rowId" text, label text, made boolean, before jsonb, after jsonb
    )`.execute(tx)
}

async function tableOf(files: FileStore, it: ImportRow, plan: ListPlan): Promise<TextTable> {
  const bytes = await files.get('original', it.sha256)
  if (!bytes) throw conflict('上传的文件不在了，请重新上传。')
  const table = (await tablesOf(bytes))[plan.sheet]
  if (!table) throw invalid('没有这张工作表，请重新选择。', { field: 'sheet' })
  const missing = listFields[it.kind].filter((f) => f.required && plan.columns[f.key] === undefined)
  if (missing.length > 0)
    throw invalid(`还没有选“${missing.map((f) => f.label).join('”“')}”是哪一列。`, { field: missing[0]!.key })
  const total = rowsOf(table, plan).length
  if (total === 0) throw invalid('表头下面没有内容。请核对工作表和表头在第几行。', { field: 'sheet' })
  if (total > maxListRows)
    throw invalid(`名单有 ${total} 行，一次最多 ${maxListRows} 行。请分成几份。`, { field: 'file' })
  return table
}

function countsOf(results: readonly RowResult[]): Counts {
  const of = (effect: RowResult['effect']) => results.filter((r) => r.effect === effect).length
  return { total: results.length, added: of('new'), changed: of('change'), same: of('same'), faults: of('fault') }
}
