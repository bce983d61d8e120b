/** What staff do with an application: one transaction, with its line in the audit trail. */
import { inContext } from '../../../kernel/cases/office.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { Tx } from '../../../platform/db.ts'
import { audit, type ServiceAct } from '../services.audit.ts'

/** Runs one act in a transaction with the rules and calendar of now, and keeps who did it to which case. */
export function actsOnApplications(office: Pick<Office, 'db' | 'now'>) {
  return <T>(actor: Actor, action: ServiceAct, caseId: string, job: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> =>
    inContext(office, async (tx, ctx) => {
      const done = await job(tx, ctx)
      const post = postFor(actor, 'application.see')
      await audit(tx, {
        at: ctx.now,
        personId: actor.personId,
        post: post?.post,
        regionId: post?.regionId,
        action,
        subject: caseId,
      })
      return done
    })
}
