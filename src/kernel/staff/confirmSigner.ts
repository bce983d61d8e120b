/** Signing by keyboard: the password again, and the six digits where the account has them, are equal to strokes (DECISIONS). */
import { invalid } from '../../platform/errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { contextAt } from '../cases/office.ts'
import { confirmed } from '../people/confirm.ts'
import { confirmPassword, type Session } from '../people/session.ts'
import { verifyPassword, type Auth } from '../people/signin.ts'

type Given = { kind: 'strokes' | 'password' | 'paper'; password?: string | undefined; code?: string | undefined }
type Where = { db: Db; auth: Auth; now: Clock }

/** Checks a signature of the kind `password`; the other kinds are evidence by themselves. 422 for a wrong word, 429 after too many. */
export async function confirmSigner(
  office: Where,
  headers: Headers,
  session: Session,
  s: Given | undefined,
): Promise<void> {
  if (s?.kind !== 'password') return
  const { rules, now } = await contextAt(office.db, office.now())
  await confirmed(
    office.db,
    rules,
    session.account.userId,
    now,
    () => passwordAndCode(office, headers, session, s),
    '现在可以改用手写签字，或上传签好字的纸件。',
  )
}

async function passwordAndCode(office: Where, headers: Headers, session: Session, s: Given) {
  if (!s.password || !(await confirmPassword(office.db, verifyPassword, session.account.userId, s.password)))
    throw invalid('密码不对，没有签字。', { field: 'password' })
  if (!session.account.twoFactor) return
  if (!/\d/.test(s.code ?? '')) throw invalid('这个账号设了动态码，请填上手机里的六位数字。', { field: 'code' })
  const ok = await office.auth.api.verifyTOTP({
    body: { code: (s.code ?? '').replace(/\D/g, '') },
    headers,
    asResponse: true,
  })
  if (!ok.ok) throw invalid('动态码不对，没有签字。', { field: 'code' })
}
