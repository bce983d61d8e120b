/** Records beside a notice: posting on the paper board, remarks of the guiding bureau. */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { needDay } from '../../../kernel/calendar/dayBounds.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
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

type Posting = { place: string; from: string; to: string; shortReason: string }

/**
 * Paper stays: who posted it where, from–to. 422 where it hangs shorter than it must; a notice that did come off early
 * says why.
 */
export async function recordPaper(tx: Tx, actor: Actor, noticeId: string, input: Posting, ctx: Context): Promise<void> {
  const notice = await noticeById(tx, noticeId)
  if (!postFor(actor, 'paper.record', notice.path)) throw forbidden('张贴记录由本村或乡镇登记。')
  await askBeforePublic(tx, notice.region_id, { place: input.place, shortReason: input.shortReason })
  const published = await first(
    tx,
    sql<{ on: string }>`SELECT min(published_on)::text AS on FROM publications WHERE notice_id = ${noticeId}`,
  )
  if (!published?.on || input.from < published.on) throw invalid('张贴日期不能早于公开日期。', { field: 'from' })
  if (input.from > dayOf(ctx.now)) throw invalid('张贴日期不能晚于今天。', { field: 'from' })
  if (input.to < input.from) throw invalid('撤下日期不能早于张贴日期。', { field: 'to' })
  const longest = addDays(input.from, ctx.rules.number('paper.postingDays'))
  needDay(input.to, { from: input.from, to: longest }, '撤下日期', 'to', ctx.rules.because('paper.postingDays'))
  const short = await shortBy(tx, noticeId, input, ctx)
  if (short) refuseShort(short, input, ctx)
  await sql`
    INSERT INTO paper_postings (id, notice_id, place, from_on, to_on, by_name, recorded_at, short_reason)
    VALUES (
      ${newId()}, ${noticeId}, ${input.place}, ${input.from}, ${input.to}, ${actor.name}, ${ctx.now},
      ${short ? input.shortReason : ''}
    )`.execute(tx)
  await bumpPlace(tx, await placeById(tx, notice.region_id))
}

type Short = { days: number; must: number; rule: string }

/**
 * How long it hangs, with what hung there just before and after, where that is less than the item's days of display.
 */
async function shortBy(tx: Tx, noticeId: string, input: Posting, ctx: Context): Promise<Short | undefined> {
  const shown = await first(
    tx,
    sql<{ item_code: string; item_version: number; must: number | null }>`
      SELECT n.item_code, n.item_version, p.display_until - p.display_from + 1 AS must
      FROM publications p
      JOIN notices n ON n.id = p.notice_id
      WHERE p.notice_id = ${noticeId}
      ORDER BY p.version DESC
      LIMIT 1`,
  )
  const least = ctx.rules.number('display.minDays')
  const must = Math.max(shown?.must ?? 0, least)
  const others = await rows(
    tx,
    sql<{ from: string; to: string }>`
      SELECT from_on::text AS from, to_on::text AS to
      FROM paper_postings
      WHERE notice_id = ${noticeId}`,
  )
  const days = hangsFor(input, others)
  if (days >= must) return undefined
  const item = await itemOf(tx, shown!.item_code, shown!.item_version)
  const own = must > least ? `“${item.definition.name}”在本县公开目录里的公布期限是 ${must} 天；` : ''
  return { days, must, rule: `${own}${ctx.rules.because('display.minDays')}` }
}

/** Days without a gap around one posting. */
function hangsFor(one: { from: string; to: string }, others: readonly { from: string; to: string }[]): number {
  let { from, to } = one
  for (let grown = true; grown; ) {
    grown = false
    for (const o of others) {
      if (o.to < addDays(from, -1) || o.from > addDays(to, 1) || (o.from >= from && o.to <= to)) continue
      from = o.from < from ? o.from : from
      to = o.to > to ? o.to : to
      grown = true
    }
  }
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
}

/** What is still to come can hang its time; what is over is told with its reason. */
function refuseShort({ days, must, rule }: Short, { to, shortReason }: Posting, ctx: Context): void {
  const say = `这样只贴 ${days} 天，至少要贴 ${must} 天（${rule}）。`
  if (to > dayOf(ctx.now)) throw invalid(`${say}请把“贴到哪天”往后改。`, { field: 'to' })
  if ([...shortReason].length < 4)
    throw invalid(`${say}写错了的，请改“贴到哪天”；真的提前撤下了的，请写明原因，至少 4 个字，村民看得到。`, {
      field: 'shortReason',
    })
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
