/** A pack with something changed, for stories whose county is not quite the shipped one. */
import type { Placed } from '../src/kernel/pack/fault.ts'
import type { Table } from '../src/kernel/pack/readTable.ts'

/** The table with the rows that fit. */
export const only = <T>(table: Table<T>, fits: (row: T) => boolean): Table<T> => ({
  ...table,
  rows: table.rows.filter((r) => fits(r.value)),
})

/** The same entries, each as `change` makes it. */
export const each = <T>(placed: readonly Placed<T>[], change: (value: T, i: number) => T): Placed<T>[] =>
  placed.map(({ line, value }, i) => ({ line, value: change(value, i) }))
