/** Others who are asked about a report that one has in hand. */
import type { Tx } from '../../../platform/db.ts'
import { consult, inviteGuest, remind, renewGuest } from '../../../kernel/cases/requests.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { idsOf } from './places.ts'
import { refuseNaming } from './shares.ts'
import { inHand } from './work.ts'

/** Units by slug give their opinion within the days of the rule. Errors as `consult`. */
export async function consultUnits(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  { units, functions, ask }: { units: readonly string[]; functions: PostFunction[]; ask: string },
  ctx: Context,
): Promise<void> {
  const { c, report } = await inHand(tx, actor, caseId)
  await refuseNaming(tx, secret, report.id, ask, 'ask')
  const ids = await idsOf(tx, units)
  const asked = units.map((u) => ids.get(u) ?? '')
  await consult(tx, actor, c, { units: asked, functions, ask, within: 'report.consultDays' }, ctx)
}

/** Somebody outside the offices; the address that is theirs alone. */
export async function inviteOutsider(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  input: { name: string; ask: string },
  ctx: Context,
): Promise<{ path: string }> {
  const { c, report } = await inHand(tx, actor, caseId)
  await refuseNaming(tx, secret, report.id, input.ask, 'ask')
  return { path: `/consult/${await inviteGuest(tx, actor, c, { ...input, within: 'report.guestDays' }, ctx)}` }
}

/** Another address for them, where the first was lost. Errors as `renewGuest`. */
export async function inviteAgain(
  tx: Tx,
  actor: Actor,
  caseId: string,
  requestId: string,
  ctx: Context,
): Promise<{ path: string }> {
  const { c } = await inHand(tx, actor, caseId)
  return { path: `/consult/${await renewGuest(tx, actor, c, requestId, ctx)}` }
}

/** Units that have not answered hear once more. How many; errors as `remind`. */
export async function remindUnits(tx: Tx, actor: Actor, caseId: string, ctx: Context): Promise<number> {
  const { c } = await inHand(tx, actor, caseId)
  return remind(tx, actor, c, ctx)
}
