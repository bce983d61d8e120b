/**
 * `.tlog-proof` files (c2sp.org/tlog-proof@v1): everything that shows, without a network, that an entry stands in the
 * log. We put the entry itself into `extra`, so that one small file (or QR code) is enough. It need not be trusted: its
 * hash has to lead to the signed root.
 */
import { fromBase64, toBase64 } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { leafHash, verifyInclusion } from './merkle.ts'
import type { Note } from './note.ts'

/** `checkpoint`: the checkpoint's whole note, verbatim. */
export type Proof = { extra?: Uint8Array; index: number; hashes: Uint8Array[]; checkpoint: string }

const header = 'c2sp.org/tlog-proof@v1'

export function formatProof({ extra, index, hashes, checkpoint }: Proof): string {
  const lines = [header, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...hashes.map(toBase64), '']
  return `${lines.join('\n')}\n${checkpoint}`
}

/** Reads a proof without checking it; `undefined` if it is malformed. */
export function parseProof(text: string): Proof | undefined {
  const cut = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, cut).split('\n')
  if (cut < 0 || first !== header) return undefined
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift() : undefined
  const extra = extraLine === undefined ? undefined : fromBase64(extraLine.slice('extra '.length))
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')?.[1]
  const hashes = lines.map(fromBase64)
  if (index === undefined || (extraLine !== undefined && !extra) || !hashes.every((h) => h?.length === 32))
    return undefined
  return {
    ...(extra && { extra }),
    index: Number(index),
    hashes: hashes as Uint8Array[],
    checkpoint: text.slice(cut + 2),
  }
}

/**
 * `included`: the entry leads to the checkpoint's root. Whether the checkpoint is signed is the caller's next question.
 */
export type ProofCheck = { included: boolean; note: Note; checkpoint: Checkpoint }

/**
 * Checks a proof against the entry's bytes (by default those in `extra`); `undefined` if the checkpoint is malformed or
 * there is no entry.
 */
export function checkProof(proof: Proof, entry: Uint8Array | undefined = proof.extra): ProofCheck | undefined {
  const parsed = parseCheckpoint(proof.checkpoint)
  if (!parsed || !entry) return undefined
  const { size, root } = parsed.checkpoint
  return { ...parsed, included: verifyInclusion(proof.index, size, leafHash(entry), proof.hashes, root) }
}
