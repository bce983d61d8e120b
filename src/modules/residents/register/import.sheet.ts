/**
 * The rows of a register, read in the parse worker piece by piece: a quarter of a million rows are never whole in
 * memory.
 */
import { invalid } from '../../../platform/errors.ts'
import { FileRefused } from '../../../kernel/files/refused.ts'
import { parseRows } from '../../../kernel/intake/parse.ts'
import type { RowsPiece } from '../../../kernel/intake/parse.worker.ts'

/** The first visible sheet of a workbook, or a CSV file. 422 with what to do for anything else. */
export async function* registerRows(bytes: Uint8Array): AsyncGenerator<RowsPiece> {
  try {
    yield* parseRows(bytes)
  } catch (error) {
    if (error instanceof FileRefused) throw invalid(error.message, { field: 'file' })
    throw error
  }
}
