/**
 * Mediation records (调解, 人民调解法): parties, meetings, the agreement with its signatures, the follow-up day. Parties are
 * sealed.
 */
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { ownPaper } from '../../../kernel/intake/evidence.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { seenReport } from '../handling/reportReaders.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import { withinAny } from '../../../kernel/regions/range.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'

export type Party = { name: string; phone: string; side: string }
export type Meeting = { met_on: string; spot: string; notes: string; noted_by: string; noted_at: Date }
export type MediationRow = {
  id: string
  code: string
  title: string
  place: string
  mediator: string
  outcome: 'agreed' | 'failed' | 'withdrawn' | null
  follow_up_on: string | null
  followed_up: string
  opened_at: Date
  closed_at: Date | null
}
export type Mediation = MediationRow & {
  parties: Party[]
  agreement: string
  signed_scan: string | null
  meetings: Meeting[]
  caseId: string | null
}

const columns = sql.raw(
  'm.id, m.code, m.title, r.name AS place, m.mediator, m.outcome, m.follow_up_on, m.followed_up, m.opened_at, m.closed_at',
)

/** The records of the person's places, those still open and those to follow up first. */
export function mediationsFor(db: Db, actor: Actor): Promise<MediationRow[]> {
  const scopes = actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'report.mediate')).map((p) => p.path)
  return rows(
    db,
    sql<MediationRow>`
      SELECT ${columns}
      FROM mediations m
      JOIN regions r ON r.id = m.region_id
      WHERE ${withinAny('m.path', scopes)}
      AND ${visibleSubject('report', sql`m.report_id`, actor.personId)}
      ORDER BY m.closed_at IS NOT NULL AND (m.follow_up_on IS NULL OR m.followed_up <> ''), m.follow_up_on,
        m.opened_at DESC
      LIMIT 300`,
  )
}

/** One record with its parties opened, for those who mediate there. */
export async function mediationOf(db: Db | Tx, secret: string, actor: Actor, id: string): Promise<Mediation> {
  const m = await own(db, actor, id)
  const meetings = await rows(
    db,
    sql<Meeting>`
      SELECT met_on, spot, notes, noted_by, noted_at
      FROM mediation_meetings
      WHERE mediation_id = ${id}
      ORDER BY met_on, noted_at`,
  )
  const at = await first(
    db,
    sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'report' AND subject_id = ${m.report_id}`,
  )
  const { sealed, report_id: _report, path: _path, ...rest } = m
  return { ...rest, parties: vaultOf(secret).open<Party[]>('parties', id, sealed), meetings, caseId: at?.id ?? null }
}

export type Opening = { place: string; title: string; mediator: string; parties: Party[]; caseId?: string | undefined }

/** Opens a record; at least two parties. With `caseId` it belongs to a report that the person may read. */
export async function openMediation(
  tx: Tx,
  secret: string,
  actor: Actor,
  input: Opening,
  ctx: Context,
): Promise<string> {
  const place = await placeAt(tx, input.place)
  if (!place || !postFor(actor, 'report.mediate', place.path)) throw forbidden('只能给自己管的地方登记调解。')
  if (input.parties.filter((p) => p.name.trim() !== '').length < 2)
    throw invalid('请至少写两方当事人。', { field: 'parties' })
  const report = input.caseId === undefined ? undefined : (await seenReport(tx, actor, input.caseId)).report
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO mediations (
      id, code, report_id, region_id, path, title, parties, mediator, opened_by, opened_at
    )
    VALUES (
      ${id}, ${newCode()}, ${report?.id ?? null}, ${place.id}, ${place.path}, ${input.title},
      ${vaultOf(secret).seal('parties', id, input.parties)}, ${input.mediator}, ${actor.personId},
      ${ctx.now}
    )`.execute(tx)
  return id
}

/** A meeting that took place. 422 for a day that has not come. */
export async function addMeeting(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { on: string; spot: string; notes: string },
  ctx: Context,
): Promise<void> {
  await stillOpen(tx, actor, id)
  if (input.on > dayOf(ctx.now)) throw invalid('这一天还没有到。调解过了再记。', { field: 'on' })
  await sql`
    INSERT INTO mediation_meetings (id, mediation_id, met_on, spot, notes, noted_by, noted_at)
    VALUES (
      ${newId(ctx.now.getTime())}, ${id}, ${input.on}, ${input.spot}, ${input.notes}, ${actor.name},
      ${ctx.now}
    )`.execute(tx)
}

export type Ending = {
  outcome: 'agreed' | 'failed' | 'withdrawn'
  agreement: string
  scan?: string | undefined
  followUpOn?: string | undefined
}

/** Ends a record. An agreement needs its words, the scan of its signatures, and a day to look again. */
export async function endMediation(tx: Tx, actor: Actor, id: string, input: Ending, ctx: Context): Promise<void> {
  await stillOpen(tx, actor, id)
  if (input.outcome === 'agreed' && input.agreement.trim().length < 4)
    throw invalid('请写明达成了什么协议。', { field: 'agreement' })
  if (input.outcome === 'agreed' && input.scan === undefined)
    throw invalid('请上传双方签字的协议扫描或照片。', { field: 'scan' })
  if (input.outcome === 'agreed' && input.followUpOn === undefined)
    throw invalid('请写哪天看履行情况。', { field: 'followUpOn' })
  if (input.followUpOn !== undefined && input.followUpOn < dayOf(ctx.now))
    throw invalid('看履行情况的日子已经过了，请写今天或以后的一天。', { field: 'followUpOn' })
  if (input.outcome !== 'agreed' && input.agreement.trim().length < 2)
    throw invalid('请写几个字，说明为什么没有达成协议。', { field: 'agreement' })
  const scan = input.scan === undefined ? null : await ownPaper(tx, actor.personId, input.scan, 'scan')
  await sql`
    UPDATE mediations
    SET outcome = ${input.outcome}, agreement = ${input.agreement.trim()},
      signed_scan = ${scan}, follow_up_on = ${input.followUpOn ?? null},
      closed_at = ${ctx.now}
    WHERE id = ${id}`.execute(tx)
}

/**
 * What was found when somebody looked again: once, under the name and day of whoever looked. 409 where nothing was
 * agreed, or it is written down already.
 */
export async function followUp(tx: Tx, actor: Actor, id: string, text: string, ctx: Context): Promise<void> {
  const m = await own(tx, actor, id)
  if (m.closed_at === null) throw conflict('调解还没有结束。')
  if (m.outcome !== 'agreed') throw conflict('没有达成协议，不用记履行情况。')
  const done = await sql`
    UPDATE mediations
    SET followed_up = ${`${text.trim()}（${actor.name} ${sayDay(dayOf(ctx.now), true)}）`}
    WHERE id = ${id} AND followed_up = ''`.execute(tx)
  if (done.numAffectedRows === 0n) throw conflict('履行情况已经有人记过了。')
}

type Own = MediationRow & {
  sealed: Uint8Array
  agreement: string
  signed_scan: string | null
  report_id: string | null
  path: string
}

/** 404 for places that are not the person's. */
async function own(db: Db | Tx, actor: Actor, id: string): Promise<Own> {
  const m = await first(
    db,
    sql<Own>`
      SELECT ${columns}, m.parties AS sealed, m.agreement, m.signed_scan, m.report_id, m.path
      FROM mediations m
      JOIN regions r ON r.id = m.region_id
      WHERE m.id = ${id} AND ${visibleSubject('report', sql`m.report_id`, actor.personId)}`,
  )
  if (!m || !postFor(actor, 'report.mediate', m.path)) throw notFound('没有这份调解记录。')
  return m
}

/** Locked, so that a meeting and the end do not pass each other. */
async function stillOpen(tx: Tx, actor: Actor, id: string) {
  await sql`SELECT 1 FROM mediations WHERE id = ${id} FOR UPDATE`.execute(tx)
  if ((await own(tx, actor, id)).closed_at !== null) throw conflict('这份调解记录已经结束。')
}
