/**
 * What follows when an application's case has moved, by whatever hand: its state, the log, stale pages; and what keeps
 * a notice from ending unopposed.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { actAsSystem, noteBy, systemHand } from '../../../kernel/cases/act.ts'
import { lockedCase } from '../../../kernel/cases/case.ts'
import { eventKey, tellDeciders } from '../../../kernel/cases/telling.ts'
import type { Hold, Reaction } from '../../../kernel/cases/reactions.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { standsFor, takenDown, upUntil } from '../../disclosure/index.ts'
import { newWindow, sameWindow } from './window.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { commitToResult, statementOfResult, type Face } from '../following/resultStatement.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'

type Told = {
  id: string
  code: string
  slug: string
  practice: boolean
  name: string
  service: string
  sent_on: string
}

export const followApplication: Reaction = async (tx, c, _event, ctx) => {
  const a = (await first(
    tx,
    sql<Told>`
      SELECT a.id, a.code, r.slug, r.practice, s.name, a.service_code AS service,
        (a.sent_at AT TIME ZONE 'Asia/Shanghai')::date::text AS sent_on
      FROM applications a
      JOIN regions r ON r.id = a.region_id
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      WHERE a.id = ${c.subject_id}`,
  ))!
  await bump(tx, [a.slug])
  const step = procedureOf(c.procedure).steps[c.step]!
  if (step.end) await close(tx, a, c.step as 'done' | 'refused' | 'withdrawn', ctx)
}

async function close(tx: Tx, a: Told, state: 'done' | 'refused' | 'withdrawn', ctx: Context) {
  const resultCode = state === 'withdrawn' ? null : newCode()
  const years = ctx.rules.number('service.paperYears')
  await sql`
    UPDATE applications
    SET state = ${state}, closed_at = ${ctx.now}, result_code = ${resultCode}
    WHERE id = ${a.id}`.execute(tx)
  await sql`
    UPDATE application_papers
    SET delete_on = ${addDays(dayOf(ctx.now), Math.max(1, years * 365))}
    WHERE application_id = ${a.id}`.execute(tx)
  if (!a.practice)
    await stageLeaf(tx, {
      id: newId(ctx.now.getTime()),
      subjectId: a.id,
      at: ctx.now,
      entry: {
        v: 1,
        kind: 'closing',
        county: ctx.county,
        region: a.slug,
        code: a.code,
        ...(state === 'withdrawn' ? {} : await sayingOf(tx, a, state, resultCode!, ctx)),
        at: entryTime(ctx.now),
      },
    })
}

/** The commitment to what whoever checks the result will read; nothing where it ends without anybody's decision. */
async function sayingOf(tx: Tx, a: Told, state: 'done' | 'refused', resultCode: string, ctx: Context) {
  const newest = await first(
    tx,
    sql<{ face: Face; salt: Uint8Array }>`
      SELECT face, salt
      FROM application_faces
      WHERE application_id = ${a.id}
      ORDER BY at DESC, id DESC
      LIMIT 1`,
  )
  if (!newest) return {}
  const statement = statementOfResult({ ...a, face: newest.face }, state, resultCode, dayOf(ctx.now))
  return { commitment: commitToResult(statement, newest.salt) }
}

/** How an objection is answered that does not hold (the words of the answer's form). */
const unfounded = '反映不属实'

const broken = '的公示被撤下了，公示期停着：重新公示，公示期从头算。'

/**
 * An objection keeps the notice open until it is answered as unfounded, or somebody above has decided; so does a notice
 * that was taken down before its time, until it stands anew. It is looked at again every hour.
 */
export const holdNotice: Hold = async (tx, c, ctx) => {
  if (!c.step.endsWith('_notice')) return undefined
  const until = new Date(ctx.now.getTime() + 3_600_000)
  if (await isNoticeGone(tx, c.subject_id)) return { until, say: broken }
  const open = await first(
    tx,
    sql`
      SELECT 1
      FROM applications a
      JOIN questions q ON q.notice_id = a.notice_id AND q.kind IN ('objection', 'untrue')
      WHERE a.id = ${c.subject_id}
        AND NOT EXISTS (SELECT 1 FROM answers w WHERE w.question_id = q.id AND w.conclusion = ${unfounded})
      LIMIT 1`,
  )
  if (open) return { until, say: '公示期满，还有异议没有核实清楚，不能往下走：请核实异议，决定成立不成立。' }
  const published = await first(
    tx,
    sql`SELECT 1 FROM applications WHERE id = ${c.subject_id} AND notice_id IS NOT NULL`,
  )
  return published ? undefined : { until }
}

/** Whether the notice under which an application stands was withdrawn or taken down. */
export async function isNoticeGone(tx: Tx, applicationId: string): Promise<boolean> {
  const a = await first(
    tx,
    sql<{ notice_id: string | null }>`SELECT notice_id FROM applications WHERE id = ${applicationId}`,
  )
  return a !== undefined && a.notice_id !== null && (await takenDown(tx, [a.notice_id])).size > 0
}

/**
 * A notice that is taken down while objections are taken breaks its window: that is written in the application, and
 * whoever decides about it hears at once. What is owed again is written by hand; public, it is the application's
 * notice, and its days begin anew: until the day that it says, which is asked when it is handed in and again with the
 * last signature.
 */
export const followNotice: Reaction = async (tx, notice, event, ctx) => {
  const gone = event.action === 'withdraw' || event.action === 'takedown'
  if (!gone && event.action !== 'submit' && event.to_step !== 'published') return
  const own = notice.subject_id
  const found = await rows(
    tx,
    sql<{ id: string; slug: string; notice_id: string | null }>`
      SELECT a.id, r.slug, a.notice_id
      FROM applications a
      JOIN regions r ON r.id = a.region_id
      WHERE a.notice_id = ANY(${gone ? [own] : [own, ...(await standsFor(tx, own))]}::text[]) AND a.state = 'sent'
      ORDER BY a.id`,
  )
  for (const a of found) {
    const c = await lockedCase(tx, 'application', a.id)
    if (!c || c.closed_at !== null || !c.step.endsWith('_notice')) continue
    if (gone) {
      const told = await noteBy(tx, c, systemHand, 'noticeGone', { comment: event.comment }, ctx.now)
      await tellDeciders(tx, c, eventKey(c.id, told.seq), broken, ctx)
    } else if (event.action === 'submit' || event.action === 'publish') {
      const limits =
        a.notice_id === own ? sameWindow(c, await upUntil(tx, own)) : newWindow(c, await upUntil(tx, own), ctx)
      if (event.action === 'submit' || limits === undefined) continue
      await sql`UPDATE applications SET notice_id = ${own} WHERE id = ${a.id}`.execute(tx)
      await actAsSystem(tx, { subjectKind: 'application', subjectId: a.id, action: 'repost' }, ctx, { ...c, limits })
    }
    await bump(tx, [a.slug])
  }
}
