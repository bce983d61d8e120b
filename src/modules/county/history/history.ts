/** Old notices as 历史资料, with their original dates: outside the log, outside every count of punctuality. */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { parseDate } from '../../../kernel/forms/dates.ts'
import { guardText } from '../../../kernel/guard/guard.ts'
import type { Cells, Desk, Taken } from '../imports/desk.ts'

export type Historical = {
  regionId: string
  path: string
  title: string
  on: string
  kind: string
  note: string
  fileIds: readonly string[]
  importId: string | null
  by: string
  now: Date
}

export async function takeHistory(desk: Desk, cells: Cells): Promise<Taken> {
  const place = desk.places.find(cells['place']!, { parent: cells['parent'], field: 'place' })
  const on = parseDate(cells['on']!)
  if (!on) throw invalid(`“${cells['on']}”不是日期。请写成 2019-05-20。`, { field: 'on' })
  const title = cells['title']!
  const key = `${place.id} ${on} ${title}`
  const label = `${place.name} ${on} ${title}`
  if (
    await first(
      desk.tx,
      sql`
        SELECT 1
        FROM historical_records
        WHERE region_id = ${place.id}
          AND original_on = ${on}
          AND title = ${title}
          AND import_id IS DISTINCT FROM ${desk.importId}`,
    )
  )
    return { key, label, effect: 'same', made: [] }
  const record = {
    regionId: place.id,
    path: place.path,
    title,
    on,
    kind: cells['kind'] ?? '',
    note: cells['note'] ?? '',
    fileIds: await filesNamed(desk, cells['files'] ?? ''),
    importId: desk.importId,
    by: desk.actor.personId,
    now: desk.ctx.now,
  }
  const id = await putHistorical(desk.tx, record)
  return {
    key,
    label,
    effect: 'new',
    made: [
      {
        what: 'record',
        rowId: id,
        label,
        made: true,
        before: null,
        after: { title, original_on: on, kind: record.kind, note: record.note },
      },
    ],
  }
}

/**
 * Stores a record. 422 for a day that is not in the past, or text and papers in which the privacy guard finds what may
 * not be public.
 */
export async function putHistorical(tx: Tx, r: Historical): Promise<string> {
  if (r.on >= dayOf(r.now)) throw invalid('历史资料的日期须在今天以前；今天起的请按公开流程办。', { field: 'on' })
  const found = guardText(`${r.title}\n${r.note}`, { place: '标题或说明里' }).find((f) => f.severity === 'refuse')
  if (found) throw invalid(found.say, { field: 'title' })
  const files = await rows(
    tx,
    sql<{
      id: string
      name: string
      findings: { severity: string; say: string }[]
    }>`SELECT id, name, findings FROM files WHERE id = ANY(${[...r.fileIds]})`,
  )
  const refused = files.flatMap((f) => f.findings.filter((x) => x.severity === 'refuse'))[0]
  if (refused) throw invalid(`${refused.say}历史资料会公开，请先遮盖再上传。`, { field: 'files' })
  const id = newId(r.now.getTime())
  await sql`
    INSERT INTO historical_records (
      id, region_id, path, title, original_on, kind, note, import_id, entered_by, entered_at
    )
    VALUES (
      ${id}, ${r.regionId}, ${r.path}, ${r.title}, ${r.on}, ${r.kind}, ${r.note}, ${r.importId}, ${r.by},
      ${r.now}
    )`.execute(tx)
  for (const [position, fileId] of r.fileIds.entries())
    await sql`INSERT INTO historical_files (record_id, position, file_id)
      VALUES (${id}, ${position}, ${fileId})`.execute(tx)
  return id
}

/** The uploaded papers that a cell names, with or without their endings. */
async function filesNamed({ tx, importId }: Desk, cell: string): Promise<string[]> {
  const names = cell
    .split(/[;；、\n]/)
    .map((n) => n.trim())
    .filter((n) => n !== '')
  if (names.length === 0) return []
  const uploaded = await rows(
    tx,
    sql<{ name: string; file_id: string }>`SELECT name, file_id FROM import_files WHERE import_id = ${importId}`,
  )
  const bare = (name: string) => name.replace(/\.[A-Za-z0-9]{1,5}$/, '')
  return names.map((name) => {
    const file = uploaded.find((u) => u.name === name) ?? uploaded.find((u) => bare(u.name) === bare(name))
    if (!file) throw invalid(`没有上传文件“${name}”。请先上传，或者改正文件名。`, { field: 'files' })
    return file.file_id
  })
}
