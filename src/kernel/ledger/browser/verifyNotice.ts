/** In the visitor's browser: is this the content that was published, and does it stand in the signed log? */
import { sayTime } from '../../../platform/clock.ts'
import { concat, fromBase64url, sameBytes, toBase64url, utf8 } from '../bytes.ts'
import { parseVkey, verifyNote, type Note } from '../note.ts'
import { checkProof, parseProof } from '../proof.ts'
import { sha256 } from '../sha256.ts'
import type { Step } from './steps.ts'

/**
 * `content`, `entry`: the canonical JSON texts exactly as the site serves them; `content` and `salt` (base64url) are missing for a
 * withdrawn notice. `proof`: the `.tlog-proof` text. `vkey`: the log's verifier key, from where the visitor trusts it.
 */
export type NoticeEvidence = { content?: string; salt?: string; entry: string; proof: string; vkey: string }

export async function verifyNotice({ content, salt, entry, proof, vkey }: NoticeEvidence): Promise<Step[]> {
  const parsed = parseProof(proof)
  const checked = parsed && checkProof(parsed, utf8(entry))
  const recorded = readEntry(entry)
  if (!parsed || !checked || !recorded) return [{ ok: false, label: '存证证明读不出来，请刷新页面再试。' }]
  const matching = !parsed.extra || sameBytes(parsed.extra, utf8(entry))
  return [
    contentStep(recorded.commitment, content, salt),
    checked.included && matching
      ? {
          ok: true,
          label: `这份公告是公开存证的第 ${parsed.index + 1} 条（共 ${checked.checkpoint.size} 条），记录时间 ${sayTime(new Date(recorded.at), true)}。`,
        }
      : { ok: false, label: '公开存证里找不到这条记录。' },
    await signatureStep(checked.note, vkey),
  ]
}

function contentStep(commitment: string | undefined, content: string | undefined, salt: string | undefined): Step {
  if (content === undefined || salt === undefined)
    return { ok: null, label: '内容已撤回或不再展示，只能核对它曾经公开过。' }
  const saltBytes = fromBase64url(salt)
  const same = saltBytes?.length === 32 && toBase64url(sha256(concat([saltBytes, utf8(content)]))) === commitment
  return same
    ? { ok: true, label: '内容与公开时一字不差。' }
    : { ok: false, label: '内容与公开时不同：被改过，或不是这份公告的内容。' }
}

async function signatureStep(note: Note, vkey: string): Promise<Step> {
  const key = parseVkey(vkey.trim())
  const verdict = key ? await verifyNote(note, key) : 'absent'
  if (verdict === 'valid') return { ok: true, label: `日志「${key?.name}」的签名有效。` }
  if (verdict === 'unsupported')
    return { ok: null, label: '这个浏览器不能核对签名；以上各步已核对。请换新一些的浏览器，或用 https 打开。' }
  return { ok: false, label: '日志的签名不对，请不要相信这份证明。' }
}

/** The two fields that matter here; the whole schema is the server's business. */
function readEntry(text: string): { commitment?: string; at: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('at' in value)) return undefined
    const commitment = 'commitment' in value ? String(value.commitment) : undefined
    return { commitment, at: String(value.at) }
  } catch {
    return undefined
  }
}
