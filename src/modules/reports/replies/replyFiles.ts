/**
 * Pictures and papers of an answer: cleaned and read by the guard like the attachments of a notice; public when the
 * answer is.
 */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { invalid, notFound, UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { forgetUnused, type LetGo } from '../../../kernel/files/keeper.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { prepareFile } from '../../../kernel/intake/prepare.ts'
import { asRefusal } from '../../../kernel/files/refused.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'

export type ReplyFile = { id: string; kind: 'picture' | 'paper'; name: string; type: string; bytes: number }
export type TakenFile = ReplyFile & { notes: string[] }
type Where = { db: Db; files: FileStore; now: () => Date }

const columns = sql.raw('id, kind, name, type, bytes')

/**
 * Takes a file in for the answer that this person is writing. 415 for what cannot be used, 413 for one too many, 422
 * with the guard's sentence. The caller has made sure that the case is in their hands.
 */
export async function takeReplyFile(
  { db, files, now }: Where,
  actor: Actor,
  reportId: string,
  file: { name: string; bytes: Uint8Array },
  rules: Rules,
): Promise<TakenFile> {
  const most = rules.number('report.filesMost')
  if ((await waiting(db, reportId, actor.personId)).length >= most)
    throw new UserError(413, `答复最多带 ${most} 个附件。`, { field: 'files' })
  const ready = await prepareFile(file.bytes, file.name, { forReaders: true }).catch(asRefusal('files'))
  if (ready.kind !== 'image' && ready.kind !== 'pdf')
    throw new UserError(415, '答复的附件只能是照片或 PDF。文档请另存为 PDF 再传。', { field: 'files' })
  const refused = ready.findings.find((f) => f.severity === 'refuse')
  if (refused) throw invalid(`${refused.say}请去掉后重新上传。`, { field: 'files' })
  const [sha256, original] = await Promise.all([files.put('public', ready.bytes), files.put('original', file.bytes)])
  const row: ReplyFile = {
    id: newId(),
    kind: ready.kind === 'image' ? 'picture' : 'paper',
    name: ready.name,
    type: ready.mime,
    bytes: ready.bytes.length,
  }
  await sql`
    INSERT INTO report_reply_files (
      id, report_id, person_id, kind, name, type, bytes, sha256, original_sha256, taken_at
    )
    VALUES (
      ${row.id}, ${reportId}, ${actor.personId}, ${row.kind}, ${row.name}, ${row.type}, ${row.bytes},
      ${sha256}, ${original}, ${now()}
    )`.execute(db)
  return { ...row, notes: [...ready.findings.map((f) => f.say), ...ready.notes] }
}

/** What this person has uploaded for an answer that is not given yet. */
export function waiting(db: Db | Tx, reportId: string, personId: string): Promise<ReplyFile[]> {
  return rows(
    db,
    sql<ReplyFile>`
      SELECT ${columns}
      FROM report_reply_files
      WHERE report_id = ${reportId} AND person_id = ${personId} AND reply_id IS NULL
      ORDER BY taken_at, id`,
  )
}

/** What the files of an answer are called, as the public would read it. */
export async function fileNames(tx: Tx, reportId: string, ids: readonly string[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      name: string
    }>`SELECT name FROM report_reply_files WHERE report_id = ${reportId} AND id = ANY(${[...ids]}::text[])`,
  )
  return found.map((f) => f.name)
}

/** Takes one back before the answer is given. */
export async function dropReplyFile(
  { db, files }: Pick<Where, 'db' | 'files'>,
  reportId: string,
  personId: string,
  id: string,
): Promise<void> {
  const gone = await rows(
    db,
    sql<LetGo>`
      DELETE FROM report_reply_files
      WHERE id = ${id} AND report_id = ${reportId} AND person_id = ${personId} AND reply_id IS NULL
      RETURNING original_sha256 AS original, sha256 AS public`,
  )
  await forgetUnused({ db, files }, gone)
}

/** The files now belong to an answer, in this order. 422 where one was never uploaded by this person. */
export async function attach(
  tx: Tx,
  reply: { id: string; reportId: string; personId: string },
  ids: readonly string[],
): Promise<void> {
  for (const [position, id] of ids.entries()) {
    const done = await sql`
      UPDATE report_reply_files
      SET reply_id = ${reply.id}, position = ${position}
      WHERE id = ${id}
        AND report_id = ${reply.reportId}
        AND person_id = ${reply.personId}
        AND reply_id IS NULL`.execute(tx)
    if (done.numAffectedRows === 0n) throw invalid('有一个附件不在了，请重新上传。', { field: 'files' })
  }
}

/** All files of a report's answers; `seq`: the answer's number. */
export function filesOfReplies(db: Db, reportId: string): Promise<(ReplyFile & { seq: number })[]> {
  return rows(
    db,
    sql<ReplyFile & { seq: number }>`
      SELECT x.id, x.kind, x.name, x.type, x.bytes, p.seq
      FROM report_reply_files x
      JOIN report_replies p ON p.id = x.reply_id
      WHERE p.report_id = ${reportId}
      ORDER BY p.seq, x.position`,
  )
}

/**
 * The cleaned copy of one file of a report's answers; of one still waiting only to who uploaded it. 404 for anything
 * else.
 */
export async function replyFileBytes(
  { db, files }: Pick<Where, 'db' | 'files'>,
  reportId: string,
  id: string,
  personId: string | null,
): Promise<{ bytes: Uint8Array; name: string; type: string }> {
  const f = await first(
    db,
    sql<{
      sha256: string
      name: string
      type: string
    }>`
      SELECT sha256, name, type
      FROM report_reply_files
      WHERE id = ${id} AND report_id = ${reportId} AND (reply_id IS NOT NULL OR person_id = ${personId})`,
  )
  const bytes = f && (await files.get('public', f.sha256))
  if (!f || !bytes) throw notFound('没有这个附件。')
  return { bytes, name: f.name, type: f.type }
}
