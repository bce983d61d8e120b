/** Whether what the database says of a version is still what the log committed to when it was published. */
import type { ToldOfNotice } from '../../../kernel/ledger/browser/index.ts'
import { canonicalBytes, checkCommitment } from '../../../kernel/ledger/commitment.ts'
import { fromUtf8, toBase64url } from '../../../kernel/ledger/bytes.ts'
import { parseEntry } from '../../../kernel/ledger/entry.ts'
import { periodAndStage } from '../cards/cardLeaves.ts'
import type { Notice } from './notice.queries.ts'
import type { Published } from './publish.ts'
import { recordOf, type Recorded } from './record.ts'

type Told = Omit<Recorded, 'content_commitment'> & {
  content_commitment: string | null
  record_salt: Buffer | null
  content: Published | null
  salt: Buffer | null
}

/** Of a version's row what may be told: the record (who and when), the content. */
export function toldOf(n: Told): ToldOfNotice {
  const { content_commitment } = n
  return {
    ...(content_commitment !== null && n.record_salt !== null
      ? { record: json(recordOf({ ...n, content_commitment })), recordSalt: toBase64url(n.record_salt) }
      : {}),
    ...(n.content !== null && n.salt !== null ? { content: json(n.content), salt: toBase64url(n.salt) } : {}),
  }
}

const json = (value: unknown) => fromUtf8(canonicalBytes(value))!

/**
 * False where the row is not what was published: its address, its record or its content. Undefined while it is not
 * sealed. What is withdrawn has no salts any more, what is not for everybody none for its content: then only the rest
 * is compared.
 */
export function untouched(n: Told & Pick<Notice, 'leaf_entry' | 'leaf_position'>): boolean | undefined {
  if (n.leaf_entry === null || n.leaf_position === null) return undefined
  const entry = parseEntry(new Uint8Array(n.leaf_entry))
  if (!entry?.commitment) return false
  const addressed =
    entry.code === n.code &&
    entry.version === n.version &&
    entry.region === n.place_slug &&
    entry.item === n.item_code &&
    entry.period === periodAndStage(n.period, n.stage)
  const { content_commitment } = n
  const recorded =
    entry.v === 1
      ? content_commitment === null
      : content_commitment !== null &&
        (n.record_salt === null ||
          checkCommitment(entry.commitment, recordOf({ ...n, content_commitment }), n.record_salt))
  const same =
    n.content === null ||
    n.salt === null ||
    checkCommitment(entry.v === 1 ? entry.commitment : (content_commitment ?? ''), n.content, n.salt)
  return addressed && recorded && same
}
