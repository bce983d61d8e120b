/** Records beside a notice: posting on the paper board, remarks of the guiding bureau. */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { needDay } from '../../../kernel/calendar/dayBounds.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { tellMany } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { draftersOf } from '../catalogue/collective.ts'
import { itemOf } from '../catalogue/items.read.ts'
import { placeById } from '../catalogue/places.read.ts'
import { noticeById, noticeCaseId } from './notices.read.ts'

/** Paper stays: who posted it where, from–to. */
export async function recordPaper(
  tx: Tx,
  actor: Actor,
  noticeId: string,
  input: { place: string; from: string; to: string },
  ctx: Context,
): Promise<void> {
  const notice = await noticeById(tx, noticeId)
  if (!postFor(actor, 'paper.record', notice.path)) throw forbidden('张贴记录由本村或乡镇登记。')
  await askBeforePublic(tx, notice.region_id, { place: input.place })
  const published = await first(
    tx,
    sql<{ on: string }>`SELECT min(published_on)::text AS on FROM publications WHERE notice_id = ${noticeId}`,
  )
  if (!published?.on || input.from < published.on) throw invalid('张贴日期不能早于公开日期。', { field: 'from' })
  if (input.from > dayOf(ctx.now)) throw invalid('张贴日期不能晚于今天。', { field: 'from' })
  if (input.to < input.from) throw invalid('撤下日期不能早于张贴日期。', { field: 'to' })
  const longest = addDays(input.from, ctx.rules.number('paper.postingDays'))
  needDay(input.to, { from: input.from, to: longest }, '撤下日期', 'to')
  await sql`
    INSERT INTO paper_postings (id, notice_id, place, from_on, to_on, by_name, recorded_at)
    VALUES (${newId()}, ${noticeId}, ${input.place}, ${input.from}, ${input.to}, ${actor.name}, ${ctx.now})`.execute(tx)
  await bumpPlace(tx, await placeById(tx, notice.region_id))
}

/** A guiding bureau comments on its own items in all places; the village sees it in the office. */
export async function remark(tx: Tx, actor: Actor, noticeId: string, text: string, ctx: Context): Promise<void> {
  const notice = await noticeById(tx, noticeId)
  const item = await itemOf(tx, notice.item_code, notice.item_version)
  const post = actor.posts.find(
    (p) =>
      postFor({ ...actor, posts: [p] }, 'notice.remark', notice.path) && p.regionCode === `B-${item.definition.dept}`,
  )
  if (!post) throw forbidden('只有这一项的指导责任单位可以提意见。')
  await sql`
    INSERT INTO item_comments (id, notice_id, text, by_name, by_place, at)
    VALUES (${newId()}, ${noticeId}, ${text}, ${actor.name}, ${post.region}, ${ctx.now})`.execute(tx)
  const caseId = await noticeCaseId(tx, noticeId)
  await tellMany(
    tx,
    draftersOf(item.definition).map((f) => ({
      regionId: notice.region_id,
      function: f,
      kind: 'remark',
      say: `${post.region}对“${notice.title}”提出意见：${text}`,
      link: `/notices/${noticeId}`,
      caseId,
      by: actor.personId,
    })),
    ctx.now,
  )
}
