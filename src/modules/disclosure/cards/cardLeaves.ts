/** What the public log says of the cards of notices: codes and times, nobody's name. */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import type { Namer } from '../../../kernel/cases/subjects.ts'
import { entryTime, parseEntry } from '../../../kernel/ledger/entry.ts'
import { stageLeaves } from '../../../kernel/ledger/stage.ts'

/** A period with its stage where it has one, as a leaf writes them. */
export const periodAndStage = (period: string, stage: string) => (stage === '' ? period : `${period}/${stage}`)

export function aboutItem(item: string, period: string, stage: string): { item: string; period: string } {
  return { item, period: periodAndStage(period, stage) }
}

/**
 * When the public must have notice `n` (of obligation `o`), or by when it must be corrected as was demanded; null where
 * neither is open.
 */
export const publicBy = sql<string | null>`
  CASE
    WHEN o.published_at IS NULL THEN o.due_on
    ELSE (SELECT min(d.due_on) FROM correction_demands d WHERE d.notice_id = n.id AND d.met_at IS NULL)
  END`

/** How the cases of notices are called. */
export const nameNotices: Namer = async (tx, ids) => {
  const found = await rows(
    tx,
    sql<{
      id: string
      title: string
      code: string
      item_code: string
      period: string
      stage: string
      public_by: string | null
    }>`
      SELECT n.id, n.title, n.code, n.item_code, n.period, n.stage, ${publicBy} AS public_by
      FROM notices n
      LEFT JOIN obligations o ON o.notice_id = n.id
      WHERE n.id = ANY(${[...ids]}::text[])`,
  )
  return new Map(
    found.map((n) => [
      n.id,
      {
        title: n.title,
        code: n.code,
        ...aboutItem(n.item_code, n.period, n.stage),
        ...(n.public_by === null ? {} : { publicBy: n.public_by }),
      },
    ]),
  )
}

/** Who lifts cards, and why; `personId` is empty where the programme does it because a duty ceased. */
export type CardLift = { reason: string; personId: string; name: string; post: string; now: Date }

/** Lifts those that are not lifted yet, and returns them: the cards stay and say so, here and in the log. */
export async function liftCards(tx: Tx, cardIds: readonly string[], lift: CardLift): Promise<string[]> {
  const lifted = await rows(
    tx,
    sql<{ card_id: string }>`
      INSERT INTO card_lifts (card_id, reason, decided_by, person_name, post_name, decided_at)
      SELECT id, ${lift.reason}, ${lift.personId}, ${lift.name}, ${lift.post}, ${lift.now}
      FROM unnest(${[...cardIds]}::text[]) AS c (id)
      ON CONFLICT (card_id) DO NOTHING
      RETURNING card_id`,
  )
  const ids = lifted.map((l) => l.card_id)
  await stageLifts(tx, ids, lift.now)
  return ids
}

/** A lift stands in the log exactly where its card does, with the same codes and the time of the decision. */
async function stageLifts(tx: Tx, cardIds: readonly string[], now: Date): Promise<void> {
  const known = await rows(
    tx,
    sql<{
      subject_id: string
      entry: Uint8Array
    }>`SELECT subject_id, entry FROM ledger_leaves WHERE subject_id = ANY(${[...cardIds]}) AND kind = 'card'`,
  )
  await stageLeaves(
    tx,
    known.map((k) => ({
      id: newId(now.getTime()),
      subjectId: k.subject_id,
      at: now,
      entry: { ...parseEntry(k.entry)!, kind: 'lift' as const, at: entryTime(now) },
    })),
  )
}
