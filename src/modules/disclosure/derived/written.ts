/**
 * Notices that another room's records write: due, drafted from what is known, and handed in where nothing is missing.
 * People review and sign them as ever.
 */
import { dayOf } from '../../../platform/clock.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { blocking } from '../../../kernel/guard/index.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { hasErrors, unanswered } from '../../../kernel/forms/problem.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { fit } from '../../../kernel/forms/fit.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { againstOf, reasonsOf } from '../drafting/agreement.ts'
import { beginNotice, checkDraft, submitDraft } from '../drafting/drafts.ts'
import { reportEvent } from '../obligations/obligations.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { formOf, type ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { draftOf, noticeCaseId, type NoticeRow } from '../drafting/notices.read.ts'

export type Written = {
  place: PlaceRow
  item: ItemRow
  stage?: string | undefined
  on: string
  title: string
  eventId: string
  facts: Readonly<Record<string, string>>
  attachments: Content['attachments']
  handIn: boolean
}

/** `handedIn`: it is with those who review; otherwise a draft waits for the village's drafter, who hears of it. */
export async function writeNotice(
  tx: Tx,
  actor: Actor,
  w: Written,
  ctx: Context,
): Promise<{ obligationId: string; noticeId: string; handedIn: boolean }> {
  const { id: obligationId } = await reportEvent(tx, {
    place: w.place,
    item: w.item,
    on: w.on,
    title: w.title,
    ...(w.stage === undefined ? {} : { stage: w.stage }),
    today: dayOf(ctx.now),
    calendar: ctx.calendar,
    eventId: w.eventId,
  })
  const { notice } = await beginNotice(tx, actor.personId, obligationId, contentOf(w), ctx.now)
  await bumpPlace(tx, w.place)
  const handedIn = w.handIn && drafts(actor, w.place) && (await isComplete(tx, notice, w.item, ctx.rules))
  if (handedIn) await submitDraft(tx, actor, notice.id, { revision: 0 }, ctx)
  else
    await tell(tx, {
      regionId: w.place.id,
      function: 'drafter',
      kind: 'draft',
      say: `“${notice.title}”的公开稿已按办理记录写好，请补齐、核对后送审。`,
      link: `/notices/${notice.id}`,
      caseId: await noticeCaseId(tx, notice.id),
      by: actor.personId,
      now: ctx.now,
    })
  return { obligationId, noticeId: notice.id, handedIn }
}

function contentOf({ item, facts, attachments }: Written): Content {
  const form = formOf(item)
  if (isTemplate(form)) return { ...fit([facts], form, ''), attachments }
  return {
    rows: [],
    fields: Object.fromEntries(form.flatMap((c) => (facts[c.key] === undefined ? [] : [[c.key, facts[c.key]!]]))),
    note: '',
    attachments,
  }
}

const drafts = (actor: Actor, place: PlaceRow) =>
  actor.posts.some((p) => p.function === 'drafter' && p.regionId === place.id)

/** Nothing missing or wrong, and nothing that a person must confirm. */
async function isComplete(tx: Tx, notice: NoticeRow, item: ItemRow, rules: Rules): Promise<boolean> {
  const draft = (await draftOf(tx, notice.id))!
  const against = await againstOf(tx, notice, item, rules)
  const checked = await checkDraft(tx, notice, item, draft.content, against)
  return (
    !hasErrors(checked.problems) &&
    unanswered(checked.problems, reasonsOf(against, draft.confirmed)).length === 0 &&
    blocking(checked.findings, draft.confirmed).length === 0
  )
}
