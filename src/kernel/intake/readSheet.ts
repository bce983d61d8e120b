/** The door for uploaded sheets: cheap refusals first, then the parse worker. */
import { parse } from './parse.ts'
import { FileRefused } from '../files/refused.ts'
import type { Template } from '../forms/forms.schema.ts'
import { sheetLimits } from '../sheets/limits.ts'
import type { SheetContext, SheetResult } from '../sheets/sheetResult.ts'

/**
 * Reads xlsx, xls or csv (UTF-8 or GB18030) bytes into rows. Never throws for a bad file: the problem says what to do,
 * and rows are given only where no problem is an error.
 */
export async function readSheet(bytes: Uint8Array, template: Template, ctx: SheetContext): Promise<SheetResult> {
  if (bytes.length > sheetLimits.fileBytes)
    return { problems: [{ severity: 'error', say: '表格文件超过 10 MB。请删去图片和多余的空白行后另存再传。' }] }
  try {
    return await parse('sheet', { bytes, template, ctx })
  } catch (error) {
    if (error instanceof FileRefused) return { problems: [{ severity: 'error', say: error.message }] }
    throw error
  }
}
