/**
 * Copies of what people sent, as they can be shown or played everywhere. They lie sealed like the originals: most are
 * for the handlers alone, and what is released today may be taken back tomorrow.
 */
import { rows, sql, type Db } from '../../platform/db.ts'
import { forgetUnused } from '../../kernel/files/keeper.ts'
import type { FileStore } from '../../kernel/files/store.ts'
import { doApart, isTried } from '../../kernel/rounds/apart.ts'

/** The copy; versions before kept it open. */
export const copyOf = async (files: FileStore, sha256: string): Promise<Uint8Array | undefined> =>
  (await files.get('original', sha256)) ?? files.get('public', sha256)

/** What can be shown of a file: its copy, else as it came. */
export const shownBytes = (
  files: FileStore,
  f: { sha256: string; shown_sha256: string | null },
): Promise<Uint8Array | undefined> => (f.shown_sha256 ? copyOf(files, f.shown_sha256) : files.get('original', f.sha256))

type Open = { id: string; shown: string | null; poster: string | null }

/** Seals copies that an older version left open, a few at a time; returns how many were looked at. */
export async function sealCopies(where: { db: Db; files: FileStore; now(): Date }): Promise<number> {
  const { db, files, now } = where
  const found = await rows(
    db,
    sql<Open>`
      SELECT c.id, c.shown_sha256 AS shown, c.poster_sha256 AS poster
      FROM report_files c
      WHERE NOT c.copies_sealed AND ${isTried('report-copies', sql`c.id`, now())}
      ORDER BY c.id
      LIMIT 50`,
  )
  const work = async ([one]: readonly Open[]) => {
    const names = [one!.shown, one!.poster].filter((sha256) => sha256 !== null)
    for (const sha256 of names) {
      const bytes = await files.get('public', sha256)
      if (bytes) await files.put('original', bytes)
    }
    await sql`UPDATE report_files SET copies_sealed = true WHERE id = ${one!.id}`.execute(db)
    await forgetUnused(
      where,
      names.map((sha256) => ({ public: sha256 })),
    )
  }
  await doApart(db, { round: 'report-copies', items: found, atOnce: 1, idOf: (f) => f.id, work }, now())
  return found.length
}
