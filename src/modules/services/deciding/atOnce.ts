/**
 * A service that is done while the applicant waits (即办): the counter takes it from the first step to the result, each
 * step with its own event.
 */
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { caseOf } from '../../../kernel/cases/case.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { applicationById } from './application.ts'
import { decide } from './decide.ts'

/** More steps than any service has (`serviceSchema`). */
const most = 12

/**
 * Ends an application that has just been handed in. `identityChecked`: the clerk has compared the card.
 * Errors as `decide`; 409 where the service is not done at once. Ended already, nothing happens.
 */
export async function finishAtOnce(
  tx: Tx,
  secret: string,
  actor: Actor,
  applicationId: string,
  identityChecked: boolean,
  ctx: Context,
): Promise<void> {
  const { service } = (await applicationById(tx, applicationId))!
  if (!service.atOnce) throw conflict(`“${service.name}”不是即办的事，要一步一步办。`)
  for (let n = 0; n < most; n += 1) {
    const c = (await caseOf(tx, 'application', applicationId))!
    if (c.closed_at !== null) return
    const action = c.step.endsWith('_issue') ? 'deliver' : 'pass'
    await decide(tx, secret, actor, { caseId: c.id, action, identityChecked, comment: '当场办好', goesOn: true }, ctx)
  }
}
