/**
 * The notices that follow from a step: made, dated and written by themselves from what the run recorded, then on their
 * usual way.
 */
import { itemsOn, placeById, type ItemRow, type PlaceRow, writeNotice } from '../../disclosure/index.ts'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import type { Stands } from './record.ts'
import { nameOf } from './standing.ts'
import { counts, holding, papersOfRun, type StepRow } from './runs.rows.ts'

/** Makes them all; those whose item is due by period are linked with the period that is open. */
export async function makeNotices(
  tx: Tx,
  actor: Actor,
  at: Stands,
  row: StepRow,
  handIn: boolean,
  ctx: Context,
): Promise<{ handedIn: number; drafts: number }> {
  if (at.step.notices.length === 0) return { handedIn: 0, drafts: 0 }
  const items = new Map((await itemsOn(tx, dayOf(ctx.now))).map((i) => [i.code, i]))
  const place = await placeById(tx, at.run.region_id)
  let handedIn = 0
  let drafts = 0
  for (const n of at.step.notices) {
    const item = items.get(n.item)
    if (!item) continue // the county took the item off its catalogue after the list was made
    if (!['onEvent', 'perStage', 'standing'].includes(item.definition.frequency)) {
      await intoPeriod(tx, row, item, place, dayOf(ctx.now))
      continue
    }
    const before = await writtenBefore(tx, row.run_id, item.code, n.stage ?? '')
    if (before) {
      await linkNotice(tx, row, { item: item.code, obligationId: before.id, byItself: true })
      await askToCompare(tx, actor, at, before.notice_id, ctx)
      drafts += 1
      continue
    }
    const named =
      item.definition.audience !== 'everyone' || item.definition.privacyLevel === 'namedPersons' || at.run.person
    const attachments = (await papersOfRun(tx, at.run.id))
      .filter((p) => p.step_id === row.id && p.open && !at.run.person)
      .map((p) => ({ file: p.file_id, name: p.name, kind: p.kind, public: true }))
    const made = await writeNotice(
      tx,
      actor,
      {
        place,
        item,
        stage: n.stage,
        on: dayOfMatter(row),
        title: named ? '' : at.run.title,
        eventId: at.run.id,
        facts: factsOf(at, row, place),
        attachments,
        handIn,
      },
      ctx,
    )
    await linkNotice(tx, row, { item: item.code, obligationId: made.obligationId, byItself: true })
    if (made.handedIn) handedIn += 1
    else drafts += 1
  }
  return { handedIn, drafts }
}

/** The obligation of the period that is running now: there the matter is listed with the others. */
async function intoPeriod(tx: Tx, row: StepRow, item: ItemRow, place: PlaceRow, day: string) {
  const due = await first(
    tx,
    sql<{
      id: string
    }>`
      SELECT id
      FROM obligations
      WHERE region_id = ${place.id}
        AND item_code = ${item.code}
        AND due_on >= ${day}
        AND published_at IS NULL
      ORDER BY due_on
      LIMIT 1`,
  )
  if (due) await linkNotice(tx, row, { item: item.code, obligationId: due.id, byItself: false })
}

/** What this run wrote of an item when the step was recorded before it was sent back. */
function writtenBefore(
  tx: Tx,
  runId: string,
  item: string,
  stage: string,
): Promise<{ id: string; notice_id: string } | undefined> {
  return first(
    tx,
    sql<{ id: string; notice_id: string }>`
      SELECT o.id, o.notice_id
      FROM power_run_notices n
      JOIN obligations o ON o.id = n.obligation_id AND o.stage = ${stage} AND o.notice_id IS NOT NULL
      WHERE n.run_id = ${runId} AND n.item_code = ${item} AND n.by_itself
      LIMIT 1`,
  )
}

/** A notice that somebody may have worked on, or that is out, is not written over: the village compares it. */
async function askToCompare(tx: Tx, actor: Actor, at: Stands, noticeId: string, ctx: Context): Promise<void> {
  await tell(tx, {
    regionId: at.run.region_id,
    function: 'drafter',
    kind: 'draft',
    say: `“${nameOf(at.run)}”的“${at.step.name}”退回后重新记了，请照新的记录核对公开稿；已经公开的，请按“更正”改。`,
    link: `/notices/${noticeId}`,
    caseId: at.c.id,
    by: actor.personId,
    now: ctx.now,
  })
}

/** Columns that say on which day the matter of a notice was: each step has its own. */
const dayColumns = ['occurDate', 'date']

/** The day that a step's notice is about and that its time counts from: the one that was recorded, or the step's. */
const dayOfMatter = ({ facts, happened_on }: StepRow): string => facts['occurDate'] ?? facts['date'] ?? happened_on

/** Everything the run knows so far, by the columns of the templates: what was recorded later counts. */
function factsOf({ run, steps }: Stands, row: StepRow, place: PlaceRow): Record<string, string> {
  const known = new Map(run.power.steps.flatMap((s) => s.facts.map((f) => [`${s.key} ${f.key}`, f.also] as const)))
  const recorded = [...holding(steps).filter((s) => s.outcome === 'done' && s.id !== row.id && counts(s)), row]
  const said = recorded
    .flatMap((s) =>
      Object.entries(s.facts).flatMap(([key, value]) =>
        [key, ...(known.get(`${s.step} ${key}`) ?? [])].map((k) => [k, value] as const),
      ),
    )
    .filter(([key]) => !dayColumns.includes(key))
  const amount =
    run.amount === null ? {} : Object.fromEntries(['amount', 'estimate', 'totalCost'].map((k) => [k, run.amount!]))
  const title = run.person
    ? {}
    : Object.fromEntries(
        ['project', 'matter', 'event', 'subject', 'title', 'fundName', 'agenda'].map((k) => [k, run.title]),
      )
  return {
    ...title,
    ...amount,
    issuer: place.name,
    issuedOn: row.happened_on,
    ...Object.fromEntries(dayColumns.map((key) => [key, dayOfMatter(row)])),
    village: place.name,
    noticeNo: run.code,
    ...Object.fromEntries(said),
  }
}

/** What a run is linked with. `byItself`: the run wrote the notice; else it goes into a period's. */
async function linkNotice(
  tx: Tx,
  row: StepRow,
  n: { item: string; obligationId: string; byItself: boolean },
): Promise<void> {
  await sql`
    INSERT INTO power_run_notices (run_id, step_id, item_code, obligation_id, by_itself)
    VALUES (${row.run_id}, ${row.id}, ${n.item}, ${n.obligationId}, ${n.byItself})
    ON CONFLICT (step_id, obligation_id) DO NOTHING`.execute(tx)
}
