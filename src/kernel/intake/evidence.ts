/**
 * Papers that staff name by their hash: a consent, a proof, the scan of a signature. Whoever names one must have
 * uploaded it: a hash is no secret, and what a case names its readers may open.
 */
import { z } from 'zod'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { forgetUnused, type LetGo } from '../files/keeper.ts'
import type { FileStore } from '../files/store.ts'

/** How a request names a paper. It is nobody's yet: `ownPaper` tells. */
export const paperHash = z.string().regex(/^[0-9a-f]{64}$/, '没有收到这份材料，请重新上传')

declare const own: unique symbol
/** The hash of a paper that was uploaded by whoever names it; only `ownPaper` makes one. */
export type OwnPaper = string & { readonly [own]: true }

/** 422 with the field where the person has not uploaded it. */
export async function ownPaper(db: Db | Tx, personId: string, sha256: string, field: string): Promise<OwnPaper> {
  const mine = await first(
    db,
    sql`
      SELECT 1 FROM paper_uploads WHERE sha256 = ${sha256} AND taken_by = ${personId}
      UNION ALL
      SELECT 1 FROM files WHERE sha256 = ${sha256} AND uploaded_by = ${personId}
      LIMIT 1`,
  )
  if (!mine) throw invalid('没有收到您传的这份材料，请重新拍照或上传。', { field })
  return sha256 as OwnPaper
}

/** Notes who uploaded a paper, so that they may name it, and that it is deleted where nothing comes to name it. */
export async function notePaper(db: Db | Tx, sha256: string, personId: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO paper_uploads (sha256, taken_by, taken_at)
    VALUES (${sha256}, ${personId}, ${now})
    ON CONFLICT (sha256, taken_by) DO UPDATE SET taken_at = excluded.taken_at`.execute(db)
}

/** Lets go of uploads older than `before`, a few at a time; bytes that something has named stay. Returns how many. */
export async function forgetPaperUploads(where: { db: Db; files: FileStore }, before: Date): Promise<number> {
  const gone = await rows(
    where.db,
    sql<LetGo>`
      DELETE FROM paper_uploads
      WHERE (sha256, taken_by) IN (
        SELECT sha256, taken_by
        FROM paper_uploads
        WHERE taken_at < ${before}
        ORDER BY taken_at
        LIMIT 200
      )
      RETURNING sha256 AS original`,
  )
  await forgetUnused(where, gone)
  return gone.length
}
