/** What staff do with a report: one transaction, with its line in the audit trail. */
import type { Tx } from '../../../platform/db.ts'
import { inContext } from '../../../kernel/cases/office.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { AuditDetail } from '../../../platform/audit.ts'
import { audit, type ReportAct } from '../reports.audit.ts'

/**
 * Runs one act with the rules and calendar of now, and keeps who did it. `subject`: what it was done to, or how that is
 * named once it is made. `told`: what its line says besides.
 */
export function actsOnReports(office: Pick<Office, 'db' | 'now'>) {
  return <T>(
    actor: Actor,
    action: ReportAct,
    subject: string | ((done: T) => string),
    job: (tx: Tx, ctx: Context) => Promise<T>,
    told: (done: T) => AuditDetail = () => ({}),
  ): Promise<T> =>
    inContext(office, async (tx, ctx) => {
      const done = await job(tx, ctx)
      await kept(tx, actor, action, typeof subject === 'string' ? subject : subject(done), ctx, told(done))
      return done
    })
}

/** What was done to which case stands in the trail of staff acts. */
export function kept(
  tx: Tx,
  actor: Actor,
  action: ReportAct,
  subject: string,
  ctx: { now: Date },
  detail: AuditDetail = {},
): Promise<void> {
  const post = postFor(actor, 'report.see')
  return audit(tx, {
    at: ctx.now,
    personId: actor.personId,
    post: post?.post,
    regionId: post?.regionId,
    action,
    subject,
    detail,
  })
}
