/** How often codes may be asked for: per telephone, per visitor, per village (all rules of the county). */
import { createHmac } from 'node:crypto'
import type { Context } from 'hono'
import { first, sql } from '../../../platform/db.ts'
import { visitorIp } from '../../../platform/http.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import type { Office } from '../../../kernel/office.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'

const hour = 3_600

/** Throws 429. Keys are keyed hashes: neither address nor telephone is kept. */
export async function limitCodes(office: Office, c: Context, rules: Rules, phone: string): Promise<void> {
  const index = residentVault(office.secret).index('phone', phone)
  await limiter(office.pool, 'my-visitor', rules.number('resident.codesPerVisitorHour'), hour).take(visitorOf(office, c))
  await limiter(office.pool, 'my-phone', rules.number('resident.codesPerPhoneHour'), hour).take(index)
  const village = (await first(office.db, sql<{ region_id: string }>`SELECT region_id FROM residents WHERE phone_index = ${index} AND state = 'here' LIMIT 1`))?.region_id
  if (village) await limiter(office.pool, 'my-village', rules.number('resident.codesPerVillageHour'), hour).take(village)
}

/** Slips and codes are tried: each try of a visitor counts. */
export const limitTries = (office: Office, c: Context, rules: Rules) => limiter(office.pool, 'my-tries', rules.number('resident.triesPerVisitorHour'), hour).take(visitorOf(office, c))

const visitorOf = (office: Office, c: Context) => createHmac('sha256', office.secret).update(visitorIp(c, office.trustProxy)).digest('base64url').slice(0, 22)
