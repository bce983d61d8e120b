/** What reading a sheet needs to know and what it answers. */
import type { Row } from '../forms/forms.schema.ts'

export interface SheetContext {
  period: string
  /** Code of the place for which the sheet is uploaded. */
  place?: string
  stage?: string
  stages?: readonly string[]
}

/** `sheet` and `cell` ("B7") say where to look; `row` counts the imported rows from 0. */
export interface SheetProblem {
  severity: 'error' | 'warn'
  say: string
  sheet?: string
  cell?: string
  row?: number
  column?: string
}
/** Rows only where no problem is an error: nothing is half-imported. */
export interface SheetResult {
  rows?: Row[]
  problems: SheetProblem[]
}
