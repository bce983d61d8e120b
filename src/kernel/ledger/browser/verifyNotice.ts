/** In the visitor's browser: is this the content that was published, and does it stand in the signed log? */
import { sayTime } from '../../../platform/clock.ts'
import { concat, fromBase64url, sameBytes, toBase64url, utf8 } from '../bytes.ts'
import { parseVkey, verifyNote, type Note } from '../note.ts'
import { checkProof, parseProof } from '../proof.ts'
import { sha256 } from '../sha256.ts'
import type { Step } from './steps.ts'

/**
 * `content`, `record`, `entry`: the canonical JSON texts exactly as the site serves them; `content` and `salt`
 * (base64url) are missing where it may not be shown, `record` and `recordSalt` (who and when) for a withdrawn notice
 * and for leaves of the first kind. `proof`: the `.tlog-proof` text. `vkey`: the log's verifier key, from where the
 * visitor trusts it.
 */
export type NoticeEvidence = ToldOfNotice & { entry: string; proof: string; vkey: string }

/** What may be told of a version beside its leaf: canonical JSON, and salts in base64url. */
export type ToldOfNotice = { content?: string; salt?: string; record?: string; recordSalt?: string }

export function verifyNotice(given: NoticeEvidence): Step[] {
  const { entry, proof, vkey } = given
  const parsed = parseProof(proof)
  const checked = parsed && checkProof(parsed, utf8(entry))
  const recorded = readEntry(entry)
  if (!parsed || !checked || !recorded) return [{ ok: false, label: '存证证明读不出来，请刷新页面再试。' }]
  const matching = !parsed.extra || sameBytes(parsed.extra, utf8(entry))
  return [
    ...toldSteps(recorded, given),
    checked.included && matching
      ? {
          ok: true,
          label: `这份公告是公开存证的第 ${parsed.index + 1} 条（共 ${checked.checkpoint.size} 条），记录时间 ${sayTime(new Date(recorded.at), true)}。`,
        }
      : { ok: false, label: '公开存证里找不到这条记录。' },
    signatureStep(checked.note, vkey),
  ]
}

/**
 * What the leaf commits to: the content alone (first kind), or the record, which says who, when, and the content's
 * commitment.
 */
export function toldSteps(entry: { v?: number; commitment?: string }, given: Partial<NoticeEvidence>): Step[] {
  if (entry.v !== 2) return [contentStep(entry.commitment, given)]
  if (given.record === undefined || given.recordSalt === undefined)
    return given.content === undefined
      ? [{ ok: null, label: '内容已撤回，只能核对它曾经公开过。' }]
      : [{ ok: false, label: '缺少经办记录（谁、哪天），内容对不上存证。' }]
  const recorded = commits(entry.commitment, given.record, given.recordSalt)
  return [
    recorded
      ? { ok: true, label: '经办人、日期和所在的村与公开时一样。' }
      : { ok: false, label: '经办人、日期或所在的村与公开时不同：被改过。' },
    contentStep(recorded ? contentOf(given.record) : undefined, given),
  ]
}

function contentStep(commitment: string | undefined, { content, salt }: Partial<NoticeEvidence>): Step {
  if (content === undefined || salt === undefined)
    return { ok: null, label: '内容已撤回或不再展示，只能核对它曾经公开过。' }
  return commits(commitment, content, salt)
    ? { ok: true, label: '内容与公开时一字不差。' }
    : { ok: false, label: '内容与公开时不同：被改过，或不是这份公告的内容。' }
}

/** base64url(SHA-256(salt || text)), as `commitment.ts` makes it. */
function commits(commitment: string | undefined, text: string, salt: string): boolean {
  const bytes = fromBase64url(salt)
  return bytes?.length === 32 && toBase64url(sha256(concat([bytes, utf8(text)]))) === commitment
}

const contentOf = (record: string): string | undefined => (JSON.parse(record) as { content?: string }).content

function signatureStep(note: Note, vkey: string): Step {
  const key = parseVkey(vkey.trim())
  const verdict = key ? verifyNote(note, key) : 'absent'
  if (verdict === 'valid') return { ok: true, label: `日志「${key?.name}」的签名有效。` }
  return { ok: false, label: '日志的签名不对，请不要相信这份证明。' }
}

/** The fields that matter here; the whole schema is the server's business. */
function readEntry(text: string): { v?: number; commitment?: string; at: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('at' in value)) return undefined
    const commitment = 'commitment' in value ? String(value.commitment) : undefined
    return { v: 'v' in value ? Number(value.v) : undefined, commitment, at: String(value.at) }
  } catch {
    return undefined
  }
}
