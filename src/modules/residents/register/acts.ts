/** What staff change in the register of their own village: one transaction, with its line in the audit trail. */
import { transact, type Tx } from '../../../platform/db.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { By, Village } from '../../../kernel/residents/register.ts'
import { audit, type ResidentAct } from '../residents.audit.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { ownVillage } from './own.village.ts'

/** One change to one person; `why` stands in the person's own history. 403 outside one's own village. */
export function changesOfResidents(office: ResidentsOffice) {
  return async (
    actor: Actor,
    place: string,
    subject: string,
    action: ResidentAct,
    work: (tx: Tx, village: Village, by: By) => Promise<void>,
    why = '',
  ): Promise<{ ok: true }> => {
    const village = await ownVillage(office, actor, place, 'resident.edit')
    await transact(office.db, async (tx) => {
      await work(tx, village, { name: actor.name, now: office.now(), why })
      await audit(tx, { at: office.now(), personId: actor.personId, regionId: village.id, action, subject })
    })
    return { ok: true }
  }
}
