/** The steps of one import as the console takes them: uploaded, with its files, ordered, undone. */
import { sql, transact } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { listFields, type ListKindName } from '../../../kernel/sheets/lists/fields.ts'
import { previewOf, type ListPlan } from '../../../kernel/sheets/lists/preview.ts'
import { audit } from '../county.audit.ts'
import type { CountyOffice } from '../county.office.ts'
import { importById, tablesOf, type ImportRow } from './imports.ts'
import { undoImport } from './undo.ts'
import { importScopes } from './upload.ts'

type Sent = { name: string; bytes: Uint8Array }

/** Keeps the file and shows what stands in it. 422 for what is no list. */
export async function uploadList(office: CountyOffice, actor: Actor, kind: ListKindName, file: Sent) {
  const tables = await tablesOf(file.bytes)
  const importId = newId()
  const sha256 = await office.files.put('original', file.bytes)
  await sql`
    INSERT INTO imports (id, kind, file_name, sha256, region_id, made_by, made_at)
    VALUES (
      ${importId}, ${kind}, ${file.name.slice(0, 200)}, ${sha256}, ${importScopes(actor)[0]},
      ${actor.personId}, ${office.now()}
    )`.execute(office.db)
  return { id: importId, sheets: tables.map((t) => previewOf(t, listFields[kind])) }
}

/** A file that a list of old papers names. */
export async function addFile(office: CountyOffice, actor: Actor, it: ImportRow, file: Sent) {
  if (it.kind !== 'history') throw invalid('只有历史资料的名单要另外上传文件。')
  const taken = await takeIn(office, actor.personId, it.region_id, file)
  await sql`
    INSERT INTO import_files (import_id, name, file_id)
    VALUES (${it.id}, ${file.name}, ${taken.id})
    ON CONFLICT (import_id, name) DO UPDATE SET file_id = excluded.file_id`.execute(office.db)
  return taken
}

/** The id of the job. 409 for an import that was run already. */
export async function orderImport(
  office: CountyOffice,
  actor: Actor,
  it: ImportRow,
  plan: ListPlan & { skipFaulty: boolean },
): Promise<string> {
  if (it.done_at) throw conflict('这份名单已经导入过了。')
  return transact(office.db, async (tx) => {
    const sent = await office.jobs.send(
      tx,
      'import',
      { importId: it.id, personId: actor.personId },
      actor.personId,
      office.now(),
    )
    await sql`
      UPDATE imports
      SET plan = ${JSON.stringify(plan)}::jsonb, job_id = ${sent}
      WHERE id = ${it.id}`.execute(tx)
    return sent
  })
}

/** Takes back what the import made, as far as nothing was built on it. */
export function undoRun(office: CountyOffice, actor: Actor, it: ImportRow) {
  return transact(office.db, async (tx) => {
    const done = await undoImport(tx, actor, it, office.now())
    await audit(tx, {
      at: office.now(),
      personId: actor.personId,
      action: 'import.undo',
      subject: it.id,
      detail: { undone: done.undone, kept: done.kept.length },
    })
    return done
  })
}

/** An import of one's own places. 403 for others'. */
export async function ownImport(office: CountyOffice, actor: Actor, importId: string): Promise<ImportRow> {
  const it = await importById(office.db, importId)
  if (!importScopes(actor).includes(it.region_id)) throw forbidden('这次导入是别的单位做的。')
  return it
}
