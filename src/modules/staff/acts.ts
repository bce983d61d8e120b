/** What is changed in people and posts of a place: one transaction, the pages that name them, the line in the audit trail. */
import { transact, type Tx } from '../../platform/db.ts'
import { bump } from '../../platform/pageVersions.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import { audit, type PeopleAct } from '../../kernel/people/people.audit.ts'
import type { Office } from '../../kernel/office.ts'

/** `slug`: of the place, or `all`. */
export function changesOfPeople(office: Pick<Office, 'db' | 'now'>) {
  return <T>(actor: Actor, action: PeopleAct, slug: string, job: (tx: Tx) => Promise<T>): Promise<T> =>
    transact(office.db, async (tx) => {
      const result = await job(tx)
      await bump(tx, ['all', slug])
      const post = postFor(actor, 'people.edit')
      await audit(tx, {
        at: office.now(),
        personId: actor.personId,
        post: post?.post,
        regionId: post?.regionId,
        action,
        subject: slug,
      })
      return result
    })
}
