/** What is sealed of an application, and by which keyed hashes it is found again. */
import { readPersonNumber } from '../../../kernel/forms/personNumber.ts'
import { createHash } from 'node:crypto'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { canonicalBytes } from '../../../kernel/ledger/commitment.ts'
import type { SealedColumn } from '../../../platform/sealing/sealer.ts'
import { vaultOf, vaultPurpose } from '../../../kernel/receipts/vault.ts'

type What = 'answers' | 'result' | 'rating' | 'record'

const at = (table: string, column: string, what: What): SealedColumn => ({
  table,
  row: 'id',
  column,
  what: `application ${what}`,
  purpose: vaultPurpose,
})
/** Where such values lie, for sealing them anew. */
export const applicationColumns: readonly SealedColumn[] = [
  at('applications', 'answers', 'answers'),
  at('applications', 'result', 'result'),
  at('applications', 'rating_text', 'rating'),
  at('application_records', 'record', 'record'),
]

export function sealed(secret: string, what: What, id: string, value: unknown): Buffer {
  return vaultOf(secret).seal(`application ${what}`, id, value)
}

export function opened<T>(secret: string, what: What, id: string, bytes: Uint8Array): T {
  return vaultOf(secret).open<T>(`application ${what}`, id, bytes)
}

/** The register's own blind indexes, so that an application finds the person it is about. */
export function indexesOf(
  secret: string,
  who: { idNumber: string; phone: string },
): { idIndex: string | null; phoneIndex: string | null } {
  const [id, phone] = [readPersonNumber(who.idNumber), readPhone(who.phone)]
  const vault = residentVault(secret)
  return { idIndex: id ? vault.index('id', id.number) : null, phoneIndex: phone ? vault.index('phone', phone) : null }
}

/** Of everything that was handed in: what a signature is bound to. `papers`: SHA-256 of each, as they are answered. */
export function contentHashOf(application: {
  code: string
  service: string
  version: number
  answers: Answers
  papers: readonly string[]
}): string {
  return createHash('sha256').update(canonicalBytes(application)).digest('hex')
}

/** What the database keeps of a form's key. */
export const formHash = (key: string) => createHash('sha256').update(`form ${key}`).digest('base64url')
