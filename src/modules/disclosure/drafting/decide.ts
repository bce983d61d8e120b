/**
 * What hands do with a submitted notice: review, return, sign, file, demand, withdraw. From the request to the case
 * (`act`), and from there to the page (`publishWhole`).
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { act, lock, note, type Context, type Locked, type Moved } from '../../../kernel/cases/act.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { actionIn } from '../../../kernel/cases/procedure.ts'
import { confirmSigner, signatureSchema, type SignatureInput } from '../../../kernel/cases/signing.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { atOnce, each } from '../../../kernel/staff/each.ts'
import { contentHash, id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { ruledTime } from '../../../kernel/staff/typedDays.ts'
import { itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById } from '../catalogue/places.read.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { procedures } from '../disclosure.procedure.ts'
import { bumpPlace, publishWhole } from '../publishing/publish.ts'
import { actsOnNotices } from './acts.ts'
import { forItem, handByRow, membersOf } from './byRow.ts'
import { hashOf } from './drafts.ts'
import { draftOf, noticeById, type NoticeRow } from './notices.read.ts'
import { needPublishTime } from './publishTime.ts'
import { differencesOf, holdsRows, needRowsChecked } from './sources.ts'
import { takeFromView } from './takeFromView.ts'

const decisionSchema = z.object({
  comment: z.string().trim().max(1_000, '最多 1000 字').optional(),
  contentHash: contentHash.optional(),
  seenStep: z.string().max(30).optional(),
  signature: signatureSchema.optional(),
  secrecyChecked: z.boolean().optional(),
  publishAt: ruledTime('公开时间', 'publish.aheadDays')
    .transform((t) => new Date(t))
    .optional(),
  cells: z
    .array(
      z.object({ row: z.int().min(0).max(20_000), column: z.string().max(60), say: z.string().trim().min(1).max(300) }),
    )
    .max(200)
    .optional(),
})

/** The routes of it: one notice, and many to be filed at once. Errors as act(). */
export function decidingApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  const done = actsOnNotices(office)
  return new Hono<StaffEnv>()
    .post(
      '/notices/:id/actions/:action',
      may('desk.see'),
      valid('param', z.object({ id: id.shape.id, action: z.string().regex(/^[a-z]{3,20}$/i) })),
      valid('json', decisionSchema),
      async (c) => {
        const { actor } = c.get('session')
        const { id: noticeId, action: named } = c.req.valid('param')
        const action = actionIn(procedures, named)
        if (action === 'submit' || action === 'publish' || action === 'archive') throw forbidden('这一步不能这样办。')
        const { signature: given, ...input } = c.req.valid('json')
        const signature = given && (await confirmSigner(office, c.req.raw.headers, c.get('session'), given))
        return c.json(
          await done(actor, `notice.${action}`, noticeId, (tx, ctx) =>
            decide(tx, actor, { ...input, noticeId, action, signature }, ctx),
          ),
        )
      },
    )
    .post(
      '/notices/file',
      may('desk.see'),
      valid('json', z.object({ ids: z.array(z.string().max(40)).min(1).max(atOnce) })),
      async (c) => {
        const { actor } = c.get('session')
        const results = await each(c.req.valid('json').ids, (noticeId) =>
          done(actor, 'notice.file', noticeId, (tx, ctx) => decide(tx, actor, { noticeId, action: 'file' }, ctx)),
        )
        return c.json({ results })
      },
    )
}

export type Decision = {
  noticeId: string
  action: string
  comment?: string
  contentHash?: string
  seenStep?: string
  signature?: SignatureInput
  /** The recorded yes of the secrecy check (党务公开条例 Art. 15), asked with every signature. */
  secrecyChecked?: boolean
  /** Publish at a set time instead of at once. */
  publishAt?: Date
  /** Remarks on single cells, shown beside them to the drafter. */
  cells?: { row: number; column: string; say: string }[]
}
export type Decided = { step: string; published?: number; waitingFor?: number }

/** Takes one action on a notice and everything that follows from it. Errors as act(). */
export async function decide(tx: Tx, anyone: Actor, d: Decision, ctx: Context): Promise<Decided> {
  const notice = await noticeById(tx, d.noticeId)
  await askBeforePublic(tx, notice.region_id, { comment: d.comment })
  const locked = await lock(tx, { subjectKind: 'notice', subjectId: d.noticeId })
  const item = await itemOf(tx, notice.item_code, notice.item_version)
  refuseUnseen(d)
  const hand = await handByRow(tx, forItem(anyone, item), item, locked.c, locked.history, d.action, ctx.now)
  if ('refused' in hand) throw forbidden(hand.refused)
  const { actor } = hand
  if (d.action === 'approve' && locked.c.step === 'review') {
    const waiting = await majority(tx, actor, item, locked, d, ctx)
    if (waiting !== undefined) return { step: locked.c.step, waitingFor: waiting }
  }
  const ticked =
    d.action === 'approve' && holdsRows(locked.c)
      ? { rowsChecked: await needRowsChecked(tx, locked.c, (await draftOf(tx, d.noticeId))!.content, item) }
      : {}
  const cells = [...(d.cells ?? []), ...(d.action === 'return' ? await differencesOf(tx, locked.c, item) : [])]
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'notice',
      subjectId: d.noticeId,
      action: d.action,
      comment: d.comment,
      contentHash: d.contentHash,
      seenStep: d.seenStep,
      signature: d.signature,
      detail: {
        ...ticked,
        ...(cells.length > 0 ? { cells } : {}),
        ...(d.secrecyChecked ? { secrecyChecked: true } : {}),
      },
      told: toldBy(notice, d, ctx),
    },
    ctx,
    locked,
  )
  return follow(tx, actor, notice, item, d, moved, ctx)
}

/** What the drafter is told, with the reason: reasons are read by the guard, and name nobody. */
function toldBy(notice: NoticeRow, d: Decision, ctx: Context): string | undefined {
  if (d.action === 'return') return `“${notice.title}”被退回：${d.comment}`
  if (d.action === 'demand')
    return `上级要求更正“${notice.title}”，${sayDay(demandedBy(ctx), true)}前：${d.comment ?? ''}`
  return undefined
}

/** With every signature: the secrecy check, and the content that was seen. */
function refuseUnseen(d: Decision) {
  if (d.action !== 'sign') return
  if (!d.secrecyChecked) throw invalid('请先确认已做保密审查。', { field: 'secrecyChecked' })
  if (!d.contentHash) throw invalid('请打开内容看过再签字。')
}

/**
 * Review by the chair alone, or by a majority of the committee's members, as the row says. Returns how many are still
 * waited for.
 */
async function majority(
  tx: Tx,
  actor: Actor,
  item: ItemRow,
  { c, history }: Locked,
  d: Decision,
  ctx: Context,
): Promise<number | undefined> {
  const post = postForAction(actor, c, history, 'approve')
  if (isRefusal(post) || post.function !== 'reviewer') return undefined
  if (item.definition.reviewBy === 'chair') return undefined
  const members = await membersOf(tx, post.regionId, ctx.now)
  const since = history.findLastIndex((e) => e.action === 'submit')
  const agreed = new Set(
    history
      .slice(Math.max(0, since))
      .filter((e) => e.action === 'agree')
      .map((e) => e.person_id),
  )
  if (agreed.has(actor.personId)) throw conflict('您已经同意过了，正在等其他委员。')
  const needed = Math.floor(members.length / 2) + 1
  if (agreed.size + 1 >= needed) return undefined
  if (d.contentHash !== undefined && d.contentHash !== c.content_hash)
    throw conflict('内容刚才改过了，请看过新的内容再办。')
  await note(tx, c, post, actor, 'agree', d.comment ?? '', ctx.now)
  return needed - agreed.size - 1
}

async function follow(
  tx: Tx,
  actor: Actor,
  notice: NoticeRow,
  item: ItemRow,
  d: Decision,
  { to, post, ...moved }: Moved,
  ctx: Context,
): Promise<Decided> {
  const place = await placeById(tx, notice.region_id)
  if (to === 'released') {
    const draft = await draftOf(tx, notice.id)
    if (!draft) throw conflict('这项公开现在没有草稿。')
    if (d.publishAt?.getTime() !== draft.publish_at?.getTime()) needPublishTime(d.publishAt, ctx)
    const at = d.publishAt ?? draft.publish_at
    if (at !== null && at > ctx.now) {
      await sql`UPDATE drafts SET publish_at = ${at} WHERE notice_id = ${notice.id}`.execute(tx)
      return { step: 'released' }
    }
    return {
      step: 'published',
      published: await publishWhole(tx, { notice, item, place, draft, c: moved.case, history: moved.history }, ctx),
    }
  }
  if (d.action === 'correct') await reopenDraft(tx, notice.id, actor, d.comment ?? '', ctx)
  if (d.action === 'uncorrect') await sql`DELETE FROM drafts WHERE notice_id = ${notice.id}`.execute(tx)
  if (d.action === 'demand') await demand(tx, notice, actor, post, d.comment ?? '', ctx)
  if (d.action === 'withdraw') await takeFromView(tx, notice, actor, post, 'withdrawal', d.comment ?? '', ctx)
  await bumpPlace(tx, place)
  return { step: to }
}

/**
 * A correction starts from the version that stands; what was published stays in view until the next version is signed.
 */
async function reopenDraft(tx: Tx, noticeId: string, actor: Actor, reason: string, ctx: Context) {
  const { content } = (await first(
    tx,
    sql<{ content: Content }>`SELECT content FROM publications WHERE notice_id = ${noticeId} AND superseded_at IS NULL`,
  ))!
  await sql`
    INSERT INTO drafts (notice_id, revision, content, content_hash, reason, saved_at, saved_by)
    VALUES (
      ${noticeId}, 0, ${JSON.stringify(content)}::jsonb, ${hashOf(content)}, ${reason}, ${ctx.now},
      ${actor.personId}
    )
    ON CONFLICT (notice_id) DO NOTHING`.execute(tx)
}

/** A task of whoever drafts it, with a last day. */
async function demand(tx: Tx, notice: NoticeRow, actor: Actor, post: Post, text: string, ctx: Context) {
  await sql`
    INSERT INTO correction_demands (id, notice_id, text, by_name, by_post, by_place, at, due_on)
    VALUES (
      ${newId()}, ${notice.id}, ${text}, ${actor.name}, ${post.post}, ${post.region}, ${ctx.now}, ${demandedBy(ctx)}
    )`.execute(tx)
}

/** The last day of a correction that is demanded today. */
const demandedBy = (ctx: Context): string =>
  ctx.calendar.addWorkdays(dayOf(ctx.now), ctx.rules.number('step.correctDays'))
