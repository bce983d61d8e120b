/** Evidence of signing, bound to the content's hash: strokes, password with code, or the scan of a signed paper. */
import { createHash } from 'node:crypto'
import { sql, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { OwnPaper } from '../intake/evidence.ts'

export type SignatureInput = {
  kind: 'strokes' | 'password' | 'paper'
  strokes?: unknown
  scanSha256?: OwnPaper | undefined
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
