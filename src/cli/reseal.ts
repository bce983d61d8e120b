/**
 * Seals anew, under the newest key, whatever is under an older one: originals on the shelf and values in the database.
 * Beside a running server; ended in the middle it goes on where it was, for every file and value says itself which key
 * it is under.
 */
import type { FileStore } from '../kernel/files/store.ts'
import { deliveryColumns } from '../kernel/notices/deliver.ts'
import { rooms } from '../app/rooms.ts'
import { first, rows, sql, type Db } from '../platform/db.ts'
import { ringOf } from '../platform/sealing/ring.ts'
import { headOf, sealerOf, type SealedColumn } from '../platform/sealing/sealer.ts'

/** Every place that holds sealed values. */
export const sealedColumns: readonly SealedColumn[] = [
  ...deliveryColumns,
  ...rooms.flatMap((r) => r.sealedColumns ?? []),
]

const atOnce = 200

export type Resealing = {
  db: Db
  secret: string
  files: FileStore
  /** Names of all originals (SHA-256). */
  originals: readonly string[]
  progress: (done: number, total: number, say: string) => void
}
export type Resealed = { values: number; files: number }

/** How many were sealed anew; nothing where the ring is empty. */
export async function resealAll(work: Resealing): Promise<Resealed> {
  const newest = ringOf(work.secret).newest()
  if (!newest) return { values: 0, files: 0 }
  const left = await Promise.all(sealedColumns.map((c) => leftIn(work.db, c, headOf(newest))))
  const total = left.reduce((sum, n) => sum + n, 0) + work.originals.length
  const done: Resealed = { values: 0, files: 0 }
  for (const column of sealedColumns)
    await resealColumn(work, column, headOf(newest), (n) => {
      done.values += n
      work.progress(done.values, total, '数据库里的号码和地址')
    })
  for (const [i, sha256] of work.originals.entries()) {
    if (await work.files.reseal(sha256)) done.files += 1
    if (i % 20 === 0) work.progress(done.values + i, total, '附件原件')
  }
  return done
}

/** Values under other keys than the one whose values begin with `head`. */
export async function leftIn(db: Db, c: SealedColumn, head: Buffer): Promise<number> {
  return (await first(
    db,
    sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(c.table)} WHERE ${older(c, head)}`,
  ))!.n
}

const older = (c: SealedColumn, head: Buffer) =>
  sql`
    ${sql.ref(c.column)} IS NOT NULL
    AND substring(${sql.ref(c.column)} FROM 1 FOR ${sql.lit(head.length)}) <> ${head}`

async function resealColumn(
  { db, secret }: Resealing,
  c: SealedColumn,
  head: Buffer,
  did: (n: number) => void,
): Promise<void> {
  const sealer = sealerOf(secret, c.purpose)
  let after = ''
  for (;;) {
    const found = await rows(
      db,
      sql<{
        row: string
        sealed: Buffer
      }>`
        SELECT ${sql.ref(c.row)} AS row, ${sql.ref(c.column)} AS sealed
        FROM ${sql.table(c.table)}
        WHERE ${sql.ref(c.row)} >= ${after} AND ${older(c, head)}
        ORDER BY 1
        LIMIT ${atOnce}`,
    )
    for (const { row, sealed } of found) {
      const about = c.what === '' ? row : `${c.what} ${row}`
      const anew = sealer.seal(about, sealer.open(about, sealed))
      // Only if nobody changed it meanwhile: what was changed comes again in the next look, if need be.
      await sql`
        UPDATE ${sql.table(c.table)}
        SET ${sql.ref(c.column)} = ${anew}
        WHERE ${sql.ref(c.row)} = ${row} AND ${sql.ref(c.column)} = ${sealed}`.execute(db)
    }
    if (found.length === 0) return
    did(found.length)
    after = found.at(-1)!.row
  }
}
