/** What the county centre changes: one transaction with its line in the audit trail, every page made anew. */
import { transact, type Tx } from '../../platform/db.ts'
import { bumpEverything } from '../../platform/pageVersions.ts'
import type { Office } from '../../kernel/office.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { audit, type SettingsAct } from './settings.audit.ts'

/** `said`: what the line says besides: what was changed, and how. */
export function changesOfSettings(office: Pick<Office, 'db' | 'now'>) {
  return (
    actor: Actor,
    action: SettingsAct,
    said: { subject?: string; detail?: Record<string, unknown> },
    job: (tx: Tx) => Promise<void>,
  ): Promise<void> =>
    transact(office.db, async (tx) => {
      await job(tx)
      await bumpEverything(tx)
      await audit(tx, { at: office.now(), personId: actor.personId, action, ...said })
    })
}
