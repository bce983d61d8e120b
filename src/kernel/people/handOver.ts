/**
 * What a hand-over is made of: every room says what it has open for a post, and what of it hangs on the person rather
 * than the post.
 */
import type { Tx } from '../../platform/db.ts'
import type { Post } from './actor.ts'

/** A post that changes hands. `successor`: who takes over, where known; what they are barred from is not theirs. */
export type Handing = Pick<Post, 'appointmentId' | 'function' | 'regionId' | 'path' | 'level'> & {
  personId: string
  /** The last day of the one who leaves. */
  on: string
  /** The day on which it is counted and signed. */
  today: string
  successor?: { personId: string; name: string } | undefined
}
/**
 * `title`: names nobody who is protected; the record is read by others than those who handle. `due_at`: a time or a
 * day.
 */
export type OpenWork = { id: string; title: string; step: string; due_at: Date | string | null }
export type HandOverPart = {
  /** In words, as it is counted: 民情反映. */
  kind: string
  /** Everything open that waits for this post and that its successor may know of. */
  open(tx: Tx, at: Handing): Promise<OpenWork[]>
  /** Open work that the successor is barred from: it goes to nobody. */
  barred?(tx: Tx, at: Handing): Promise<number>
  /** Gives what hangs on the person to the successor; without one it is taken off them and stays with the post. */
  move?(tx: Tx, at: Handing, now: Date): Promise<void>
}

/** A line of the signed record. `kind` is missing in records made when notices alone were recorded. */
export type RecordedWork = { kind?: string; title: string; step: string; due_at: string | null }
export type KindCount = { kind: string; n: number }

/** How many of each kind, in the order in which the kinds first come. */
export function countKinds(work: readonly { kind: string }[]): KindCount[] {
  const counts = new Map<string, number>()
  for (const { kind } of work) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, n]) => ({ kind, n }))
}

/** "民情反映 3 件、用章登记 1 件"; "没有没办完的事" where nothing is open. */
export function sayCounts(counts: readonly KindCount[]): string {
  return counts.length === 0 ? '没有没办完的事' : counts.map((c) => `${c.kind} ${c.n} 件`).join('、')
}

let held: () => readonly HandOverPart[] = () => []

/** What each room gives along, beside the cases that the kernel knows itself (kernel/room.ts). */
export function holdHandOver(all: typeof held): void {
  held = all
}

export const handOverParts = (): readonly HandOverPart[] => held()
