/** What a CSV table of a pack looks like: its columns with the words by which counties call them. */
import type { z } from 'zod'

/** Words for the codes of a field; the first of each is the one that we write. */
type Words = Readonly<Record<string, readonly string[]>>

export type TableShape<Row> = {
  file: string
  row: z.ZodType<Row>
  /** Columns that must be there. */
  needed: readonly string[]
  /** Fields that tell one row from another. */
  key: readonly string[]
  /** The key's fields may stand in either order (who is whose relative). */
  eitherWay?: boolean
  /**
   * Field → Chinese headings, the first one written by us. The first field is the code by which other tables name a
   * row.
   */
  headings: Words
  /** Fields whose cells may hold a Chinese word for a code. */
  coded?: Readonly<Record<string, Words>> | undefined
}

/** The field that a heading means, English key or Chinese word; `undefined` where the table has no such column. */
export function fieldOf({ headings }: TableShape<unknown>, heading: string): string | undefined {
  const bare = heading.replaceAll(/\s|（.*?）|\(.*?\)|[*＊]/g, '')
  return Object.entries(headings).find(([key, words]) => key === bare || words.includes(bare))?.[0]
}

/** The heading that we write for a field. */
export function headingOf({ headings }: TableShape<unknown>, key: string): string {
  return headings[key]?.[0] ?? key
}

/** The Chinese word that we write for a coded value, or the value itself. */
export function wordOf({ coded }: TableShape<unknown>, key: string, value: string): string {
  return coded?.[key]?.[value]?.[0] ?? value
}

/** The code that a cell's word stands for, or the cell itself. */
export function codeOf({ coded }: TableShape<unknown>, key: string, cell: string): string {
  const words = coded?.[key]
  if (!words || cell in words) return cell
  return Object.entries(words).find(([, list]) => list.includes(cell))?.[0] ?? cell
}

/** All Chinese words that a coded column accepts, one per code. */
export function choicesOf({ coded }: TableShape<unknown>, key: string): string[] {
  return Object.values(coded?.[key] ?? {}).map((words) => words[0] ?? '')
}
