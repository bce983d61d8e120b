/**
 * The clocks of those who were asked for a part of a case: units handling it jointly, posts consulted, orders from
 * above, invited outsiders.
 */
import { rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { sayLimit } from '../../platform/clock.ts'
import { tellMany, type NewMessage } from '../notices/messages.ts'
import type { PostFunction } from '../people/functions.ts'
import { alarmsOf, type Alarm } from './alarms.ts'
import { inSum } from './alarmSums.ts'
import { called, requestColumns, type CaseRequest } from './asked.ts'
import { recordCards, type CardDue } from './cards.ts'
import { doApart, isTried } from '../rounds/apart.ts'
import { caseLink, procedureOf } from './procedure.ts'
import type { Context } from './times.ts'

type Asked = CaseRequest & {
  alarm_at: Date
  procedure: string
  subject_id: string
  step: string
  title: string
  code: string
  case_region: string
  holder_id: string | null
  slug: string | null
  unit: string | null
  practice: boolean
  guarded: boolean
}
type Late = { r: Asked; alarm: Alarm }

/** Handles at most `limit` requests whose alarm has come; returns how many there were. */
export async function sweepRequests(db: Db, limit: number, ctx: Context): Promise<number> {
  const items = await rows(
    db,
    sql<{ id: string }>`
      SELECT q.id
      FROM case_requests q
      WHERE q.alarm_at <= ${ctx.now}
        AND q.answered_at IS NULL
        AND q.withdrawn_at IS NULL
        AND ${isTried('requests', sql`q.id`, ctx.now)}
      ORDER BY q.alarm_at
      LIMIT ${limit}`,
  )
  const work = (some: readonly { id: string }[]) =>
    transact(db, (tx) =>
      sweepThese(
        tx,
        some.map((r) => r.id),
        ctx,
      ),
    )
  await doApart(db, { round: 'requests', items, idOf: (r) => r.id, work }, ctx.now)
  return items.length
}

async function sweepThese(tx: Tx, ids: readonly string[], ctx: Context): Promise<void> {
  const ringing = await rows(
    tx,
    sql<Asked>`
      SELECT ${requestColumns}, q.alarm_at, c.procedure, c.subject_id, c.step, c.title, c.code,
        c.region_id AS case_region, c.holder_id, c.guarded, r.slug, r.name AS unit,
          coalesce(own.practice, false) AS practice
      FROM case_requests q
      JOIN cases c ON c.id = q.case_id
      JOIN regions own ON own.id = c.region_id
      LEFT JOIN regions r ON r.id = q.region_id
      WHERE q.id = ANY(${[...ids]}::text[])
        AND q.alarm_at <= ${ctx.now}
        AND q.answered_at IS NULL
        AND q.withdrawn_at IS NULL
      ORDER BY q.alarm_at
      FOR UPDATE OF q SKIP LOCKED`,
  )
  if (ringing.length === 0) return
  const watched = ringing.map((r) => ({ r, ...alarmsOf(r, ctx.now) }))
  const late = watched.flatMap(({ r, due }) => due.map((alarm) => ({ r, alarm })))
  await recordCards(tx, late.filter(({ r }) => r.region_id !== null && !r.practice).map(cardOf), ctx)
  await tellMany(
    tx,
    inSum(
      watched.flatMap(({ r, due }) => (due.length === 0 ? [] : told({ r, alarm: due.at(-1)! }))),
      new Set(ringing.filter((r) => r.guarded).map((r) => r.case_id)),
    ),
    ctx.now,
  )
  await sql`
    UPDATE case_requests
    SET alarm_at = t.next
    FROM unnest(${watched.map((w) => w.r.id)}::text[], ${watched.map((w) => w.next)}::timestamptz[]) AS t (id, next)
    WHERE case_requests.id = t.id`.execute(tx)
}

/** The card is the unit's that was asked, not the village's whose case it is. */
function cardOf({ r, alarm }: Late): CardDue {
  return {
    subjectKind: 'request',
    subjectId: r.id,
    clock: r.kind,
    colour: alarm.kind as 'yellow' | 'red',
    regionId: r.region_id!,
    path: r.path!,
    nominal: alarm.nominal,
    leaf: r.guarded ? undefined : { region: r.slug!, code: r.code },
  }
}

/** Who was asked is reminded; who has the case hears when the answer is late. */
function told({ r, alarm }: Late): NewMessage[] {
  const to = (regionId: string, functions: readonly PostFunction[], say: string): NewMessage[] =>
    functions.map((f) => ({
      regionId,
      function: f,
      kind: alarm.kind,
      say,
      link: caseLink({ procedure: r.procedure, id: r.case_id, subject_id: r.subject_id }),
      caseId: r.case_id,
      event: `${r.id} ${alarm.kind} ${alarm.nominal.toISOString()}`,
    }))
  const due = sayLimit(r.due_at!)
  const asked =
    r.region_id === null
      ? []
      : to(
          r.region_id,
          r.functions,
          alarm.kind === 'red'
            ? `“${r.title}”的${called[r.kind]}逾期没有答复（${due} 到期），请马上答复。`
            : `“${r.title}”的${called[r.kind]}请在 ${due} 前答复。`,
        )
  if (alarm.kind !== 'red') return asked
  return [
    ...asked,
    ...to(
      r.holder_id ?? r.case_region,
      procedureOf(r.procedure).steps[r.step]!.by,
      `“${r.title}”：${r.unit ?? r.guest_name}到期没有答复${called[r.kind]}。`,
    ),
  ]
}
