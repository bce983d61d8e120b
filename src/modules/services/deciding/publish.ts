/**
 * What the public reads of an application: its notice before the decision, and its result, in the catalogue item that
 * the service names, masked by that item's columns.
 */
import { publishEvent } from '../../disclosure/index.ts'
import { lastDayOf } from '../../../kernel/cases/clock.ts'
import { timesOf } from '../../../kernel/cases/times.ts'
import { limitFrom } from './routes.ts'
import { dayOf, sayDay, sayLimit } from '../../../platform/clock.ts'
import { first, rows, sql, transact, type Db, type Tx } from '../../../platform/db.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { publicAnswers } from '../../../kernel/asked/show.ts'
import type { Facts } from '../../../kernel/forms/fit.ts'
import { publishedRow, publishOf } from '../list/publish.ts'
import { application } from './applications.procedure.ts'
import type { Result } from './applications.schema.ts'
import { opened } from './people.ts'
import { applicationById, type ApplicationRow } from './application.ts'
import { applicantOf, membersOf, wholeForm } from '../applying/wholeForm.ts'

/** Where a service names no item of its own: the item for notices of every kind. */
const anyNotice = 'C12-01'

/**
 * Publishes what is due for the application as its case stands now: the notice at a notice step, the result once it is
 * decided.
 */
export async function publishDue(
  tx: Tx,
  secret: string,
  applicationId: string,
  c: Pick<Case, 'step' | 'events' | 'due_at'>,
  ctx: Context,
): Promise<void> {
  const a = await applicationById(tx, applicationId)
  const kind = c.step.split('_')[1]
  if (kind === 'notice' && a.notice_id === null) {
    const face = faceOf(secret, a, 'notice', c.due_at, ctx)
    // Sent back and come here once more, it has another window and another notice that says so.
    const event = `${face.event}-${c.events}`
    const made = await publishEvent(tx, { ...face, event, stages: ['application', 'villageReview'] }, ctx)
    if (made) await sql`UPDATE applications SET notice_id = ${made.id} WHERE id = ${a.id}`.execute(tx)
  }
  if ((kind === 'issue' || c.step === 'done') && a.result_notice_id === null && publishOf(a.service) !== undefined) {
    const made = await publishEvent(
      tx,
      { ...faceOf(secret, a, 'result', null, ctx), stages: ['approval', 'decision'] },
      ctx,
    )
    if (made) await sql`UPDATE applications SET result_notice_id = ${made.id} WHERE id = ${a.id}`.execute(tx)
  }
}

/** What no person's action has published yet, because the platform itself moved the case; returns how many. */
export async function publishLeft(office: { db: Db; secret: string }, ctx: Context): Promise<number> {
  const left = await leftToPublish(office.db, ctx.now)
  const work = ([a]: readonly { id: string }[]) =>
    transact(office.db, async (tx) => {
      const c = await first(
        tx,
        sql<Case>`SELECT * FROM cases WHERE subject_kind = 'application' AND subject_id = ${a!.id} FOR UPDATE`,
      )
      if (c) await publishDue(tx, office.secret, a!.id, c, ctx)
    })
  await doApart(office.db, { round: 'applications', items: left, atOnce: 1, idOf: (a) => a.id, work }, ctx.now)
  return left.length
}

/** Applications whose notice or result is due and not there: among the few that stand on such a step. */
export function leftToPublish(db: Db, now: Date): Promise<{ id: string }[]> {
  const [notice, issue] = [stepsOf('notice'), stepsOf('issue')]
  return rows(
    db,
    sql<{ id: string }>`
      SELECT a.id
      FROM cases c
      JOIN applications a ON a.id = c.subject_id
      WHERE c.subject_kind = 'application'
        AND c.closed_at IS NULL
        AND c.step = ANY(${[...notice, ...issue]}::text[])
        AND a.state = 'sent'
        AND ${isTried('applications', sql`a.id`, now)}
        AND (
          (a.notice_id IS NULL AND c.step = ANY(${notice}::text[]))
          OR (
            a.result_notice_id IS NULL
            AND c.step = ANY(${issue}::text[])
            AND EXISTS (
              SELECT 1
              FROM services s
              WHERE s.code = a.service_code
                AND s.version = a.service_version
                AND coalesce(s.definition #>> '{publish,item}', s.definition #>> '{notice,item}') IS NOT NULL
            )
          )
        )
      LIMIT 50`,
  )
}

/** The steps of this kind, on every level. */
export const stepsOf = (kind: 'notice' | 'issue'): string[] =>
  Object.keys(application.steps).filter((step) => step.endsWith(`_${kind}`))

function faceOf(secret: string, a: ApplicationRow, which: 'notice' | 'result', until: Date | null, ctx: Context) {
  const answers = opened<Answers>(secret, 'answers', a.id, a.answers)
  const result = a.result ? opened<Result>(secret, 'result', a.id, a.result) : undefined
  return {
    regionId: a.region_id,
    item: (which === 'result' ? publishOf(a.service)?.item : a.service.notice?.item) ?? anyNotice,
    event: `${a.id}-${which}`,
    // Its day tells it from the next one of the same service.
    title: `${a.service.name}${which === 'notice' ? '公示' : '办理结果'}（${sayDay(dayOf(ctx.now))}）`,
    facts: factsOf(a, answers, result, which, until, ctx),
    note: noteOf(a, answers, which, until, ctx),
  }
}

/**
 * The service's own columns of the public result, and what every such table asks besides: place, stage, days. What the
 * item's template does not ask stays away.
 */
function factsOf(
  a: ApplicationRow,
  answers: Answers,
  result: Result | undefined,
  which: 'notice' | 'result',
  until: Date | null,
  ctx: Context,
): Facts {
  const form = wholeForm(a.service)
  const who = applicantOf(form, answers)
  const [today, amount, from] = [dayOf(ctx.now), result?.grant?.amount ?? '', result?.grant?.from ?? null]
  const row = publishedRow(a.service, answers, {
    name: who.name,
    group: `${a.place}${who.group}`,
    amount,
    day: which === 'result' ? today : '',
    result: which === 'result' ? '同意' : '正在公示',
  })
  return {
    village: `${a.place}${who.group}`,
    ...Object.fromEntries(['persons', 'coveredPersons'].map((k) => [k, Math.max(1, membersOf(form, answers).length)])),
    stage:
      which === 'notice'
        ? ['公示', '初审公示', '拟批准', '申请', '村级评议', '乡镇审核']
        : ['批准', '审批', '已批准', '县级批准', '审批结果', '确认结果'],
    noticePeriod: which === 'notice' ? `${today} 至 ${until ? lastDayOf(until) : today}` : null,
    reportUnit: '乡镇便民服务中心',
    ...(which === 'result'
      ? { startMonth: from, approveDate: today, approvalResult: ['批准', '同意', '已批准'], changeType: ['新增'] }
      : {}),
    ...Object.fromEntries(row.filter((c) => c.value !== '').map((c) => [c.key, c.value])),
  }
}

/**
 * In words beside the table: what it is about, until when objections are taken and by whom; a form's answers only where
 * the form says so, masked as it says.
 */
function noteOf(
  a: ApplicationRow,
  answers: Answers,
  which: 'notice' | 'result',
  until: Date | null,
  ctx: Context,
): string {
  const n = a.service.notice
  // Names stand in the table's own column, where the item decides who reads it.
  const said =
    n?.names === false
      ? []
      : publicAnswers(a.service.form, answers)
          .filter((s) => s.value !== '' && s.value !== applicantOf(wholeForm(a.service), answers).name)
          .map((s) => `${s.label}：${s.value}`)
  // What the leader wrote is for the applicant.
  if (which === 'result')
    return [`本村有人申请“${a.service.name}”，已经办结：${a.service.result.name}。`, ...said].join(' ')
  // One date: what the notice says is the day on which the application's own window ends.
  const shownUntil = until ?? (n && timesOf({ from: ctx.now, limit: limitFrom(n, '公示') }, ctx.calendar)?.dueAt)
  return [
    `本村有人申请“${a.service.name}”，正在公示${shownUntil ? `到 ${sayLimit(shownUntil, true)}` : ''}。`,
    until
      ? `有异议的，${sayLimit(until, true)}以前在本页点“我有疑问”，选“异议”，写明理由；提异议的人，对外不公开姓名。`
      : '',
    ...said,
  ]
    .filter(Boolean)
    .join(' ')
}
