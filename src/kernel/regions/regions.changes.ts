/**
 * What became of a place, dated: old pages keep their address and say so. The page reads a row as "日期，{before or the
 * place}{kind}{other}。{note}"; a renaming as "{before}改名为{after}".
 */
import { sql, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'

export type ChangeKind = 'renamed' | 'merged' | 'split' | 'moved' | 'dissolved' | 'recoded'
export type RegionChange = {
  regionId: string
  kind: ChangeKind
  on: string
  before?: string
  after?: string
  otherId?: string
  note?: string
  by?: string
  now: Date
}

export async function recordChange(tx: Tx, c: RegionChange): Promise<void> {
  await sql`
    INSERT INTO region_changes (
      id, region_id, kind, on_date, before, after, other_region_id, note, made_by, made_at
    )
    VALUES (
      ${newId(c.now.getTime())}, ${c.regionId}, ${c.kind}, ${c.on}, ${c.before ?? ''}, ${c.after ?? ''},
      ${c.otherId ?? null}, ${c.note ?? ''}, ${c.by ?? null}, ${c.now}
    )`.execute(tx)
}
