/** Limits of an uploaded sheet, judged before and while it is parsed. */
export const sheetLimits = { fileBytes: 10 * 1024 * 1024, rows: 20_000, columns: 60, sheets: 20 }
