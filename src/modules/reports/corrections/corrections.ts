/**
 * An upheld complaint about a published list starts its correction: a task of whoever published it, with a clock of its
 * own; the complaint goes on when the corrected list is public.
 */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { newId, readCode } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { actAsSystem, type Context, type Moved } from '../../../kernel/cases/act.ts'
import { aboveOf, type Holder } from '../../../kernel/cases/holder.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { correction } from '../reports.procedure.ts'

type Notice = {
  id: string
  code: string
  title: string
  region_id: string
  path: string
  slug: string
  level: string
  parent_id: string | null
  parent_path: string | null
  derived: boolean
  gone: boolean
}
type Asking = { id: string; path: string; notice_id: string | null }

/**
 * Asks for the correction of the notice that the complaint hangs on, or of the one that the handler names by its code
 * or address. 422 where none is named. What was withdrawn meanwhile needs no correction: the complaint goes on at once.
 */
export async function askCorrection(
  tx: Tx,
  report: Asking,
  { post, event }: Moved,
  input: { text: string; notice: string | undefined; reporter: readonly string[] },
  ctx: Context,
): Promise<void> {
  const notice = await noticeOf(tx, report, input.notice)
  await askBeforePublic(tx, notice.region_id, { comment: input.text }, { known: input.reporter })
  if (notice.gone)
    return void (await actAsSystem(tx, { subjectKind: 'report', subjectId: report.id, action: 'corrected' }, ctx))
  const holder = await holderOf(tx, notice)
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO report_corrections (
      id, report_id, notice_id, holder_id, text, by_name, by_post, by_place, asked_at
    )
    VALUES (
      ${id}, ${report.id}, ${notice.id}, ${holder.id}, ${input.text.trim()}, ${event.person_name},
      ${post.post}, ${post.region}, ${ctx.now}
    )`.execute(tx)
  await sql`UPDATE reports SET notice_id = ${notice.id} WHERE id = ${report.id}`.execute(tx)
  await openCase(tx, {
    procedure: correction.code,
    subjectKind: 'correction',
    subjectId: id,
    regionId: notice.region_id,
    path: notice.path,
    now: ctx.now,
    held: {
      holder,
      code: notice.code,
      title: `更正：由一件民情反映引起 · ${notice.title}`.slice(0, 60),
      by: '系统',
      told: `“${notice.title}”经核实要更正。`,
      ctx,
    },
  })
  await bump(tx, ['all', notice.slug])
}

async function noticeOf(tx: Tx, report: Asking, typed: string | undefined): Promise<Notice> {
  const code = readCode(/\/d\/([0-9A-Za-z]+)/.exec(typed ?? '')?.[1] ?? typed ?? '')
  if (report.notice_id === null && code === undefined)
    throw invalid('请写要更正的是哪一项公开：公开页最下面的编号，10 位数字和字母。', { field: 'notice' })
  const found = await first(
    tx,
    sql<Notice>`
      SELECT n.id, n.code, n.title, n.region_id, n.path, r.slug, r.level, r.parent_id,
        p.path AS parent_path, c.procedure = 'disclosure.derived' AS derived,
        EXISTS (SELECT 1 FROM withdrawals w WHERE w.notice_id = n.id) AS gone
      FROM notices n
      JOIN regions r ON r.id = n.region_id
      LEFT JOIN regions p ON p.id = r.parent_id
      JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
      WHERE (n.id = ${report.notice_id} OR (${report.notice_id}::text IS NULL AND n.code = ${code ?? ''}))
        AND EXISTS (SELECT 1 FROM publications u WHERE u.notice_id = n.id)`,
  )
  if (!found || !report.path.startsWith(found.path.slice(0, found.path.indexOf('.') + 1)))
    throw invalid('没有这项公开，请核对编号。', { field: 'notice' })
  return found
}

/** A group's things are drafted by its village; what the platform makes itself is withdrawn by the place above. */
async function holderOf(tx: Tx, n: Notice): Promise<Holder> {
  if (n.derived) return (await aboveOf(tx, n.path, ['township', 'county', 'city'])) ?? { id: n.region_id, path: n.path }
  return n.level === 'group' && n.parent_id !== null
    ? { id: n.parent_id, path: n.parent_path! }
    : { id: n.region_id, path: n.path }
}

/**
 * What was asked of a notice is done: the tasks end, and the complaints that waited for it go on to the reporter's
 * rating.
 */
export async function meetCorrections(
  tx: Tx,
  noticeId: string,
  how: 'corrected' | 'withdrawn',
  ctx: Context,
): Promise<void> {
  const open = await rows(
    tx,
    sql<{
      id: string
      report_id: string
      waiting: boolean
    }>`
      SELECT x.id, x.report_id, c.step = 'correcting' AND c.closed_at IS NULL AS waiting
      FROM report_corrections x
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = x.report_id
      WHERE x.notice_id = ${noticeId} AND x.met_at IS NULL
      ORDER BY x.id`,
  )
  for (const x of open) {
    await end(tx, x.id, how, ctx)
    if (x.waiting) await actAsSystem(tx, { subjectKind: 'report', subjectId: x.report_id, action: 'corrected' }, ctx)
  }
}

/** The correction that a complaint asked for is not waited for any longer. */
export async function endCorrection(tx: Tx, reportId: string, how: 'waived', ctx: Context): Promise<void> {
  const open = await first(
    tx,
    sql<{ id: string }>`SELECT id FROM report_corrections WHERE report_id = ${reportId} AND met_at IS NULL`,
  )
  if (open) await end(tx, open.id, how, ctx)
}

async function end(tx: Tx, id: string, how: 'corrected' | 'withdrawn' | 'waived', ctx: Context) {
  await sql`UPDATE report_corrections SET met_at = ${ctx.now}, met_how = ${how} WHERE id = ${id}`.execute(tx)
  await actAsSystem(tx, { subjectKind: 'correction', subjectId: id, action: how }, ctx)
}
