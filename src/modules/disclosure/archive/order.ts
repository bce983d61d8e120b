/** Ordering packages: made as long work, fetched by those who read the place whole. */
import { transact, type Db } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import type { Jobs } from '../../../platform/jobs.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor, readingOf } from '../../../kernel/people/can.ts'
import { auditAct } from '../drafting/acts.ts'
import { seenPlace } from '../obligations/seen.ts'
import { refuseOddPeriod } from './archive.ts'
import { archiveById, archivedPlaces } from './archives.queries.ts'

/** The id of the job. 403 for others' places, 422 for a period that cannot be. */
export async function orderArchive(
  office: { db: Db; jobs: Jobs; now(): Date },
  actor: Actor,
  input: { place: string; period: string; below: boolean },
): Promise<string> {
  refuseOddPeriod(input.period, office.now())
  const place = await seenPlace(office.db, actor, input.place)
  if (!postFor(actor, 'archive.run', place.path)) throw forbidden('只能归档自己管的地方。')
  const regions = await archivedPlaces(office.db, place, input.below)
  return transact(office.db, async (tx) => {
    await auditAct(tx, actor, 'archive.run', place.slug, office.now())
    return office.jobs.send(tx, 'archive', { regions, period: input.period }, actor.personId, office.now())
  })
}

/** The package and its name. 404 for whoever does not read the place whole. */
export async function archiveFile(
  office: { db: Db; files: FileStore },
  actor: Actor,
  archiveId: string,
): Promise<{ bytes: Uint8Array; name: string }> {
  const a = await archiveById(office.db, archiveId)
  if (!a || readingOf(actor, a.path, '') !== 'whole') throw notFound('没有这个归档包。')
  const bytes = await office.files.get('original', a.sha256)
  if (!bytes) throw notFound('归档文件不在了，请联系县管理员。')
  return { bytes, name: `${a.name}-${a.period}${a.supplement > 0 ? `-补${a.supplement}` : ''}.zip` }
}
