/** Making slips for households and what is printed on them. */
import { transact } from '../../../platform/db.ts'
import { qrSvg } from '../../../platform/qr.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { makeSlips } from '../../../kernel/residents/slips.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { audit } from '../residents.audit.ts'
import type { ResidentsOffice } from '../residents.office.ts'

/** Slips of these households, or of all without one, each with its address and QR. `origin`: where the site stands. */
export async function printedSlips(
  office: ResidentsOffice,
  actor: Actor,
  village: { id: string },
  households: string[] | undefined,
  { rules, now }: Context,
  origin: string,
) {
  const slips = await transact(office.db, async (tx) => {
    const vault = residentVault(office.secret)
    const made = await makeSlips(tx, vault, village.id, households, rules, actor.personId, now)
    await audit(tx, {
      at: now,
      personId: actor.personId,
      regionId: village.id,
      action: 'residents.slips',
      detail: { slips: made.length },
    })
    return made
  })
  return slips.map((s) => ({ ...s, ...invitationAt(origin, s.code) }))
}

/** Where a slip leads, and its QR as SVG. */
function invitationAt(origin: string, code: string): { address: string; qr: string } {
  const address = `${origin}/my/join/${code}`
  return { address, qr: qrSvg(address) }
}
