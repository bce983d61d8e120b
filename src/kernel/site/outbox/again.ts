/**
 * After "back" a browser fills the sent form again: the same words sent once more from this tab are the same form, with
 * the same receipt.
 */
import { toHex, utf8 } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/sha256.ts'

/**
 * Only a hash is kept, for this tab alone. `place`: of the kind of forms; `words`: what was told, not what the page
 * adds while sending.
 */
export function rememberSent(place: string, key: string, words: readonly string[]): void {
  sessionStorage.setItem(place, JSON.stringify({ key, of: printOf(words) }))
}

/** The key under which just this was sent before. */
export function sentBefore(place: string, words: readonly string[]): string | undefined {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as { key: string; of: string } | null
  return kept?.of === printOf(words) ? kept.key : undefined
}

const printOf = (words: readonly string[]) => toHex(sha256(utf8(words.join('\n'))))
