/**
 * What is changed in people and posts of a place: one transaction, the pages that name them, the line in the audit
 * trail.
 */
import type { AuditEntry } from '../../platform/audit.ts'
import { transact, type Tx } from '../../platform/db.ts'
import { bump } from '../../platform/pageVersions.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import { audit, type PeopleAct, type PeopleDetail } from '../../kernel/people/people.audit.ts'
import type { By } from '../../kernel/people/reach.ts'
import { secondPerson, type SecondInput } from '../../kernel/people/second.ts'
import type { Office } from '../../kernel/office.ts'

/** `detail`: what the trail says besides, days and reasons. */
type Given = { second?: SecondInput | undefined; ip: string; detail?: AuditEntry<string>['detail'] }

/** `second`: who signs along where two must. What was changed says itself where (`slug`; `all` for many places). */
export function changesOfPeople(office: Office) {
  return async <T extends { slug: string; whom?: readonly string[]; detail?: PeopleDetail }>(
    actor: Actor,
    action: PeopleAct,
    { second, ip, detail }: Given,
    job: (tx: Tx, by: By) => Promise<T>,
  ): Promise<Omit<T, 'slug' | 'whom' | 'detail'>> => {
    const other = await secondPerson(office, second, ip)
    return transact(office.db, async (tx) => {
      const { slug, whom, detail: found, ...answer } = await job(tx, { ...actor, second: other })
      await bump(tx, [...new Set(['all', slug])])
      const at = office.now()
      for (const who of other ? [actor, other] : [actor]) {
        const post = postFor(who, 'people.edit') ?? who.posts[0]
        await audit(tx, {
          at,
          personId: who.personId,
          post: post?.post,
          regionId: post?.regionId,
          action: who === actor ? action : 'people.second',
          subject: slug,
          whom,
          ...(detail || found ? { detail: { ...detail, ...found } } : {}),
        })
      }
      return answer
    })
  }
}
