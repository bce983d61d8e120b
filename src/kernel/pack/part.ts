/**
 * What a room brings to a county pack: its files, how they are read, checked, brought in and written out. Declared in
 * the room's `room.ts`; whoever handles a pack goes through the parts and knows the insides of none.
 */
import type { Db, Tx } from '../../platform/db.ts'
import type { Change } from './change.ts'
import type { Fault } from './fault.ts'
import type { Offer } from './offer.ts'
import type { TableShape } from './tableShape.ts'
import type { PackWords } from './words.ts'

/** The files of a pack that are there and readable, by name (`catalogue.json`, `rules/county.json`). */
export type PackTexts = ReadonlyMap<string, string>

/**
 * `Value`: what the part's files say, as far as they can be read, with their lines. An absent optional file has to give
 * a value that the import leaves alone: this part of the county stays as it is.
 */
export type PackPart<Value = unknown> = {
  /** As the progress of an import calls it. */
  title: string
  /** Parts go in, come out and are summed up from low to high: what others refer to comes first. */
  order: number
  /** Its files by name; `rules/*.json` are all such files of a folder. */
  files: Readonly<Record<string, 'required' | 'optional'>>
  /** The shapes of its CSV files. */
  tables?: readonly TableShape<unknown>[]
  /** What the keys and codes of its JSON files are called. */
  words?: PackWords
  /**
   * Adds what is wrong with the writing (commas, columns, types) to `faults`; how things fit together is the business
   * of `check`.
   */
  read(texts: PackTexts, faults: Fault[]): Value
  /** What is wrong with the value by itself and beside the other parts. */
  check?(value: Value, pack: Pack): Fault[]
  /** Brings a pack without faults in, again and again with the same result. */
  import(tx: Tx, value: Value, ctx: PackContext): Promise<Change[]>
  /** Its files as the county stands on the day: what `check` accepts and `import` would not change. */
  export(db: Db, day: string): Promise<ReadonlyMap<string, string>>
  /** What a sound pack holds of it, for the line that sums it up: "88 项公开事项". */
  counts?(value: Value): string[]
  /** How its shipped list is offered to a county that begins. */
  offer?: Offer<Value>
  /** How much would be late on the day at once, had the county gone live as the pack says. */
  late?(value: Value, pack: Pack, day: string): number
}

/**
 * `since`: first day of what comes with the county's first pack, before anything can be owed. `now` dates the changes.
 */
export type PackContext = { pack: Pack; since: string; now: Date }

/** A pack that was read: the value of every part. */
export class Pack {
  private readonly values: ReadonlyMap<PackPart, unknown>

  constructor(values: ReadonlyMap<PackPart, unknown>) {
    this.values = values
  }

  /** All parts in their order. */
  get parts(): readonly PackPart[] {
    return inOrderOf([...this.values.keys()])
  }

  /** What the pack says of a part. Throws where no room brings it. */
  of<Value>(part: PackPart<Value>): Value {
    if (!this.values.has(part)) throw new Error(`no room brings the part ${part.title} of a pack`)
    return this.values.get(part) as Value
  }

  /** The same pack with another value of a part. */
  with<Value>(part: PackPart<Value>, value: Value): Pack {
    return new Pack(new Map([...this.values, [part, value]]))
  }
}

export function inOrderOf(parts: readonly PackPart[]): PackPart[] {
  return [...parts].sort((a, b) => a.order - b.order)
}
