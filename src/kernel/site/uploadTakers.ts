/** Where files go that are sent in pieces: each room that takes some registers what it does with a whole one. */
import type { Office } from '../office.ts'
import type { Rules } from '../rules/rules.ts'

/** `key`: of the form it belongs to; `slot`: the form's field. Throws a UserError with the sentence for the person. */
export type UploadTaker = (
  office: Office,
  file: { key: string; slot: string; name: string; bytes: Uint8Array },
  rules: Rules,
  now: Date,
) => Promise<unknown>

const takers = new Map<string, { take: UploadTaker }>()

/** `what`: the word in the upload's metadata (`for`). */
export function takeUploadsFor(what: string, take: UploadTaker): void {
  takers.set(what, { take })
}

export const takerOf = (what: string): { take: UploadTaker } | undefined => takers.get(what)
