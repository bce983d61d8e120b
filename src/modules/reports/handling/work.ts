/**
 * What handlers do with a case besides moving it: notes, who works on it, category and judgement, transcripts, merging
 * and splitting.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newId, readCode } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { lock, note, overTheBarred, type Context } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { mergeInto, noteSplit } from '../../../kernel/cases/join.ts'
import { sayDue, tellHands } from '../../../kernel/cases/telling.ts'
import { handling } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { reportersOf } from './conceal.ts'
import type { Sound } from '../../../kernel/speech.ts'
import { actorOf, type Actor, type Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { barAsFrom } from '../../../kernel/cases/bars.ts'
import { isBarred } from '../../../kernel/cases/seeing.ts'
import { reportOfCase, type ReportRow } from './reportOfCase.ts'
import { keepLateness } from './reports.reactions.ts'
import { receive, type Begins, type Received } from '../sending/receive.ts'
import { pastTheVillage, reportKinds, reportSchema, staffed, type Channel, type ReportKind } from '../reports.schema.ts'
import { copyByRules } from '../routes/routes.ts'
import type { NoteKind } from '../reports.words.ts'
import { seenReport } from './reportReaders.ts'
import { shownBytes } from '../copies.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'

/**
 * A note in the history that the reporter and the public do not see. Talks (约谈) and circulars (通报) are for those above
 * whoever has the case.
 */
export async function addNote(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: { kind: NoteKind; text: string },
  ctx: Context,
): Promise<void> {
  const { report, c } = await seenReport(tx, actor, caseId, true)
  const above = postFor(actor, 'report.order', c.holder_path ?? c.path)
  const post =
    input.kind === 'note' ? (handling(actor, c) ?? postFor(actor, 'report.handle', c.holder_path ?? c.path)) : above
  if (!post) throw forbidden(input.kind === 'note' ? '这件事不归您的岗位记备注。' : '约谈和通报由上级记录。')
  const { c: locked } = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  await note(tx, locked, post, actor, input.kind, worded(input.text), ctx.now)
}

/** Names who works on it, among the holder's posts of this step and their deputies; nobody named takes it off them. */
export async function assign(
  tx: Tx,
  actor: Actor,
  caseId: string,
  personId: string | null,
  ctx: Context,
): Promise<void> {
  const { c, post } = await inHand(tx, actor, caseId)
  const step = procedureOf(c.procedure).steps[c.step]!
  const person = personId === null ? undefined : await actorOf(tx, personId, dayOf(ctx.now))
  const may = person?.posts.some((p) => p.regionId === c.holder_id && step.by.includes(p.function))
  if (personId !== null && (!may || (await isBarred(tx, c, personId))))
    throw invalid('这个人不能经办这一步，请重新选。', { field: 'person' })
  const said = person ? `由${person.name}经办` : '不再指定经办人'
  const event = await note(tx, c, post, actor, 'assign', said, ctx.now)
  await sql`UPDATE cases SET assignee_id = ${personId} WHERE id = ${c.id}`.execute(tx)
  const named = person?.posts.find((p) => p.regionId === c.holder_id && step.by.includes(p.function))
  if (named)
    await tellHands(
      tx,
      c,
      event,
      [{ regionId: named.regionId, function: named.function, personId: person!.personId }],
      { kind: 'hand', say: `“${c.title}”指定由您经办，${sayDue(c.due_at, ctx.now)}` },
      ctx.now,
    )
}

/** Category and judgement for the ledger (台账). */
export async function label(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: { category: string; judgement: string },
  ctx: Context,
): Promise<void> {
  const { c, post, report } = await inHand(tx, actor, caseId)
  await note(tx, c, post, actor, 'label', '', ctx.now, { category: input.category, judgement: input.judgement })
  await sql`UPDATE reports SET category = ${input.category}, judgement = ${input.judgement}
    WHERE id = ${report.id}`.execute(tx)
  await copyByRules(tx, c, ctx)
  await bump(tx, [report.slug])
}

/** What a handler heard in a voice or video. Where everybody hears it already, everybody reads this, too. */
export async function transcribe(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  fileId: string,
  text: string,
): Promise<void> {
  const { report } = await inHand(tx, actor, caseId)
  const face = await first(
    tx,
    sql<{ open: boolean }>`
      SELECT shown AND ${fileId} = ANY(file_ids) AS open
      FROM report_faces
      WHERE report_id = ${report.id}
      ORDER BY seq DESC
      LIMIT 1`,
  )
  if (face?.open)
    await askBeforePublic(tx, report.region_id, { text }, { known: (await reportersOf(tx, secret, report.id)).names })
  const done = await sql`
    UPDATE report_files
    SET transcript = ${text.trim()}, transcript_by = ${actor.name}
    WHERE id = ${fileId} AND report_id = ${report.id} AND kind IN ('voice', 'video')`.execute(tx)
  if (done.numAffectedRows === 0n) throw notFound('没有这段录音。')
  if (face?.open) await bump(tx, [report.slug])
}

/** The sound of a voice or video: the playable copy, else as it came; for a speech service. */
export async function soundOf(
  { db, files }: { db: Db; files: FileStore },
  reportId: string,
  fileId: string,
): Promise<Sound> {
  const f = await first(
    db,
    sql<{
      sha256: string
      type: string
      shown_sha256: string | null
      shown_type: string | null
    }>`
      SELECT sha256, type, shown_sha256, shown_type
      FROM report_files
      WHERE id = ${fileId} AND report_id = ${reportId} AND kind IN ('voice', 'video')`,
  )
  const bytes = f && (await shownBytes(files, f))
  if (!f || !bytes) throw notFound('没有这段录音。')
  const type = f.shown_type ?? f.type
  return { bytes, type, name: `voice.${type.split('/')[1] === 'mpeg' ? 'mp3' : type.split('/')[1]}` }
}

/**
 * Merges a case into another, named by its code: whoever stands behind it is counted there. 422 where they are of
 * different places or kinds and nobody has said that they are one matter all the same (`sure`).
 */
export async function merge(
  tx: Tx,
  actor: Actor,
  caseId: string,
  given: { into: string; reason: string; sure: boolean },
  ctx: Context,
): Promise<string> {
  const other = await first(
    tx,
    sql<{ id: string }>`
      SELECT id
      FROM cases
      WHERE subject_kind = 'report' AND code = ${readCode(given.into) ?? ''}`,
  )
  const { into, from } = await mergeInto(tx, actor, { from: caseId, into: other?.id ?? '' }, worded(given.reason), ctx)
  if (!given.sure) await refuseUnlike(tx, from, into)
  await countPersons(tx, into)
  await keepLateness(tx, [from, into])
  return into.id
}

/** Not the same place, or not the same kind: seldom one matter. Whoever merges has both in hand and may know. */
async function refuseUnlike(tx: Tx, from: Case, into: Case): Promise<void> {
  const told = await rows(
    tx,
    sql<{ place: string; kind: ReportKind }>`
      SELECT g.name AS place, r.kind
      FROM reports r
      JOIN regions g ON g.id = r.region_id
      WHERE r.id IN (${from.subject_id}, ${into.subject_id})
      ORDER BY r.id = ${into.subject_id}`,
  )
  const [one, other] = told.map((r) => `${r.place}的“${reportKinds[r.kind]}”`)
  if (one === other) return
  throw invalid(`这一件是${one}，那一件是${other}。看过确实是同一件事的，请勾选“看过了，是同一件事”，再并入。`, {
    field: 'sure',
  })
}

/**
 * Who stands behind a report and all that went into it, each once: the same telephone, the same browser is one person.
 */
async function countPersons(tx: Tx, into: Pick<Case, 'id' | 'subject_id'>): Promise<void> {
  await sql`
    WITH RECURSIVE joined AS (
        SELECT id, subject_id FROM cases WHERE id = ${into.id}
        UNION ALL
        SELECT c.id, c.subject_id
        FROM cases c
        JOIN joined j ON c.merged_into = j.id
      )
    UPDATE reports
    SET supporters = (
        SELECT count(DISTINCT coalesce(r.contact_index, r.id))
        FROM joined j
        JOIN reports r ON r.id = j.subject_id
      ) + (
        SELECT count(DISTINCT s.visitor)
        FROM joined j
        JOIN report_supporters s ON s.report_id = j.subject_id
      )
    WHERE id = ${into.subject_id}`.execute(tx)
}

/**
 * Splits a second matter off: a report of its own with the same reporter, its own receipt and clock, linked both ways.
 */
export async function split(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  input: { kind: string; text: string; spot: string; reason: string; step: string },
  ctx: Context,
): Promise<Received & { caseId: string }> {
  const { c, report } = await inHand(tx, actor, caseId)
  const contact = report.contact
    ? vaultOf(secret).open<{ name: string; phone: string }>('contact', report.id, report.contact)
    : { name: '', phone: '' }
  const parsed = reportSchema.safeParse({
    kind: input.kind,
    text: worded(input.text),
    spot: input.spot,
    ...contact,
    show: report.show,
    key: newId(),
  })
  if (!parsed.success) throw invalid(parsed.error.issues[0]!.message, { field: parsed.error.issues[0]!.path.join('.') })
  const place = (await first(
    tx,
    sql<{
      id: string
      path: string
      slug: string
      name: string
      practice: boolean
    }>`SELECT id, path, slug, name, practice FROM regions WHERE id = ${report.region_id}`,
  ))!
  const begins = input.step === '' ? undefined : beginsAt(actor, c, parsed.data.kind, input.step)
  const made = await receive(
    tx,
    secret,
    place,
    parsed.data,
    [],
    {
      channel: report.channel as Channel,
      begins,
      ...(staffed.includes(report.channel) ? { by: { personId: actor.personId } } : {}),
    },
    ctx,
  )
  const child = (await first(
    tx,
    sql<Case>`
      UPDATE cases
      SET split_from = ${c.id}
      WHERE subject_kind = 'report' AND subject_id = ${made.id}
      RETURNING *`,
  ))!
  if (c.guarded) await barAsFrom(tx, child.id, c.id)
  await noteSplit(tx, actor, c, child, worded(input.reason), ctx)
  await keepLateness(tx, [child])
  await overTheBarred(tx, child.id, ctx)
  return { ...made, caseId: child.id }
}

/**
 * The steps at which a matter that is split off may begin, besides the start: those of this case's way that the
 * person's own post works on here.
 */
export function splitSteps(actor: Actor, c: Case): { step: string; name: string }[] {
  const posts = actor.posts.filter((p) => p.regionId === c.holder_id)
  return Object.entries(procedureOf(c.procedure).steps)
    .filter(
      ([, s]) =>
        !s.end &&
        !s.joint &&
        s.standing === 'holder' &&
        s.within !== undefined &&
        posts.some((p) => s.by.includes(p.function)) &&
        Object.values(s.actions).some((a) => a.to === 'answered'),
    )
    .map(([step, s]) => ({ step, name: s.name }))
}

function beginsAt(actor: Actor, c: Case, kind: ReportKind, step: string): Begins {
  if (!splitSteps(actor, c).some((s) => s.step === step))
    throw invalid('不能从这一步开始，请重新选。', { field: 'step' })
  if (
    pastTheVillage.includes(kind) !== ['reports.complaint', 'reports.list'].includes(c.procedure) ||
    (kind === 'list') !== (c.procedure === 'reports.list')
  )
    throw invalid('这一种要从头开始办，请选“从头开始”。', { field: 'step' })
  return { procedure: c.procedure, step, holder: { id: c.holder_id!, path: c.holder_path! } }
}

/** The case with its row locked, for whoever has it in hand. */
export async function inHand(
  tx: Tx,
  actor: Actor,
  caseId: string,
): Promise<{ c: Case; report: ReportRow; post: Post }> {
  await seenReport(tx, actor, caseId, true)
  const { report } = await reportOfCase(tx, caseId)
  const { c } = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  const post = handling(actor, c)
  if (!post || c.merged_into !== null) throw forbidden('这件事现在不在您手里。')
  return { c, report, post }
}

function worded(text: string): string {
  if (text.trim().length < 2) throw invalid('请写几个字说明。', { field: 'text' })
  return text.trim()
}
