/**
 * What a correction on its way would change, for those who review and sign it: what villagers will read of it, and
 * what only the office sees.
 */
import { first, sql, type Db } from '../../../platform/db.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { compareVersions } from './compare.ts'
import { formOf, type ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { changesBetween } from './changed.ts'
import { publishedOf, type Published } from '../publishing/publish.ts'
import type { DraftRow, NoticeRow } from '../drafting/notices.read.ts'

/**
 * `changes`: the very sentences of the public comparison. `inside`: changes of what is masked or not published, for
 * the office alone.
 */
export type Correction = { version: number; reason: string; changes: string[]; inside: string[] }

export async function correctionOf(
  db: Db,
  {
    notice,
    item,
    place,
    draft,
    version,
  }: { notice: NoticeRow; item: ItemRow; place: PlaceRow; draft: DraftRow; version: number },
): Promise<Correction | null> {
  const before = await first(
    db,
    sql<{ content: Content; face: Published }>`
      SELECT content, public_content AS face
      FROM publications
      WHERE notice_id = ${notice.id} AND superseded_at IS NULL`,
  )
  if (!before) return null
  const form = formOf(item)
  const after = await publishedOf(db, notice, item, place, draft.content, version + 1, draft.reason)
  const changes = changesBetween(before.face, after, form).map((c) => c.say)
  const whole = compareVersions(before.content, draft.content, form, { audience: 'handlers' }).map((c) => c.say)
  return { version, reason: draft.reason, changes, inside: whole.filter((say) => !changes.includes(say)) }
}
