/**
 * Whoever must publish something hears that its day comes near, and that it has passed, once each: before anybody has
 * begun, too.
 */
import { sayDay } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { inSum } from '../../../kernel/cases/alarmSums.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { tellMany } from '../../../kernel/notices/messages.ts'
import { titleOf } from '../drafting/drafts.ts'
import type { Item } from '../catalogue/catalogue.schema.ts'
import { handsOfEach } from './urge.ts'

type Near = {
  id: string
  region_id: string
  place: string
  name: string
  definition: Item
  publisher: string
  period: string
  stage: string
  event_title: string
  due_on: string
  notice_id: string | null
}

/**
 * Tells of obligations that have just got a card, by id with its colour: the post of the step where its notice stands,
 * or whoever drafts it. Many of one kind to one post are said once, with their number.
 */
export async function warnOf(tx: Tx, cards: ReadonlyMap<string, 'yellow' | 'red'>, ctx: Context): Promise<void> {
  if (cards.size === 0) return
  const found = await rows(
    tx,
    sql<Near>`
      SELECT o.id, o.region_id, r.name AS place, i.name, i.definition, i.definition ->> 'publisher' AS publisher,
        o.period,
        o.stage, o.event_title, o.due_on, o.notice_id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      WHERE o.id = ANY(${[...cards.keys()]}::text[]) AND o.published_at IS NULL
      ORDER BY o.due_on, o.id`,
  )
  const cases = await rows(
    tx,
    sql<Case>`
      SELECT *
      FROM cases
      WHERE subject_kind = 'notice' AND subject_id = ANY(${found.flatMap((o) => o.notice_id ?? [])}::text[])`,
  )
  const byNotice = new Map(cases.map((c) => [c.subject_id, c]))
  const all = found.map((o) => ({ ...o, c: byNotice.get(o.notice_id ?? '') }))
  const hands = await handsOfEach(tx, all, ctx.now)
  const messages = all.flatMap((o) => {
    const colour = cards.get(o.id)!
    return hands(o).map((h) => ({
      ...h,
      kind: colour,
      say: sayWarning(o, colour),
      link: o.notice_id === null ? '/' : `/notices/${o.notice_id}`,
      caseId: o.c?.id ?? null,
      event: `obligation ${o.id} ${colour}`,
    }))
  })
  await tellMany(tx, inSum(messages, new Set(cases.filter((c) => c.guarded).map((c) => c.id))), ctx.now)
}

/** "柳湾村“2026 年 9 月收入明细”快到期：10 月 15 日前要公开，现在在“编制”。" */
function sayWarning(o: Near & { c: Case | undefined }, colour: 'yellow' | 'red'): string {
  const what = `${o.place}“${titleOf(o, o)}”`
  const at = o.c ? `现在在“${procedureOf(o.c.procedure).steps[o.c.step]?.name ?? o.c.step}”` : '还没有人编制'
  return colour === 'red'
    ? `${what}已逾期（应在 ${sayDay(o.due_on)}前公开），${at}，请马上办。`
    : `${what}快到期：${sayDay(o.due_on)}前要公开，${at}。`
}
