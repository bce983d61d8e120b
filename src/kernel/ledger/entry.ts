/**
 * The leaf: what the log says for ever. Every field is a code, so that no name, number or sentence of a person can get
 * in; what was published stands only as a salted commitment.
 */
import { z } from 'zod'
import { fromUtf8 } from './bytes.ts'
import { canonicalBytes } from './commitment.ts'

export const entryKinds = [
  'publication',
  'correction',
  'withdrawal',
  'takedown',
  'receipt',
  'reply',
  'card',
  'lift',
  'closing',
  'step',
  'checkpointNote',
] as const
export type EntryKind = (typeof entryKinds)[number]

export const entryKindLabels: Record<EntryKind, string> = {
  publication: '公开',
  correction: '更正',
  withdrawal: '撤回',
  takedown: '下架',
  receipt: '收件',
  reply: '答复',
  card: '期限提醒',
  lift: '撤销期限提醒',
  closing: '办结',
  step: '办理步骤',
  checkpointNote: '存证记事',
}

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/, '只能是编码（字母、数字和 . _ : / -）')
/** Whether the log can write it: letters, digits and . _ : / -, at most 80. */
export const isCode = (text: string): boolean => code.safeParse(text).success

const commitment = z.string().regex(/^[A-Za-z0-9_-]{43}$/, '须是 32 字节哈希的 base64url')
const second = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, '须是精确到秒的 UTC 时间')
  .refine((at) => !Number.isNaN(Date.parse(at)), '没有这个时间')

/** Kinds that commit to a public content of a notice and must therefore name it in full. */
const aboutNotices: readonly EntryKind[] = ['publication', 'correction', 'withdrawal']

export const entrySchema = z
  .strictObject({
    /**
     * 2: the commitment is of the record (who, when, and the content's own commitment); 1: of the content alone, or of
     * neither.
     */
    v: z.union([z.literal(1), z.literal(2)]),
    kind: z.enum(entryKinds),
    county: code,
    /** Public slug or code of the region that answers for it. */
    region: code,
    item: code.optional(),
    period: code.optional(),
    version: z.int().min(1).optional(),
    /** The public code of the notice, question or archive. */
    code: code.optional(),
    /** Of the public content this leaf is about. */
    commitment: commitment.optional(),
    at: second,
    /** Made by the demo's generator; its times are nominal. */
    demo: z.literal(true).optional(),
  })
  .superRefine((entry, ctx) => {
    if (entry.v === 2 && entry.kind !== 'publication' && entry.kind !== 'correction')
      ctx.addIssue({ code: 'custom', path: ['v'], message: `${entryKindLabels[entry.kind]}的存证没有第 2 种写法` })
    if (!aboutNotices.includes(entry.kind)) return
    for (const field of ['item', 'period', 'version', 'code', 'commitment'] as const) {
      if (entry[field] === undefined)
        ctx.addIssue({ code: 'custom', path: [field], message: `${entryKindLabels[entry.kind]}的存证缺少 ${field}` })
    }
  })

export type LedgerEntry = z.infer<typeof entrySchema>

/** The bytes of the leaf: canonical JSON. Throws `ZodError` for an entry that is not of the schema. */
export function entryBytes(entry: LedgerEntry): Uint8Array {
  return canonicalBytes(entrySchema.parse(entry))
}

/** The entry in a leaf's bytes; `undefined` if they are not an entry of ours in canonical form. */
export function parseEntry(bytes: Uint8Array): LedgerEntry | undefined {
  const text = fromUtf8(bytes)
  if (text === undefined) return undefined
  try {
    const parsed = entrySchema.safeParse(JSON.parse(text))
    return parsed.success && fromUtf8(canonicalBytes(parsed.data)) === text ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** The instant as a leaf writes it: UTC, to the second. */
export function entryTime(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
