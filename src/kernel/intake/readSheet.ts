/** The door for uploaded sheets: cheap refusals first, then the parse worker. */
import { parse } from './parse.ts'
import { FileRefused } from '../files/refused.ts'
import type { Template } from '../forms/forms.schema.ts'
import type { SheetContext, SheetResult } from '../sheets/sheetResult.ts'

/**
 * Reads .xlsx, .xls, .ods or .csv bytes into rows. Never throws for a bad file: the problem says what to do,
 * and rows are given only where no problem is an error.
 */
export async function readSheet(bytes: Uint8Array, template: Template, ctx: SheetContext): Promise<SheetResult> {
  try {
    return await parse('sheet', { bytes, template, ctx })
  } catch (error) {
    if (error instanceof FileRefused) return { problems: [{ severity: 'error', say: error.message }] }
    throw error
  }
}
