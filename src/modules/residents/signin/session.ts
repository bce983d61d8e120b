/** Signing a villager in: the code is compared, used up, and a session begins in the browser. */
import type { Context } from 'hono'
import { transact, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { invalid, UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { notify } from '../../../kernel/notices/deliver.ts'
import type { Office } from '../../../kernel/office.ts'
import { sessionCookie, tokenIn } from '../../../kernel/residents/asResident.ts'
import { deviceOf } from '../../../kernel/residents/device.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import { checkCode, endSession, makeCode, openSession, useCode } from '../../../kernel/residents/signin.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { limitCodes, limitTries } from './limits.ts'
import { secureWord } from './step.ts'

/** The telephone as typed, as 11 digits. */
export function phoneIn(typed: unknown): string {
  const phone = readPhone(String(typed ?? ''))
  if (!phone) throw invalid('手机号不对，应该是 11 位数字。', { field: 'phone' })
  return phone
}

/** The county's rules, where it lets villagers sign in. 404 elsewhere. */
export async function rulesOfSignIn(office: Office): Promise<Rules> {
  const { rules } = await contextAt(office.db, office.now())
  if (rules.find('resident.signIn')?.value !== true)
    throw new UserError(404, '本县还没有开通村民登录。村里的公开不用登录就能看。')
  return rules
}

/**
 * Sends a code to a telephone. Where nobody has it (`villageId` undefined) everything goes the same way, but the
 * message is dropped: neither words nor time tell whose telephone it is. Pressed again soon, the same code stands and
 * nothing is sent twice. Returns the code in a demo.
 */
export async function sendCode(
  office: Office,
  c: Context,
  ask: { phone: string; villageId: string | undefined; puzzle: string | undefined },
): Promise<string | undefined> {
  const rules = await rulesOfSignIn(office)
  const vault = residentVault(office.secret)
  const mayGo = await limitCodes(office, c, {
    rules,
    phoneIndex: vault.index('phone', ask.phone),
    villageId: ask.villageId,
    puzzle: ask.puzzle,
  })
  const code = await transact(office.db, async (tx) => {
    const made = await makeCode(tx, vault, ask.phone, rules, office.now())
    if (made.fresh)
      await notify(
        tx,
        office.secret,
        [
          {
            event: `sign-in ${newId()}`,
            channel: 'sms',
            to: ask.phone,
            template: 'signInCode',
            params: { code: made.code, minutes: rules.text('resident.codeMinutes') },
            dropped: ask.villageId === undefined || !mayGo,
          },
        ],
        rules,
        office.now(),
      )
    return made.code
  })
  return office.demo && ask.villageId !== undefined ? code : undefined
}

/** Compares the code; throws 401 or 429. It stays good until `enter` uses it up. */
export async function proven(office: Office, c: Context, phone: string, code: string): Promise<Rules> {
  const rules = await rulesOfSignIn(office)
  await limitTries(office, c, rules)
  await checkCode(office.db, residentVault(office.secret), phone, code, rules, office.now())
  return rules
}

/**
 * Uses the code up, ends the session that this browser had, and opens a new one; `before` does in the same transaction
 * what must be done first.
 */
export async function enter(
  office: Office,
  c: Context,
  phone: string,
  residentId: string,
  rules: Rules,
  before: (tx: Tx) => Promise<void> = async () => undefined,
): Promise<void> {
  const old = tokenIn(c.req.header('cookie'))
  const token = await transact(office.db, async (tx) => {
    await useCode(tx, residentVault(office.secret), phone, office.now())
    await before(tx)
    const minutes = rules.number('resident.sessionDays') * 1_440
    return openSession(tx, residentId, minutes, office.now(), undefined, deviceOf(c.req.header('user-agent')))
  })
  if (old) await endSession(office.db, old)
  giveSession(office, c, token, rules.number('resident.sessionDays') * 86_400)
}

export function giveSession(office: Office, c: Context, token: string, seconds: number): void {
  c.header(
    'set-cookie',
    `${sessionCookie}=${token}; Path=/my; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secureWord(office)}`,
    { append: true },
  )
}
