/** Accounts for everybody of a place who has none, as long work; its result is read once. */
import { sql, transact, type Db } from '../../platform/db.ts'
import { forbidden } from '../../platform/errors.ts'
import { jobOf } from '../../platform/jobs.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import { placeAt } from '../../kernel/regions/placeAt.ts'
import { audit } from '../../kernel/people/people.audit.ts'
import type { Office } from '../../kernel/office.ts'

/** The id of the job. 403 for places that are not one's own. */
export async function orderAccounts(
  office: Pick<Office, 'db' | 'jobs' | 'now'>,
  actor: Actor,
  slug: string,
): Promise<string> {
  const place = await placeAt(office.db, slug)
  const post = place && postFor(actor, 'people.edit', place.path)
  if (!post) throw forbidden('只能给自己管的地方建账号。')
  const job = await transact(office.db, (tx) =>
    office.jobs.send(
      tx,
      'accounts',
      { path: place.path, below: post.path, by: actor.personId },
      actor.personId,
      office.now(),
    ),
  )
  await audit(office.db, { at: office.now(), personId: actor.personId, action: 'accounts.bulk', subject: slug })
  return job
}

/** One's own job with its result. First passwords are handed out once and kept nowhere: the next call finds none. */
export async function jobOnce(db: Db, jobId: string, personId: string) {
  const job = await jobOf(db, jobId, personId)
  if (job?.kind === 'accounts' && job.finished_at !== null)
    await sql`UPDATE job_progress SET result = NULL WHERE id = ${job.id}`.execute(db)
  return job
}
