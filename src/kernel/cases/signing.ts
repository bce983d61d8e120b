/**
 * Signing: strokes, password with code, or the scan of a signed paper. What came is checked at the door
 * (`confirmSigner`), needed by the step (`checkSignature`) and kept, bound to the content's hash (`keepSignature`).
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from '../../platform/clock.ts'
import { sql, type Db, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { ownPaper, paperHash, type OwnPaper } from '../intake/evidence.ts'
import { confirmed } from '../people/confirm.ts'
import { confirmPassword, spendCode, type Session } from '../people/session.ts'
import { verifyPassword, type Auth } from '../people/signin.ts'
import { contextAt } from './office.ts'

/** Pixels from the corner of the pad, a little outside it too. */
const onPad = z.number().min(-100_000).max(100_000)

/** The pad tells the time of each point in milliseconds since 1970: until the year 2286. */
const lastMoment = 9_999_999_999_999

/** A signature as the console sends it. */
export const signatureSchema = z.object({
  kind: z.enum(['strokes', 'password', 'paper']),
  strokes: z
    .array(z.array(z.object({ x: onPad, y: onPad, t: z.number().min(0).max(lastMoment) })).max(5_000))
    .max(200)
    .optional(),
  scanSha256: paperHash.optional(),
  password: z.string().max(128).optional(),
  code: z.string().max(10).optional(),
})
type Given = z.output<typeof signatureSchema>

/** What is kept of it. */
export type SignatureInput = {
  kind: 'strokes' | 'password' | 'paper'
  strokes?: unknown
  scanSha256?: OwnPaper | undefined
}

type Where = { db: Db; auth: Auth; now: Clock }

/**
 * At the door, before anything is locked: checks a signature of the kind `password`, and that a scan was uploaded by
 * the signer; strokes are evidence by themselves. Returns what is kept of it: never the password.
 * 422 for a wrong word, 429 after too many.
 */
export async function confirmSigner(
  office: Where,
  headers: Headers,
  session: Session,
  s: Given,
): Promise<SignatureInput> {
  const { personId } = session.actor
  const evidence = {
    kind: s.kind,
    strokes: s.strokes,
    scanSha256: s.scanSha256 === undefined ? undefined : await ownPaper(office.db, personId, s.scanSha256, 'signature'),
  }
  if (s.kind !== 'password') return evidence
  const { rules, now } = await contextAt(office.db, office.now())
  await confirmed(office.db, rules, session.account.userId, now, () => passwordAndCode(office, headers, session, s), {
    instead: '现在可以改用手写签字，或上传签好字的纸件。',
  })
  return evidence
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
  if (!(await spendCode(office.db, session.account.userId, (s.code ?? '').replace(/\D/g, ''))))
    throw invalid('这个动态码刚才用过了，请等手机上换了新的再填。', { field: 'code' })
}

/** Refuses an absent or empty signature (422). */
export function checkSignature(s: SignatureInput | undefined): void {
  if (!s) throw invalid('请签字：可以手写，也可以用密码加动态码，或上传签好字的纸件扫描。', { field: 'signature' })
  if (s.kind === 'strokes' && !isWritten(s.strokes)) throw invalid('还没有写字，请在框里签名。', { field: 'signature' })
  if (s.kind === 'paper' && !s.scanSha256) throw invalid('请上传签好字的纸件扫描。', { field: 'signature' })
}

/** A name has strokes with some length; a dot is none. */
function isWritten(strokes: unknown): boolean {
  if (!Array.isArray(strokes)) return false
  const points = (strokes as { x: number; y: number }[][]).flat()
  return points.length >= 2 && points.some((p) => Math.abs(p.x - points[0]!.x) + Math.abs(p.y - points[0]!.y) >= 8)
}

/** Keeps a signature of the event `seq` of a case. */
export async function keepSignature(
  tx: Tx,
  at: { caseId: string; seq: number; personId: string; hash: string },
  s: SignatureInput,
  now: Date,
): Promise<void> {
  const strokes = s.strokes === undefined ? null : JSON.stringify(s.strokes)
  const binding = createHash('sha256')
    .update([at.hash, at.personId, now.toISOString(), s.kind, strokes ?? s.scanSha256 ?? ''].join('\n'))
    .digest('hex')
  await sql`
    INSERT INTO signatures (
      id, case_id, seq, person_id, content_hash, kind, strokes, scan_sha256, signed_at, binding
    )
    VALUES (
      ${newId(now.getTime())}, ${at.caseId}, ${at.seq}, ${at.personId}, ${at.hash}, ${s.kind},
      ${strokes}::jsonb, ${s.scanSha256 ?? null}, ${now}, ${binding}
    )`.execute(tx)
}
