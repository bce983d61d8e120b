/**
 * What lies in a person's hands, soonest due first, and what a supervisor sees of a region. Every list is one indexed
 * query with a keyset cursor and capped counts: it stays quick with a million cases.
 */
import type { LampFilter } from './lampFigures.ts'
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db } from '../../platform/db.ts'
import type { Actor } from '../people/actor.ts'
import { historiesOf, type Case } from './case.ts'
import { inHand } from './inHand.ts'
import { everLate, isLateNow, isSoon, lateNow, soonNow, type Running } from './late.ts'
import { mayOf } from './may.ts'
import { caseLink, procedureOf } from './procedure.ts'
import { visible } from './seeing.ts'
import { within } from '../regions/range.ts'
import { readCode } from '../../platform/ids.ts'

export type Lamp = 'green' | 'yellow' | 'red' | 'paused'
export type InboxFilter = {
  procedure?: string | undefined
  step?: string | undefined
  lamp?: LampFilter | undefined
  mine?: boolean | undefined
  place?: string | undefined
  text?: string | undefined
  after?: string | undefined
  /** How many rows at once, where fewer than a whole page are wanted. */
  most?: number | undefined
}
export type InboxRow = Pick<
  Case,
  | 'id'
  | 'procedure'
  | 'subject_kind'
  | 'subject_id'
  | 'code'
  | 'title'
  | 'step'
  | 'due_at'
  | 'opened_at'
  | 'paused_at'
  | 'escalated'
  | 'assignee_id'
  | 'events'
  | 'missed_at'
> & {
  stepName: string
  procedureName: string
  place: string
  holder: string
  assignee: string | null
  lamp: Lamp
  may: string[]
  /** The console's address. */
  link: string
}
export type Inbox = { rows: InboxRow[]; next: string | null }

const pageSize = 50
/** Counts stop here: "1000+" says enough. */
export const countCap = 1_000

/** The cases a person may act on now. */
export async function inboxOf(db: Db, actor: Actor, filter: InboxFilter, now: Date): Promise<Inbox> {
  return page(db, actor, inHand(actor.posts), filter, now)
}

/**
 * Every open case at a path and below, for those who supervise it; `may` is what they themselves may do. `of`: which
 * cases `c`, where a room shows its own.
 */
export async function regionCases(
  db: Db,
  actor: Actor,
  path: string,
  filter: InboxFilter,
  now: Date,
  of: RawBuilder<unknown> = sql`TRUE`,
): Promise<Inbox> {
  const whose = sql`${within('c.holder_path', path)} AND c.holder_id IS NOT NULL AND ${of}`
  return page(db, actor, whose, filter, now)
}

/**
 * How many lie in a person's hands, of all kinds or of one, and how many of them are near or past their limit; each at
 * most `countCap`.
 */
export async function inboxCounts(
  db: Db,
  actor: Actor,
  now: Date,
  of: Pick<InboxFilter, 'procedure'> = {},
): Promise<{ all: number; yellow: number; red: number }> {
  const count = async (filter: InboxFilter) =>
    (
      await rows(
        db,
        sql<{
          n: number
        }>`
          SELECT count(*)::int AS n
          FROM (SELECT 1 FROM cases c WHERE ${where(actor, inHand(actor.posts), filter, now)} LIMIT ${countCap}) AS x`,
      )
    )[0]!.n
  const [all, yellow, red] = await Promise.all([
    count(of),
    count({ ...of, lamp: 'yellow' }),
    count({ ...of, lamp: 'red' }),
  ])
  return { all, yellow, red }
}

function where(actor: Actor, whose: RawBuilder<unknown>, f: InboxFilter, now: Date): RawBuilder<unknown> {
  const all = [whose, sql`c.closed_at IS NULL`, visible('c', actor.personId)]
  if (f.procedure) all.push(sql`c.procedure = ${f.procedure}`)
  if (f.step) all.push(sql`c.step = ${f.step}`)
  if (f.mine) all.push(sql`c.assignee_id = ${actor.personId}`)
  if (f.place) {
    all.push(sql`${within('c.path', f.place)}`)
  }
  if (f.text)
    all.push(
      sql`(c.code = ${readCode(f.text) ?? f.text.toUpperCase()} OR c.title LIKE ${`%${f.text.replace(/[%_\\]/g, '\\$&')}%`})`,
    )
  if (f.lamp === 'red') all.push(lateNow(now))
  if (f.lamp === 'yellow') all.push(soonNow(now))
  if (f.lamp === 'green') all.push(sql`c.paused_at IS NULL AND NOT ${lateNow(now)} AND NOT ${soonNow(now)}`)
  if (f.lamp === 'missed') all.push(everLate(now))
  if (f.lamp === 'paused') all.push(sql`c.paused_at IS NOT NULL`)
  if (f.after) all.push(afterCursor(f.after))
  return sql.join(all, sql` AND `)
}

/** Cases without a due time come last; the cursor is "time|id" or "|id". */
function afterCursor(after: string): RawBuilder<unknown> {
  const [due, id] = after.split('|') as [string, string]
  if (due === '') return sql`c.due_at IS NULL AND c.id > ${id}`
  return sql`((c.due_at, c.id) > (${new Date(due)}, ${id}) OR c.due_at IS NULL)`
}

type Found = Case & { place: string; holder: string; assignee: string | null }

async function page(db: Db, actor: Actor, whose: RawBuilder<unknown>, filter: InboxFilter, now: Date): Promise<Inbox> {
  const most = filter.most ?? pageSize
  const found = await rows(
    db,
    sql<Found>`
      SELECT c.*, r.name AS place, h.name AS holder, p.name AS assignee
      FROM (
        SELECT *
        FROM cases c
        WHERE ${where(actor, whose, filter, now)}
        ORDER BY c.due_at, c.id
        LIMIT ${most + 1}
      ) AS c
      JOIN regions r ON r.id = c.region_id
      JOIN regions h ON h.id = c.holder_id
      LEFT JOIN persons p ON p.id = c.assignee_id
      ORDER BY c.due_at, c.id`,
  )
  const shown = found.slice(0, most)
  const histories = await historiesOf(
    db,
    shown.filter((c) => procedureOf(c.procedure).steps[c.step]?.apart).map((c) => c.id),
  )
  const last = shown.at(-1)
  return {
    rows: shown.map((c) => rowOf(actor, c, histories.get(c.id) ?? [], now)),
    next: found.length > most && last ? `${last.due_at?.toISOString() ?? ''}|${last.id}` : null,
  }
}

function rowOf(actor: Actor, c: Found, history: Parameters<typeof mayOf>[2], now: Date): InboxRow {
  const procedure = procedureOf(c.procedure)
  return {
    id: c.id,
    procedure: c.procedure,
    subject_kind: c.subject_kind,
    subject_id: c.subject_id,
    code: c.code,
    title: c.title,
    step: c.step,
    due_at: c.due_at,
    opened_at: c.opened_at,
    paused_at: c.paused_at,
    escalated: c.escalated,
    assignee_id: c.assignee_id,
    events: c.events,
    missed_at: c.missed_at,
    stepName: procedure.steps[c.step]?.name ?? c.step,
    procedureName: procedure.name,
    place: c.place,
    holder: c.holder,
    assignee: c.assignee,
    link: caseLink(c),
    lamp: lampAt(c, now),
    may: mayOf(actor, c, history),
  }
}

/** The lamp of an open case: red past its limit, yellow near it. */
export function lampAt(c: Running & Pick<Case, 'warn_at'>, now: Date): Lamp {
  if (c.paused_at !== null) return 'paused'
  if (isLateNow(c, now)) return 'red'
  return isSoon(c, now) ? 'yellow' : 'green'
}

/** The lamp of a unit that was asked, which has a time of its own. */
export function lampOfAsked(q: { due_at: Date | null; warn_at: Date | null }, now: Date): Lamp {
  if (q.due_at === null) return 'green'
  if (q.due_at <= now) return 'red'
  return q.warn_at !== null && q.warn_at <= now ? 'yellow' : 'green'
}
