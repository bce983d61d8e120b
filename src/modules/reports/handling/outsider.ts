/**
 * What an invited outsider writes to whoever handles a report: somebody in office whom they complain about is kept from
 * it from then on.
 */
import type { Tx } from '../../../platform/db.ts'
import { overTheBarred, type Context } from '../../../kernel/cases/act.ts'
import { answerAsGuest } from '../../../kernel/cases/requests.ts'
import { barAdded, type Meaning } from '../sending/namedLater.ts'
import { reportOfCase } from './reportOfCase.ts'

/** Errors as `answerAsGuest`, and as `barAdded` where the words name somebody and nothing is said of it. */
export async function answerAsOutsider(
  tx: Tx,
  key: string,
  caseId: string,
  { text, meaning }: { text: string; meaning: Meaning | undefined },
  ctx: Context,
): Promise<void> {
  const { c } = await reportOfCase(tx, caseId)
  await barAdded(tx, c, text, meaning, ctx)
  await answerAsGuest(tx, key, { text }, ctx)
  await overTheBarred(tx, c.id, ctx)
}
