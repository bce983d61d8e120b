/**
 * Files on their way into a report: taken in by their content, sealed, and bound to the form's key until the report is
 * sent.
 */
import { createHash } from 'node:crypto'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { prepareFile } from '../../../kernel/intake/prepare.ts'
import { forgetUnused, type LetGo } from '../../../kernel/files/keeper.ts'
import { asRefusal } from '../../../kernel/files/refused.ts'
import { scanned } from '../../../kernel/files/scanner.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { mediumOf } from '../../../kernel/files/media.ts'
import { PieceStore } from './pieces.ts'

/** A file that lies in the store already. */
export type SentFile = {
  kind: 'picture' | 'voice' | 'video' | 'paper'
  name: string
  type: string
  bytes: number
  sha256: string
  shownSha256?: string | undefined
  shownType?: string | undefined
}
export type Upload = SentFile & { id: string }
export type Sending = { name: string; bytes: Uint8Array }
type Where = { db: Db; files: FileStore }

/**
 * Takes a file in for the form with this key: the original is sealed, and so is a picture's cleaned copy beside it. The
 * same file twice is one. Errors: 415 with a sentence for what cannot be used, 413 for what is too large or one too
 * many.
 */
export async function takeUpload(
  { db, files }: Where,
  key: string,
  file: Sending,
  rules: Rules,
  now: Date,
): Promise<Upload> {
  refuseSize(file, rules)
  const ready = await readied(file)
  await refuseNumber(db, key, rules)
  const sha256 = await files.put('original', file.bytes)
  const shownSha256 = ready.shown ? await files.put('original', ready.shown) : undefined
  await sql`
    INSERT INTO report_uploads (
      id, form_key, kind, name, type, bytes, sha256, shown_sha256, shown_type, sent_at
    )
    VALUES (
      ${newId(now.getTime())}, ${hashOf(key)}, ${ready.kind}, ${ready.name}, ${ready.type},
      ${file.bytes.length}, ${sha256}, ${shownSha256 ?? null}, ${ready.shownType ?? null}, ${now}
    )
    ON CONFLICT (form_key, sha256) DO NOTHING`.execute(db)
  return (await first(
    db,
    sql<Upload>`SELECT ${columns} FROM report_uploads WHERE form_key = ${hashOf(key)} AND sha256 = ${sha256}`,
  ))!
}

/** What has arrived for a form and belongs to no report yet, in order. */
export function uploadsOf(db: Db | Tx, key: string): Promise<Upload[]> {
  return rows(
    db,
    sql<Upload>`
      SELECT ${columns}
      FROM report_uploads
      WHERE form_key = ${hashOf(key)} AND report_id IS NULL
      ORDER BY sent_at, id`,
  )
}

const columns = sql.raw('id, kind, name, type, bytes, sha256, shown_sha256 AS "shownSha256", shown_type AS "shownType"')

type Gone = { original: string; shown: string | null }
/** The copy may lie open where an older version made it. */
const bothOf = ({ original, shown }: Gone): LetGo[] => [{ original }, { original: shown, public: shown }]

/** The sender takes a file back before sending. */
export async function dropUpload(where: Where, key: string, id: string): Promise<void> {
  const gone = await rows(
    where.db,
    sql<Gone>`
      DELETE FROM report_uploads
      WHERE id = ${id} AND form_key = ${hashOf(key)} AND report_id IS NULL
      RETURNING sha256 AS original, shown_sha256 AS shown`,
  )
  await forgetUnused(where, gone.flatMap(bothOf))
}

/** The files of a form now belong to its report. */
export async function keepUploads(tx: Tx, key: string, reportId: string): Promise<void> {
  await sql`UPDATE report_uploads SET report_id = ${reportId} WHERE form_key = ${hashOf(key)}
    AND report_id IS NULL`.execute(tx)
}

/** Removes what was uploaded and never sent, after the days of the rule, a few at a time. */
export async function forgetUploads({ db, files }: Where, days: number, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * 86_400_000)
  const gone = await rows(
    db,
    sql<Gone>`
      DELETE FROM report_uploads
      WHERE id IN (
        SELECT id
        FROM report_uploads
        WHERE report_id IS NULL AND sent_at < ${before}
        ORDER BY sent_at
        LIMIT 100
      )
      RETURNING sha256 AS original, shown_sha256 AS shown`,
  )
  const answers = await rows(
    db,
    sql<LetGo>`
      DELETE FROM report_reply_files
      WHERE id IN (
        SELECT id
        FROM report_reply_files
        WHERE reply_id IS NULL AND taken_at < ${before}
        ORDER BY taken_at
        LIMIT 100
      )
      RETURNING original_sha256 AS original, sha256 AS public`,
  )
  await forgetUnused({ db, files }, [...gone.flatMap(bothOf), ...answers])
  return gone.length + answers.length
}

type Ready = { kind: SentFile['kind']; name: string; type: string; shown?: Uint8Array; shownType?: string }

/** Pictures and papers pass the same door as those of a notice; sound and video are known by their first bytes. */
async function readied(file: Sending): Promise<Ready> {
  if (file.bytes.length === 0)
    throw new UserError(415, `“${shortName(file.name)}”是空的，没有内容。请重新录一段，或者重新选。`, {
      field: 'files',
    })
  const medium = mediumOf(file.bytes)
  if (medium) {
    await scanned(file.bytes).catch(asRefusal('files'))
    return {
      kind: medium.kind,
      name: `${medium.kind === 'voice' ? '录音' : '视频'}.${medium.ending}`,
      type: medium.type,
    }
  }
  const clean = await prepareFile(file.bytes, file.name).catch(
    asRefusal('files', (say) => `“${shortName(file.name)}”：${forVillagers(say)}`),
  )
  return {
    kind: clean.kind === 'image' ? 'picture' : 'paper',
    name: clean.kind === 'image' ? `照片${/\.\w+$/.exec(clean.name)?.[0] ?? ''}` : clean.name,
    type: clean.mime,
    shown: clean.bytes,
    shownType: clean.mime,
  }
}

/** What a clerk is told of papers is no help to a villager. */
function forVillagers(say: string): string {
  if (/请上传/.test(say)) return '这里只能传照片、录音和视频，请重新选。'
  return /超过 20 MB/.test(say) ? '照片每张不超过 20 MB，请选小一点的。' : say
}

function refuseSize(file: Sending, rules: Rules) {
  const most = rules.number('report.fileMb')
  if (file.bytes.length > most * 1024 * 1024)
    throw new UserError(
      413,
      `“${shortName(file.name)}”太大了，每个文件最多 ${most} MB。视频请拍短一点，照片请选小一点的。`,
      { field: 'files' },
    )
}

async function refuseNumber(db: Db, key: string, rules: Rules) {
  const most = rules.number('report.filesMost')
  const n = (await first(
    db,
    sql<{ n: number }>`SELECT count(*)::int AS n FROM report_uploads WHERE form_key = ${hashOf(key)}`,
  ))!.n
  if (n >= most) throw new UserError(413, `最多 ${most} 个文件，请先去掉不要紧的。`, { field: 'files' })
}

/** Enough to recognise it; a file's name is the sender's own text. */
const shortName = (name: string) => (name.length > 20 ? `${name.slice(0, 16)}…` : name)

const hashOf = (key: string) => createHash('sha256').update(`form ${key}`).digest('base64url')

/**
 * What was given up: files that were never sent, and those that came only in part. Says how many files went, for the
 * round.
 */
export async function sweepUploads(office: Where, ctx: { rules: Rules; now: Date }): Promise<number> {
  const days = ctx.rules.number('report.uploadDays')
  await new PieceStore(office.db, () => ctx.now).forget(days)
  return forgetUploads(office, days, ctx.now)
}

/** Bytes that lie here and belong to no report: whole files, and what was announced in pieces. */
export async function unsentBytes(db: Db): Promise<number> {
  const sum = await first(
    db,
    sql<{ bytes: number }>`
      SELECT (SELECT coalesce(sum(bytes), 0) FROM report_uploads WHERE report_id IS NULL)
        + (SELECT coalesce(sum(bytes), 0) FROM report_pieces_begun) AS bytes`,
  )
  return Number(sum?.bytes ?? 0)
}
