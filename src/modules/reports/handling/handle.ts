/** What staff do with a report: every move goes through act(); an answer is kept, guarded and a leaf of the log. */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { act, lock, type ActInput, type Context, type Moved } from '../../../kernel/cases/act.ts'
import { refuseBarred } from '../../../kernel/cases/seeing.ts'
import { handling } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { refusePersonal } from '../../../kernel/guard/index.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { askCorrection } from '../corrections/corrections.ts'
import { reportLeaf } from './reports.leaves.ts'
import { attach, fileNames } from '../replies/replyFiles.ts'
import { answeredSteps } from '../reports.procedure.ts'
import type { replyForms } from '../reports.schema.ts'
import { copyByRules } from '../routes/routes.ts'
import { reportOfCase, type ReportRow } from './reportOfCase.ts'
import { seeing } from './reportReaders.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'

export type Reply = {
  text: string
  form: keyof typeof replyForms
  fileIds?: readonly string[] | undefined
  filesChecked?: boolean | undefined
}
export type Handling = Pick<ActInput, 'action' | 'comment' | 'seenEvents' | 'holderId' | 'ask'> & {
  caseId: string
  reply?: Reply | undefined
  finding?: 'upheld' | 'dismissed' | undefined
  notice?: string | undefined
  category?: string | undefined
  judgement?: string | undefined
  /** What those who told it are called: their names are asked about in what everybody will read. */
  reporters?: readonly string[] | undefined
}

/** What an action finds about a published list. */
const findings: Partial<Record<string, 'upheld' | 'dismissed'>> = { uphold: 'upheld', dismiss: 'dismissed' }
/** Moves after an answer that give none of their own. */
const quiet: ReadonlySet<string> = new Set(['waive'])
/** Whether an action of a step gives the reporter an answer. */
export const givesAnswer = (action: string, to: string): boolean => answeredSteps.includes(to) && !quiet.has(action)

/**
 * Takes one action on a report. An action that answers needs the answer's words; a decision on a complaint about a list
 * needs its finding.
 */
export async function handle(tx: Tx, actor: Actor, h: Handling, ctx: Context): Promise<Moved> {
  const { report, c } = await reportOfCase(tx, h.caseId)
  const answers = givesAnswer(h.action, procedureOf(c.procedure).steps[c.step]?.actions[h.action]?.to ?? '')
  if (answers) checkReply(h.reply)
  const finding = findings[h.action] ?? h.finding
  if (finding === 'upheld' && (h.comment ?? '').trim().length < 4)
    throw invalid('请写明请他们更正什么（至少 4 个字）。', { field: 'comment' })
  if (answers && report.kind === 'list' && finding === undefined)
    throw invalid('请选核查结果：属实（要更正），还是不属实。', { field: 'finding' })
  if (answers) await askAboutReply(tx, report, h)
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'report',
      subjectId: report.id,
      action: h.action,
      comment: h.comment,
      seenEvents: h.seenEvents,
      holderId: h.holderId,
      ask: h.ask,
    },
    ctx,
  )
  if (answers) await keepReply(tx, report, moved, h.reply!, ctx)
  if (finding === 'upheld')
    await askCorrection(
      tx,
      report,
      moved,
      { text: h.comment ?? '', notice: h.notice, reporter: h.reporters ?? [] },
      ctx,
    )
  await sql`
    UPDATE reports
    SET finding = coalesce(${finding ?? null}, finding),
      category = coalesce(${h.category ?? null}, category),
      judgement = coalesce(${h.judgement ?? null}, judgement)
    WHERE id = ${report.id}`.execute(tx)
  if (h.category !== undefined) await copyByRules(tx, c, ctx)
  return moved
}

/** 422 for an answer without words, or with what must never be shown. */
export function checkReply(reply: Reply | undefined) {
  if (!reply || reply.text.trim().length < 4) throw invalid('请写清楚答复，至少 4 个字。', { field: 'reply' })
  refusePersonal(reply.text, 'reply')
  if ((reply.fileIds ?? []).length > 0 && !reply.filesChecked)
    throw invalid('请看过附件，确认没有电话、证件号和不该公开的人，再勾上。', { field: 'filesChecked' })
}

/**
 * The answer, what its files are called, and its words about a list: all of it is read by everybody where the report
 * is.
 */
async function askAboutReply(tx: Tx, report: ReportRow, { reply, reporters }: Handling) {
  const files = reply!.fileIds?.length ? await fileNames(tx, report.id, reply!.fileIds) : []
  await askBeforePublic(tx, report.region_id, { reply: reply!.text, files: files.join('\n') }, { known: reporters })
}

async function keepReply(tx: Tx, report: ReportRow, { case: c, post, event }: Moved, reply: Reply, ctx: Context) {
  const leafId = newId(ctx.now.getTime())
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO report_replies (id, report_id, seq, text, form, by_name, by_post, by_place, at, leaf_id)
    VALUES (
      ${id}, ${report.id}, ${event.seq}, ${reply.text.trim()}, ${reply.form}, ${event.person_name},
      ${post.post}, ${post.region}, ${ctx.now}, ${leafId}
    )`.execute(tx)
  await attach(tx, { id, reportId: report.id, personId: event.person_id! }, reply.fileIds ?? [])
  await reportLeaf(tx, report, leafId, 'reply', c, ctx)
}

/** Who the reporter is, for whom the case needs it; each look is recorded (信访工作条例 Art. 30). */
export async function lookAtReporter(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  why: string,
  ctx: Context,
): Promise<{ name: string; phone: string; about: string }> {
  const { report, c } = await reportOfCase(tx, caseId)
  await refuseBarred(tx, c, actor.personId)
  const post = handling(actor, c)?.post ?? ((await seeing(tx, actor, c)) === 'told' ? actor.posts[0]?.post : undefined)
  if (post === undefined) throw forbidden('只有正在办这件事的人能看联系方式。')
  if (why.trim().length < 2) throw invalid('请写明为什么要看（会记下来）。', { field: 'why' })
  return recordedLook(tx, secret, actor, report, post, why, ctx)
}

/**
 * Opens what is sealed of a report and records who looked, and why. The caller has made sure that the case needs it.
 */
export async function recordedLook(
  tx: Tx,
  secret: string,
  actor: Actor,
  report: ReportRow,
  post: string,
  why: string,
  ctx: Context,
): Promise<{ name: string; phone: string; about: string }> {
  await sql`
    INSERT INTO report_looks (id, report_id, person_id, person_name, post_name, why, at)
    VALUES (
      ${newId(ctx.now.getTime())}, ${report.id}, ${actor.personId}, ${actor.name}, ${post}, ${why.trim()},
      ${ctx.now}
    )`.execute(tx)
  const vault = vaultOf(secret)
  const contact = report.contact
    ? vault.open<{ name: string; phone: string }>('contact', report.id, report.contact)
    : { name: '', phone: '' }
  return { ...contact, about: report.about ? vault.open<string>('about', report.id, report.about) : '' }
}

export type Face = {
  shown: boolean
  title: string
  text: string
  fileIds: readonly string[]
  reason: string
  withName: boolean
  /** Names in it that the person has looked at: of nobody, or of people who agree. */
  agreed?: readonly string[]
}

/** What was written down of the sound of these files: it stands beside them on the page. */
async function heardIn(tx: Tx, reportId: string, fileIds: readonly string[]): Promise<string> {
  const heard = await rows(
    tx,
    sql<{ transcript: string }>`
      SELECT transcript
      FROM report_files
      WHERE report_id = ${reportId} AND id = ANY(${[...fileIds]}::text[])`,
  )
  return heard.map((f) => f.transcript).join('\n')
}

/**
 * What the public may read of a report. Nothing is shown that the reporter kept for the handlers; the guard reads it;
 * the original stays.
 */
export async function setFace(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  face: Face,
  ctx: Context,
): Promise<void> {
  const { report, c } = await reportOfCase(tx, caseId)
  await refuseBarred(tx, c, actor.personId)
  const post =
    handling(actor, c) ??
    actor.posts.find(
      (p) => ['township_clerk', 'command_room', 'county_admin'].includes(p.function) && report.path.startsWith(p.path),
    )
  if (!post) throw forbidden('这件事不归您的岗位审核公开。')
  if (face.shown && report.show === 'handlers') throw conflict('反映人只愿意给办理的人看，不能公开。')
  if (face.shown && face.title.trim().length < 2)
    throw invalid('请写一个标题，例如“三组水管破裂”。', { field: 'title' })
  const words = { title: face.title, text: face.text, fileIds: await heardIn(tx, report.id, face.fileIds) }
  for (const [field, text] of Object.entries(words)) refusePersonal(text, field)
  if (face.text.trim() !== report.text.trim() && face.reason.trim().length < 2)
    throw invalid('改动了原话，请写明为什么（例如“隐去姓名”）。', { field: 'reason' })
  const contact = report.contact
    ? vaultOf(secret).open<{ name: string }>('contact', report.id, report.contact)
    : undefined
  const name = face.shown && face.withName && report.show === 'named' ? (contact?.name ?? '') : ''
  if (face.shown)
    await askBeforePublic(tx, report.region_id, words, {
      known: contact ? [contact.name] : [],
      agreed: face.agreed ?? [],
    })
  const mine = await rows(
    tx,
    sql<{
      id: string
    }>`SELECT id FROM report_files WHERE report_id = ${report.id} AND id = ANY(${[...face.fileIds]}::text[])`,
  )
  if (mine.length !== face.fileIds.length) throw invalid('没有这个附件，请刷新再选。', { field: 'fileIds' })
  await lock(tx, { subjectKind: 'report', subjectId: report.id })
  await sql`
    INSERT INTO report_faces (
      report_id, seq, shown, title, text, name, file_ids, reason, by_name, by_post, at
    )
    SELECT ${report.id}, coalesce(max(seq), 0) + 1, ${face.shown}, ${face.title.trim()},
      ${face.text.trim()}, ${name}, ${[...face.fileIds]}::text[], ${face.reason.trim()}, ${actor.name},
      ${post.post}, ${ctx.now}
    FROM report_faces
    WHERE report_id = ${report.id}`.execute(tx)
  // Searching, which belongs to no place, finds what is shown.
  await bump(tx, ['all', report.slug])
}
