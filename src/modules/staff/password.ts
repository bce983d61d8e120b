/**
 * One's own password and second factor. Whoever is signed in shows the password again, with a limit of its own on wrong
 * ones.
 */
import { dayOf } from '../../platform/clock.ts'
import { sql } from '../../platform/db.ts'
import { invalid, UserError } from '../../platform/errors.ts'
import { qrSvg } from '../../platform/qr.ts'
import { confirmed } from '../../kernel/people/confirm.ts'
import { audit } from '../../kernel/people/people.audit.ts'
import type { Session } from '../../kernel/people/session.ts'
import { rulesOn } from '../../kernel/rules/rules.ts'
import type { Office } from '../../kernel/office.ts'

type Signing = Pick<Office, 'db' | 'auth' | 'now'>

/**
 * A new password; other sessions end. The headers carry this session's new cookies. 422 where the old one is wrong or
 * the same.
 */
export async function changePassword(
  office: Signing,
  { account, actor }: Session,
  headers: Headers,
  input: { current: string; next: string },
): Promise<Headers> {
  if (input.current === input.next) throw invalid('新密码不能和旧密码一样。', { field: 'next' })
  const answer = await again(office, account.userId, async () => {
    const changed = await office.auth.api.changePassword({
      body: { currentPassword: input.current, newPassword: input.next, revokeOtherSessions: true },
      headers,
      asResponse: true,
    })
    if (!changed.ok) throw invalid('现在的密码不对。', { field: 'current' })
    return changed
  })
  await sql`UPDATE accounts SET must_change_password = false WHERE user_id = ${account.userId}`.execute(office.db)
  await audit(office.db, { at: office.now(), personId: actor.personId, action: 'password.changed' })
  return answer.headers
}

/**
 * A second factor, not in force until `confirmSecondFactor`: its QR code as SVG, its address, codes for a lost
 * telephone. 422 for a wrong password.
 */
export async function startSecondFactor(
  office: Signing,
  { account }: Session,
  headers: Headers,
  password: string,
): Promise<{ qr: string; uri: string; backupCodes: string[] }> {
  const made = await again(office, account.userId, async () => {
    const answer = await office.auth.api.enableTwoFactor({ body: { password }, headers, asResponse: true })
    if (!answer.ok) throw invalid('密码不对。', { field: 'password' })
    return (await answer.json()) as { totpURI: string; backupCodes: string[] }
  })
  return {
    qr: qrSvg(made.totpURI),
    uri: made.totpURI,
    backupCodes: made.backupCodes,
  }
}

/** Puts the second factor in force; the headers carry the new cookies. 401 for wrong digits. */
export async function confirmSecondFactor(
  office: Signing,
  { actor }: Session,
  headers: Headers,
  code: string,
): Promise<Headers> {
  const answer = await office.auth.api.verifyTOTP({
    body: { code: code.replace(/\D/g, '') },
    headers,
    asResponse: true,
  })
  if (!answer.ok) throw new UserError(401, '动态码不对或已过期，请看手机上最新的六位数字。')
  await audit(office.db, { at: office.now(), personId: actor.personId, action: 'second-factor.enrolled' })
  return answer.headers
}

/** Runs a check of the password, unless there were too many wrong ones (429). */
async function again<T>(office: Signing, userId: string, check: () => Promise<T>): Promise<T> {
  return confirmed(office.db, await rulesOn(office.db, dayOf(office.now())), userId, office.now(), check)
}
