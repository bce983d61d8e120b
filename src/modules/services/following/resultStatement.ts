/** What a result states to whoever checks it by its code, and whether the public log still says so. */
import { checkCommitment, commit } from '../../../kernel/ledger/commitment.ts'
import { parseEntry } from '../../../kernel/ledger/entry.ts'

/** `applicant`: masked; `amount` in yuan, as it was granted; `from`: YYYY-MM. */
export type Face = { applicant: string; amount?: string; from?: string }

/** `sentOn`, `closedOn`: days in Asia/Shanghai. */
export type ResultStatement = {
  v: 1
  result: string
  service: string
  place: string
  state: 'done' | 'refused'
  sentOn: string
  closedOn: string
  face: Face
}

/** Of an application's row as its end and the checked page read it. */
export const statementOfResult = (
  a: { service: string; slug: string; sent_on: string; face: Face },
  state: 'done' | 'refused',
  result: string,
  closedOn: string,
): ResultStatement => ({
  v: 1,
  result,
  service: a.service,
  place: a.slug,
  state,
  sentOn: a.sent_on,
  closedOn,
  face: a.face,
})

/** For the leaf that closes the case. `salt`: the face's own. */
export const commitToResult = (statement: ResultStatement, salt: Uint8Array): string => commit(statement, salt)

/** Whether the closing leaf commits to exactly this; undefined where it commits to nothing, as those of before did. */
export function isAsClosed(statement: ResultStatement, salt: Uint8Array, leafEntry: Uint8Array): boolean | undefined {
  const entry = parseEntry(leafEntry)
  return entry?.commitment === undefined ? undefined : checkCommitment(entry.commitment, statement, salt)
}
