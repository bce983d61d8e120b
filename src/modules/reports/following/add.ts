/** What a reporter adds later: words, files, or both. */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { addTo } from './party.ts'
import type { Meaning } from '../sending/namedLater.ts'
import { keepUploads, takeUpload, uploadsOf, type Upload } from '../sending/uploads.ts'

/** Takes files in under the form's key. Errors as `takeUpload`. */
export async function takeFiles(office: Office, key: string, files: readonly File[], ctx: Context): Promise<void> {
  for (const file of files)
    await takeUpload(
      office,
      key,
      { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
      ctx.rules,
      ctx.now,
    )
}

/**
 * Adds words and the files of the form's key to an open report; the same words within the hour are a second press and
 * change nothing. Returns the files that were added.
 */
export async function addAll(
  tx: Tx,
  report: Parameters<typeof addTo>[1],
  more: { key: string; text: string; meaning?: Meaning | undefined },
  ctx: Context,
): Promise<Upload[]> {
  const twice = await first(
    tx,
    sql`
      SELECT 1
      FROM report_additions
      WHERE report_id = ${report.id}
        AND text = ${more.text}
        AND at > ${new Date(ctx.now.getTime() - 3_600_000)}`,
  )
  const uploads = await uploadsOf(tx, more.key)
  if (twice && uploads.length === 0) return []
  const words = more.text === '' && uploads.length > 0 ? `补充了 ${uploads.length} 个文件` : more.text
  await addTo(
    tx,
    report,
    words,
    ctx,
    uploads.map((u) => u.name),
    more.meaning,
  )
  const at = (
    await rows(
      tx,
      sql<{
        next: number
      }>`SELECT coalesce(max(position), -1) + 1 AS next FROM report_files WHERE report_id = ${report.id}`,
    )
  )[0]!.next
  for (const [i, u] of uploads.entries()) {
    await sql`
      INSERT INTO report_files (
        id, report_id, position, kind, name, type, bytes, sha256, shown_sha256, shown_type, added_at
      )
      VALUES (
        ${newId()}, ${report.id}, ${at + i}, ${u.kind}, ${u.name}, ${u.type}, ${u.bytes}, ${u.sha256},
        ${u.shownSha256 ?? null}, ${u.shownType ?? null}, ${ctx.now}
      )
      ON CONFLICT (report_id, sha256) DO NOTHING`.execute(tx)
  }
  await keepUploads(tx, more.key, report.id)
  return uploads
}
