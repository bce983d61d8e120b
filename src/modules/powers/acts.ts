/** What staff do with runs and seals: one transaction, with its line in the audit trail. */
import { inContext } from '../../kernel/cases/office.ts'
import type { Context } from '../../kernel/cases/times.ts'
import type { Office } from '../../kernel/office.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { postFor } from '../../kernel/people/can.ts'
import type { Tx } from '../../platform/db.ts'
import { audit, type PowerAct } from './powers.audit.ts'

export function actsOfPowers(office: Pick<Office, 'db' | 'now'>) {
  return <T>(actor: Actor, action: PowerAct, subject: string, job: (tx: Tx, ctx: Context) => Promise<T>): Promise<T> =>
    inContext(office, async (tx, ctx) => {
      const done = await job(tx, ctx)
      const post = postFor(actor, 'power.see')
      await audit(tx, {
        at: ctx.now,
        personId: actor.personId,
        post: post?.post,
        regionId: post?.regionId,
        action,
        subject,
      })
      return done
    })
}
