/** Signing a villager in: the code is compared, used up, and a session begins in the browser. */
import type { Context } from 'hono'
import { transact, type Tx } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { notify } from '../../../kernel/notices/deliver.ts'
import type { Office } from '../../../kernel/office.ts'
import { sessionCookie } from '../../../kernel/residents/asResident.ts'
import { checkCode, makeCode, openSession, useCode } from '../../../kernel/residents/signin.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { newId } from '../../../platform/ids.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import { invalid } from '../../../platform/errors.ts'
import { limitCodes, limitTries } from './limits.ts'

/** The telephone as typed, as 11 digits. */
export function phoneIn(typed: unknown): string {
  const phone = readPhone(String(typed ?? ''))
  if (!phone) throw invalid('手机号不对，应该是 11 位数字。', { field: 'phone' })
  return phone
}

/** Sends a code to a telephone, if `known` says that somebody has it. Returns the code in a demo, where nothing leaves the house. */
export async function sendCode(office: Office, c: Context, phone: string, known: boolean): Promise<string | undefined> {
  const { rules } = await contextAt(office.db, office.now())
  await limitCodes(office, c, rules, phone)
  if (!known) return undefined
  const code = await transact(office.db, async (tx) => {
    const made = await makeCode(tx, residentVault(office.secret), phone, rules, office.now())
    await notify(tx, office.secret, [{ event: `sign-in ${newId()}`, channel: 'sms', to: phone, template: 'signInCode', params: { code: made, minutes: String(rules.number('resident.codeMinutes')) } }], rules, office.now())
    return made
  })
  return office.demo ? code : undefined
}

/** Compares the code; throws 401 or 429. It stays good until `enter` uses it up. */
export async function proven(office: Office, c: Context, phone: string, code: string): Promise<Rules> {
  const { rules } = await contextAt(office.db, office.now())
  await limitTries(office, c, rules)
  await checkCode(office.db, residentVault(office.secret), phone, code, rules, office.now())
  return rules
}

/** Uses the code up and opens the session; `before` does in the same transaction what must be done first. */
export async function enter(office: Office, c: Context, phone: string, residentId: string, rules: Rules, before: (tx: Tx) => Promise<void> = async () => undefined): Promise<void> {
  const token = await transact(office.db, async (tx) => {
    await useCode(tx, residentVault(office.secret), phone, office.now())
    await before(tx)
    return openSession(tx, residentId, rules, office.now())
  })
  const secure = office.baseUrl?.startsWith('https:') ? '; Secure' : ''
  c.header('set-cookie', `${sessionCookie}=${token}; Path=/my; Max-Age=${rules.number('resident.sessionDays') * 86_400}; HttpOnly; SameSite=Lax${secure}`)
}
