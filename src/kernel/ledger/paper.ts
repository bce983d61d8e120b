/**
 * A notice's proof on paper. One code holds the `.tlog-proof` text itself, which any tool of that format reads; further
 * ones hold what the leaf commits to (content, hands, days, salts), so that an offline reader needs a verifier key that
 * it kept and nothing else. Runs in browsers: no Node, no zod.
 */
import { deflateSync, inflateSync } from 'fflate'
import type { NoticeEvidence, ToldOfNotice } from './browser/verifyNotice.ts'
import { fromBase64url, fromUtf8, toBase64url, utf8 } from './bytes.ts'
import { parseProof } from './proof.ts'

const head = 'SUNLIT-P1'
/** Letters in a code: with the head about 125 squares across, which a phone still reads from 6 cm of print. */
const perCode = 1300
/** More would need a page of their own; then the paper carries the proof without the content. */
const mostCodes = 4

/** `code`: of the notice. */
type Of = { code: string; version: number }
const nameOf = ({ code, version }: Of) => `${code}-${version}`

/**
 * The texts of the codes to print: the proof, then `SUNLIT-P1.<code>-<version>.<n>/<all>.<base64url of deflate>` of
 * what is told.
 */
export function paperCodes(of: Of, told: ToldOfNotice, proof: string): string[] {
  const packed = toBase64url(deflateSync(utf8(JSON.stringify(told)), { level: 9 }))
  const each = Math.ceil(packed.length / Math.ceil(packed.length / perCode))
  const parts = packed.match(new RegExp(`.{1,${each}}`, 'g')) ?? []
  if (parts.length > mostCodes) return [proof]
  return [proof, ...parts.map((part, i) => `${head}.${nameOf(of)}.${i + 1}/${parts.length}.${part}`)]
}

/** What has been read off papers so far: proofs by notice and version, and parts of what is told. */
export type Read = { proofs: Map<string, { proof: string; entry: string }>; parts: Map<string, (string | undefined)[]> }
export const nothingRead = (): Read => ({ proofs: new Map(), parts: new Map() })

/** Takes a scanned text in; false if it is no code of a notice. */
export function takeCode(read: Read, text: string): boolean {
  const proof = parseProof(text.endsWith('\n') ? text : `${text}\n`)
  const entry = proof?.extra && fromUtf8(proof.extra)
  if (entry !== undefined) {
    const of = noticeIn(entry)
    if (of) read.proofs.set(nameOf(of), { proof: text.endsWith('\n') ? text : `${text}\n`, entry })
    return of !== undefined
  }
  const part = new RegExp(`^${head}\\.([0-9A-Z]{10}-\\d{1,6})\\.(\\d)/([1-${mostCodes}])\\.([A-Za-z0-9_-]+)$`).exec(
    text.trim(),
  )
  const [, name, n, all, payload] = part ?? []
  if (name === undefined || Number(n) < 1 || Number(n) > Number(all)) return false
  const parts = read.parts.get(name)
  const kept = parts?.length === Number(all) ? parts : Array.from<string | undefined>({ length: Number(all) })
  kept[Number(n) - 1] = payload
  read.parts.set(name, kept)
  return true
}

/** A notice as read off paper. `missing`: codes of it that have not been read yet; `known`: how many there are. */
export type PaperNotice = Of & { evidence: NoticeEvidence | undefined; missing: number; known: number }

/**
 * Every notice of which something was read, against a verifier key. `evidence` is undefined while the proof itself has
 * not been read.
 */
export function noticesRead(read: Read, vkey: string): PaperNotice[] {
  const names = [...new Set([...read.proofs.keys(), ...read.parts.keys()])]
  return names.map((name) => {
    const [code, version] = name.split('-') as [string, string]
    const parts = read.parts.get(name) ?? []
    const proof = read.proofs.get(name)
    const missing = parts.filter((p) => p === undefined).length
    return {
      code,
      version: Number(version),
      missing,
      known: parts.length,
      evidence: proof && { ...proof, ...(missing === 0 ? unpacked(parts.join('')) : {}), vkey },
    }
  })
}

/** What is told, out of the joined parts; nothing where they are none: then the steps say what could not be checked. */
function unpacked(packed: string): ToldOfNotice {
  try {
    const value = JSON.parse(fromUtf8(inflateSync(fromBase64url(packed) ?? new Uint8Array())) ?? '') as Record<
      string,
      unknown
    >
    return Object.fromEntries(
      (['content', 'salt', 'record', 'recordSalt'] as const).flatMap((k) =>
        typeof value[k] === 'string' ? [[k, value[k]]] : [],
      ),
    )
  } catch {
    return {}
  }
}

function noticeIn(entry: string): Of | undefined {
  try {
    const { code, version } = JSON.parse(entry) as { code?: unknown; version?: unknown }
    return typeof code === 'string' && typeof version === 'number' ? { code, version } : undefined
  } catch {
    return undefined
  }
}
