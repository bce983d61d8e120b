/** Where files go that are sent in pieces: each room says what it does with a whole one (kernel/room.ts). */
import type { Office } from '../office.ts'
import type { Rules } from '../rules/rules.ts'

/** `key`: of the form it belongs to; `slot`: the form's field. Throws a UserError with the sentence for the person. */
export type UploadTaker = (
  office: Office,
  file: { key: string; slot: string; name: string; bytes: Uint8Array },
  rules: Rules,
  now: Date,
) => Promise<unknown>

let takers = new Map<string, UploadTaker>()

/** By the word in the upload's metadata (`for`). */
export function holdUploadTakers(all: Readonly<Record<string, UploadTaker>>): void {
  takers = new Map(Object.entries(all))
}

export const takerOf = (what: string): UploadTaker | undefined => takers.get(what)
