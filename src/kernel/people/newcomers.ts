/**
 * What is done when somebody comes into office, is named otherwise, or gets a relative registered: what was told before
 * may be about them. Each room declares its own (kernel/room.ts); it happens in the transaction that lets them in,
 * before they can see anything.
 */
import type { RawBuilder } from 'kysely'
import { sql, type Tx } from '../../platform/db.ts'

/** `people`: persons, by id. What it throws undoes the appointment. */
export type Newcomers = (tx: Tx, people: readonly string[], now: Date) => Promise<void>

/**
 * For SQL over what lies at `path`: whether one of these people holds a post there, above it, or in a bureau of what is
 * above it.
 */
export const comesBefore = (people: readonly string[], path: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`
  EXISTS (
    SELECT 1
    FROM appointments held
    JOIN regions at ON at.id = held.region_id
    LEFT JOIN regions above ON above.id = at.parent_id AND at.level = 'bureau'
    WHERE held.person_id = ANY(${[...people]}::text[]) AND starts_with(${path}, coalesce(above.path, at.path))
  )`

let held: readonly Newcomers[] = []

/** Called once per process, by whoever opens the rooms for an office. */
export function holdNewcomers(all: readonly Newcomers[]): void {
  held = all
}

/** Lets every room look again at what may be about these persons. */
export async function cameIn(tx: Tx, people: readonly (string | undefined)[], now: Date): Promise<void> {
  const known = [...new Set(people.filter((p) => p !== undefined))]
  if (known.length > 0) for (const look of held) await look(tx, known, now)
}
