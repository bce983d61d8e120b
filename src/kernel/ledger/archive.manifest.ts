/** The table of contents of a month or year archive (`manifest.json`), as promised to whoever keeps one for decades. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { fromBase64url } from './bytes.ts'

/**
 * The second kind has, of versions that the log knows with who and when, the record beside the content. Both are read.
 */
export const archiveFormat = 'sunlit-archive@2'
export const archiveFormats = ['sunlit-archive@1', archiveFormat] as const

/**
 * Files that the manifest cannot list: itself, its SHA-256 in the manner of `sha256sum`, and the log's signature over
 * that.
 */
export const manifestFiles = { manifest: 'manifest.json', sha256: 'manifest.sha256', note: 'manifest.note' } as const

export const checkpointPath = 'log/checkpoint'

const path = z.string().min(1).max(400).refine(isSafePath, '文件路径不安全')
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '须是 64 位小写十六进制')
const salt = z.string().refine((s) => fromBase64url(s)?.length === 32, '盐值须是 32 字节的 base64url')

export const manifestSchema = z.strictObject({
  format: z.enum(archiveFormats),
  county: z.string().min(1),
  region: z.string().min(1),
  period: z.string().min(1),
  kind: z.enum(['month', 'year']),
  createdAt: z.iso.datetime(),
  logOrigin: z.string().min(1),
  /** Verifier key of the log. */
  logKey: z.string().min(1),
  checkpoint: z.literal(checkpointPath),
  files: z.array(z.strictObject({ path, bytes: z.int().min(0), sha256 })),
  notices: z.array(
    z
      .strictObject({
        code: z.string().min(1),
        version: z.int().min(1),
        item: z.string().min(1),
        period: z.string().min(1),
        entry: path,
        proof: path,
        /**
         * Both null for a withdrawn notice: its content is gone and its salt destroyed, its place in the log stays
         * provable.
         */
        content: path.nullable(),
        salt: salt.nullable(),
        /** Who and when, and the content's commitment; both missing where the leaf commits to the content alone. */
        record: path.nullish(),
        recordSalt: salt.nullish(),
      })
      .refine((n) => (n.content === null) === (n.salt === null), '内容与盐值须同时有或同时为空'),
  ),
})

export type Manifest = z.infer<typeof manifestSchema>

/** What the log signs: bound to the archive's format, so that it can never pass for a checkpoint. */
export function manifestNoteText(format: Manifest['format'], origin: string, manifestSha256: string): string {
  return `${format}\n${origin}\nsha256 ${manifestSha256} ${manifestFiles.manifest}\n`
}

/** Relative, with forward slashes, and without any step upwards: it can be unpacked anywhere. */
export function isSafePath(text: string): boolean {
  return (
    // eslint-disable-next-line no-control-regex
    !/[\\:\u0000-\u001f]/.test(text) && text.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  )
}

/** SHA-256 in hex; attachments are large, so Node's own. */
export function hexSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
