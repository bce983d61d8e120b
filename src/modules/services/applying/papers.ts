/**
 * Papers of an application: checked by content, cleaned, sealed; bound to the form's key until the application is
 * saved.
 */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { prepareFile } from '../../../kernel/intake/prepare.ts'
import { forgetPaperUploads } from '../../../kernel/intake/evidence.ts'
import { forgetUnused, type LetGo } from '../../../kernel/files/keeper.ts'
import { asRefusal } from '../../../kernel/files/refused.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { formHash } from '../deciding/people.ts'

export type Paper = {
  id: string
  field: string
  name: string
  type: string
  bytes: number
  sha256: string
  taken_at: Date
  reused_from: string | null
}
type Where = { db: Db; files: FileStore }

const columns = sql.raw('id, field, name, type, bytes, sha256, taken_at, reused_from')

/**
 * Takes a file in for a field of the form with this key. Only the cleaned copy is kept, sealed. The same file twice for
 * a field is one. Errors: 415 with a sentence for what cannot be used, 413 for what is too large or one too many.
 */
export async function takePaper(
  { db, files }: Where,
  key: string,
  field: string,
  file: { name: string; bytes: Uint8Array },
  rules: Rules,
  now: Date,
): Promise<Paper> {
  const [mb, most] = [rules.number('service.paperMb'), rules.number('service.papersMost')]
  if (file.bytes.length === 0) throw new UserError(415, `“${short(file.name)}”是空的，没有内容，请重新选。`, { field })
  if (file.bytes.length > mb * 1024 * 1024)
    throw new UserError(413, `“${short(file.name)}”太大了，每个最多 ${mb} MB。照片请拍小一点的。`, { field })
  const hash = formHash(key)
  const n = (await first(
    db,
    sql<{ n: number }>`SELECT count(*)::int AS n FROM application_papers WHERE form_key = ${hash}`,
  ))!.n
  if (n >= most) throw new UserError(413, `一件申请最多 ${most} 个文件，请先去掉不要紧的。`, { field })
  const ready = await prepared(file, field)
  const sha256 = await files.put('original', ready.bytes)
  await sql`
    INSERT INTO application_papers (id, form_key, field, name, type, bytes, sha256, taken_at)
    VALUES (
      ${newId(now.getTime())}, ${hash}, ${field}, ${short(ready.name)}, ${ready.mime},
      ${ready.bytes.length}, ${sha256}, ${now}
    )
    ON CONFLICT (form_key, field, sha256) DO NOTHING`.execute(db)
  return (await first(
    db,
    sql<Paper>`
      SELECT ${columns}
      FROM application_papers
      WHERE form_key = ${hash} AND field = ${field} AND sha256 = ${sha256}`,
  ))!
}

const prepared = (file: { name: string; bytes: Uint8Array }, field: string) =>
  prepareFile(file.bytes, file.name).catch(
    asRefusal(
      field,
      (say) =>
        `“${short(file.name)}”：${/请上传/.test(say) ? '这里要照片、PDF 或 Word（.docx）文件，请重新选。' : say}`,
    ),
  )

/** Papers of a form, in the order in which they came. */
export function papersOf(db: Db | Tx, key: string): Promise<Paper[]> {
  return rows(
    db,
    sql<Paper>`SELECT ${columns} FROM application_papers WHERE form_key = ${formHash(key)} ORDER BY taken_at, id`,
  )
}

export function papersOfApplication(db: Db | Tx, applicationId: string): Promise<Paper[]> {
  return rows(
    db,
    sql<Paper>`
      SELECT ${columns}
      FROM application_papers
      WHERE application_id = ${applicationId}
      ORDER BY taken_at, id`,
  )
}

/** The papers that the answers name now belong to the application; others of the form stay until they are forgotten. */
export async function keepPapers(tx: Tx, key: string, applicationId: string): Promise<void> {
  await sql`
    UPDATE application_papers
    SET application_id = ${applicationId}
    WHERE form_key = ${formHash(key)} AND application_id IS NULL`.execute(tx)
}

/** The sender takes a paper back before handing in. */
export async function dropPaper(where: Where, key: string, id: string): Promise<void> {
  const gone = await rows(
    where.db,
    sql<LetGo>`
      DELETE FROM application_papers
      WHERE id = ${id} AND form_key = ${formHash(key)} AND application_id IS NULL
      RETURNING sha256 AS original`,
  )
  await forgetUnused(where, gone)
}

/** A paper of an application as bytes. 404 where it is gone. */
export async function paperBytes(files: FileStore, paper: Pick<Paper, 'sha256'>): Promise<Uint8Array> {
  const bytes = await files.get('original', paper.sha256)
  if (!bytes) throw notFound('这份材料已经按保存期限删除了。')
  return bytes
}

/**
 * Deletes what was uploaded or saved and never handed in, consents that no application has taken, and papers whose time
 * has come (the county's retention), a few at a time. Returns how many.
 */
export async function forgetPapers(
  { db, files }: Where,
  uploadDays: number,
  paperYears: number,
  now: Date,
): Promise<number> {
  const consentBefore = new Date(now.getTime() - Math.max(1, paperYears * 365) * 86_400_000)
  const before = new Date(now.getTime() - uploadDays * 86_400_000)
  await sql`
    WITH old AS (
        SELECT id
        FROM applications
        WHERE state = 'draft' AND saved_at < ${before}
        ORDER BY saved_at
        LIMIT 200
      ),
      let_go AS (
        UPDATE application_papers
        SET application_id = NULL
        WHERE application_id IN (SELECT id FROM old)
      )
    SELECT 1`.execute(db)
  const drafts = await rows(
    db,
    sql<LetGo>`
      SELECT consent_sha256 AS original
      FROM drop_drafts(
        ARRAY(
          SELECT a.id
          FROM applications a
          WHERE a.state = 'draft'
            AND a.saved_at < ${before}
            AND NOT EXISTS (SELECT 1 FROM application_papers p WHERE p.application_id = a.id)
        )
      )`,
  )
  const gone = drafts.filter((d) => d.original)
  gone.push(
    ...(await rows(
      db,
      sql<LetGo>`
        DELETE FROM application_papers
        WHERE id IN (
          SELECT id
          FROM application_papers
          WHERE (application_id IS NULL AND taken_at < ${before}) OR delete_on <= ${now}
          ORDER BY taken_at
          LIMIT 200
        )
        RETURNING sha256 AS original`,
    )),
  )
  gone.push(
    ...(await rows(
      db,
      sql<LetGo>`
        WITH old AS (
          SELECT id, consent ->> 'sha256' AS sha256
          FROM applications
          WHERE consent ? 'sha256' AND closed_at < ${consentBefore}
          LIMIT 200
        )
        UPDATE applications a
        SET consent = a.consent - 'sha256'
        FROM old
        WHERE a.id = old.id
        RETURNING old.sha256 AS original`,
    )),
  )
  await forgetUnused({ db, files }, gone)
  return gone.length + (await forgetPaperUploads({ db, files }, before))
}

const short = (name: string) => (name.length > 40 ? `${name.slice(0, 36)}…` : name)

/** Bytes of papers that lie here and belong to no application yet. */
export async function unsentPaperBytes(db: Db): Promise<number> {
  const sum = await first(
    db,
    sql<{
      bytes: number
    }>`SELECT coalesce(sum(bytes), 0) AS bytes FROM application_papers WHERE application_id IS NULL`,
  )
  return Number(sum?.bytes ?? 0)
}
