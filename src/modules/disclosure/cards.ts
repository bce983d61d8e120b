/** Yellow and red cards: recorded once with the nominal time, however often or late the sweep runs; lifted only by a signed decision. */
import { addDays, dayOf } from '../../platform/clock.ts'
import { first, rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Context } from '../../kernel/cases/act.ts'
import { refusePersonal } from '../../kernel/forms/guard/refuse.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import { countyCode } from '../../kernel/regions/county.ts'
import { stageCards, stageLifts, type LeafCard } from './cardLeaves.ts'
import { bumpPlace } from './publish.ts'
import { placeById } from './rows.ts'

type Found = Omit<LeafCard, 'id'> & { subject_kind: string; subject_id: string; clock: string; region_id: string; path: string }

/** Records the cards that are due: of obligations nobody has published, of steps past their limit, of questions without an answer. */
export async function sweepCards(db: Db, ctx: Context): Promise<number> {
  const found = await dueCards(db, ctx)
  const county = await countyCode(db)
  const open = ctx.rules.text('cards.visibleTo') !== 'internal'
  for (let i = 0; i < found.length; i += 1_000) {
    await transact(db, async (tx) => {
      const made = await record(tx, found.slice(i, i + 1_000), ctx.now)
      if (open) await stageCards(tx, made, county, ctx.now)
    })
  }
  return found.length
}

/** At most 20,000 cards that are not recorded yet; the next sweep finds the rest. */
function dueCards(db: Db, ctx: Context): Promise<Found[]> {
  const day = dayOf(ctx.now)
  const warnDays = ctx.rules.number('warn.daysBeforeDue')
  return rows(db, sql<Found>`
    SELECT 'obligation' AS subject_kind, o.id AS subject_id, 'due' AS clock, CASE WHEN o.due_on < ${day} THEN 'red' ELSE 'yellow' END AS colour, o.region_id, o.path,
           ((CASE WHEN o.due_on < ${day} THEN o.due_on + 1 ELSE o.due_on - ${warnDays}::int END)::timestamp AT TIME ZONE 'Asia/Shanghai') AS nominal_at,
           r.slug, o.item_code AS item, o.period, o.stage, coalesce(n.code, o.item_code) AS code
    FROM obligations o JOIN regions r ON r.id = o.region_id AND NOT r.practice LEFT JOIN notices n ON n.id = o.notice_id
    WHERE o.published_at IS NULL AND o.due_on <= ${addDays(day, warnDays)} AND o.due_on >= ${addDays(day, -400)}
      AND NOT EXISTS (SELECT 1 FROM cards c WHERE c.subject_kind = 'obligation' AND c.subject_id = o.id AND c.colour = CASE WHEN o.due_on < ${day} THEN 'red' ELSE 'yellow' END)
    UNION ALL
    SELECT 'case', c.id, c.step, CASE WHEN c.due_at <= ${ctx.now} THEN 'red' ELSE 'yellow' END, c.region_id, c.path, CASE WHEN c.due_at <= ${ctx.now} THEN c.due_at ELSE c.warn_at END,
           r.slug, n.item_code, n.period, n.stage, n.code
    FROM cases c JOIN regions r ON r.id = c.region_id AND NOT r.practice JOIN notices n ON c.subject_kind = 'notice' AND n.id = c.subject_id
    WHERE c.closed_at IS NULL AND c.due_at IS NOT NULL AND (c.due_at <= ${ctx.now} OR c.warn_at <= ${ctx.now})
      AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.subject_kind = 'case' AND k.subject_id = c.id AND k.clock = c.step AND k.nominal_at = CASE WHEN c.due_at <= ${ctx.now} THEN c.due_at ELSE c.warn_at END)
    UNION ALL
    SELECT 'question', q.id, 'answer', 'red', q.region_id, q.path, ((q.due_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'), r.slug, '', '', '', q.code
    FROM questions q JOIN regions r ON r.id = q.region_id AND NOT r.practice WHERE q.due_on < ${day} AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
      AND NOT EXISTS (SELECT 1 FROM cards k WHERE k.subject_kind = 'question' AND k.subject_id = q.id)
    LIMIT 20000`)
}

/** Returns the cards that were new: another process may have been faster. */
async function record(tx: Tx, found: readonly Found[], now: Date): Promise<LeafCard[]> {
  const all = found.map((f) => ({ ...f, id: newId() }))
  const made = await rows(tx, sql<{ id: string }>`INSERT INTO cards (id, subject_kind, subject_id, clock, colour, region_id, path, nominal_at, recorded_at)
    SELECT id, subject_kind, subject_id, clock, colour, region_id, path, nominal_at, ${now} FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (id text, subject_kind text, subject_id text, clock text, colour text, region_id text, path text, nominal_at timestamptz)
    ON CONFLICT (subject_kind, subject_id, clock, colour, nominal_at) DO NOTHING RETURNING id`)
  const fresh = new Set(made.map((m) => m.id))
  return all.filter((a) => fresh.has(a.id))
}

/** A signed decision lifts a card; the card stays, and says so. */
export async function liftCard(tx: Tx, actor: Actor, id: string, reason: string, ctx: Context): Promise<void> {
  const card = await first(tx, sql<{ path: string; region_id: string }>`SELECT path, region_id FROM cards WHERE id = ${id}`)
  if (!card) throw notFound('没有这张牌。')
  const post = postFor(actor, 'card.lift', card.path)
  if (!post) throw forbidden('销牌由乡镇领导或县里决定。')
  if (reason.trim().length < 4) throw invalid('请写明销牌的理由（至少 4 个字）。', { field: 'reason' })
  refusePersonal(reason, 'reason')
  const made = await sql`INSERT INTO card_lifts (card_id, reason, decided_by, person_name, post_name, decided_at) VALUES (${id}, ${reason.trim()}, ${actor.personId}, ${actor.name}, ${post.post}, ${ctx.now}) ON CONFLICT (card_id) DO NOTHING`.execute(tx)
  if (made.numAffectedRows === 0n) throw conflict('这张牌已经销了。')
  await stageLifts(tx, [id], ctx.now)
  await bumpPlace(tx, await placeById(tx, card.region_id))
}
