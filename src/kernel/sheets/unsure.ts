/** What is doubtful about a row of a sheet, and how it is told. */

/**
 * Why a row can't be taken as it stands: whoever sent the file does not see it; or its cells, by column from 0, with
 * what is wrong.
 */
export interface Unsure {
  hidden: boolean
  /** Every cell of it is struck through. */
  struck: boolean
  cells: Record<number, string>
}

/**
 * What to tell of a row that can't be taken as it stands; `columns`: field → column, from 0. A cell that nobody reads
 * does not matter.
 */
export function sayUnsure(
  unsure: Unsure | undefined,
  columns: Readonly<Record<string, number>>,
): { field?: string; say: string } | undefined {
  if (unsure === undefined) return undefined
  if (unsure.hidden)
    return { say: '这一行在原表里是隐藏的（被筛选或隐藏了），没有读入。请取消隐藏、核对以后重传，或者删去这一行。' }
  if (unsure.struck)
    return { say: '这一行在原表里整行划掉了（有删除线），没有读入。还算的请去掉删除线以后重传，不算的请删去这一行。' }
  const [wrong] = Object.entries(columns).flatMap(([field, at]) => {
    const say = unsure.cells[at]
    return say === undefined ? [] : [{ field, say: `这一格${say}。` }]
  })
  return wrong
}
