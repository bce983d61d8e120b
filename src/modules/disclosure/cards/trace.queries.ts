/** 倒查: of a late, corrected or missing notice, one press shows hands, times and cause. */
import { outcomeOf } from '../obligations/figures.ts'
import { daysBetween, dayOf, sayDay, sayTime } from '../../../platform/clock.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { caseOf, historyOf } from '../../../kernel/cases/case.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { readingOf } from '../../../kernel/people/can.ts'
import { refuseBarredFrom } from '../../../kernel/cases/seeing.ts'
import type { Item } from '../catalogue/catalogue.schema.ts'
import { forItem } from '../drafting/byRow.ts'

export type Trace = {
  title: string
  /** Its notice's id, where somebody has begun it. */
  notice: string | null
  place: string
  dueOn: string
  rule: string
  state: string
  /** Each stay: where it lay, with whom, from–to, hours. */
  stays: { step: string; who: string; from: Date; to: Date | null; hours: number; say: string }[]
  cause: string
  cards: { id: string; colour: string; nominalAt: Date; lifted: string | null }[]
  corrections: { version: number; at: Date; reason: string }[]
  /** By whom it was asked for while it was late (催办). */
  urges: { at: Date; by: string; text: string }[]
}

export async function traceOf(db: Db, actor: Actor, obligationId: string, now: Date): Promise<Trace> {
  const o = await first(
    db,
    sql<{
      id: string
      path: string
      place: string
      item: string
      definition: Item
      basis: string
      due_on: string
      published_on: string | null
      notice_id: string | null
      title: string | null
      event_title: string
    }>`
      SELECT o.id, o.path, r.name AS place, i.name AS item, i.definition,
        i.definition -> 'deadline' ->> 'basis' AS basis, o.due_on, o.published_on, o.notice_id, n.title,
        o.event_title
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN notices n ON n.id = o.notice_id
      WHERE o.id = ${obligationId}`,
  )
  await refuseBarredFrom(db, [o?.notice_id], actor.personId)
  if (!o || readingOf(forItem(actor, o), o.path, o.definition.dept) === undefined) throw notFound('没有这一项。')
  const c = o.notice_id ? await caseOf(db, 'notice', o.notice_id) : undefined
  const history = c ? await historyOf(db, c.id) : []
  const steps = c ? procedureOf(c.procedure).steps : {}
  const [holders, cards, corrections, urges] = await Promise.all([
    rows(
      db,
      sql<{
        name: string
        post: string
      }>`
        SELECT p.name, k.name AS post
        FROM appointments a
        JOIN persons p ON p.id = a.person_id
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE r.path = ${o.path} AND k.function = 'drafter' AND a.to_on IS NULL`,
    ),
    rows(
      db,
      sql<{
        id: string
        colour: string
        nominalAt: Date
        lifted: string | null
      }>`
        SELECT c.id, c.colour, c.nominal_at AS "nominalAt", l.reason AS lifted
        FROM cards c
        LEFT JOIN card_lifts l ON l.card_id = c.id
        WHERE (c.subject_kind, c.subject_id) IN (('obligation', ${o.id}), ('case', ${c?.id ?? ''}))
        ORDER BY c.nominal_at`,
    ),
    rows(
      db,
      sql<{
        version: number
        at: Date
        reason: string
      }>`
        SELECT version, published_at AS at, reason
        FROM publications
        WHERE notice_id = ${o.notice_id} AND version > 1
        ORDER BY version`,
    ),
    rows(
      db,
      sql<Trace['urges'][number]>`
        SELECT at, place_name || ' ' || person_name || '（' || post_name || '）' AS by, text
        FROM obligation_urges
        WHERE obligation_id = ${o.id}
        ORDER BY at`,
    ),
  ])
  const stays = history.map((e, i) => {
    const from = i === 0 ? (c?.opened_at ?? e.at) : history[i - 1]!.at
    const hours = Math.round((e.at.getTime() - from.getTime()) / 360_000) / 10
    return {
      step: steps[e.from_step ?? '']?.name ?? '',
      who: `${e.person_name}${e.post_name ? `（${e.post_name}）` : ''}`,
      from,
      to: e.at,
      hours,
      say: `${e.person_name} ${sayTime(e.at)} ${steps[e.from_step ?? '']?.actions[e.action]?.name ?? e.action}${e.comment ? `：${e.comment}` : ''}`,
    }
  })
  if (c && !c.closed_at && o.published_on === null)
    stays.push({
      step: steps[c.step]?.name ?? c.step,
      who: '正在等',
      from: c.step_since,
      to: now,
      hours: Math.round((now.getTime() - c.step_since.getTime()) / 360_000) / 10,
      say: `从 ${sayTime(c.step_since)} 停在“${steps[c.step]?.name ?? c.step}”`,
    })
  return {
    title: o.title ?? (o.event_title || o.item),
    notice: o.notice_id,
    place: o.place,
    dueOn: o.due_on,
    rule: o.basis,
    stays,
    cards,
    corrections,
    urges,
    state: stateOf(o, dayOf(now)),
    cause: causeOf(o, stays, holders[0], dayOf(now)),
  }
}

function stateOf(o: { due_on: string; published_on: string | null }, day: string): string {
  if (o.published_on === null)
    return o.due_on < day
      ? `应在 ${sayDay(o.due_on)}前公开，已逾期 ${daysBetween(o.due_on, day)} 天`
      : `还没有到期，${sayDay(o.due_on)}前公开`
  const late = daysBetween(o.due_on, o.published_on)
  return late > 0 ? `${sayDay(o.published_on)}公开，晚了 ${late} 天` : `${sayDay(o.published_on)}按时公开`
}

/** The longest stay before publication, or that nobody has begun. */
function causeOf(
  o: { due_on: string; published_on: string | null; notice_id: string | null },
  stays: Trace['stays'],
  drafter: { name: string; post: string } | undefined,
  day: string,
): string {
  const late = ['x', 'l'].includes(outcomeOf({ ...o, nothing: false }, day))
  if (!late) return ''
  if (!o.notice_id)
    return `还没有人开始填写。负责填写的是${drafter ? `${drafter.name}（${drafter.post}）` : '村务公开专职人员，现在空缺'}。`
  const longest = [...stays].sort((a, b) => b.hours - a.hours)[0]
  return longest
    ? `停得最久的一步是“${longest.step}”（${longest.who}），${longest.hours >= 48 ? `${Math.round(longest.hours / 24)} 天` : `${longest.hours} 小时`}。`
    : ''
}
