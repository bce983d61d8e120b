/** A step of a report as the console sends it: places by slug. */
import type { Tx } from '../../../platform/db.ts'
import type { Quorum } from '../../../kernel/cases/asked.ts'
import type { Context, Moved } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { handle, type Handling } from './handle.ts'
import { idsOf } from './places.ts'
import { refuseNaming } from './shares.ts'
import { seenReport } from './reportReaders.ts'

/** `units`: who is asked, `lead` of them leads, `quorum`: how many of them must answer; `holder`: where it goes. */
type Sent = Omit<Handling, 'holderId' | 'ask'> & {
  units?: readonly string[] | undefined
  lead?: string | undefined
  ask?: string | undefined
  quorum?: Quorum | undefined
  holder?: string | undefined
}

/** Takes the step. A place that is not there is told by the step itself. Errors as `handle`. */
export async function decide(
  tx: Tx,
  secret: string,
  actor: Actor,
  { units, lead, ask, quorum, holder, ...input }: Sent,
  ctx: Context,
): Promise<Moved> {
  const { report } = await seenReport(tx, actor, input.caseId, true)
  if (units) await refuseNaming(tx, secret, report.id, ask ?? '', 'ask')
  const ids = await idsOf(tx, [...(units ?? []), ...(lead ? [lead] : []), ...(holder ? [holder] : [])])
  return handle(
    tx,
    actor,
    {
      ...input,
      holderId: holder && ids.get(holder),
      ask: units && {
        units: units.map((u) => ids.get(u) ?? ''),
        lead: lead === undefined ? undefined : ids.get(lead),
        ask: ask ?? '',
        quorum,
      },
    },
    ctx,
  )
}
