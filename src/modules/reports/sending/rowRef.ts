/** The row of a published list that somebody has a doubt about: "2/13" is row 13 of version 2, which never changes. */
export type RowRef = { version: number; row: number }

/** `undefined` for anything that is no reference. */
export function readRowRef(text: string): RowRef | undefined {
  const [, version, row] = /^(\d{1,4})\/(\d{1,5})$/.exec(text) ?? []
  return version === undefined || Number(version) < 1 || Number(row) < 1
    ? undefined
    : { version: Number(version), row: Number(row) }
}

/** Rows stand a hundred on a page. */
const perPage = 100

/** The notice in the version that was complained of, at the row. */
export function aboutHref(noticeCode: string, rowRef: string): string {
  const ref = readRowRef(rowRef)
  return ref ? `/d/${noticeCode}/v/${ref.version}?page=${Math.ceil(ref.row / perPage)}#r${ref.row}` : `/d/${noticeCode}`
}
