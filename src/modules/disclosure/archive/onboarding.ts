/**
 * Ticking what is ready for a place's going live: each tick stands with who and when; one that is taken back stands,
 * too.
 */
import { first, sql, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { refusePersonal } from '../../../kernel/guard/index.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { dayOf } from '../../../platform/clock.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { audit } from '../disclosure.audit.ts'
import { onboardingParts, type OnboardingPart } from './onboarding.parts.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

type Tick = { part: OnboardingPart; ready: boolean; note: string; fileId?: string | undefined }

/**
 * 403 outside one's own places; 422 for staff while a post is vacant, for a plan without a file, for a file of
 * somebody else.
 */
export async function tick(
  tx: Tx,
  actor: Actor,
  place: PlaceRow,
  { part, ready, note, fileId }: Tick,
  now: Date,
): Promise<void> {
  const post = postFor(actor, 'onboarding.tick', place.path)
  if (!post) throw forbidden('上线准备由乡镇或县里核对，只能勾自己管的地方。')
  refusePersonal(note, 'note')
  if (!ready && note.length < 2) throw invalid('请写为什么取消。', { field: 'note' })
  if (ready && part === 'staff') await refuseVacant(tx, place, dayOf(now))
  if (ready && part === 'plan' && fileId === undefined) throw invalid('请传上线方案的文件，再勾。', { field: 'file' })
  if (fileId !== undefined) {
    const mine = await first(
      tx,
      sql`SELECT 1 FROM files WHERE id = ${fileId} AND uploaded_by = ${actor.personId} AND region_id = ${place.id}`,
    )
    if (!mine) throw invalid('没有收到这个文件，请重新上传。', { field: 'file' })
  }
  await sql`
    INSERT INTO onboarding_ticks (id, region_id, part, ready, note, file_id, by_id, by_name, by_post, at)
    VALUES (
      ${newId(now.getTime())}, ${place.id}, ${part}, ${ready}, ${note}, ${fileId ?? null}, ${actor.personId},
      ${actor.name}, ${postAt(post.region, post.post)}, ${now}
    )`.execute(tx)
  await audit(tx, {
    at: now,
    personId: actor.personId,
    post: post.post,
    regionId: place.id,
    action: 'onboarding.tick',
    subject: place.slug,
    detail: { value: `${onboardingParts[part]}${ready ? '好了' : '取消'}`, ...(note === '' ? {} : { reason: note }) },
  })
}

/** Staff are ready when every post that a place of this level must fill is filled. */
async function refuseVacant(tx: Tx, place: PlaceRow, day: string): Promise<void> {
  const vacant = await first(
    tx,
    sql<{ names: string | null }>`
      SELECT string_agg(k.name, '、' ORDER BY k.position) AS names
      FROM post_kinds k
      WHERE k.level = ${place.level}
        AND NOT k.optional
        AND (k.ended_on IS NULL OR k.ended_on >= ${day}::date)
        AND NOT EXISTS (
          SELECT 1
          FROM appointments a
          WHERE a.region_id = ${place.id} AND a.post_kind_id = k.id AND ${notOverBy('a', day)}
        )`,
  )
  if (vacant?.names) throw invalid(`还缺${vacant.names}，请先在“人员岗位”里任命。`, { field: 'part' })
}
