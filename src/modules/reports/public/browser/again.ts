/** After "back" a browser fills the sent form again: the same words sent once more from this tab are the same report, with the same receipt. */
import { toHex, utf8 } from '../../../../kernel/ledger/bytes.ts'
import { sha256 } from '../../../../kernel/ledger/sha256.ts'
import type { Draft } from './drafts.ts'

const place = 'sunlit-sent'

/** Only a hash is kept, for this tab alone. */
export function rememberSent(draft: Pick<Draft, 'key' | 'path'>, fields: Draft['fields']): void {
  sessionStorage.setItem(place, JSON.stringify({ key: draft.key, of: printOf(draft.path, fields) }))
}

/** The key under which just this was sent before. */
export function sentBefore(path: string, fields: Draft['fields']): string | undefined {
  const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null') as { key: string; of: string } | null
  return kept?.of === printOf(path, fields) ? kept.key : undefined
}

/** Of what was told, not of what the page adds while sending. */
function printOf(path: string, fields: Draft['fields']): string {
  return toHex(sha256(utf8([path, ...['kind', 'text', 'spot', 'place', 'notice', 'ref', 'about'].map((n) => fields[n] ?? '')].join('\n'))))
}
