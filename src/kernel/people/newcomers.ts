/**
 * What is done when somebody comes into office, is named otherwise, or gets a relative registered: what was told before may be about
 * them. Each room declares its own (kernel/room.ts); it happens in the transaction that lets them in, before they can see anything.
 */
import type { Tx } from '../../platform/db.ts'

/** `people`: persons, by id. What it throws undoes the appointment. */
export type Newcomers = (tx: Tx, people: readonly string[], now: Date) => Promise<void>

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
