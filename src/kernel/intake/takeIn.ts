/** Taking an uploaded file in. */
import type { Clock } from '../../platform/clock.ts'
import { sql, type Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Finding } from '../guard/finding.ts'
import { prepareFile, type PreparedFile } from './prepare.ts'
import { asRefusal } from '../files/refused.ts'
import type { FileStore } from '../files/store.ts'

type TakingOffice = { db: Db; files: FileStore; now: Clock }

export type TakenIn = {
  id: string
  sha256: string
  name: string
  kind: PreparedFile['kind']
  bytes: number
  findings: Finding[]
  notes: string[]
}

/**
 * Stores an upload: the original sealed, its cleaned derivative for readers, what the guard found in it. `sealed`:
 * there are no readers, and no derivative lies open.
 */
export async function takeIn(
  office: Pick<TakingOffice, 'db' | 'files' | 'now'>,
  personId: string,
  regionId: string,
  file: { name: string; bytes: Uint8Array },
  sealed = false,
): Promise<TakenIn> {
  const ready = await prepareFile(file.bytes, file.name, { forReaders: !sealed }).catch(asRefusal())
  // A sealed paper is kept as it was cleaned: what pictures and documents tell about their maker is nobody's business
  // either.
  const [original, derivative] = await Promise.all([
    office.files.put('original', sealed ? ready.bytes : file.bytes),
    sealed ? null : office.files.put('public', ready.bytes),
  ])
  const fileId = newId()
  await sql`
    INSERT INTO files (
      id, sha256, name, kind, bytes, public_sha256, public_bytes, public_type, findings, region_id,
      uploaded_by, uploaded_at, sealed
    )
    VALUES (
      ${fileId}, ${original}, ${ready.name}, ${ready.kind}, ${file.bytes.length}, ${derivative},
      ${ready.bytes.length}, ${ready.mime}, ${JSON.stringify(ready.findings)}::jsonb, ${regionId},
      ${personId}, ${office.now()}, ${sealed}
    )`.execute(office.db)
  return {
    id: fileId,
    sha256: original,
    name: ready.name,
    kind: ready.kind,
    bytes: ready.bytes.length,
    findings: ready.findings,
    notes: ready.notes,
  }
}
