/** Everything that the page of an application shows to whoever holds its receipt, read together. */
import type { Context } from 'hono'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { caseOf, historyOf, type Case } from '../../../kernel/cases/case.ts'
import { clocksOf } from '../../../kernel/cases/clocks.ts'
import { handedTo } from '../../../kernel/cases/handedTo.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { fewPosts } from '../../../kernel/people/postAt.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { timesOf, type Context as Acting } from '../../../kernel/cases/times.ts'
import { wholeRun } from '../../../kernel/cases/whole.ts'
import type { CaseEvent } from '../../../kernel/cases/case.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { maskedAnswers } from '../../../kernel/asked/show.ts'
import { paperOf } from '../../../kernel/asked/paper.ts'
import type { Office } from '../../../kernel/office.ts'
import { partyOf } from '../../../kernel/receipts/access.ts'
import { digitsOf, signReceipt, statementOf } from '../../../kernel/receipts/receipt.ts'
import type { Result } from '../deciding/applications.schema.ts'
import { application } from '../deciding/applications.procedure.ts'
import { placeInQueue } from '../deciding/handle.ts'
import { opened } from '../deciding/people.ts'
import { applicationByCode, type ApplicationRow } from '../deciding/application.ts'
import { correctable } from './party.ts'
import { promiseLimit } from '../deciding/routes.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'
import { heldOn } from '../../../kernel/people/terms.ts'

/** The application that this browser has opened with its receipt; 404 for everybody else. */
export async function openedApplication(
  office: Office,
  c: Context,
  db: Db | Tx = office.db,
): Promise<{ a: ApplicationRow }> {
  const code = c.req.param('code')!.toUpperCase()
  const a = partyOf(c, office.secret, code, office.now()) === undefined ? undefined : await applicationByCode(db, code)
  if (!a) throw notFound('这里只有拿着回执的人能看。请从“查办理进度”进来，填编号和六位数字。')
  return { a }
}

export type Asked = { key: string; label: string; say: string }

/** What the office has named as missing and still waits for. */
export async function askedNow(db: Db | Tx, applicationId: string): Promise<Asked[]> {
  const found = await first(
    db,
    sql<{
      missing: Asked[] | null
    }>`
      SELECT e.detail -> 'missing' AS missing
      FROM cases c
      JOIN case_events e ON e.case_id = c.id AND e.action = 'suspend'
      WHERE c.subject_kind = 'application' AND c.subject_id = ${applicationId} AND c.paused_at IS NOT NULL
      ORDER BY e.seq DESC
      LIMIT 1`,
  )
  return found?.missing ?? []
}

import { whoHolds } from '../../../kernel/people/holding.ts'

export type Own = Awaited<ReturnType<typeof readOwn>>
/** Of an application that was handed in. */
export type Live = Extract<Own, { history: unknown }>

export async function readOwn(office: Office, a: ApplicationRow) {
  const ctx = await contextAt(office.db, office.now())
  const c = await caseOf(office.db, 'application', a.id)
  const digits = digitsOf(office.secret, a.code)
  if (!c) return { a, digits, ctx, c: undefined }
  const history = await historyOf(office.db, c.id)
  const [asked, queue, looks, holder, desk, posts, notice, follow] = await Promise.all([
    askedNow(office.db, a.id),
    c.closed_at === null && c.paused_at === null && c.holder_id !== null ? placeInQueue(office.db, c) : undefined,
    looksOf(office.db, a.id),
    holderOf(office.db, c.holder_id),
    holderOf(office.db, c.holder_id ?? a.region_id),
    postsOf(office.db, c.holder_id, dayOf(ctx.now)),
    noticesOf(office.db, a),
    first(
      office.db,
      sql<{
        answer: string
      }>`SELECT answer FROM application_follows WHERE application_id = ${a.id} AND answered_at IS NOT NULL`,
    ),
  ])
  const step = procedureOf(c.procedure).steps[c.step]!
  const answers = opened<Answers>(office.secret, 'answers', a.id, a.answers)
  return {
    identity: office.identity?.name,
    applicant: applicantOf(wholeForm(a.service), answers).name,
    a,
    digits,
    ctx,
    c,
    history,
    handed: await handedTo(office.db, c.id, history),
    asked,
    queue,
    looks,
    holder,
    desk,
    step,
    notice,
    follow: follow?.answer,
    posts: fewPosts([
      ...new Set(posts.filter((p) => (step.by as readonly string[]).includes(p.function)).map((p) => p.post)),
    ]),
    /** Whom to call: those in whose hands it is, by post. */
    called:
      c.closed_at !== null || c.holder_id === null
        ? []
        : await whoHolds(office.publicPool, [c.holder_id], step.by, dayOf(ctx.now), false),
    /** Of a closed one: those who worked on it last. */
    calledAfter: await whoHolds(
      office.publicPool,
      [c.holder_id ?? a.region_id],
      lastHands(c, history),
      dayOf(ctx.now),
      false,
    ),
    clocks: clocksOf(c.procedure, history, ctx.calendar, ctx.now),
    promise: promiseOf(a, history, ctx),
    receipt: receiptOf(office, a, ctx.county),
    correctable: c.closed_at === null && c.paused_at === null && correctable(c.step),
    result: a.result ? opened<Result>(office.secret, 'result', a.id, a.result) : undefined,
    sections: paperOf(wholeForm(a.service), maskedAnswers(wholeForm(a.service), answers)),
    rateUntil: a.closed_at
      ? new Date(a.closed_at.getTime() + ctx.rules.number('service.rateDays') * 86_400_000)
      : undefined,
  }
}

/** The posts of the last step that somebody worked on. */
function lastHands(c: Case, history: readonly CaseEvent[]): readonly string[] {
  const { steps } = procedureOf(c.procedure)
  const by = (e: CaseEvent) => steps[e.from_step ?? '']?.by ?? []
  return history.map(by).findLast((posts) => posts.length > 0) ?? []
}

/** The signed statement of what was handed in and when. */
export function receiptOf(office: Pick<Office, 'logKey'>, a: ApplicationRow, county: string): string | undefined {
  return a.sent_at && a.commitment && a.salt
    ? signReceipt(office.logKey, statementOf(county, { ...a, at: a.sent_at, commitment: a.commitment, salt: a.salt }))
    : undefined
}

/**
 * When the whole is promised: public notice, appraisal and what the applicant has to bring do not count (一次性告知单 says
 * the same).
 */
export function promiseOf(
  a: ApplicationRow,
  history: readonly CaseEvent[],
  ctx: Acting,
): { dueAt: Date; provisional: boolean } | undefined {
  const limit = promiseLimit(a.service)
  if (!limit || !a.sent_at) return undefined
  const clock = timesOf(wholeRun(application.code, limit, history, ctx.now), ctx.calendar)
  return clock && { dueAt: clock.dueAt, provisional: clock.provisional }
}

export type Look = { what: string; person_name: string; post_name: string; why: string; at: Date }
export const looksPerPage = 50

/** A page of who has looked, newest first, and how many looks there are. */
export async function looksOf(db: Db, id: string, page = 1): Promise<{ looks: Look[]; total: number }> {
  const [looks, all] = await Promise.all([
    rows(
      db,
      sql<Look>`
        SELECT what, person_name, post_name, why, at
        FROM application_looks
        WHERE application_id = ${id}
        ORDER BY at DESC, id DESC
        LIMIT ${looksPerPage}
        OFFSET ${(page - 1) * looksPerPage}`,
    ),
    first(db, sql<{ n: number }>`SELECT count(*)::int AS n FROM application_looks WHERE application_id = ${id}`),
  ])
  return { looks, total: all!.n }
}

async function holderOf(db: Db, id: string | null): Promise<{ name: string; phone: string } | undefined> {
  return id === null
    ? undefined
    : first(db, sql<{ name: string; phone: string }>`SELECT name, phone FROM regions WHERE id = ${id}`)
}

const postsOf = (db: Db, regionId: string | null, day: string) =>
  rows(
    db,
    sql<{
      function: string
      post: string
    }>`
      SELECT k.function, k.name AS post
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${regionId} AND ${heldOn('a', day)}
      ORDER BY k.position`,
  )

async function noticesOf(db: Db, a: ApplicationRow): Promise<{ notice?: string; result?: string }> {
  const found = await rows(
    db,
    sql<{
      id: string
      code: string
    }>`
      SELECT id, code
      FROM notices
      WHERE id = ANY(${[a.notice_id, a.result_notice_id].filter((x) => x !== null)}::text[])`,
  )
  const of = (id: string | null) => found.find((f) => f.id === id)?.code
  const [notice, result] = [of(a.notice_id), of(a.result_notice_id)]
  return { ...(notice ? { notice } : {}), ...(result ? { result } : {}) }
}
