/**
 * Files that arrive in pieces, for @tus/server: each piece is a row, so that a cut or a restart loses at most the piece
 * that was on its way.
 */
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { first, rows, sql, type Db } from '../../../platform/db.ts'

const pieceBytes = 256 * 1024

export class PieceStore extends DataStore {
  override extensions = ['creation']

  private readonly db: Db
  private readonly now: () => Date

  constructor(db: Db, now: () => Date) {
    super()
    this.db = db
    this.now = now
  }

  override async create(file: Upload): Promise<Upload> {
    const { key, name, slot, for: taker } = file.metadata ?? {}
    await sql`
      INSERT INTO report_pieces_begun (id, form_key, name, slot, taker, bytes, begun_at)
      VALUES (
        ${file.id}, ${key ?? ''}, ${(name ?? '').slice(0, 200)}, ${(slot ?? '').slice(0, 80)},
        ${(taker ?? '').slice(0, 40)}, ${file.size ?? 0}, ${this.now()}
      )`.execute(this.db)
    return file
  }

  /** Keeps what has come even when the connection ends in the middle. Returns the new offset. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    let at = offset
    let pending: Buffer[] = []
    let size = 0
    const keep = async () => {
      if (size === 0) return
      await sql`INSERT INTO report_pieces (begun_id, at_byte, bytes)
        VALUES (${id}, ${at}, ${Buffer.concat(pending)})`.execute(this.db)
      at += size
      pending = []
      size = 0
    }
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        pending.push(chunk)
        size += chunk.length
        if (size >= pieceBytes) await keep()
      }
    } finally {
      await keep()
    }
    return at
  }

  override async getUpload(id: string): Promise<Upload> {
    const found = await first(
      this.db,
      sql<{
        form_key: string
        name: string
        slot: string
        taker: string
        bytes: number
        offset: number
      }>`
        SELECT b.form_key, b.name, b.slot, b.taker, b.bytes,
          coalesce((SELECT max(at_byte + length(p.bytes)) FROM report_pieces p WHERE p.begun_id = b.id), 0) AS offset
        FROM report_pieces_begun b
        WHERE b.id = ${id}`,
    )
    if (!found) throw ERRORS.FILE_NOT_FOUND
    return new Upload({
      id,
      size: found.bytes,
      offset: found.offset,
      metadata: { key: found.form_key, name: found.name, slot: found.slot, for: found.taker },
    })
  }

  /** The whole file. */
  async whole(id: string): Promise<Uint8Array> {
    const pieces = await rows(
      this.db,
      sql<{ bytes: Buffer }>`SELECT bytes FROM report_pieces WHERE begun_id = ${id} ORDER BY at_byte`,
    )
    return new Uint8Array(Buffer.concat(pieces.map((p) => p.bytes)))
  }

  override async remove(id: string): Promise<void> {
    await sql`DELETE FROM report_pieces_begun WHERE id = ${id}`.execute(this.db)
  }

  /** Removes what was given up `days` ago. */
  async forget(days: number): Promise<void> {
    await sql`
      DELETE FROM report_pieces_begun
      WHERE id IN (
        SELECT id
        FROM report_pieces_begun
        WHERE begun_at < ${new Date(this.now().getTime() - days * 86_400_000)}
        LIMIT 100
      )`.execute(this.db)
  }
}
