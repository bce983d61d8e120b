/** Withdrawal by the place, or takedown by the county: what was published leaves every public surface. */
import { randomBytes } from 'node:crypto'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { actAbove, type Context } from '../../../kernel/cases/act.ts'
import { lockedCase } from '../../../kernel/cases/case.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { placeById } from '../catalogue/places.read.ts'
import { bringBack } from '../obligations/bringBack.ts'
import { bumpPlace, entryOf } from '../publishing/publish.ts'
import { noticeById, type NoticeRow } from './notices.read.ts'

/** The content leaves, the salt is destroyed, the hash stays; what was due is due again. */
export async function takeFromView(
  tx: Tx,
  notice: NoticeRow,
  actor: Actor,
  post: Post,
  kind: 'withdrawal' | 'takedown',
  reason: string,
  ctx: Context,
): Promise<void> {
  if (reason.trim().length < 4) throw invalid('请写明理由（至少 4 个字），村民会看到。', { field: 'comment' })
  await askBeforePublic(tx, notice.region_id, { comment: reason })
  const p = await first(
    tx,
    sql<{
      version: number
      commitment: string
    }>`SELECT version, commitment FROM publications WHERE notice_id = ${notice.id} AND superseded_at IS NULL`,
  )
  if (!p) throw conflict('这项还没有公开过。')
  const place = await placeById(tx, notice.region_id)
  const leafId = newId(ctx.now.getTime())
  const made = await sql`
    INSERT INTO withdrawals (notice_id, kind, reason, by_name, by_post, by_place, at, leaf_id)
    VALUES (
      ${notice.id}, ${kind}, ${reason.trim()}, ${actor.name}, ${post.post}, ${post.region}, ${ctx.now},
      ${leafId}
    )
    ON CONFLICT (notice_id) DO NOTHING`.execute(tx)
  if (made.numAffectedRows === 0n) throw conflict('这项已经撤下了。')
  await sql`
    UPDATE publications
    SET salt = ${randomBytes(32)}, record_salt = CASE WHEN record_salt IS NOT NULL THEN ${randomBytes(32)}::bytea END,
      tokens = NULL
    WHERE notice_id = ${notice.id}`.execute(tx)
  if (!place.practice)
    await stageLeaf(tx, {
      id: leafId,
      subjectId: notice.id,
      at: ctx.now,
      entry: await entryOf(tx, kind, notice, place, p.version, p.commitment, ctx.now),
    })
  await sql`UPDATE correction_demands SET met_at = ${ctx.now} WHERE notice_id = ${notice.id}
    AND met_at IS NULL`.execute(tx)
  await bringBack(tx, notice, actor.personId, ctx)
  await bumpPlace(tx, place)
}

/** The county takes a page down at once, whatever its step; with it ends what was still to be done about the notice. */
export async function takeDown(tx: Tx, actor: Actor, noticeId: string, reason: string, ctx: Context): Promise<void> {
  const notice = await noticeById(tx, noticeId)
  const post = postFor(actor, 'notice.takedown', notice.path)
  if (!post) throw forbidden('立即下架由县管理员办理。')
  const c = await lockedCase(tx, 'notice', noticeId)
  await takeFromView(tx, notice, actor, post, 'takedown', reason, ctx)
  const input = { subjectKind: 'notice', subjectId: noticeId, action: 'takedown', comment: reason, told: null }
  if (c) await actAbove(tx, actor, post, input, ctx, c)
}
