/**
 * A county's register on its way in: for what and by which authority first, tried without a trace, run as a job, undone
 * while nobody has used it.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { rulesOn } from '../../../kernel/rules/rules.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { placeIndex, type PlaceIndex } from '../../../kernel/regions/places.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { previewOf, type SheetPreview } from '../../../kernel/sheets/lists/preview.ts'
import { columnName } from '../../../kernel/sheets/book.ts'
import { sayUnsure } from '../../../kernel/sheets/unsure.ts'
import { registerFields } from './import.fields.ts'
import { isFault, readLine, type Line, type LineFault } from './import.line.ts'
import { registerRows } from './import.sheet.ts'
import { takeLines, type Batch } from './import.take.ts'

/** Row of the headings and column of each field, from 0. */
export type RegisterPlan = { headerRow: number; columns: Record<string, number>; skipFaulty: boolean }
export type RegisterCounts = { total: number; added: number; changed: number; same: number; faults: number }
/** The first two hundred faults, by line and column; nothing of the rows themselves. */
export type RegisterResult = { counts: RegisterCounts; faults: LineFault[] }
export type RegisterImport = {
  id: string
  file_name: string
  sha256: string
  region_id: string
  purpose: string
  authority: string
  plan: RegisterPlan | null
  counts: RegisterCounts | null
  made_by: string
  made_at: Date
  done_at: Date | null
  undone_at: Date | null
}

const batchSize = 1_000
const mostRows = 400_000
const shownFaults = 200
const previewed = 20

export async function registerImport(db: Db | Tx, id: string): Promise<RegisterImport> {
  const found = await first(
    db,
    sql<RegisterImport>`
      SELECT id, file_name, sha256, region_id, purpose, authority, plan, counts, made_by, made_at, done_at,
        undone_at
      FROM resident_imports
      WHERE id = ${id}`,
  )
  if (!found) throw notFound('没有这次导入。')
  return found
}

/** `note`: what a person should know of the file before going on. */
export type RegisterPreview = Omit<SheetPreview, 'total'> & { note?: string }

/** The first rows of a file, with which column is probably what. 422 where it is no sheet or empty. */
export async function previewRegister(bytes: Uint8Array): Promise<RegisterPreview> {
  const head: string[][] = []
  let sheet = { name: '', passedOver: [] as string[], hiddenColumns: [] as number[] }
  for await (const { rows, ...table } of registerRows(bytes)) {
    sheet = table
    for (const { line, cells } of rows) {
      while (head.length < Math.min(line - 1, previewed)) head.push([])
      if (head.length < previewed) head.push(cells)
    }
    break
  }
  if (head.every((r) => r.every((c) => c === ''))) throw invalid('表格是空的，请检查后重新选择。', { field: 'file' })
  const { total: _, ...preview } = previewOf({ ...sheet, rows: head }, registerFields)
  const sheets = sheet.passedOver.map((name) => `“${name}”`).join('、')
  const columns = sheet.hiddenColumns.map(columnName).join('、')
  const notes = [
    sheets === '' ? '' : `工作表${sheets}是隐藏的，没有读；读的是“${sheet.name}”。要读隐藏的请取消隐藏后重传。`,
    columns === '' ? '' : `${columns} 列在原表里是隐藏的，没有自动选上。要用请核对以后自己选。`,
  ].filter((note) => note !== '')
  return notes.length === 0 ? preview : { ...preview, note: notes.join('') }
}

type Office = { db: Db; files: FileStore; secret: string; now(): Date }
type Progress = (done: number, say: string) => Promise<void>

/** Does everything and rolls it back. */
export async function tryRegister(
  office: Office,
  id: string,
  actor: Actor,
  progress: Progress,
): Promise<RegisterResult> {
  const undone = new RolledBack()
  try {
    await transact(
      office.db,
      async (tx) => {
        undone.result = await takeAll(office, tx, await registerImport(tx, id), actor, progress)
        throw undone
      },
      1,
    )
  } catch (error) {
    if (error !== undone) throw error
  }
  return undone.result!
}

class RolledBack extends Error {
  result: RegisterResult | undefined
}

/** Takes the register in, once. Unless the plan skips faulty rows, one of them refuses the whole (409). */
export async function runRegister(
  office: Office,
  id: string,
  actor: Actor,
  progress: Progress,
): Promise<RegisterResult> {
  return transact(
    office.db,
    async (tx) => {
      const open = await first(
        tx,
        sql<{ done_at: Date | null }>`SELECT done_at FROM resident_imports WHERE id = ${id} FOR UPDATE`,
      )
      if (open?.done_at) throw conflict('这份名册已经导入过了。')
      const it = await registerImport(tx, id)
      const result = await takeAll(office, tx, it, actor, progress)
      if (result.counts.faults > 0 && !it.plan!.skipFaulty)
        throw conflict(
          `有 ${result.counts.faults} 行要改（第 ${result.faults[0]!.line} 行：${result.faults[0]!.say}），什么也没有导入。`,
        )
      await sql`
        UPDATE resident_imports
        SET done_at = ${office.now()}, counts = ${JSON.stringify(result.counts)}::jsonb
        WHERE id = ${id}`.execute(tx)
      return result
    },
    1,
  )
}

async function takeAll(
  office: Office,
  tx: Tx,
  it: RegisterImport,
  actor: Actor,
  progress: Progress,
): Promise<RegisterResult> {
  if (!it.plan) throw conflict('还没有选好各列是什么，请先检查一遍。')
  await planForMany(tx)
  const bytes = await office.files.get('original', it.sha256)
  if (!bytes) throw conflict('上传的文件不在了，请重新上传。')
  const batch: Batch = {
    tx,
    vault: residentVault(office.secret),
    importId: it.id,
    byName: actor.name,
    now: office.now(),
    seen: new Map(),
    phones: new Map(),
    mostOnPhone: (await rulesOn(tx, dayOf(office.now()))).number('resident.peoplePerPhone'),
  }
  const result: RegisterResult = { counts: { total: 0, added: 0, changed: 0, same: 0, faults: 0 }, faults: [] }
  for await (const { lines, faults } of batches(
    bytes,
    it.plan,
    await placeIndex(tx, (path) => postFor(actor, 'import.run', path) !== undefined),
    office,
  )) {
    const taken = await takeLines(batch, lines)
    const wrong = [...faults, ...taken.faults]
    result.counts = {
      total: result.counts.total + lines.length + faults.length,
      added: result.counts.added + taken.added,
      changed: result.counts.changed + taken.changed,
      same: result.counts.same + taken.same,
      faults: result.counts.faults + wrong.length,
    }
    result.faults.push(...wrong.slice(0, shownFaults - result.faults.length))
    if (result.counts.total > mostRows) throw invalid(`名册超过 ${mostRows} 行，请按乡镇分成几份。`)
    await progress(result.counts.total, `读到 ${result.counts.total} 行，有问题 ${result.counts.faults} 行`)
  }
  if (result.counts.total === 0) throw invalid('表头下面没有内容。请核对表头在第几行。')
  return result
}

/**
 * A register makes small tables large within one transaction, of which no statistics know: plans kept from before (of
 * foreign keys, too) would read the whole table for every row. They are made anew, by index.
 */
export async function planForMany(tx: Tx): Promise<void> {
  await sql`SET LOCAL enable_seqscan = off`.execute(tx)
  await sql`SET LOCAL statement_timeout = 0`.execute(tx)
  await sql`DISCARD PLANS`.execute(tx)
}

async function* batches(
  bytes: Uint8Array,
  plan: RegisterPlan,
  places: PlaceIndex,
  office: Office,
): AsyncGenerator<{ lines: Line[]; faults: LineFault[] }> {
  const vault = residentVault(office.secret)
  const today = dayOf(office.now())
  let lines: Line[] = []
  let faults: LineFault[] = []
  for await (const { rows } of registerRows(bytes)) {
    for (const row of rows) {
      if (row.line - 1 <= plan.headerRow) continue
      const cells = Object.fromEntries(Object.entries(plan.columns).map(([key, at]) => [key, row.cells[at] ?? '']))
      const wrong = sayUnsure(row.unsure, plan.columns)
      if (wrong?.field === undefined && Object.values(cells).every((c) => c === '')) continue
      const read = wrong
        ? { line: row.line, field: registerFields.find((f) => f.key === wrong.field)?.label ?? '', say: wrong.say }
        : readLine(row.line, cells, places, vault, today)
      if (isFault(read)) faults.push(read)
      else lines.push(read)
    }
    if (lines.length + faults.length < batchSize) continue
    yield { lines, faults }
    lines = []
    faults = []
  }
  if (lines.length + faults.length > 0) yield { lines, faults }
}
