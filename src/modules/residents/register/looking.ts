/**
 * Looking into the register of one's own village: every search and every card that was opened stands in the audit
 * trail.
 */
import type { Actor } from '../../../kernel/people/actor.ts'
import { findResidents, residentCard } from '../../../kernel/residents/register.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { audit } from '../residents.audit.ts'
import type { ResidentsOffice } from '../residents.office.ts'

/** By name, household, ID number or telephone. How many were found is kept, not what was asked. */
export async function peopleFound(office: ResidentsOffice, actor: Actor, village: string, q: string) {
  const people = await findResidents(office.db, residentVault(office.secret), village, q)
  await audit(office.db, {
    at: office.now(),
    personId: actor.personId,
    regionId: village,
    action: 'residents.searched',
    detail: { found: people.length },
  })
  return people
}

/** One person's card. 404 in other villages. */
export async function cardLookedAt(office: ResidentsOffice, actor: Actor, village: string, residentId: string) {
  const card = await residentCard(office.db, residentVault(office.secret), village, residentId)
  await audit(office.db, {
    at: office.now(),
    personId: actor.personId,
    regionId: village,
    action: 'residents.looked',
    subject: card.id,
  })
  return card
}
