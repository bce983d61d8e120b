/** Red cards and their lifts as leaves of the public log: codes and the nominal time, nobody's name. */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { entryTime, parseEntry, type LedgerEntry } from '../../kernel/ledger/entry.ts'
import { stageLeaves } from '../../kernel/ledger/stage.ts'

/** `code`: of the notice or question, or the item's where nobody has begun. `item`, `period`: empty for a question. */
export type LeafCard = { id: string; colour: 'yellow' | 'red'; nominal_at: Date; slug: string; item: string; period: string; stage: string; code: string }

/** Stages a leaf for every red card; a yellow one only warns and gets none. */
export async function stageCards(tx: Tx, cards: readonly LeafCard[], county: string, now: Date): Promise<void> {
  await stageLeaves(tx, cards.filter((c) => c.colour === 'red').map((c) => ({ id: newId(now.getTime()), subjectId: c.id, at: now, entry: entryOfCard(c, county) })))
}

function entryOfCard(c: LeafCard, county: string): LedgerEntry {
  const about = c.item === '' ? {} : { item: c.item, period: c.stage === '' ? c.period : `${c.period}/${c.stage}` }
  return { v: 1, kind: 'card', county, region: c.slug, ...about, code: c.code, at: entryTime(c.nominal_at) }
}

/** A lift stands in the log exactly where its card does, with the same codes and the time of the decision. */
export async function stageLifts(tx: Tx, cardIds: readonly string[], now: Date): Promise<void> {
  const known = await rows(tx, sql<{ subject_id: string; entry: Uint8Array }>`SELECT subject_id, entry FROM ledger_leaves WHERE subject_id = ANY(${[...cardIds]}) AND kind = 'card'`)
  await stageLeaves(tx, known.map((k) => ({ id: newId(now.getTime()), subjectId: k.subject_id, at: now, entry: { ...parseEntry(k.entry)!, kind: 'lift' as const, at: entryTime(now) } })))
}
