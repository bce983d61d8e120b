/** What every kind of list works with. */
import type { Tx } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { PlaceIndex } from '../../../kernel/regions/places.ts'

export type Cells = Readonly<Record<string, string>>
/**
 * A row of a table that the import made (`made`) or changed; `before` and `after` hold the columns that undo compares.
 */
export type Made = {
  what: 'region' | 'person' | 'appointment' | 'category' | 'item' | 'record'
  rowId: string
  label: string
  made: boolean
  before: object | null
  after: object
}
/** `key`: two rows with the same key are one thing said twice. */
export type Taken = {
  key: string
  label: string
  effect: 'new' | 'change' | 'same'
  made: Made[]
  /** What changes from what to what, in words. */
  say?: string
}
export type Desk = { tx: Tx; actor: Actor; ctx: Context; places: PlaceIndex; importId: string }
