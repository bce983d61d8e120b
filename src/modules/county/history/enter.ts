/** One paper of before, entered by hand. */
import { rows, sql, transact } from '../../../platform/db.ts'
import { forbidden, invalid } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { audit } from '../county.audit.ts'
import type { CountyOffice } from '../county.office.ts'
import { seenRegion } from '../places/regions.find.ts'
import { pagesOf } from '../places/regions.ts'
import { putHistorical } from './history.ts'

type Entered = { place: string; title: string; on: string; kind: string; note: string; files: string[] }

/** Its id. 403 for whoever does not run imports over the place, 404 for a place that is not there. */
export async function enterHistorical(
  office: Pick<CountyOffice, 'db' | 'now'>,
  actor: Actor,
  { place: slug, files, ...paper }: Entered,
): Promise<string> {
  const place = await seenRegion(office.db, actor, slug)
  if (!postFor(actor, 'import.run', place.path)) throw forbidden('历史资料由县管理员登记。')
  return transact(office.db, async (tx) => {
    const mine = await rows(tx, sql`SELECT 1 FROM files WHERE id = ANY(${files}) AND uploaded_by = ${actor.personId}`)
    if (mine.length !== new Set(files).size) throw invalid('有文件没有收到，请重新上传。', { field: 'files' })
    await askBeforePublic(tx, place.id, { title: paper.title, note: paper.note })
    const made = await putHistorical(tx, {
      ...paper,
      regionId: place.id,
      path: place.path,
      fileIds: files,
      importId: null,
      by: actor.personId,
      now: office.now(),
    })
    await bump(tx, await pagesOf(tx, [place]))
    await audit(tx, { at: office.now(), personId: actor.personId, action: 'history.enter', subject: made })
    return made
  })
}
