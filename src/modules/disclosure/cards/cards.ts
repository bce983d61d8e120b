/**
 * Cards of what has no case: tables nobody has published, questions nobody has answered. Lifted only by a signed
 * decision.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { recordCards, type CardDue } from '../../../kernel/cases/cards.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'
import { refuseBarredFrom } from '../../../kernel/cases/seeing.ts'
import { aboutItem, liftCards } from './cardLeaves.ts'
import { warnOf } from '../obligations/warn.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { placeById } from '../catalogue/places.read.ts'

type Found = {
  subject_kind: string
  subject_id: string
  clock: string
  colour: 'yellow' | 'red'
  region_id: string
  path: string
  nominal_at: Date
  slug: string
  item: string
  period: string
  stage: string
  code: string
}

/**
 * Records the cards that are due: of obligations nobody has published, of questions without an answer, of corrections
 * that were demanded. Steps past their limit are the kernel's (sweepCases).
 */
export async function sweepCards(db: Db, ctx: Context): Promise<number> {
  const found = await dueCards(db, ctx)
  const work = (some: readonly Found[]) =>
    transact(db, async (tx) => {
      const fresh = await recordCards(tx, some.map(cardOf), ctx)
      const due = fresh.filter((c) => c.subjectKind === 'obligation')
      await warnOf(tx, new Map(due.map((c) => [c.subjectId, c.colour])), ctx)
      return fresh
    })
  return doApart(db, { round: 'cards', items: found, atOnce: 1_000, idOf: (f) => f.subject_id, work }, ctx.now)
}

/** `code`: of the notice or question, or the item's where nobody has begun. */
function cardOf(f: Found): CardDue {
  return {
    subjectKind: f.subject_kind,
    subjectId: f.subject_id,
    clock: f.clock,
    colour: f.colour,
    regionId: f.region_id,
    path: f.path,
    nominal: f.nominal_at,
    leaf: { region: f.slug, ...(f.item === '' ? {} : aboutItem(f.item, f.period, f.stage)), code: f.code },
  }
}

/** At most 20,000 cards that are not recorded yet; the next sweep finds the rest. */
function dueCards(db: Db, ctx: Context): Promise<Found[]> {
  const day = dayOf(ctx.now)
  const warnDays = ctx.rules.number('warn.daysBeforeDue')
  return rows(
    db,
    sql<Found>`
      SELECT 'obligation' AS subject_kind, o.id AS subject_id, 'due' AS clock,
        CASE WHEN o.due_on < ${day} THEN 'red' ELSE 'yellow' END AS colour, o.region_id, o.path,
        ((CASE WHEN o.due_on < ${day} THEN o.due_on + 1 ELSE o.due_on - ${warnDays}::int END)::timestamp AT TIME ZONE 'Asia/Shanghai') AS nominal_at,
        r.slug, o.item_code AS item, o.period, o.stage, coalesce(n.code, o.item_code) AS code
      FROM obligations o
      JOIN regions r ON r.id = o.region_id AND NOT r.practice
      LEFT JOIN notices n ON n.id = o.notice_id
      WHERE o.published_at IS NULL
        AND o.due_on <= ${addDays(day, warnDays)}
        AND o.due_on >= ${addDays(day, -400)}
        AND ${isTried('cards', sql`o.id`, ctx.now)}
        AND NOT EXISTS (
          SELECT 1
          FROM cards c
          WHERE c.subject_kind = 'obligation'
            AND c.subject_id = o.id
            AND c.colour = CASE WHEN o.due_on < ${day} THEN 'red' ELSE 'yellow' END
        )
      UNION ALL
      SELECT 'question', q.id, 'answer', 'red', q.region_id, q.path,
        ((q.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), r.slug, '', '', '', q.code
      FROM questions q
      JOIN regions r ON r.id = q.region_id AND NOT r.practice
      WHERE q.due_on < ${day}
        AND ${isTried('cards', sql`q.id`, ctx.now)}
        AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
        AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.subject_kind = 'question' AND k.subject_id = q.id)
      UNION ALL
      SELECT 'demand', d.id, 'correct', 'red', n.region_id, n.path,
        ((d.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), r.slug, n.item_code, n.period, n.stage, n.code
      FROM correction_demands d
      JOIN notices n ON n.id = d.notice_id
      JOIN regions r ON r.id = n.region_id AND NOT r.practice
      WHERE d.met_at IS NULL
        AND d.due_on < ${day}
        AND ${isTried('cards', sql`d.id`, ctx.now)}
        AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.subject_kind = 'demand' AND k.subject_id = d.id)
      LIMIT 20000`,
  )
}

/** A signed decision lifts a card; the card stays, and says so. */
export async function liftCard(tx: Tx, actor: Actor, id: string, reason: string, ctx: Context): Promise<void> {
  const card = await first(
    tx,
    sql<{ path: string; region_id: string; about: (string | null)[] }>`
      SELECT c.path, c.region_id, ARRAY[c.subject_id, o.notice_id, q.notice_id, d.notice_id] AS about
      FROM cards c
      LEFT JOIN obligations o ON c.subject_kind = 'obligation' AND o.id = c.subject_id
      LEFT JOIN questions q ON c.subject_kind = 'question' AND q.id = c.subject_id
      LEFT JOIN correction_demands d ON c.subject_kind = 'demand' AND d.id = c.subject_id
      WHERE c.id = ${id}`,
  )
  await refuseBarredFrom(tx, card?.about ?? [], actor.personId)
  if (!card) throw notFound('没有这张牌。')
  const post = postFor(actor, 'card.lift', card.path)
  if (!post) throw forbidden('销牌由乡镇领导或县里决定。')
  if (reason.trim().length < 4) throw invalid('请写明销牌的理由（至少 4 个字）。', { field: 'reason' })
  await askBeforePublic(tx, card.region_id, { reason })
  const { personId, name } = actor
  const lifted = await liftCards(tx, [id], { reason: reason.trim(), personId, name, post: post.post, now: ctx.now })
  if (lifted.length === 0) throw conflict('这张牌已经销了。')
  await bumpPlace(tx, await placeById(tx, card.region_id))
}
