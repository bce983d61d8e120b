/**
 * Yellow and red cards: one row each with its nominal time, however often or late it is recorded; a red one is a leaf
 * of the log.
 */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { entryTime } from '../ledger/entry.ts'
import { stageLeaves } from '../ledger/stage.ts'
import type { Context } from './times.ts'

/**
 * `leaf`: what the log says of it, by codes alone; without it, or with an empty code, it leaves none. `period` with its
 * stage.
 */
export type CardDue = {
  subjectKind: string
  subjectId: string
  clock: string
  colour: 'yellow' | 'red'
  regionId: string
  path: string
  nominal: Date
  leaf?: { region: string; code: string; item?: string; period?: string } | undefined
}

/** Records the cards that are not there yet, and returns those. */
export async function recordCards<C extends CardDue>(tx: Tx, due: readonly C[], ctx: Context): Promise<C[]> {
  if (due.length === 0) return []
  const all = new Map(due.map((d) => [newId(d.nominal.getTime()), d]))
  const list = [...all.values()]
  const made = await rows(
    tx,
    sql<{
      id: string
    }>`
      INSERT INTO cards (
        id, subject_kind, subject_id, clock, colour, region_id, path, nominal_at, recorded_at
      )
      SELECT t.*, ${ctx.now}
      FROM unnest(
        ${[...all.keys()]}::text[], ${list.map((d) => d.subjectKind)}::text[],
        ${list.map((d) => d.subjectId)}::text[], ${list.map((d) => d.clock)}::text[],
        ${list.map((d) => d.colour)}::text[], ${list.map((d) => d.regionId)}::text[],
        ${list.map((d) => d.path)}::text[], ${list.map((d) => d.nominal)}::timestamptz[]
      ) AS t
      ON CONFLICT (subject_kind, subject_id, clock, colour, nominal_at) DO NOTHING
      RETURNING id`,
  )
  const fresh = made.map(({ id }) => ({ id, due: all.get(id)! }))
  if (ctx.rules.find('cards.visibleTo')?.value !== 'internal')
    await stageLeaves(
      tx,
      fresh
        .filter((f) => f.due.colour === 'red' && f.due.leaf !== undefined && f.due.leaf.code !== '')
        .map((f) => ({
          id: newId(ctx.now.getTime()),
          subjectId: f.id,
          at: ctx.now,
          entry: {
            v: 1 as const,
            kind: 'card' as const,
            county: ctx.county,
            ...f.due.leaf!,
            at: entryTime(f.due.nominal),
          },
        })),
    )
  return fresh.map((f) => f.due)
}
