/** What staff do with a notice: one transaction, with its line in the audit trail. */
import { inContext } from '../../../kernel/cases/office.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { audit, type DisclosureAct } from '../disclosure.audit.ts'

/** Runs one act with the rules and calendar of now, and keeps who did it to which notice. */
export function actsOnNotices(office: Pick<Office, 'db' | 'now'>) {
  return <T>(
    actor: Actor,
    action: DisclosureAct,
    noticeId: string,
    job: (tx: Tx, ctx: Context) => Promise<T>,
  ): Promise<T> =>
    inContext(office, async (tx, ctx) => {
      const done = await job(tx, ctx)
      await auditAct(tx, actor, action, noticeId, ctx.now)
      return done
    })
}

/** What was done stands in the trail of staff acts. */
export function auditAct(tx: Db | Tx, actor: Actor, action: DisclosureAct, subject: string, now: Date): Promise<void> {
  const post = postFor(actor, 'desk.see')
  return audit(tx, { at: now, personId: actor.personId, post: post?.post, regionId: post?.regionId, action, subject })
}
