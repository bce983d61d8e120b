/**
 * What a backup says about itself. It is the last entry but one; the keys behind it are sealed to its hash, so that it
 * cannot be changed unseen.
 */
import { z } from 'zod'

const hex = z.string().regex(/^[0-9a-f]{64}$/)
export const manifestSchema = z.strictObject({
  format: z.literal('sunlit-backup'),
  version: z.literal(1),
  program: z.string(),
  postgres: z.string(),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: hex })),
  /** In an order in which they can be filled: what is referred to comes first. */
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_][a-z0-9_]*$/),
      columns: z.array(z.string().regex(/^[a-z_][a-z0-9_]*$/)),
      rows: z.int().min(0),
      parts: z.int().min(0),
    }),
  ),
  /** Newest checkpoint of the public log; `null` before the first one. */
  log: z.strictObject({ size: z.int().min(0), root: z.string(), vkey: z.string() }).nullable(),
  files: z.int().min(0),
  /** Paths of files that rows name and that were not there to be copied. */
  missing: z.array(z.string()).optional(),
  entries: z.array(z.strictObject({ path: z.string(), bytes: z.int().min(0), sha256: hex })),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestPath = 'manifest.json'
export const keysPath = 'keys.json'
export const partPath = (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}.copy.gz`
/** Stored files lie in the backup as on their shelf: originals sealed, derivatives plain. */
export const filePattern = /^files\/(original|public)\/[0-9a-f]{2}\/[0-9a-f]{64}$/
