/**
 * The record of a version: for which place, by whose hands, when, and until when it stands. The log commits to it, and
 * it holds the commitment of the content; so whoever changes a name or a day in the database is found like whoever
 * changes a figure. It is kept nowhere: it is made again from the row that the pages show. Two salts, because content
 * that is not for everybody must not be guessable from what is (who and when are always public).
 */
import { randomBytes } from 'node:crypto'
import type { Tables } from '../../../platform/tables.gen.ts'
import { commit, saltBytes } from '../../../kernel/ledger/commitment.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import type { Hand, Published } from './publish.ts'

/** A published row's own columns, and its place's slug. Days as `YYYY-MM-DD`. */
export type Recorded = Pick<
  Tables['publications'],
  | 'item_code'
  | 'period'
  | 'stage'
  | 'code'
  | 'version'
  | 'title'
  | 'audience'
  | 'reason'
  | 'nothing'
  | 'due_on'
  | 'published_at'
  | 'published_on'
  | 'display_from'
  | 'display_until'
  | 'leaves_on'
> & { place_slug: string; hands: readonly Hand[]; content_commitment: string }

/** What is committed to. Its keys never change: a browser compares the hash. */
export function recordOf(p: Recorded) {
  return {
    place: p.place_slug,
    item: p.item_code,
    period: p.period,
    stage: p.stage,
    code: p.code,
    version: p.version,
    title: p.title,
    audience: p.audience,
    hands: p.hands,
    reason: p.reason,
    nothing: p.nothing,
    dueOn: p.due_on,
    publishedAt: entryTime(p.published_at),
    publishedOn: p.published_on,
    displayFrom: p.display_from,
    displayUntil: p.display_until,
    leavesOn: p.leaves_on,
    content: p.content_commitment,
  }
}

export type Sealed = { salt: Buffer; record_salt: Buffer; content_commitment: string; commitment: string }

/** Salts and commitments of a version that is being published. `commitment` is what its leaf says. */
export function sealRecord(published: Published, row: Omit<Recorded, 'content_commitment'>): Sealed {
  const [salt, record_salt] = [randomBytes(saltBytes), randomBytes(saltBytes)]
  const content_commitment = commit(published, salt)
  return {
    salt,
    record_salt,
    content_commitment,
    commitment: commit(recordOf({ ...row, content_commitment }), record_salt),
  }
}
