/** Whether a version changes anything: the order in which a form or the database puts keys is no change. */
import { canonicalBytes } from '../ledger/commitment.ts'

/** Whether two definitions say the same, in whatever order their keys stand. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  Buffer.compare(canonicalBytes(JSON.parse(JSON.stringify(a))), canonicalBytes(JSON.parse(JSON.stringify(b)))) === 0
