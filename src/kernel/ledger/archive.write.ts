/**
 * Writing an archive: whoever calls supplies the contents; the manifest, the proofs' places and the signature are made
 * here.
 */
import { zipSync, type Zippable } from 'fflate'
import {
  archiveFormat,
  checkpointPath,
  hexSha256,
  manifestFiles,
  manifestNoteText,
  manifestSchema,
  type Manifest,
} from './archive.manifest.ts'
import { utf8 } from './bytes.ts'
import { signNote, type LogKey } from './keys.ts'

/** Canonical JSON texts, salts in base64url, as `evidence.json` has them. */
export type Told = { content?: string; salt?: string; record?: string; recordSalt?: string }

/**
 * One version of a notice. `entry`: the leaf's bytes. `proof`: its `.tlog-proof` text. `public`: the content as
 * committed to, with its salt, and the record that commits to it, with its own; none of them for a withdrawn one.
 */
export type ArchivedNotice = {
  code: string
  version: number
  item: string
  period: string
  entry: Uint8Array
  proof: string
  public?: Told
}

/**
 * `checkpoint`: the log's checkpoint note. `files`: everything else (pages, tables, attachments) under paths of the
 * caller's.
 */
export type ArchiveInput = {
  county: string
  region: string
  period: string
  kind: 'month' | 'year'
  createdAt: Date
  checkpoint: string
  files: readonly { path: string; bytes: Uint8Array }[]
  notices: readonly ArchivedNotice[]
}

/** The ZIP's bytes. Throws for a path that is used twice or leads out of the archive. */
export function writeArchive(input: ArchiveInput, key: LogKey): Uint8Array {
  const contents = new Map<string, Uint8Array>()
  const add = (path: string, bytes: Uint8Array) => {
    if (contents.has(path)) throw new Error(`archive: ${path} is there twice`)
    contents.set(path, bytes)
    return path
  }
  add(checkpointPath, utf8(input.checkpoint))
  const notices = input.notices.map((notice) => addNotice(notice, add))
  for (const { path, bytes } of input.files) add(path, bytes)

  const manifest: Manifest = manifestSchema.parse({
    format: archiveFormat,
    county: input.county,
    region: input.region,
    period: input.period,
    kind: input.kind,
    createdAt: input.createdAt.toISOString(),
    logOrigin: key.origin,
    logKey: key.vkey,
    checkpoint: checkpointPath,
    notices,
    files: [...contents]
      .map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: hexSha256(bytes) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  })
  const manifestBytes = utf8(`${JSON.stringify(manifest, null, 1)}\n`)
  const digest = hexSha256(manifestBytes)
  add(manifestFiles.manifest, manifestBytes)
  add(manifestFiles.sha256, utf8(`${digest}  ${manifestFiles.manifest}\n`))
  add(manifestFiles.note, utf8(signNote(manifestNoteText(archiveFormat, key.origin, digest), key)))
  const files = [...contents].map(([path, bytes]) => [path, [bytes, { level: isPacked(path) ? 0 : 6 }]] as const)
  return zipSync(Object.fromEntries(files) as Zippable, { mtime: input.createdAt })
}

/** What is compressed in itself gains nothing by being compressed again. */
const isPacked = (path: string) => /\.(xlsx|docx|pptx|pdf|jpe?g|png|webp|zip|mp[34]|m4a)$/i.test(path)

function addNotice(
  notice: ArchivedNotice,
  add: (path: string, bytes: Uint8Array) => string,
): Manifest['notices'][number] {
  const name = `${notice.code}-v${notice.version}`
  const told = notice.public ?? {}
  return {
    code: notice.code,
    version: notice.version,
    item: notice.item,
    period: notice.period,
    entry: add(`log/${name}.entry.json`, notice.entry),
    proof: add(`log/${name}.tlog-proof`, utf8(notice.proof)),
    content: told.content === undefined ? null : add(`notices/${name}.json`, utf8(told.content)),
    salt: told.salt ?? null,
    ...(told.record === undefined
      ? {}
      : { record: add(`log/${name}.record.json`, utf8(told.record)), recordSalt: told.recordSalt }),
  }
}
