/**
 * The receipt: a public code and a second half of six digits without which nothing is shown; and a signed statement of
 * what was sent and when, whose commitment is a leaf of the public log, so that nobody can forge or deny it.
 */
import { createHmac, sign } from 'node:crypto'
import { isSameText } from '../../platform/sameText.ts'
import { toBase64url } from '../ledger/bytes.ts'
import { entryTime } from '../ledger/entry.ts'
import type { LogKey } from '../ledger/keys.ts'
import type { Leaf } from '../ledger/stage.ts'
import { receiptHead, type Statement } from './receipt.read.ts'

export { readReceipt, type Statement } from './receipt.read.ts'

/**
 * Second half of a receipt. It follows from the office's secret and the code, so that a report sent twice gets the same
 * receipt.
 */
export function digitsOf(secret: string, code: string): string {
  const mac = createHmac('sha256', secret).update(`receipt ${code}`).digest()
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

/** What the database keeps of the second half. */
export function digitsHash(secret: string, code: string, digits: string): string {
  return createHmac('sha256', secret).update(`receipt hash ${code} ${digits}`).digest('base64url')
}

/** Two hashes of `digitsHash`. */
export const sameDigits = isSameText

/** What was sent: committed to by the leaf. `files`: the SHA-256 of each as it came. */
export type Sent = { v: 1; county: string; region: string; code: string; at: string; text: string; files: string[] }

/**
 * What of a row goes into its receipt: `at`: when it came; `slug`: of the place; `commitment`, `salt`: of what was
 * sent.
 */
export type Receipted = { code: string; at: Date; slug: string; commitment: string; salt: Uint8Array }

/** What the receipt of this row states. */
export const statementOf = (county: string, row: Receipted): Statement => ({
  v: 1,
  county,
  region: row.slug,
  code: row.code,
  at: entryTime(row.at),
  commitment: row.commitment,
  salt: toBase64url(row.salt),
})

/**
 * The leaf that makes it public when something came, and nothing of what: `id`: the leaf's own; `subjectId`: the row's.
 */
export const receiptLeaf = (
  county: string,
  leaf: { id: string; subjectId: string },
  row: Omit<Receipted, 'salt'>,
): Leaf => ({
  ...leaf,
  at: row.at,
  entry: {
    v: 1,
    kind: 'receipt',
    county,
    region: row.slug,
    code: row.code,
    commitment: row.commitment,
    at: entryTime(row.at),
  },
})

/**
 * "SUNLIT-R1.<statement>.<signature>": base64url of the statement's JSON and the log key's Ed25519 signature over what
 * stands before the last dot. Short enough for a QR code.
 */
export function signReceipt(key: LogKey, statement: Statement): string {
  const body = `${receiptHead}.${Buffer.from(JSON.stringify(statement)).toString('base64url')}`
  return `${body}.${sign(null, Buffer.from(body), key.privateKey).toString('base64url')}`
}
