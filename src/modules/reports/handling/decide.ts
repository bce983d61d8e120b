/** A step of a report as the console sends it: places by slug. */
import type { Tx } from '../../../platform/db.ts'
import type { Quorum } from '../../../kernel/cases/asked.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { note, type Context, type Moved } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { suggestionFor, type Suggestion } from '../routes/routes.ts'
import { kept } from './acts.ts'
import { reportersOf } from './conceal.ts'
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
  /** The rule whose suggestion is taken over. */
  rule?: string | undefined
}

/**
 * Takes the step. A place that is not there is told by the step itself. With a `rule` the history and the audit say by
 * which one it went; 409 where it no longer is the one that counts, 422 where the units are not those it names. Errors
 * as `handle`.
 */
export async function decide(
  tx: Tx,
  secret: string,
  actor: Actor,
  { units, lead, ask, quorum, holder, rule, ...input }: Sent,
  ctx: Context,
): Promise<Moved> {
  const { report } = await seenReport(tx, actor, input.caseId, true)
  if (units) await refuseNaming(tx, secret, report.id, ask ?? '', 'ask')
  const ids = await idsOf(tx, [...(units ?? []), ...(lead ? [lead] : []), ...(holder ? [holder] : [])])
  const by = rule === undefined ? undefined : await followed(tx, input.caseId, rule, units ?? [])
  const moved = await handle(
    tx,
    actor,
    {
      ...input,
      reporters: (await reportersOf(tx, secret, report.id)).names,
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
  if (by) {
    const said = `按规则“${by.name}”交给${by.units.map((u) => u.name).join('、')}`
    await note(tx, moved.case, moved.post, actor, 'routed', said, ctx.now, { rule: by.id })
    await kept(tx, actor, 'report.routed', input.caseId, ctx, { rule: by.name })
  }
  return moved
}

async function followed(tx: Tx, caseId: string, rule: string, units: readonly string[]): Promise<Suggestion> {
  const counts = await suggestionFor(tx, caseId)
  if (counts?.id !== rule) throw conflict('这条规则刚刚改了，或者不再管这件事。请重新选办理单位。')
  if (units.length !== counts.units.length || counts.units.some((u) => !units.includes(u.slug)))
    throw invalid('选的单位和规则里的不一样。请重新选，或者不按规则、自己选单位。', { field: 'units' })
  return counts
}
