/** Limits of an uploaded sheet, judged before and while it is read. */
export interface SheetLimits {
  fileBytes: number
  /** Of a packed workbook's parts together. */
  unpackedBytes: number
  rows: number
  columns: number
  sheets: number
}

const mb = 1024 * 1024

export const sheetLimits: SheetLimits = {
  fileBytes: 10 * mb,
  unpackedBytes: 100 * mb,
  rows: 20_000,
  columns: 60,
  sheets: 20,
}

/** A county's register of residents, which is read row by row and never whole. */
export const registerLimits: SheetLimits = {
  fileBytes: 20 * mb,
  unpackedBytes: 700 * mb,
  rows: 401_000,
  columns: 200,
  sheets: 200,
}

/** Characters of one cell: as many as Excel takes itself. One of 1.4 million once held the server for 27 seconds. */
export const mostCellCharacters = 32_767
