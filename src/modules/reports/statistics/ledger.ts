/** Ordering the ledger (台账) and fetching it. */
import { transact, type Db } from '../../../platform/db.ts'
import { invalid, notFound } from '../../../platform/errors.ts'
import { jobOf } from '../../../platform/jobs.ts'
import { paperOf } from '../../../kernel/intake/papers.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { kept } from '../handling/acts.ts'
import { ledgerMost, ledgerRows } from './export.ts'

/** The id of the job. 422 for more rows than one workbook takes: nothing is ever left out in silence. */
export async function orderLedger(
  office: Pick<Office, 'db' | 'jobs' | 'now'>,
  actor: Actor,
  place: { path: string; slug: string },
  { from, to }: { from: string; to: string },
): Promise<string> {
  const wanted = { path: place.path, from, to, person: actor.personId }
  if (from < '2000-01-01') throw invalid('请选近一些的日期。', { field: 'from' })
  if ((await ledgerRows(office.db, wanted)) > ledgerMost)
    throw invalid(`这段时间超过 ${ledgerMost} 件，一次导不出来。请把时间分成几段，一段一段导出。`, {
      field: 'from',
    })
  return transact(office.db, async (tx) => {
    const job = await office.jobs.send(tx, 'reportLedger', wanted, actor.personId, office.now())
    await kept(tx, actor, 'report.ledger', `${place.slug} ${from} ${to}`, { now: office.now() })
    return job
  })
}

/** The finished ledger, for whoever ordered it. 404 before it is done, and for others. */
export async function ledgerFile(office: { db: Db; files: FileStore }, actor: Actor, jobId: string) {
  const job = await jobOf(office.db, jobId, actor.personId)
  const made = job?.kind === 'reportLedger' ? (job.result as { sha256: string; name: string } | null) : null
  if (!made) throw notFound('台账还没有做好，或者不是您导出的。')
  return { ...(await paperOf(office.files, made.sha256, made.name)), name: made.name }
}
